"""What comes next in a case, from when to when, and why not yet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.rules.calendar import Day, WorkCalendar, add_months, chinese
from app.rules.development.constraints import POSTPONED, PROBATION_MONTHS, PROMPT, Constraint, term_of
from app.rules.development.facts import CANCELLED, DEFERRED, EXTENDED, Case
from app.rules.development.rulebook import Rulebook, RuleSet
from app.rules.development.view import REFUSING, CaseView, last_day

CLOSED_BY = {"06": "07", "21": "23"}
UNSETTLED = REFUSING | {DEFERRED}
CONVERSION, APPROVAL = "23", "24"


@dataclass(frozen=True, slots=True)
class Bound:
    """One date a rule sets for a step, with the rule."""

    on: date
    is_max: bool
    start: str
    rule: Constraint


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step that can follow. `allowed` today or not, with the reasons in words; dates None where no rule sets one.

    notes: an earlier negative result, steps that usually come earlier and are not done yet, in words; no obstacle.
    """

    step: str
    name: str
    who: str
    earliest: date | None
    latest: date | None
    allowed: bool
    why_not: tuple[str, ...]
    notes: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()


class Progress:
    """How far a case has come by today: which steps are settled, which are open next.

    meeting: the last one on conversion. One that extended the 预备期 is approved like any other, but settles nothing:
    the next follows when the extension is over.
    """

    __slots__ = ("meeting", "rule_set", "settled", "skipped", "view")

    def __init__(self, view: CaseView) -> None:
        self.view = view
        self.rule_set: RuleSet = view.book.at(view.today)
        meetings = view.records(CONVERSION)
        self.meeting = meetings[-1] if meetings else None
        self.settled = {code for code in view.done if self._is_settled(code)}
        dated = (code for code in self.settled if any(step.on for step in view.done[code]))
        needs = (self.rule_set.needs.get(code, frozenset()) for code in dated)
        self.skipped = frozenset[str]().union(*needs) - self.settled

    def _is_settled(self, code: str) -> bool:
        records = self.view.records(code)
        latest = records[-1]
        day = last_day(latest)
        if latest.result in UNSETTLED and not (code == "23" and latest.result == CANCELLED):
            return False
        if code in CLOSED_BY and CLOSED_BY[code] not in self.view.done:
            return False
        if code in (CONVERSION, APPROVAL) and self._is_extending():
            return False
        if code == APPROVAL and not self._is_decided():
            return False
        return day is None or day.first <= self.view.today

    def open_steps(self) -> Iterator[str]:
        """Yield the steps that can come next, in order; nothing once the case is closed."""
        for code in self.waiting_steps():
            kind = self.rule_set.steps[code]
            if not self.lacking(kind.after or kind.follows):
                yield code

    def lacking(self, codes: Iterable[str]) -> list[str]:
        """Return those of the steps that apply to this case and are not behind it."""
        past = self.settled | self.skipped
        if self._is_extending() and not self._is_decided():
            past = past | {CONVERSION}
        return [code for code in codes if code not in past and self._applies(code)]

    def waiting_steps(self) -> Iterator[str]:
        """Yield every step that is still to come, in order; nothing once the case is closed."""
        if self.view.case.ended_on or self._is_over():
            return
        for code in self.rule_set.steps:
            gone = code in self.settled or CLOSED_BY.get(code) in self.view.done
            gone = gone or (code == APPROVAL and self._is_extending() and self._is_decided())
            if not gone and (code not in self.skipped or code in CLOSED_BY) and self._applies(code):
                yield code

    def _is_extending(self) -> bool:
        return self.meeting is not None and self.meeting.result == EXTENDED

    def _is_decided(self) -> bool:
        """Tell whether the last meeting on conversion has been decided on; an earlier decision was about an earlier one."""
        meeting = self.meeting
        return meeting is None or any(
            one.seq == meeting.seq or one.on is None or meeting.on is None or one.on.last >= meeting.on.first
            for one in self.view.records(APPROVAL)
            if one.result not in UNSETTLED
        )

    def _applies(self, code: str) -> bool:
        return code in self.rule_set.hard and self.view.is_due(code)

    def _is_over(self) -> bool:
        """Tell whether 取消预备党员资格 has been approved."""
        meetings = self.view.records("23")
        return bool(meetings) and meetings[-1].result == CANCELLED and "24" in self.view.done

    def name(self, code: str) -> str:
        """Return a step's name in the words of the rule set of today."""
        return self.rule_set.steps[code].name_in(self.rule_set.code)

    def start_of(self, code: str) -> Day | None:
        """Return the day from which terms beginning with a step run."""
        records = [step for step in self.view.records(code) if step.on and step.result not in UNSETTLED]
        return last_day(records[-1]) if records else None

    def bounds(self, code: str) -> tuple[Bound, ...]:
        """Return every date the rules set for a step from what is done."""
        found = [bound for rule in self.rule_set.constraints.get(code, ()) if (bound := self._bound(rule))]
        return (*found, *self._period(code))

    def _bound(self, rule: Constraint) -> Bound | None:
        if rule.code in {"D10", POSTPONED, PROMPT}:
            end = self.view.probation_end()
            moved_in = self.view.case.branch.transferred_in_on is not None
            if end is None or rule.code == (PROMPT if moved_in else POSTPONED):
                return None
            moved = end.months_later(rule.months - PROBATION_MONTHS)
            return Bound(moved.first if rule.is_max else moved.last, rule.is_max, "15", rule)
        start = self.start_of(rule.start)
        if start is None:
            return None
        begun = start.last
        if rule.is_max and self.view.book.at(begun).find(rule.code) is None:
            begun = max(begun, self.rule_set.valid_from)
        return Bound(rule.limit(begun), rule.is_max, rule.start, rule)

    def _period(self, code: str) -> Iterator[Bound]:
        for rule in self.rule_set.by_step.get(code, ()):
            first = self.start_of(rule.word("from")) if rule.check == "periodic" else None
            if first is None:
                continue
            start = self.start_of(code) or first
            term = term_of(rule)
            months = term.months
            while self.view.case.imported and not self.view.records(code):
                if add_months(start.last, months) >= self.view.today:
                    break
                months += term.months
            yield Bound(add_months(start.last, months), True, term.start, term)


