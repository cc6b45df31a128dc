"""The rules that bind two steps in time, as one kind of thing: not before, or not after, so many months from a step.

`end` of 08a is the last day of 公示; every other step begins and ends on its one date.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.rules.calendar import add_months
from app.rules.development.schema import Rule, StepKind
from app.rules.vocabulary import Level

PROBATION_MONTHS = 12
EXTENSION_MONTHS = 6
POSTPONED, PROMPT = "D13", "D13-PROMPT"


@dataclass(frozen=True, slots=True)
class Constraint:
    """`step` lies at least (`is_max`: at most) `months` after `start`; why: the rule's code, article, source."""

    step: str
    start: str
    months: int
    is_max: bool
    code: str
    level: Level
    article: str
    source: str
    due: str = ""

    def limit(self, start: date) -> date:
        """Return the date the constraint sets for `step` when `start` happened on that day."""
        return add_months(start, self.months)


def order_constraints(rule: Rule, steps: Mapping[str, StepKind], rule_set: str) -> Iterator[Constraint]:
    """Yield, for every step, that it is not before those it must come after."""
    for kind in steps.values():
        article = kind.articles.get(rule_set, "")
        for other in (*kind.after, *kind.follows):
            level = rule.level if other in kind.after else Level.WARNING
            if other in steps:
                yield Constraint(kind.code, other, 0, False, rule.code, level, article, rule.source)


def term_constraints(rule: Rule) -> Iterator[Constraint]:
    """Yield the terms a rule sets between two steps, none for other rules; an approval has one it cannot go beyond."""
    if rule.check in {"at_least", "within", "approval"}:
        term = _constraint(rule, rule.word("from"), rule.number("months"), is_max=rule.check != "at_least")
        yield term
        if rule.check == "approval":
            yield replace(term, months=rule.number("special_months"), level=Level.BLOCK, due="")
    elif rule.check == "probation":
        yield _constraint(rule, "15", rule.number("months"), is_max=False)
    elif rule.check == "postponed":
        yield _constraint(rule, "15", PROBATION_MONTHS + rule.number("months"), is_max=True)


def term_of(rule: Rule) -> Constraint:
    """Return the term of a periodic rule: its step at most so many months after the entry before."""
    return _constraint(rule, rule.word("from"), rule.number("months"), is_max=True)


def _constraint(rule: Rule, start: str, months: int, *, is_max: bool) -> Constraint:
    step = rule.steps[0]
    return Constraint(step, start, months, is_max, rule.code, rule.level, rule.article, rule.source, rule.due)
