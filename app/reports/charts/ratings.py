"""Charts of 分类定级: grades of years, moves between two years."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from app.reports.charts import style
from app.reports.charts.values import GradeMoves, GradeYears
from app.rules.shares import percent, share

GAP = 0.06
TOP, YEARS, LINE = 0.62, 0.3, 0.17  # inches: heading, the years under the ribbons, a line of words
MOST_LINES, POINTS = 3, 72
BAR = 0.85  # the length of a bar, a share of the width
NAME_LINE = 0.12  # a line of names over a bar, a share of a year's height
CHANGES = {1: ("上升", style.RED), 0: ("不变", style.SAND), -1: ("下降", style.SOFT)}
RAMP = (style.RED, "#D98B6B", style.SAND, "#C9C3B5", "#9A948A", style.SOFT)
DARK = frozenset({style.RED, style.SOFT, style.GRADE_COLOURS["先进"], style.GRADE_COLOURS["后进"]})


def grades(values: GradeYears, width: float, height: float) -> Figure:
    """Bars of one or more years, each cut into its grades, with numbers and shares."""
    years = [year for year, _ in values.years]
    span = f"{years[0]}—{years[-1]}年" if len(years) > 1 else f"{years[0]}年" if years else ""
    made = style.figure(width, height, f"{values.area}{span}党支部分类定级", "单位：个党支部；括号内为占比")
    if not any(count for _, counts in values.years for _, count in counts):
        return style.empty(made)
    scales = list(dict.fromkeys(tuple(label for label, _ in counts) for _, counts in values.years))
    if len(scales) == 1:
        style.legend(made, [(colour, label) for label, colour in _colours(scales[0]).items()])
    plot = style.axes(made, left=0.12, bottom=0.15)
    for place, (_, counts) in enumerate(values.years):
        _stack(plot, place, counts, _colours([label for label, _ in counts]))
        if len(scales) > 1:
            _name_grades(plot, place, counts, style.NOTE_SIZE / (BAR * width * POINTS))
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
        long = count / total
        plot.barh(
            place, long, left=start, height=0.56, color=colours[label], edgecolor="white", linewidth=1.5
        )
        if count:
            dark = colours[label] in DARK
            words = f"{count}（{percent(share(count, total))}）" if long > 0.12 else str(count)
            colour = "white" if dark else style.INK
            plot.text(start + long / 2, place, words, ha="center", va="center", color=colour)
        start += long


def _name_grades(plot: Axes, place: int, counts: Sequence[tuple[str, int]], char: float) -> None:
    """Write over the parts of a bar what they are: years under different schemes have no legend in common.

    `char` is the width of a character as a share of the bar; a name that would run into the one before stands higher.
    """
    given = [(label, count) for label, count in counts if count]
    total, start, end, lift = sum(count for _, count in given), 0.0, 0.0, 0.0
    for label, count in given:
        x = min(start, 1 - len(label) * char)
        lift = lift + NAME_LINE if x < end else 0.0
        plot.text(x, place - 0.32 - lift, label, va="bottom", fontsize=style.NOTE_SIZE, color=style.SOFT)
        end, start = x + (len(label) + 1) * char, start + count / total


def grade_moves(values: GradeMoves, width: float, height: float) -> Figure:
    """Ribbons from one year's grades to a later one's; risen in red, fallen in dark, unchanged in sand."""
    title = f"{values.area}{values.year_from}年至{values.year_to}年党支部等次变化"
    made = style.figure(width, height, title, "单位：个党支部；两年都评定等次的党支部")
    total = sum(values.flows.values())
    if not total:
        return style.empty(made)
    _name_changes(made, values)
    span = 1 + GAP * (max(len(values.labels_of(side)) for side in (0, 1)) - 1) + 0.04
    line = span * LINE / (height - TOP - YEARS - LINE * MOST_LINES)
    lines = _thin_lines(values, [flow for flow, n in values.flows.items() if n / total < line], width)
    bottom = YEARS + LINE * len(lines)
    plot = style.axes(made, left=0.02, right=0.02, bottom=bottom, top=TOP)
    plot.set_xlim(0, 1)
    plot.set_ylim(span - 0.02, -0.02)
    plot.set_xticks([])
    plot.set_yticks([])
    _columns(plot, values, total, line)
    _ribbons(plot, values, total, line)
    for x, year in ((0.2, values.year_from), (0.8, values.year_to)):
        y = (bottom - 0.18) / height
        made.text(0.02 + 0.96 * x, y, f"{year}年", ha="center", va="bottom", color=style.SOFT)
    for row, words in enumerate(reversed(lines)):
        y = (0.06 + LINE * row) / height
        made.text(0.02, y, words, va="bottom", fontsize=style.NOTE_SIZE, color=style.SOFT)
    return made


def _rank(values: GradeMoves, flow: tuple[str, str]) -> tuple[int, int]:
    """Return the places of both grades, 0 the best."""
    return values.labels_of(0).index(flow[0]), values.labels_of(1).index(flow[1])


def _change(values: GradeMoves, flow: tuple[str, str]) -> int:
    """Return 1 for risen, 0 for unchanged (and between two scales), -1 for fallen."""
    before, now = _rank(values, flow)
    if values.labels_from:
        return 0
    return (before > now) - (before < now)


def _name_changes(made: Figure, values: GradeMoves) -> None:
    if values.labels_from:
        style.legend(made, [(style.SAND, "两年的等次不同，不计升降")])
        return
    counts = dict.fromkeys(CHANGES, 0)
    for flow, count in values.flows.items():
        counts[_change(values, flow)] += count
    style.legend(made, [(colour, f"{words} {counts[way]}") for way, (words, colour) in CHANGES.items()])


def _thin_lines(values: GradeMoves, thin: Iterable[tuple[str, str]], width: float) -> list[str]:
    """Return in lines of the Figure's width what the ribbons too thin for a number stand for."""
    room = int(0.96 * width * POINTS / style.NOTE_SIZE)
    lines: list[str] = []
    for way in (1, -1):
        flows = sorted((flow for flow in thin if _change(values, flow) == way), key=partial(_rank, values))
        said = [
            f"{start}→{end} {values.flows[start, end]}" for start, end in flows if values.flows[start, end]
        ]
        for number, words in enumerate(said):
            begun = lines[-1] if number else ""
            if number and len(begun) + len(words) < room:
                lines[-1] = f"{begun}、{words}"
            else:
                lines.append(f"　　　{words}" if number else f"{CHANGES[way][0]}：{words}")
    return lines if len(lines) <= MOST_LINES else ["较细的各项没有标数，见升降情况表。"]


