"""What the data files say: a step, a paper, a rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.rules.vocabulary import Level

Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StepKind:
    """One of the 25 steps and 8a. `after`/`follows`: steps that must (usually) come earlier.

    plan: distances a timetable keeps where it can, as (step, months, days). refused: how a negative result is said,
    for steps that stop what must come after them.
    """

    code: str
    stage: str
    name: str
    who: str
    fields: tuple[str, ...]
    after: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    missing: Level = Level.HINT
    periodic: bool = False
    valid_from: date | None = None
    triggers: tuple[str, ...] = ()
    plan: tuple[tuple[str, int, int], ...] = ()
    refused: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    articles: Mapping[str, str] = field(default_factory=dict)

    def name_in(self, rule_set: str) -> str:
        """Return the step's name in the words of a rule set."""
        return self.names.get(rule_set, self.name)


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A paper: the step it hangs on ("" for the whole case), need `required|optional|ledger`, archive set or not."""

    code: str
    step: str
    name: str
    need: str
    archive: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as a set or the local layer states it; `params` are the values its way of judging needs.

    step_articles: the article of a step for which the rule stands elsewhere than in `article`.
    """

    code: str
    name: str
    check: str
    level: Level
    text: str
    source: str
    rule_set: str
    article: str = ""
    step_articles: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    params: Params = field(default_factory=dict)
    valid_from: date = date.min
    valid_to: date = date.max
    due: str = ""

    def number(self, key: str) -> int:
        """Return a whole-number parameter of the rule."""
        return int(self.params[key])

    def word(self, key: str) -> str:
        """Return a text parameter of the rule."""
        return str(self.params[key])

    def article_at(self, step: str) -> str:
        """Return the article the rule rests on at a step."""
        return self.step_articles.get(step, self.article)

    def holds_on(self, day: date) -> bool:
        """Tell whether the rule is in force on a day."""
        return self.valid_from <= day <= self.valid_to
