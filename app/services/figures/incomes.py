"""Figures of 村集体经济: totals under a caliber, villages that reach a line, the half-year check."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from app.models.populations import INCOME
from app.rules import economy
from app.rules.economy import Caliber, IncomeGroup
from app.rules.money import FEN_PER_YUAN
from app.services.figures.figure import Figure, Records, TraceRow, shown, whole_yuan, yuan
from app.services.figures.view import EconomyYear, Target, Village, YearView

LINES = ((50_000, "50k", "5万元"), (100_000, "100k", "10万元"))
CATEGORY, MARK, NATURE, AMOUNT, RECEIVED, BOOKED = (
    1 + [column.sql for column in INCOME.columns].index(sql)
    for sql in (
        "e.category", "e.counts_as_operating", "e.nature", "e.amount_fen", "e.received_on", "e.booked_on"
    )
)  # fmt: skip
REVERSED = -1
VILLAGE_COLUMNS = ("村", "收入（元）", "目标（元）")
PREFERRED = ("total", "operating")
Amounts = dict[str, int]


def economy_figures(view: YearView) -> list[Figure]:
    """Return the figures of the year and of the half-year check."""
    year = view.economy
    total, operating = year.calibers["total"], year.calibers["operating"]
    figures = [
        _sum_figure(year, total, ("total_yuan",), f"{view.year}年村集体经济收入"),
        _sum_figure(year, operating, ("operating_yuan",), f"{view.year}年经营性收入"),
    ]
    for name, caliber in (("by_village", total), ("operating_by_village", operating)):
        figures += [
            _sum_figure(year, caliber, (name, village.name), f"{village.name}收入", village=village)
            for village in view.economy.villages
        ]
    figures += [
        Figure(
            ("economy", "average_yuan"), "村均收入", "元", partial(_average, view), partial(_averaged, view)
        ),
        _village_figure(view, ("reaching_target",), "完成年度目标的村", partial(_reaching, view)),
    ]
    for bound, name, label in LINES:
        figures.append(
            _village_figure(
                view, (f"villages_at_least_{name}",), f"收入{label}以上的村", partial(_at_least, view, bound)
            )
        )
    return [*figures, _unbooked_figure(view), _target_figure(year, ()), *_half_year(view)]


def primary_targets(targets: Iterable[Target]) -> dict[str, Target]:
    """Return each village's target: that for all income where there are several."""
    chosen: dict[str, Target] = {}
    for target in targets:
        held = chosen.get(target.village_id)
        if held is None or _preference(target) < _preference(held):
            chosen[target.village_id] = target
    return chosen


def measured(year: EconomyYear, target: Target, *, half: bool = False) -> int:
    """Return a village's income of the year (or January to June) under its target's caliber, 分."""
    return year.amounts(year.caliber_of(target.caliber).code, half=half).get(target.village_id, 0)


def behind(view: YearView) -> list[Village]:
    """Return the villages whose first half year brought less than half of the target.

    A year without a single entry has not been told yet: nobody is called behind for it.
    """
    if not view.half_year.sums:
        return []
    targets = primary_targets(view.half_year.targets)
    return [
        village
        for village in view.half_year.villages
        if (target := targets.get(village.id))
        and economy.is_behind(measured(view.half_year, target, half=True), target.fen, economy.HALF)
    ]


def _preference(target: Target) -> int:
    return PREFERRED.index(target.caliber) if target.caliber in PREFERRED else len(PREFERRED)


def _sum_figure(
    year: EconomyYear,
    caliber: Caliber,
    path: tuple[str, ...],
    title: str,
    *,
    village: Village | None = None,
    half: bool = False,
) -> Figure:
    def takes(group: IncomeGroup) -> bool:
        return economy.takes(caliber, group) and (village is None or group.village_id == village.id)

    def value() -> float:
        amounts = year.amounts(caliber.code, half=half)
        return yuan(sum(amounts.values()) if village is None else amounts.get(village.id, 0))

    return Figure(("economy", *path), title, "元", value, lambda: _entries(year, takes, half=half))


def _entries(year: EconomyYear, takes: Callable[[IncomeGroup], bool], *, half: bool = False) -> Records:
    found = [(one, _group(village_id, one)) for village_id, one in year.entries]
    kept = {
        id(group) for group in (economy.first_half(g for _, g in found) if half else [g for _, g in found])
    }
    chosen = [one for one, group in found if id(group) in kept and takes(group)]
    rows = tuple(TraceRow(INCOME.table, one[0], _shown(one)) for one in chosen)
    columns = tuple(column.heading for column in INCOME.columns)
    return Records(columns, rows, yuan(sum(one[AMOUNT] for one in chosen)))


