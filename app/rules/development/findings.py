"""What judging gives: findings in words, each with its rule, and the levels' order."""

from dataclasses import dataclass
from datetime import date

from app.rules.vocabulary import Level

WEIGHT = {Level.BLOCK: 0, Level.WARNING: 1, Level.HINT: 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction. `fields` name the values it is about, `steps` the steps, `dates` those it compares.

    provisional: the result rests on a year whose 节假日 table is missing (暂定).
    """

    code: str
    level: Level
    message: str
    steps: tuple[str, ...]
    fields: tuple[str, ...]
    source: str
    article: str
    rule_set: str
    dates: tuple[date, ...] = ()
    provisional: bool = False
    seq: int = 1
