"""Charts of 发展党员 and of the members: funnel, months, ages and education."""

from matplotlib.figure import Figure

from app.reports.amounts import long_day
from app.reports.charts import style
from app.reports.charts.values import Funnel, Members, MonthCounts

MONTHS = tuple(f"{month}月" for month in range(1, 13))


def funnel(values: Funnel, width: float, height: float) -> Figure:
    """Centred bars, one a stage, with the number of people in each."""
    note = f"单位：人；截至{long_day(values.as_of)}"
    made = style.figure(width, height, f"{values.area}{values.as_of.year}年发展党员各阶段人数", note)
    most = max((count for _, count in values.stages), default=0)
    if not most:
        return style.empty(made)
    plot = style.axes(made, left=0.2, right=0.12, bottom=0.1)
    for place, (_, count) in enumerate(values.stages):
        last = place == len(values.stages) - 1
        plot.barh(place, count, left=-count / 2, height=0.66, color=style.RED if last else style.GOLD)
        plot.text(count / 2 + most * 0.02, place, str(count), va="center", ha="left")
    plot.set_yticks(range(len(values.stages)), [stage for stage, _ in values.stages])
    plot.set_ylim(len(values.stages) - 0.45, -0.55)
    plot.set_xlim(-most / 2, most / 2 * 1.12)
    plot.set_xticks([])
    return made


def development_months(values: MonthCounts, width: float, height: float) -> Figure:
    """Bars by month, one colour a kind of event."""
    total = "、".join(f"{name}{sum(counts)}人" for name, counts in values.series)
    made = style.figure(
        width, height, f"{values.area}{values.year}年各月发展党员情况", f"单位：人；全年{total}"
    )
    most = max((count for _, counts in values.series for count in counts), default=0)
    if not most:
        return style.empty(made)
    plot = style.axes(made, left=0.03, bottom=0.32)
    broad = 0.7 / len(values.series)
    for rank, (_, counts) in enumerate(values.series):
        places = [month - 0.35 + broad * (rank + 0.5) for month in range(len(counts))]
        plot.bar(places, counts, width=broad * 0.92, color=style.SERIES[rank])
        for place, count in zip(places, counts, strict=True):
            if count:
                plot.text(place, count + most * 0.02, str(count), ha="center", va="bottom")
    if len(values.series) > 1:
        style.legend(made, [(style.SERIES[rank], name) for rank, (name, _) in enumerate(values.series)])
    plot.axhline(0, color=style.MIST, linewidth=0.8)
    plot.set_xticks(range(12), MONTHS)
    plot.set_xlim(-0.6, 11.6)
    plot.set_ylim(0, most * 1.15)
    plot.set_yticks([])
    return made


def members(values: Members, width: float, height: float) -> Figure:
    """Ages as a pyramid of men and women, education as bars beside it."""
    note = f"单位：人；截至{long_day(values.as_of)}，党员{values.total}名，其中女党员{values.women}名"
    made = style.figure(width, height, f"{values.area}{values.as_of.year}年党员年龄、性别和学历", note)
    if not values.total:
        return style.empty(made)
    style.legend(made, [(style.GREY, "男"), (style.RED, "女")])
    _pyramid(made, values)
    _education(made, values)
    return made


def _pyramid(made: Figure, values: Members) -> None:
    plot = style.axes(made, left=0.11, right=0.45, bottom=0.12)
    most = max(max(men, women) for _, men, women in values.ages) or 1
    for place, (_, men, women) in enumerate(values.ages):
        plot.barh(place, -men, height=0.72, color=style.GREY)
        plot.barh(place, women, height=0.72, color=style.RED)
        if men:
            plot.text(-men - most * 0.03, place, str(men), ha="right", va="center", fontsize=style.NOTE_SIZE)
        if women:
            plot.text(
                women + most * 0.03, place, str(women), ha="left", va="center", fontsize=style.NOTE_SIZE
            )
    plot.set_yticks(range(len(values.ages)), [label for label, _, _ in values.ages])
    plot.set_ylim(-0.55, len(values.ages) - 0.45)
    plot.set_xlim(-most * 1.2, most * 1.2)
    plot.set_xticks([])


def _education(made: Figure, values: Members) -> None:
    plot = style.axes(made, left=0.72, right=0.06, bottom=0.12)
    most = max((count for _, count in values.education), default=0) or 1
    for place, (_, count) in enumerate(values.education):
        plot.barh(place, count, height=0.6, color=style.GOLD)
        plot.text(count + most * 0.04, place, str(count), ha="left", va="center", fontsize=style.NOTE_SIZE)
    plot.set_yticks(range(len(values.education)), [label for label, _ in values.education])
    plot.set_ylim(len(values.education) - 0.45, -0.55)
    plot.set_xlim(0, most * 1.25)
    plot.set_xticks([])
