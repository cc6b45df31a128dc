"""What the 三资 platform said last, kept in the ledger: held against it at every 体检 until both agree."""

from collections.abc import Iterator
from datetime import date

from app.models import matching
from app.models.store import Store
from app.services.economy.platforms import Comparison, PlatformTotals, compare_totals
from app.services.imports.known import Villages

TABLE = "platform_sum"


def keep_totals(store: Store, totals: PlatformTotals, *, on: date, actor: str) -> None:
    """Keep what the platform says of a year, in place of what it said of the same villages before."""
    villages = {village_id for village_id, _, _ in totals.sums}
    rows = [
        {
            "village_id": village_id, "year": totals.year, "span": totals.span, "period": period,
            "category": category or None, "amount_fen": fen, "kept_on": on.isoformat(),
        }
        for (village_id, period, category), fen in totals.sums.items()
    ]  # fmt: skip
    sentence = f"记下三资平台{totals.year}年{len(villages)}个村的收入"
    with store.operation("platform.keep", sentence, actor):
        for row in store.find(TABLE, year=totals.year):
            if row["village_id"] in villages:
                store.remove(TABLE, row["id"])
        store.insert(TABLE, rows)


def kept_comparisons(store: Store) -> Iterator[Comparison]:
    """Hold what was kept of every year, as finely as it was told, against the ledger as it is now."""
    kept: dict[tuple[int, int, bool], dict[tuple[str, int, str], int]] = {}
    for row in store.find(TABLE):
        told = kept.setdefault((row["year"], row["span"], row["category"] is not None), {})
        told[row["village_id"], row["period"], row["category"] or ""] = row["amount_fen"]
    villages = Villages(matching.villages(store)) if kept else None
    for (year, span, by_category), sums in sorted(kept.items()):
        if villages is not None:
            yield compare_totals(store, PlatformTotals(year, span, by_category, sums), villages)
