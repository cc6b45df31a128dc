"""Charts of 分类定级: grades of years, moves between two years."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from app.reports.charts import style
from app.reports.charts.values import GradeMoves, GradeYears

GAP = 0.06
FEW, LABELLED = 3, 0.06  # among many grades only ribbons this thick bear their number
RAMP = (style.RED, "#D98B6B", style.SAND, "#C9C3B5", "#9A948A", style.SOFT)
DARK = frozenset({style.RED, style.SOFT, style.GRADE_COLOURS["先进"], style.GRADE_COLOURS["后进"]})


def grades(values: GradeYears, width: float, height: float) -> Figure:
    """Bars of one or more years, each cut into its grades, with numbers and shares."""
    years = [year for year, _ in values.years]
    span = f"{years[0]}—{years[-1]}年" if len(years) > 1 else f"{years[0]}年" if years else ""
    made = style.figure(width, height, f"{values.area}{span}党支部分类定级", "单位：个党支部；括号内为占比")
    if not any(count for _, counts in values.years for _, count in counts):
        return style.empty(made)
    labels = list(dict.fromkeys(label for _, counts in values.years for label, _ in counts))
    colours = _colours(labels)
    style.legend(made, [(colours[label], label) for label in labels])
    plot = style.axes(made, left=0.12, bottom=0.15)
    for place, (_, counts) in enumerate(values.years):
        _stack(plot, place, counts, colours)
    plot.set_yticks(range(len(years)), [f"{year}年" for year in years])
    plot.set_ylim(len(years) - 0.4, -0.6)
    plot.set_xlim(0, 1)
    plot.set_xticks([])
    return made


def _colours(labels: Sequence[str]) -> dict[str, str]:
    """Return a colour for every grade: the usual three their own, others from red down to dark."""
    others = [label for label in labels if label not in style.GRADE_COLOURS]
    steps = max(len(others) - 1, 1)
    found = {label: RAMP[at * (len(RAMP) - 1) // steps] for at, label in enumerate(others)}
    return {label: style.GRADE_COLOURS.get(label) or found[label] for label in labels}


def _stack(plot: Axes, place: int, counts: tuple[tuple[str, int], ...], colours: Mapping[str, str]) -> None:
    total = sum(count for _, count in counts) or 1
    start = 0.0
    for label, count in counts:
        share = count / total
        plot.barh(
            place, share, left=start, height=0.56, color=colours[label], edgecolor="white", linewidth=1.5
        )
        if count:
            dark = colours[label] in DARK
            words = f"{count}（{share:.1%}）" if share > 0.12 else str(count)
            colour = "white" if dark else style.INK
            plot.text(start + share / 2, place, words, ha="center", va="center", color=colour)
        start += share


def grade_moves(values: GradeMoves, width: float, height: float) -> Figure:
    """Ribbons from last year's grades to this year's; risen in red, fallen in dark, unchanged in sand."""
    title = f"{values.area}{values.year_from}年至{values.year_to}年党支部等次变化"
    made = style.figure(width, height, title, "单位：个党支部；两年都评定等次的党支部")
    total = sum(values.flows.values())
    if not total:
        return style.empty(made)
    style.legend(made, [(style.RED, "上升"), (style.SAND, "不变"), (style.SOFT, "下降")])
    plot = style.axes(made, left=0.02, right=0.02, bottom=0.3)
    plot.set_xlim(0, 1)
    plot.set_ylim(1 + GAP * (len(values.labels) - 1) + 0.02, -0.02)
    plot.set_xticks([])
    plot.set_yticks([])
    _columns(plot, values, total)
    _ribbons(plot, values, total)
    for x, year in ((0.2, values.year_from), (0.8, values.year_to)):
        made.text(0.02 + 0.96 * x, 0.12 / height, f"{year}年", ha="center", va="bottom", color=style.SOFT)
    return made


def _starts(values: GradeMoves, total: int, side: int) -> dict[str, float]:
    """Return the upper edge of every grade's column on the left (0) or right (1)."""
    starts, y = {}, 0.0
    for label in values.labels:
        starts[label] = y
        y += sum(n for ends, n in values.flows.items() if ends[side] == label) / total + GAP
    return starts


def _columns(plot: Axes, values: GradeMoves, total: int) -> None:
    colours = _colours(values.labels)
    for side, x, ha, shift in ((0, 0.2, "right", -0.025), (1, 0.8, "left", 0.025)):
        for label, y in _starts(values, total, side).items():
            count = sum(n for ends, n in values.flows.items() if ends[side] == label)
            colour = colours[label]
            plot.add_patch(
                Rectangle((x - 0.012, y), 0.024, count / total, facecolor=colour, edgecolor="none")
            )
            plot.text(x + shift, y + count / total / 2, f"{label} {count}", ha=ha, va="center")


def _ribbons(plot: Axes, values: GradeMoves, total: int) -> None:
    left, right = _starts(values, total, 0), _starts(values, total, 1)
    order = {label: rank for rank, label in enumerate(values.labels)}
    drawn = sorted(values.flows.items(), key=lambda flow: (order[flow[0][0]], order[flow[0][1]]))
    for (start, end), count in drawn:
        if not count:
            continue
        thick = count / total
        change = order[start] - order[end]
        colour = style.RED if change > 0 else style.SOFT if change < 0 else style.SAND
        plot.add_patch(_ribbon(0.212, left[start], 0.788, right[end], thick, colour))
        if change and (len(values.labels) <= FEW or thick >= LABELLED):
            words = "升" if change > 0 else "降"
            y = 0.7 * left[start] + 0.3 * right[end] + thick / 2
            plot.text(0.36, y, f"{words}{count}", ha="center", va="center", fontsize=style.NOTE_SIZE)
        left[start] += thick
        right[end] += thick


def _ribbon(x0: float, y0: float, x1: float, y1: float, thick: float, colour: str) -> PathPatch:
    middle = (x0 + x1) / 2
    points = [(x0, y0), (middle, y0), (middle, y1), (x1, y1)]
    back = [(x1, y1 + thick), (middle, y1 + thick), (middle, y0 + thick), (x0, y0 + thick)]
    codes = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4, Path.LINETO]
    codes += [Path.CURVE4, Path.CURVE4, Path.CURVE4, Path.CLOSEPOLY]
    shape = Path([*points, *back, (x0, y0)], codes)
    return PathPatch(shape, facecolor=colour, edgecolor="none", alpha=0.75 if colour == style.SAND else 0.55)
