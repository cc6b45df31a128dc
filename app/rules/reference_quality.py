"""Read the rules of data quality under resources/reference/quality/."""

import tomllib
from functools import cache

from app.paths import resources
from app.rules.quality.findings import QualityRule
from app.rules.vocabulary import Level

NAMED = frozenset({"code", "level", "text", "source", "article"})
LEVELS = {level.value: level for level in Level}


def parse_rules(text: str) -> dict[str, QualityRule]:
    """Read the rules by code. Raises KeyError for an unknown level or a rule without text."""
    return {
        entry["code"]: QualityRule(
            entry["code"],
            LEVELS[entry["level"]],
            entry["text"],
            entry["source"],
            entry.get("article", ""),
            {name: value for name, value in entry.items() if name not in NAMED},
        )
        for entry in tomllib.loads(text)["rule"]
    }


@cache
def quality_rules() -> dict[str, QualityRule]:
    """Return the shipped rules by code."""
    return parse_rules((resources() / "reference" / "quality" / "rules.toml").read_text(encoding="utf-8"))
