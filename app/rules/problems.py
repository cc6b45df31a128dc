"""What a field check answers when a value cannot be taken, or is taken with a doubt."""

from dataclasses import dataclass

from app.rules.vocabulary import Level


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One value refused, or kept with a doubt: what is wrong and what to do, both Chinese sentences.

    At level BLOCK there is no value; at level WARNING `kept` is the value that may be stored all the same.
    """

    code: str
    what: str
    do: str
    level: Level = Level.BLOCK
    kept: object = None

    @property
    def message(self) -> str:
        """What is wrong and what to do, in one line."""
        return f"{self.what}{self.do}"
