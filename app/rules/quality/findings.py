"""A breach of a quality rule, and the rules themselves as data."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from app.rules.calendar import Day
from app.rules.vocabulary import Level

NAMES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class QualityRule:
    """One rule: level, sentence, where it stands, and its limits."""

    code: str
    level: Level
    text: str
    source: str
    article: str = ""
    limits: Mapping[str, int | str] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """Return a limit of the rule. Raises KeyError when the rule has none of this name."""
        return int(self.limits[name])


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule broken by a record: the sentence is made from the rule's text and `values`."""

    code: str
    table: str
    record_id: str
    label: str
    fields: tuple[str, ...]
    values: Mapping[str, object] = field(default_factory=dict)


Rules = Mapping[str, QualityRule]


def sentence(breach: Breach, rule: QualityRule) -> str:
    """Return the sentence of a breach; dates stand in it as papers write them."""
    return rule.text.format_map({key: _words(value) for key, value in breach.values.items()})


def out_of_order(
    steps: Mapping[str, str], days: Mapping[str, str]
) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield the columns of two stored days that follow each other the wrong way round, with what their sentence says.

    `steps` is column → what the day is called, in the order of time; days not known are passed over, and of a month or
    a year only what is surely earlier counts.
    """
    known = [(name, Day.parse(days[name])) for name in steps if days.get(name)]
    for (earlier, before), (later, after) in pairwise(known):
        if after.last < before.first:
            yield earlier, later, {
                "earlier": steps[earlier], "earlier_day": before, "later": steps[later], "later_day": after,
            }  # fmt: skip


def some_names(names: Iterable[str]) -> str:
    """Return the first names and how many more there are."""
    found = list(names)
    shown = "、".join(found[:NAMES_SHOWN])
    return shown if len(found) <= NAMES_SHOWN else f"{shown}等"


def _words(value: object) -> str:
    return value.chinese() if isinstance(value, Day) else str(value)