def _starts(values: GradeMoves, total: int, side: int) -> dict[str, float]:
    """Return the upper edge of every grade's column on the left (0) or right (1)."""
    starts, y = {}, 0.0
    for label in values.labels_of(side):
        starts[label] = y
        y += sum(n for ends, n in values.flows.items() if ends[side] == label) / total + GAP
    return starts


def _columns(plot: Axes, values: GradeMoves, total: int, line: float) -> None:
    """Draw the grades' columns of both years; their words stand at least a line apart."""
    for side, x, ha, shift in ((0, 0.2, "right", -0.025), (1, 0.8, "left", 0.025)):
        labels = values.labels_of(side)
        colours = _colours(labels)
        counts = {
            label: sum(n for ends, n in values.flows.items() if ends[side] == label) for label in labels
        }
        starts = _starts(values, total, side)
        for label, y in starts.items():
            shape = Rectangle((x - 0.012, y), 0.024, counts[label] / total, edgecolor="none")
            shape.set_facecolor(colours[label])
            plot.add_patch(shape)
        middles = [starts[label] + counts[label] / total / 2 for label in labels]
        for label, y in zip(labels, _apart(middles, line), strict=True):
            plot.text(x + shift, y, f"{label} {counts[label]}", ha=ha, va="center")


def _apart(places: Sequence[float], least: float) -> list[float]:
    """Return rising places moved up, the last staying, until each is at least so far from the next."""
    found = list(places)
    for at in range(len(found) - 2, -1, -1):
        found[at] = min(found[at], found[at + 1] - least)
    return found


def _ribbons(plot: Axes, values: GradeMoves, total: int, line: float) -> None:
    """Draw who went where; a ribbon bears its number at its left end, where none lies over another."""
    left, right = _starts(values, total, 0), _starts(values, total, 1)
    for flow in sorted(values.flows, key=partial(_rank, values)):
        start, end = flow
        thick = values.flows[flow] / total
        words, colour = CHANGES[_change(values, flow)]
        plot.add_patch(_ribbon(0.212, left[start], 0.788, right[end], thick, colour))
        if (start != end or values.labels_from) and thick >= line:
            sign = "" if values.labels_from else words[-1]
            y, said = left[start] + thick / 2, f"{sign}{values.flows[flow]}"
            plot.text(0.222, y, said, ha="left", va="center", fontsize=style.NOTE_SIZE)
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
