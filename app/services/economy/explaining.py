"""Answers of the office kept with a village and a year: why income changed, what was decided at a check."""

from datetime import date

from app.errors import BadInput
from app.models import queries_economy
from app.models.store import Row, Store
from app.services import explanations


def explanations_of(store: Store, code: str, year: int) -> dict[str, Row]:
    """Return village id → the answer of a year: reason, given_on, given_by."""
    return queries_economy.explanations(store, f"{code}{year}")


def explanation_of(store: Store, code: str, year: int) -> dict[str, str]:
    """Return village id → the reason given for a year."""
    return {village: row["reason"] for village, row in explanations_of(store, code, year).items()}


def explain(
    store: Store, code: str, year: int, village_id: str, reason: str, *, on: date, actor: str
) -> None:
    """Keep an answer; a new one replaces the old. Raises BadInput when it is empty."""
    text = reason.strip()
    if not text:
        raise BadInput("还没有写说明。", "请写明原因，例如“上年一次性征地补偿”。")
    village = store.get("village", village_id)
    with store.operation("explanation", f"{village['name'] if village else ''}{year}年{code}：{text}", actor):
        explanations.keep(store, f"{code}{year}", village_id, text, on=on, actor=actor)
