"""Read the lengths of terms under resources/reference/quality/."""

import tomllib
from functools import cache

from app.paths import resources
from app.rules.terms import TermRule, TermRules


def parse_terms(text: str) -> TermRules:
    """Read the rules; reminders come out nearest to the end first."""
    table = tomllib.loads(text)
    terms = tuple(
        TermRule(frozenset(entry["kinds"]), entry["years"], entry.get("rural", False))
        for entry in table["term"]
    )
    reminders = sorted(((entry["level"], entry["months"]) for entry in table["reminder"]), key=lambda r: r[1])
    return TermRules(terms, tuple(reminders), table["late_limit_months"], table["source"], table["article"])


@cache
def term_rules() -> TermRules:
    """Return the shipped rules."""
    return parse_terms((resources() / "reference" / "quality" / "terms.toml").read_text(encoding="utf-8"))
