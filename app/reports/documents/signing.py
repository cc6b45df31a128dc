"""Who signs below the tables of an office, from resources/wording/signatures.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

from app import paths
from app.reports.documents.records import Paper

PARTY, ECONOMY, OFFICE, CHECK = "party", "economy", "office", "check"


def signed(paper: Paper, about: str = PARTY) -> tuple[str, ...]:
    """Return the lines to sign on, by the office's level and what the table is about."""
    return tuple(_file()[paper.level][about])


@cache
def _file() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads((paths.resources() / "wording" / "signatures.toml").read_text(encoding="utf-8"))
