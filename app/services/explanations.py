"""Reasons the office gives: one for each code and record."""

from datetime import date

from app.models.store import Store


def keep(store: Store, code: str, record_id: str, reason: str, *, on: date, actor: str) -> None:
    """Keep a reason; a new one replaces the old. To be called inside an operation."""
    values = {"reason": reason.strip(), "given_on": on.isoformat(), "given_by": actor}
    held = store.find("explanation", code=code, record=record_id)
    if held:
        store.update("explanation", held[0]["id"], values)
    else:
        store.insert("explanation", [{"code": code, "record": record_id, **values}])
