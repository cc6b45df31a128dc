"""Reference data that is not a subject's own: what tables and columns are called."""

import tomllib
from functools import cache

from app.paths import resources


@cache
def _columns() -> dict[str, dict[str, str]]:
    with (resources() / "reference" / "columns.toml").open("rb") as file:
        return tomllib.load(file)


def table_label(table: str) -> str:
    """Return what a ledger table's records are called."""
    return _columns()[table]["_table"]


def column_label(table: str, column: str) -> str:
    """Return what a column of a ledger table is called."""
    return _columns()[table][column]


def labelled_columns(table: str) -> list[str]:
    """Return the columns of a ledger table that have a label, in the order of the file."""
    return [name for name in _columns()[table] if name != "_table"]
