"""Judge a case: every step by the rule set in force on its own date, findings in words."""

from collections import Counter
from dataclasses import replace
from datetime import date

from app.rules.calendar import WorkCalendar
from app.rules.development.checks import CHECKS
from app.rules.development.checks.probation import check_roster_dates
from app.rules.development.checks.sequence import check_sequence
from app.rules.development.facts import Case, Step
from app.rules.development.findings import WEIGHT, Finding
from app.rules.development.rulebook import Rulebook
from app.rules.development.view import CaseView


def judge(case: Case, today: date, book: Rulebook, calendar: WorkCalendar) -> list[Finding]:
    """Return what contradicts the rules in what the case records, gravest first.

    Only what is written is judged; what has not happened yet is the business of `due_items`. A step dated after
    `today` satisfies nothing. Nothing is ever refused here: the caller decides what a 阻断 means.
    """
    view = CaseView(case, today, book, calendar)
    judge_view(view)
    return sorted(view.findings, key=_weight)


def preview(case: Case, step: Step, today: date, book: Rulebook, calendar: WorkCalendar) -> list[Finding]:
    """Return what recording `step` (in place of the one with its code and number, if any) would add, gravest first.

    For a form while it is filled in and for a bulk step: findings the case has anyway are left out.
    """
    others = tuple(one for one in case.steps if (one.code, one.seq) != (step.code, step.seq))
    before = Counter(judge(case, today, book, calendar))
    after = judge(replace(case, steps=(*others, step)), today, book, calendar)
    return [finding for finding in after if not _taken(before, finding)]


def _taken(counts: Counter[Finding], finding: Finding) -> bool:
    counts[finding] -= 1
    return counts[finding] >= 0


def judge_view(view: CaseView) -> None:
    """Fill the view's findings, in no particular order."""
    check_sequence(view)
    for code in view.book.steps:
        for step in view.records(code):
            for rule in view.rule_set(step).by_step.get(code, ()):
                if step.on is None or rule.holds_on(step.on.first):
                    CHECKS[rule.check](view, rule, step)
    check_roster_dates(view)
    twice = view.book.at(view.today).find("TWICE")
    if twice and view.case.ended_on is None and any(past.ended_on is None for past in view.case.previous):
        view.emit(twice, None)


def _weight(finding: Finding) -> tuple[int, tuple[str, ...], int, str, str]:
    return (WEIGHT[finding.level], finding.steps, finding.seq, finding.code, finding.message)
