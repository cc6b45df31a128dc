"""Read the rating schemes under resources/reference/ratings/."""

import tomllib
from datetime import date
from functools import cache

from app.paths import resources
from app.rules.ratings import Scheme


def parse_schemes(text: str) -> tuple[Scheme, ...]:
    """Read schemes, oldest first."""
    schemes = [
        Scheme(
            entry["code"],
            entry["name"],
            entry["source"],
            date.fromisoformat(entry["valid_from"]),
            tuple(entry["grades"]),
            {
                grade: (limits.get("min"), limits.get("max"))
                for grade, limits in entry.get("shares", {}).items()
            },
        )
        for entry in tomllib.loads(text)["scheme"]
    ]
    return tuple(sorted(schemes, key=lambda scheme: scheme.valid_from))


@cache
def schemes() -> tuple[Scheme, ...]:
    """Return the shipped schemes, oldest first."""
    return parse_schemes((resources() / "reference" / "ratings" / "schemes.toml").read_text(encoding="utf-8"))