def progress(case: Case, today: date, book: Rulebook, calendar: WorkCalendar) -> Progress:
    """Return how far a case has come by `today`."""
    return Progress(CaseView(case, today, book, calendar))


def next_steps(case: Case, today: date, book: Rulebook, calendar: WorkCalendar) -> list[NextStep]:
    """Return the steps that can come next, in order, each with its earliest and latest day by the rules of `today`."""
    state = progress(case, today, book, calendar)
    return [_next(state, code) for code in state.open_steps()]


def _next(state: Progress, code: str) -> NextStep:
    kind = state.rule_set.steps[code]
    bounds = state.bounds(code)
    earliest = max((bound.on for bound in bounds if not bound.is_max), default=None)
    latest = min((bound.on for bound in bounds if bound.is_max), default=None)
    reasons = tuple(
        f"最早{chinese(bound.on)}（{_reason(state, bound)}）"
        for bound in bounds
        if not bound.is_max and bound.on > state.view.today and bound.on == earliest
    )
    return NextStep(
        step=code,
        name=state.name(code),
        who=kind.who,
        earliest=earliest,
        latest=latest,
        allowed=not reasons,
        why_not=reasons,
        notes=(
            *_refusal(state, code),
            *(f"“{state.name(other)}”还没有办完" for other in state.lacking(kind.follows)),
        ),
        bounds=bounds,
    )


def _refusal(state: Progress, code: str) -> list[str]:
    """Say why a step that was taken comes again: its last result was negative."""
    records = state.view.records(code)
    if not records or records[-1].result not in UNSETTLED:
        return []
    result = "暂缓" if records[-1].result == DEFERRED else state.rule_set.steps[code].refused or "没有通过"
    on = records[-1].on
    return [f"上一次（{on.chinese() if on else '日期未写'}）结果是{result}"]


def _reason(state: Progress, bound: Bound) -> str:
    name = state.name(bound.start)
    span = f"起满{_span(bound.rule.months)}" if bound.rule.months else "以后"
    article = f"，{bound.rule.article}" if bound.rule.article else ""
    return f"{name}{span}{article}"


def _span(months: int) -> str:
    return (
        f"{'一二三四五六七八九'[months // 12 - 1]}年"
        if months % 12 == 0 and months < 120
        else f"{months}个月"
    )
