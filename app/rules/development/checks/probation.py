"""预备期: conversion not before its end, one extension of six to twelve months, dates the roster repeats."""

from app.rules.calendar import Day
from app.rules.development.constraints import PROBATION_MONTHS
from app.rules.development.facts import CANCELLED, EXTENDED, Step
from app.rules.development.schema import Rule
from app.rules.development.view import CaseView, passed, surely_before
from app.rules.vocabulary import Level


def check_probation(view: CaseView, rule: Rule, step: Step) -> None:
    """Conversion is discussed on the last day of 预备期 or later; cancelling is possible at any time."""
    if step.on is None or step.result == CANCELLED or "23" in view.misplaced or "15" in view.misplaced:
        return
    end, meeting = view.probation_end(step), view.accepted()
    if end and meeting and meeting.on and surely_before(step.on, end):
        view.misplaced.add(step.code)
        view.emit(rule, step, other="15", other_date=meeting.on, limit=end)


def check_extension(view: CaseView, rule: Rule, step: Step) -> None:
    """Extended once, by six to twelve months, counted from the end of 预备期."""
    if step.result != EXTENDED:
        return
    extended = [one for one in view.records("23") if one.result == EXTENDED]
    if extended.index(step) >= rule.number("times"):
        view.emit(rule, step, problem=f"是第{extended.index(step) + 1}次")
    least, most = rule.number("min_months"), rule.number("max_months")
    if step.months is not None and not least <= step.months <= most:
        view.emit(rule, step, problem=f"{step.months}个月")
        return
    end = view.probation_end(step)
    if end is None or step.until is None or step.months is not None:
        return
    if surely_before(step.until, end.months_later(least)) or surely_before(
        end.months_later(most), step.until
    ):
        view.emit(rule, step, problem=f"到{step.until.chinese()}（原定{end.chinese()}期满）")


def check_written_end(view: CaseView, rule: Rule, step: Step) -> None:
    """The end of 预备期 as written is one year from the meeting, or where an extension moved it."""
    written, meeting = step.until, view.accepted()
    if written is None or meeting is None or meeting.on is None or "15" in view.misplaced:
        return
    end = view.probation_end()
    for possible in (meeting.on.months_later(PROBATION_MONTHS), end):
        if possible and not surely_before(written, possible) and not surely_before(possible, written):
            return
    then = view.rule_set(meeting).find(rule.code)
    if then:
        view.emit(then, step, date=written, other="15", other_date=meeting.on, limit=end or "")


def check_postponed(view: CaseView, rule: Rule, step: Step) -> None:
    """Discussed no later than so many months after 预备期 ended; `transferred`: who came from another branch, or not."""
    if bool(view.case.branch.transferred_in_on) is not rule.params["transferred"]:
        return
    end = view.probation_end(step)
    if end is None or step.on is None or {"15", "23"} & view.misplaced:
        return
    limit = end.months_later(rule.number("months"))
    if surely_before(limit, step.on):
        view.emit(rule, step, other_date=end, limit=limit)


def converted_on(view: CaseView) -> Day | None:
    """Return the day 党龄 counts from: the end of 预备期 (or of its extension) once conversion was approved."""
    approved = [step for step in view.records("24") if passed(step)]
    meeting = next((step for step in reversed(view.records("23")) if passed(step)), None)
    return view.probation_end(meeting) if approved and meeting else None


def check_roster_dates(view: CaseView) -> None:
    """Compare the roster's 入党日期 and 转正日期 with the case's meeting and end of 预备期."""
    person, meeting = view.case.person, view.accepted()
    rules = view.rule_set(meeting) if meeting else None
    if rules is None or meeting is None or meeting.on is None or "15" in view.misplaced:
        return
    joined, rule = person.joined_on, rules.find("JOINED")
    if joined and rule and (surely_before(joined, meeting.on) or surely_before(meeting.on, joined)):
        view.emit(rule, None, date=joined, other_date=meeting.on)
    _check_full_date(view, rules.find("D14"))


def _check_full_date(view: CaseView, rule: Rule | None) -> None:
    """转正之日 is the end of 预备期; a date between it and the approval is a habit, one outside cannot be."""
    end, full = view.probation_end(), view.case.person.full_on
    if not full or not end or rule is None:
        return
    approved = view.records("24")
    latest = approved[-1].on if approved and "24" not in view.misplaced else None
    if surely_before(full, end) or (latest and surely_before(latest, full)):
        view.emit(rule, None, date=full, limit=end)
    elif surely_before(end, full):
        view.emit(rule, None, level=Level.HINT, date=full, limit=end)