def _group(village_id: str, one: tuple[Any, ...]) -> IncomeGroup:
    month = one[RECEIVED][5:7]
    unbooked = int(one[BOOKED] is None and one[REVERSED] is None)
    return IncomeGroup(
        village_id,
        int(month) if month else None,
        one[CATEGORY],
        one[MARK],
        one[AMOUNT],
        1,
        unbooked,
        one[NATURE],
    )


def _shown(one: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(shown(column.kind, value) for column, value in zip(INCOME.columns, one[1:], strict=True))


def _village_figure(
    view: YearView, path: tuple[str, ...], title: str, select: Callable[[], list[Village]]
) -> Figure:
    def records() -> Records:
        rows = _village_rows(view.economy, select())
        return Records(VILLAGE_COLUMNS, rows, len(rows))

    return Figure(("economy", *path), title, "个", lambda: len(select()), records)


def _village_rows(
    year: EconomyYear, villages: Iterable[Village], *, half: bool = False
) -> tuple[TraceRow, ...]:
    targets = primary_targets(year.targets)
    amounts = year.amounts("total", half=half)
    rows = []
    for village in villages:
        target = targets.get(village.id)
        fen = measured(year, target, half=half) if target else amounts.get(village.id, 0)
        goal = whole_yuan(target.fen) if target else ""
        rows.append(TraceRow("village", village.id, (village.name, yuan(fen), goal)))
    return tuple(rows)


def _average(view: YearView) -> float:
    amounts = view.economy.amounts("total")
    return yuan(economy.average(sum(amounts.values()), len(view.economy.villages)))


def _averaged(view: YearView) -> Records:
    amounts = view.economy.amounts("total")
    rows = tuple(
        TraceRow("village", one.id, (one.name, yuan(amounts.get(one.id, 0)))) for one in view.economy.villages
    )
    total = economy.average(sum(round(row.values[1] * FEN_PER_YUAN) for row in rows), len(rows))
    return Records(VILLAGE_COLUMNS[:2], rows, yuan(total))


def _reaching(view: YearView) -> list[Village]:
    targets = primary_targets(view.economy.targets)
    return [
        village
        for village in view.economy.villages
        if (target := targets.get(village.id)) and economy.reaches(measured(view.economy, target), target.fen)
    ]


def _at_least(view: YearView, bound: int) -> list[Village]:
    amounts = view.economy.amounts("total")
    return [
        one for one in view.economy.villages if economy.reaches(amounts.get(one.id, 0), bound * FEN_PER_YUAN)
    ]


def _unbooked_figure(view: YearView) -> Figure:
    def value() -> int:
        return sum(one[-1] for one in view.economy.sums)

    def records() -> Records:
        found = _entries(view.economy, lambda group: group.unbooked > 0)
        return Records(found.columns, found.rows, len(found.rows))

    return Figure(("economy", "unbooked_entries"), "未入账的收入", "笔", value, records)


def _target_figure(year: EconomyYear, inside: tuple[str, ...]) -> Figure:
    def value() -> int | float | None:
        return whole_yuan(economy.common_target(one.fen for one in primary_targets(year.targets).values()))

    def records() -> Records:
        rows = tuple(
            TraceRow("target", one.id, (one.village, whole_yuan(one.fen)))
            for one in primary_targets(year.targets).values()
        )
        goals = [round(row.values[1] * FEN_PER_YUAN) for row in rows]
        return Records(("村", "目标（元）"), rows, whole_yuan(economy.common_target(goals)))

    return Figure(("economy", *inside, "target_yuan"), f"{year.year}年收入目标", "元", value, records)


def _half_year(view: YearView) -> list[Figure]:
    year = view.half_year
    inside = ("half_year",)

    def checked() -> Records:
        rows = _village_rows(year, year.villages, half=True)
        return Records(VILLAGE_COLUMNS, rows, year.year)

    def lagging() -> Records:
        rows = _village_rows(year, behind(view), half=True)
        return Records(VILLAGE_COLUMNS, rows, len(rows))

    return [
        Figure(("economy", *inside, "year"), "半年核查的年份", "年", lambda: year.year, checked),
        _target_figure(year, inside),
        *(
            _sum_figure(
                year,
                year.calibers["total"],
                (*inside, "by_village", village.name),
                f"{village.name}{year.year}年上半年收入",
                village=village,
                half=True,
            )
            for village in year.villages
        ),
        Figure(
            ("economy", *inside, "behind"),
            "进度过半、收入未过半的村",
            "个",
            lambda: [village.name for village in behind(view)],
            lagging,
        ),
    ]
