"""Who may act: only a 党委 with approval power approves; a 党总支 or 村党委 reviews; temporary bodies do not receive."""

from app.rules.development.facts import Approval, Step
from app.rules.development.schema import Rule
from app.rules.development.view import CaseView, passed, surely_before

WHO = {
    "general_branch": "党总支",
    "branch": "党支部",
    "joint_branch": "联合党支部",
    "temporary_branch": "临时党支部",
    "temporary_committee": "临时党委",
    "party_group": "党小组",
    "leading_group": "党组",
    "village_committee": "村（社区）党委",
}
NONE = Approval()


def check_approver(view: CaseView, rule: Rule, step: Step) -> None:
    """The acting organization is a 党委 with the power to approve."""
    approval = step.approval or NONE
    if approval.exception or not passed(step):
        return
    who = WHO.get(step.organization, "")
    if not who and approval.can_approve is False:
        who = "没有审批权限的基层党委"
    if who:
        view.emit(rule, step, who=who)


def check_temporary(view: CaseView, rule: Rule, step: Step) -> None:
    """A temporary organization does not receive, unless a rule that says otherwise is named."""
    acting = step.organization or view.case.branch.kind
    if acting in rule.params["kinds"] and passed(step) and not (step.approval or NONE).exception:
        view.emit(rule, step)


def check_reviewed(view: CaseView, rule: Rule, step: Step) -> None:
    """A branch under a 党总支 or a 村党委 has its resolution reviewed there first."""
    between = view.case.branch.between
    imported = view.case.imported or step.imported
    if between in WHO and not imported and passed(step) and (step.approval or NONE).reviewed_on is None:
        view.emit(rule, step, between=WHO[between])


def check_review_date(view: CaseView, rule: Rule, step: Step) -> None:
    """The review lies between the meeting and the approval."""
    reviewed = (step.approval or NONE).reviewed_on
    if reviewed is None or step.on is None:
        return
    meeting = view.accepted(step)
    early = meeting is not None and meeting.on is not None and surely_before(reviewed, meeting.on)
    if early or surely_before(step.on, reviewed):
        view.emit(rule, step, other_date=reviewed)
