"""Initials of a name (沙晨 → sc), by which people are searched."""

from functools import lru_cache

from app.rules.reference_pinyin import letters, surnames


@lru_cache(maxsize=16384)
def initials(name: str) -> str:
    """Return the lower-case first letters of a name; surnames in their own reading, unknown signs left out."""
    own, table = surnames(), letters()
    head = next((name[:size] for size in (2, 1) if name[:size] in own), "")
    rest = name[len(head) :]
    return own.get(head, "") + "".join(
        c.lower() if c.isascii() and c.isalnum() else table.get(c, "") for c in rest
    )
