"""A case laid out for judging: its steps by code, what is done by today, the 预备期, and the sentences."""

from collections.abc import Sequence
from datetime import date

from app.rules.calendar import Day, WorkCalendar, chinese
from app.rules.development.constraints import EXTENSION_MONTHS, PROBATION_MONTHS
from app.rules.development.facts import CANCELLED, EXTENDED, FAILED, PASSED, Case, Step
from app.rules.development.findings import Finding
from app.rules.development.rulebook import Rulebook, RuleSet
from app.rules.development.schema import Rule, StepKind
from app.rules.vocabulary import Level

REFUSING = frozenset({FAILED, CANCELLED})
SPANNING = frozenset({"08a", "11"})
Value = str | int | float | date | Day


def surely_before(first: Day, second: Day) -> bool:
    """Tell whether `first` lies before `second` whatever the papers leave open."""
    return first.last < second.first


def words(value: Value) -> str:
    """Return a value as it stands in a sentence."""
    if isinstance(value, Day):
        return value.chinese()
    if isinstance(value, date):
        return chinese(value)
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def last_day(step: Step) -> Day | None:
    """Return the day a step is over: the last day of a 公示 or a training, else its own date."""
    return step.until if step.until and step.code in SPANNING else step.on


class CaseView:
    """One case and the day it is looked at; steps that lie in the future are kept apart and satisfy nothing.

    misplaced: steps whose own date is already found wrong, so that terms which begin or end with them say nothing new.
    """

    __slots__ = (
        "book",
        "calendar",
        "case",
        "codes",
        "done",
        "findings",
        "firsts",
        "future",
        "misplaced",
        "today",
    )

    def __init__(self, case: Case, today: date, book: Rulebook, calendar: WorkCalendar | None = None) -> None:
        self.case = case
        self.today = today
        self.book = book
        self.calendar = calendar or WorkCalendar()
        self.findings: list[Finding] = []
        self.misplaced: set[str] = set()
        self.done: dict[str, list[Step]] = {}
        self.future: list[Step] = []
        for step in case.steps:
            if step.code not in book.steps:
                continue
            if step.on is not None and step.on.first > today:
                self.future.append(step)
            elif step.code in self.done:
                self.done[step.code].append(step)
            else:
                self.done[step.code] = [step]
        self.firsts: dict[str, Step] = {}
        for code, records in self.done.items():
            if len(records) > 1:
                records.sort(key=_order)
            self.firsts[code] = next((step for step in records if step.result not in REFUSING), records[0])
        self.codes = frozenset(step.code for step in case.steps)

    def records(self, code: str) -> Sequence[Step]:
        """Return what is done of a step, earliest first."""
        return self.done.get(code, ())

    def first(self, code: str) -> Step | None:
        """Return the first record of a step that was not refused, else its first record."""
        return self.firsts.get(code)

    def start(self, code: str, step: Step) -> Step | None:
        """Return the latest record of `code` from which a term that ends with `step` can run."""
        found = None
        for record in self.done.get(code, ()):
            if record.on is None or record.result in REFUSING or (code == step.code):
                continue
            if step.on is None or record.on.first <= step.on.last:
                found = record
        return found

    def rule_set(self, step: Step) -> RuleSet:
        """Return the rule set in force on the step's own date; for a step that had to be taken, one that knows it."""
        found = self.book.at_paper(step.on or self._near(step.code), self.today)
        if step.code in found.hard:
            return found
        begins = self.kind(step.code).valid_from
        return self.book.at(begins) if begins and self.is_due(step.code) else found

    def _near(self, code: str) -> Day | None:
        """Return, for a step whose date is not written, that of the next step that has one, else of the last before."""
        near: Day | None = None
        is_later = False
        for other in self.book.steps:
            is_later = is_later or other == code
            dated = self.firsts.get(other)
            if dated is not None and dated.on is not None:
                near = dated.on
                if is_later:
                    break
        return near

    def is_due(self, code: str) -> bool:
        """Tell whether a step had to be taken: one that came with a later rule set only for cases begun under it."""
        kind = self.kind(code)
        if kind.valid_from is None:
            return True
        trigger = next((step for one in kind.triggers for step in self.records(one) if step.on), None)
        return trigger is not None and trigger.on is not None and trigger.on.first >= kind.valid_from

    def kind(self, code: str) -> StepKind:
        """Return the step's description."""
        return self.book.steps[code]

    def accepted(self, before: Step | None = None) -> Step | None:
        """Return the 党员大会 that received the person: the last 15 that passed (before a later step)."""
        found = None
        for record in self.done.get("15", ()):
            if record.result in REFUSING or record.on is None:
                continue
            if before is None or before.on is None or record.on.first <= before.on.last:
                found = record
        return found

    def probation_end(self, before: Step | None = None) -> Day | None:
        """Return the end of 预备期: one year from the meeting that passed, moved on by extensions before a step."""
        meeting = self.accepted()
        if meeting is None or meeting.on is None:
            return None
        end = meeting.on.months_later(PROBATION_MONTHS)
        for record in self.done.get("23", ()):
            if before is not None and (record is before or _order(record) >= _order(before)):
                break
            if record.result == EXTENDED:
                end = record.until or end.months_later(record.months or EXTENSION_MONTHS)
        return end

    def emit(
        self,
        rule: Rule,
        step: Step | None,
        *,
        level: Level | None = None,
        other: str = "",
        fields: tuple[str, ...] | None = None,
        article: str | None = None,
        provisional: bool = False,
        **more: Value,
    ) -> None:
        """Add a finding about `step` (and the `other` step's code); `more` fills the rule's sentence."""
        context = {**self._named(step, other), **{key: words(value) for key, value in more.items()}}
        message = rule.text.format_map(_Blank(context))
        days = [step.on if step else None, *more.values()]
        self.findings.append(
            Finding(
                code=rule.code,
                level=level or rule.level,
                message=f"{message}（暂定：缺当年节假日安排）" if provisional else message,
                steps=tuple(code for code in (step.code if step else "", other) if code),
                fields=rule.fields if fields is None else fields,
                source=rule.source,
                article=rule.article_at(step.code if step else "") if article is None else article,
                rule_set=rule.rule_set,
                dates=tuple(
                    day.first if isinstance(day, Day) else day for day in days if isinstance(day, (Day, date))
                ),
                provisional=provisional,
                seq=step.seq if step else 1,
            )
        )

    def _named(self, step: Step | None, other: str) -> dict[str, str]:
        rule_set = self.rule_set(step) if step else self.book.at(self.today)
        named = {"other": self.kind(other).name_in(rule_set.code)} if other else {}
        if step:
            named["step"] = self.kind(step.code).name_in(rule_set.code)
        if step and step.on:
            named["date"] = step.on.chinese()
        return named


class _Blank(dict[str, str]):
    """Words of a sentence; a date that was not written is said so."""

    def __missing__(self, key: str) -> str:
        return "日期未写"


def _order(step: Step) -> tuple[date, date, int]:
    if step.on is None:
        return (date.max, date.max, step.seq)
    return (step.on.first, step.on.last, step.seq)


def passed(step: Step) -> bool:
    """Tell whether a meeting or decision counts as favourable; nothing written counts as favourable."""
    return step.result in {"", PASSED}
