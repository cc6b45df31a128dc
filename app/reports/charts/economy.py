"""Charts of 村集体经济: income against target, by category, by month, progress against time."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from app.reports.amounts import long_day, short_percent, wan
from app.reports.charts import style
from app.reports.charts.development import MONTHS
from app.reports.charts.values import IncomeCategories, IncomeMonths, IncomeProgress, Incomes
from app.reports.facts import VillageIncome
from app.rules.money import FEN_PER_WAN
from app.rules.shares import percent, share

MOST = 30


def _shown(villages: list[VillageIncome], note: str, which: str) -> tuple[list[VillageIncome], str]:
    """Return the villages a chart has room for, and the note saying so when there are more."""
    if len(villages) <= MOST:
        return villages, note
    return villages[:MOST], f"{note}；共{len(villages)}个村，图中为{which}{MOST}个村"


def income_target(values: Incomes, width: float, height: float) -> Figure:
    """A bar a village with a mark at its target; villages short of it in grey."""
    villages = sorted(values.villages, key=lambda v: -v.income_fen)
    villages, note = _shown(villages, f"单位：万元；口径：{values.caliber}", "收入最高的")
    made = style.figure(width, height, f"{values.area}{values.year}年各村集体经济收入", note)
    if not villages:
        return style.empty(made)
    entries = [(style.RED, "达到目标"), (style.GREY, "未达到目标"), (style.INK, "目标")]
    if any(v.target_fen for v in values.villages):
        style.legend(made, entries)
    plot = style.axes(made, left=_left(villages, width), right=0.1, bottom=0.1)
    size = _type_size(villages, height)
    most = max(max(v.income_fen, v.target_fen or 0) for v in villages) / FEN_PER_WAN or 1
    for place, village in enumerate(villages):
        reached = village.target_fen is None or village.income_fen >= village.target_fen
        amount = village.income_fen / FEN_PER_WAN
        plot.barh(place, amount, height=0.6, color=style.RED if reached else style.GREY)
        if village.target_fen:
            target = village.target_fen / FEN_PER_WAN
            plot.plot([target, target], [place - 0.4, place + 0.4], color=style.INK, linewidth=1.6)
            amount = max(amount, target) if abs(target - amount) < most * 0.12 else amount
        words = wan(village.income_fen)
        plot.text(amount + most * 0.015, place, words, ha="left", va="center", fontsize=size)
    _villages(plot, villages, most, size)
    return made


def _type_size(villages: list[VillageIncome], height: float) -> float:
    """Return a size of type in which a line fits beside every bar."""
    return min(style.LABEL_SIZE, (height - 0.8) * 72 / len(villages) * 0.8)


def _left(villages: list[VillageIncome], width: float) -> float:
    longest = max(len(village.village) for village in villages)
    return min(0.35, 0.03 + longest * style.LABEL_SIZE / 72 / width)


def _villages(plot: Axes, villages: list[VillageIncome], most: float, size: float) -> None:
    plot.set_yticks(range(len(villages)), [village.village for village in villages], fontsize=size)
    plot.set_ylim(len(villages) - 0.45, -0.55)
    plot.set_xlim(0, most * 1.04)
    plot.set_xticks([])


def income_category(values: IncomeCategories, width: float, height: float) -> Figure:
    """A bar a category, largest first, with amount and share."""
    total = sum(fen for _, fen in values.categories)
    note = f"单位：万元；口径：{values.caliber}；合计{wan(total)}万元，括号内为占比"
    made = style.figure(width, height, f"{values.area}{values.year}年村集体经济收入构成", note)
    if total <= 0:
        return style.empty(made)
    whole = sum(max(0, fen) for _, fen in values.categories)
    ranked = sorted(values.categories, key=lambda pair: -pair[1])
    plot = style.axes(made, left=0.2, right=0.2, bottom=0.1)
    most = ranked[0][1] / FEN_PER_WAN
    for place, (_, fen) in enumerate(ranked):
        amount = fen / FEN_PER_WAN
        plot.barh(place, amount, height=0.6, color=style.RED if place == 0 else style.GOLD)
        words = f"{wan(fen)}（{percent(share(max(0, fen), whole))}）"
        plot.text(amount + most * 0.02, place, words, ha="left", va="center")
    plot.set_yticks(range(len(ranked)), [name for name, _ in ranked])
    plot.set_ylim(len(ranked) - 0.45, -0.55)
    plot.set_xlim(0, most * 1.04)
    plot.set_xticks([])
    return made


def income_months(values: IncomeMonths, width: float, height: float) -> Figure:
    """Bars by month with amounts, last year's as pale bars beside them."""
    note = f"单位：万元；口径：{values.caliber}；全年{wan(sum(values.months))}万元，按收入月份"
    made = style.figure(width, height, f"{values.area}{values.year}年各月村集体经济收入", note)
    most = max((*values.months, *values.last_year), default=0) / FEN_PER_WAN
    if most <= 0:
        return style.empty(made)
    plot = style.axes(made, left=0.03, bottom=0.32)
    broad = 0.38 if values.last_year else 0.62
    shift = broad / 2 if values.last_year else 0.0
    if values.last_year:
        style.legend(made, [(style.MIST, f"{values.year - 1}年"), (style.RED, f"{values.year}年")])
        plot.bar(
            [m - shift for m in range(12)],
            [f / FEN_PER_WAN for f in values.last_year],
            broad,
            color=style.MIST,
        )
    plot.bar([m + shift for m in range(12)], [f / FEN_PER_WAN for f in values.months], broad, color=style.RED)
    for month, fen in enumerate(values.months):
        if fen:
            y = fen / FEN_PER_WAN + most * 0.02
            plot.text(month + shift, y, wan(fen), ha="center", va="bottom", fontsize=style.NOTE_SIZE)
    plot.axhline(0, color=style.MIST, linewidth=0.8)
    plot.set_xticks(range(12), MONTHS)
    plot.set_xlim(-0.6, 11.6)
    plot.set_ylim(0, most * 1.15)
    plot.set_yticks([])
    return made


def income_progress(values: IncomeProgress, width: float, height: float) -> Figure:
    """Share of the target reached by each village beside the share of the year gone; behind in red."""
    passed = f"截至{long_day(values.as_of)}，时间进度{short_percent(values.time_share)}"
    note = f"完成目标的百分比；口径：{values.caliber}；{passed}"
    slowest = sorted((v for v in values.villages if v.done is not None), key=lambda v: v.done or 0)
    villages, note = _shown(slowest, note, "进度最慢的")
    villages = villages[::-1]
    made = style.figure(width, height, f"{values.area}{values.year}年村集体经济收入进度", note)
    if not villages:
        return style.empty(made)
    style.legend(made, [(style.GOLD, "正常"), (style.RED, "落后"), (style.INK, "时间进度")])
    plot = style.axes(made, left=_left(villages, width), right=0.1, bottom=0.1)
    size = _type_size(villages, height)
    most = max(1.0, *(v.done or 0.0 for v in villages))
    for place, village in enumerate(villages):
        done = village.done or 0.0
        behind = done < values.time_share
        plot.barh(place, 1.0, height=0.6, color=style.PALE)
        plot.barh(place, done, height=0.6, color=style.RED if behind else style.GOLD)
        words = short_percent(round(done, 3))
        plot.text(max(1.0, done) + most * 0.015, place, words, ha="left", va="center", fontsize=size)
    plot.axvline(values.time_share, color=style.INK, linewidth=1.4)
    _villages(plot, villages, most, size)
    return made
