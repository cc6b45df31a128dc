"""Charts of 村集体经济 over years and over villages: five years, distribution and tiers."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from app.reports.amounts import wan
from app.reports.charts import style
from app.reports.charts.values import IncomeTiers, IncomeYears
from app.rules.money import FEN_PER_WAN
from app.rules.shares import percent, share

DOTS = 200


def income_years(values: IncomeYears, width: float, height: float) -> Figure:
    """A bar a year with its sum and the mean of a village; the newest year in red."""
    note = f"单位：万元；口径：{values.caliber}；括号内为村均"
    span = f"{values.years[0][0]}—{values.years[-1][0]}年" if values.years else "近五年"
    made = style.figure(width, height, f"{values.area}{span}村集体经济收入", note)
    most = max((fen for _, fen, _ in values.years), default=0) / FEN_PER_WAN
    if most <= 0:
        return style.empty(made)
    plot = style.axes(made, left=0.06, right=0.06, bottom=0.32)
    last = len(values.years) - 1
    for place, (_, fen, mean) in enumerate(values.years):
        amount = fen / FEN_PER_WAN
        plot.bar(place, amount, 0.5, color=style.RED if place == last else style.GOLD)
        words = f"{wan(fen)}\n（{wan(mean)}）"
        plot.text(place, amount + most * 0.02, words, ha="center", va="bottom", fontsize=style.LABEL_SIZE)
    plot.axhline(0, color=style.MIST, linewidth=0.8)
    plot.set_xticks(range(len(values.years)), [f"{year}年" for year, _, _ in values.years])
    plot.set_xlim(-0.6, max(last, 3) + 0.6)
    plot.set_ylim(min(0, *(fen / FEN_PER_WAN for _, fen, _ in values.years)), most * 1.25)
    plot.set_yticks([])
    return made


def income_tiers(values: IncomeTiers, width: float, height: float) -> Figure:
    """A bar a band with the number of villages and its share; below, every village as a mark on a line of amounts."""
    number = sum(count for _, count in values.tiers)
    note = f"单位：个；口径：{values.caliber}；共{number}个村，括号内为占比"
    made = style.figure(width, height, f"{values.area}{values.year}年村集体经济收入分档", note)
    if number == 0:
        return style.empty(made)
    plot = style.axes(made, left=0.2, right=0.12, bottom=0.85 if values.amounts else 0.1)
    most = max(count for _, count in values.tiers)
    for place, (_, count) in enumerate(values.tiers):
        plot.barh(place, count, height=0.6, color=style.RED if count == most else style.GOLD)
        words = f"{count}个（{percent(share(count, number))}）"
        plot.text(count + most * 0.02, place, words, ha="left", va="center")
    plot.set_yticks(range(len(values.tiers)), [name for name, _ in values.tiers])
    plot.set_ylim(len(values.tiers) - 0.45, -0.55)
    plot.set_xlim(0, most * 1.1)
    plot.set_xticks([])
    if values.amounts:
        _distribution(made, values.amounts)
    return made


def _distribution(made: Figure, amounts: tuple[int, ...]) -> None:
    """Draw the villages along their amounts with lowest, middle and highest."""
    ordered = sorted(amounts)
    step = max(1, len(ordered) // DOTS)
    dots = [*ordered[::step], ordered[-1]]
    plot: Axes = made.add_axes((0.2, 0.03, 0.68, 0.18))
    plot.set_axis_off()
    plot.plot(
        [fen / FEN_PER_WAN for fen in dots],
        [0] * len(dots),
        "|",
        color=style.INK,
        markersize=8,
        clip_on=False,
    )
    middle = ordered[len(ordered) // 2]
    marks = (
        ("最低", ordered[0], "left", -0.5),
        ("最高", ordered[-1], "right", -0.5),
        ("中位", middle, "center", 1.0),
    )
    for name, fen, side, y in marks:
        words = f"{name}{wan(fen)}万元"
        plot.text(fen / FEN_PER_WAN, y, words, ha=side, va="top", fontsize=style.NOTE_SIZE)
    plot.set_ylim(-1.4, 1.1)
    plot.set_xlim(ordered[0] / FEN_PER_WAN, max(ordered[-1], ordered[0] + FEN_PER_WAN) / FEN_PER_WAN)
    made.text(0.185, 0.125, "各村收入", ha="right", va="center", fontsize=style.NOTE_SIZE)
