"""Terms between two steps: at the latest within months, at the earliest after months, every so many months."""

import itertools
from datetime import date, timedelta

from app.rules.calendar import Day
from app.rules.development.facts import Step
from app.rules.development.schema import Rule
from app.rules.development.view import CaseView, surely_before
from app.rules.vocabulary import Level


def begun(view: CaseView, rule: Rule, step: Step) -> tuple[Step, Day, Day] | None:
    """Return (start step, its day, this step's day) when both are known and in order."""
    start = view.start(rule.word("from"), step)
    if start is None or start.on is None or step.on is None:
        return None
    if {start.code, step.code} & view.misplaced:
        return None
    return start, start.on, step.on


def check_within(view: CaseView, rule: Rule, step: Step) -> None:
    """At most `months` after the start; a term begun under an older set that had no such limit is only hinted at."""
    pair = begun(view, rule, step)
    if pair is None:
        return
    start, began, on = pair
    limit = began.months_later(rule.number("months"))
    if not surely_before(limit, on):
        return
    level, note = rule.level, ""
    force = view.rule_set(step).valid_from
    if began.first < force and view.book.at(began.first).find(rule.code) is None:
        limit = Day.of(force).months_later(rule.number("months"))
        note = "（从规定施行之日算起）"
        level = rule.level if surely_before(limit, on) else Level.HINT
    view.emit(rule, step, level=level, other=start.code, other_date=began, limit=limit, note=note)


def check_at_least(view: CaseView, rule: Rule, step: Step) -> None:
    """At least `months` after the start."""
    pair = begun(view, rule, step)
    if pair is None:
        return
    start, began, on = pair
    limit = began.months_later(rule.number("months"))
    if surely_before(on, limit):
        view.misplaced.add(step.code)
        view.emit(rule, step, other=start.code, other_date=began, limit=limit)


def check_age(view: CaseView, rule: Rule, step: Step) -> None:
    """At least `years` old on the day; the birthday itself suffices."""
    birth = view.case.person.birth
    if birth is None or step.on is None:
        return
    limit = birth.months_later(12 * rule.number("years"))
    if surely_before(step.on, limit):
        view.misplaced.add(step.code)
        view.emit(rule, step, other_date=birth, limit=limit)


def check_periodic(view: CaseView, rule: Rule, step: Step) -> None:
    """Entries no further apart than `months`, from the start up to the closing step; judged once, at the first entry."""
    entries = [one for one in view.records(step.code) if one.on]
    start = view.first(rule.word("from"))
    if not entries or entries[0] is not step or start is None or start.on is None:
        return
    closing = view.first(rule.word("to"))
    points = [start, *entries, *([closing] if closing and closing.on else [])]
    for earlier, later in itertools.pairwise(points):
        if earlier.on is None or later.on is None:
            continue
        limit = earlier.on.months_later(rule.number("months"))
        if surely_before(limit, later.on):
            view.emit(rule, later, other=earlier.code, other_date=earlier.on, limit=limit)


def check_leaving(view: CaseView, rule: Rule, step: Step) -> None:
    """The person leaves the unit within `months` of the day, the last day of the term included."""
    leaves = view.case.person.leaves_on
    if leaves is None or step.on is None:
        return
    limit = step.on.months_later(rule.number("months"))
    if not surely_before(limit, leaves) and not surely_before(leaves, step.on) and leaves.last <= limit.first:
        view.emit(rule, step, other_date=leaves, limit=limit)


def check_approval(view: CaseView, rule: Rule, step: Step) -> None:
    """At most three months after the resolution; with a written reason six; beyond six it cannot stand."""
    pair = begun(view, rule, step)
    if pair is None:
        return
    start, began, on = pair
    if view.book.approval_from == "received" and step.approval and step.approval.received_on:
        began = step.approval.received_on
    limit = began.months_later(rule.number("months"))
    longest = began.months_later(rule.number("special_months"))
    special = bool(step.approval and step.approval.special)
    if surely_before(longest, on):
        view.emit(
            rule,
            step,
            level=Level.BLOCK,
            other=start.code,
            other_date=began,
            limit=longest,
            span="六个月",
            special="",
        )
    elif surely_before(limit, on) and not special:
        note = "；有特殊情况的写明理由，最长不超过六个月"
        view.emit(rule, step, other=start.code, other_date=began, limit=limit, span="三个月", special=note)


def check_other_day(view: CaseView, rule: Rule, step: Step) -> None:
    """Not on the same day as another step."""
    for other in view.records(rule.word("from")):
        if other.on and step.on and other.on == step.on and step.on.is_exact:
            view.emit(rule, step, other=other.code, other_date=other.on)
            return


def check_last_days(view: CaseView, rule: Rule, step: Step) -> None:
    """Not earlier than so many days before 预备期 ends."""
    end = view.probation_end()
    if end is None or step.on is None:
        return
    limit: date = end.first - timedelta(days=rule.number("days"))
    if step.on.last < limit:
        view.emit(rule, step, other_date=end, limit=limit)


def check_reapply(view: CaseView, rule: Rule, step: Step) -> None:
    """A new application only after the earlier case has ended; nothing of the earlier one counts."""
    for past in view.case.previous:
        if past.ended_on and step.on and surely_before(step.on, past.ended_on):
            view.emit(rule, step, other_date=past.ended_on)
            return
