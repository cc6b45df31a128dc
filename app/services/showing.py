"""A stored value in the words a person reads: codes as labels, references as names, 分 as 元."""

from functools import cache

from app.models.labels import record_label
from app.models.store import Store
from app.models.triggers import references
from app.rules.money import yuan
from app.rules.reference_forms import FormField, forms
from app.services.development.words import column_words

NOTHING = "（空）"
SCHEME = "（方案全文）"
WHOLE_SCHEMES = {("rating_scheme", "content"), ("rating_round", "scheme_content")}


def shown(store: Store, table: str, column: str, value: object) -> str:
    """Return a stored value of a ledger column the way it is read; nothing gives （空）."""
    if value is None:
        return NOTHING
    if (table, column) in WHOLE_SCHEMES:
        return SCHEME
    words = column_words(table, column, str(value))
    if words is not None:
        return words
    spec = _specs().get((table, column))
    if spec is not None and spec.choices:
        return spec.choices.get(str(value), str(value))
    if (spec is not None and spec.kind == "flag") or column.startswith(("is_", "counts_")):
        return "是" if value else "否"
    if column.endswith("_fen"):
        return f"{yuan(int(str(value)))}元"
    if column.endswith("_id"):
        target = references(store.connection, table).get(column)
        return record_label(store, target, str(value)) if target else str(value)
    return str(value)


@cache
def _specs() -> dict[tuple[str, str], FormField]:
    return {(form.table, spec.name): spec for form in forms().values() for spec in form.fields}
