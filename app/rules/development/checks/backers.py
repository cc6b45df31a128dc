"""培养联系人 and 入党介绍人: how many, full members, not under a sanction that bars or unsuits them."""

from app.rules.development.facts import Backer, Step
from app.rules.development.schema import Rule
from app.rules.development.view import CaseView, surely_before
from app.rules.vocabulary import Level

SANCTION_WORDS = {
    "warning": "警告",
    "serious": "严重警告",
    "removed": "撤销党内职务",
    "probation": "留党察看",
}


def check_backers(view: CaseView, rule: Rule, step: Step) -> None:
    """Between min and max people, all full members, nobody twice, not the person himself."""
    backers = step.backers
    if not backers:
        return
    names = [one.name for one in backers]
    problems: list[str] = []
    if not rule.number("min") <= len(backers) <= rule.number("max"):
        problems.append(f"有{len(backers)}名（{'、'.join(names)}）")
    if len(set(names)) < len(names):
        problems.append("有同一个人写了两次")
    himself = view.case.person.name
    if himself in names:
        problems.append("是本人")
    problems += [f"{one.name}不是正式党员" for one in backers if one.is_full is False and one.name != himself]
    for problem in problems:
        view.emit(rule, step, problem=problem)


def check_sanctioned(view: CaseView, rule: Rule, step: Step) -> None:
    """Someone under one of the rule's sanctions on the day he was named."""
    for one in step.backers:
        if one.sanction in rule.params["sanctions"]:
            _judge_sanction(view, rule, step, one)


def _judge_sanction(view: CaseView, rule: Rule, step: Step, one: Backer) -> None:
    over = one.sanction_until
    if over is not None and step.on is not None and not surely_before(step.on, over):
        return
    level = Level.WARNING if over is not None and step.on is None else None
    until = f"（到{over.chinese()}）" if over else ""
    view.emit(rule, step, level=level, name=one.name, sanction=SANCTION_WORDS[one.sanction], until=until)


def check_recommended(view: CaseView, rule: Rule, step: Step) -> None:
    """A young member of the league is recommended by it."""
    person = view.case.person
    if not person.is_league_member or step.recommended or person.birth is None or step.on is None:
        return
    if surely_before(step.on, person.birth.months_later(12 * rule.number("age"))):
        view.emit(rule, step, name=person.name or "此人")
