"""Ways of judging: the name a rule gives as `check` → the function that judges one record of a step by it."""

from collections.abc import Callable, Mapping

from app.rules.development.checks import authority, backers, ballots, notices, papers, probation, terms
from app.rules.development.facts import Step
from app.rules.development.schema import Rule
from app.rules.development.view import CaseView

Check = Callable[[CaseView, Rule, Step], None]

CHECKS: Mapping[str, Check] = {
    "after_notice": notices.check_after_notice,
    "age": terms.check_age,
    "approval": terms.check_approval,
    "approver": authority.check_approver,
    "archive": papers.check_archive,
    "at_least": terms.check_at_least,
    "backers": backers.check_backers,
    "carried": ballots.check_carried,
    "extension": probation.check_extension,
    "last_days": terms.check_last_days,
    "leaving": terms.check_leaving,
    "left_out": ballots.check_left_out,
    "left_out_papers": ballots.check_left_out_papers,
    "majority": ballots.check_majority,
    "notice": notices.check_notice,
    "notice_after": notices.check_notice_after,
    "notice_in_probation": notices.check_notice_in_probation,
    "one_by_one": ballots.check_one_by_one,
    "notice_over": notices.check_notice_over,
    "other_day": terms.check_other_day,
    "paper_after": papers.check_paper_after,
    "paper_at_least": papers.check_paper_at_least,
    "paper_before": papers.check_paper_before,
    "paper_result": papers.check_paper_result,
    "periodic": terms.check_periodic,
    "places": notices.check_places,
    "postponed": probation.check_postponed,
    "probation": probation.check_probation,
    "probation_written": probation.check_written_end,
    "publicity": notices.check_publicity,
    "quarterly": papers.check_quarterly,
    "quorum": ballots.check_quorum,
    "reapply": terms.check_reapply,
    "receipt": papers.check_receipt,
    "recommended": backers.check_recommended,
    "review_date": authority.check_review_date,
    "reviewed": authority.check_reviewed,
    "roll": ballots.check_roll,
    "same_day": papers.check_same_day,
    "sanctioned": backers.check_sanctioned,
    "secret": ballots.check_secret,
    "temporary": authority.check_temporary,
    "training": notices.check_training,
    "vote_sum": ballots.check_vote_sum,
    "within": terms.check_within,
    "written_late": ballots.check_written_late,
}
