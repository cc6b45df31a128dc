"""公示: working days, places; and 集中培训."""

from dataclasses import replace
from datetime import timedelta

from app.rules.calendar import Day
from app.rules.development.facts import Step, Training
from app.rules.development.schema import Rule
from app.rules.development.view import CaseView, surely_before
from app.rules.vocabulary import Level

SURELY_ENOUGH_DAYS = 31  # any month has more working days than a 公示 lasts; years are not counted day by day
LONGEST_HOLIDAY = 7  # most working days a national holiday takes out of a month


def check_publicity(view: CaseView, rule: Rule, step: Step) -> None:
    """At least so many working days from the first to the last day, both included."""
    if step.until is not None:
        _judge_span(view, rule, step, step.on, step.until)


def check_notice(view: CaseView, rule: Rule, step: Step) -> None:
    """The same for the local 公示 that belongs to another step."""
    if step.notice_to is not None:
        _judge_span(view, rule, step, step.notice_from, step.notice_to)


def check_notice_over(view: CaseView, rule: Rule, step: Step) -> None:
    """The local 公示 of a step is over by the day of another one (or of its own meeting)."""
    start = step if rule.word("from") == step.code else view.first(rule.word("from"))
    if start and start.notice_to and step.on and surely_before(step.on, start.notice_to):
        view.emit(rule, step, other_date=start.notice_to)


def check_notice_after(view: CaseView, rule: Rule, step: Step) -> None:
    """The local 公示 of a step begins on its day or later."""
    if step.notice_from and step.on and surely_before(step.notice_from, step.on):
        view.emit(rule, step, other_date=step.notice_from)


def check_after_notice(view: CaseView, rule: Rule, step: Step) -> None:
    """A step is not taken before the 公示 of another one is over."""
    notice = view.first(rule.word("from"))
    over = notice.until if notice else None
    if over and step.on and surely_before(step.on, over):
        view.emit(rule, step, other=rule.word("from"), other_date=over)


def check_notice_in_probation(view: CaseView, rule: Rule, step: Step) -> None:
    """The local 公示 of a conversion is over when 预备期 ends."""
    end = view.probation_end(step)
    if end and step.notice_to and surely_before(end, step.notice_to):
        view.emit(rule, step, other_date=step.notice_to, limit=end)


def _judge_span(view: CaseView, rule: Rule, step: Step, start: Day | None, end: Day) -> None:
    if start is None:
        return
    need = rule.number("days")
    if (end.last - start.first).days > SURELY_ENOUGH_DAYS:
        return
    span = view.calendar.count(start.first, end.last)
    if span.days >= need:
        if span.provisional and span.days < need + LONGEST_HOLIDAY:
            _say_unsure(view, rule, step, (start, end), span.days)
        return
    limit = view.calendar.end_of(start.first, need)
    days = (end.last - start.first).days + 1
    provisional = (span.provisional or limit.provisional) and days >= need
    view.emit(
        rule,
        step,
        level=Level.WARNING if provisional else None,
        provisional=provisional,
        date=start,
        other_date=end,
        count=max(span.days, 0),
        limit=limit.on,
    )


def _say_unsure(view: CaseView, rule: Rule, step: Step, span: tuple[Day, Day], days: int) -> None:
    """Say that a notice is long enough only as long as no holiday of a year without a table falls into it."""
    start, end = span
    unsure = replace(rule, text=rule.word("unsure"))
    view.emit(
        unsure,
        step,
        level=Level.HINT,
        provisional=True,
        date=start,
        other_date=end,
        count=days,
    )


def check_places(view: CaseView, rule: Rule, step: Step) -> None:
    """For 流动人员 the notice hangs in both places at once."""
    need = rule.number("places")
    if view.case.person.is_migrant and step.places and len(set(step.places)) < need:
        view.emit(rule, step, name=view.case.person.name or "此人", count=len(set(step.places)))


def check_training(view: CaseView, rule: Rule, step: Step) -> None:
    """Three days or 24 学时; either suffices; an exception with its reason is a warning."""
    training = step.training or Training()
    days, hours = training.days, training.hours
    if days is None and step.on and step.until and step.on.is_exact and step.until.is_exact:
        days = (step.until.first - step.on.first) // timedelta(days=1) + 1
    if days is None and hours is None:
        return
    if (days or 0) >= rule.number("days") or (hours or 0) >= rule.number("hours"):
        return
    said = [f"{days:g}天"] if days is not None else []
    said += [f"{hours:g}学时"] if hours is not None else []
    level = Level.WARNING if training.exception else None
    view.emit(rule, step, level=level, problem=f"只有{'、'.join(said)}")
