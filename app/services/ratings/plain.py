"""Stored rows as the read models show them."""

from collections.abc import Iterable
from typing import Any

from app.models.store import Row


def texts_of(row: Row, names: Iterable[str]) -> dict[str, Any]:
    """Return these columns of a row with empty text for nothing."""
    return {name: row[name] or "" for name in names}
