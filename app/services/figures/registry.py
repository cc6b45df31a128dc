"""All key figures of a year: stats, and what is behind each of them (反查)."""

import difflib
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.errors import NotFound
from app.models.store import Store
from app.services import townships
from app.services.figures import counted
from app.services.figures.figure import Figure, Records, Trace, TraceRow
from app.services.figures.incomes import economy_figures
from app.services.figures.rated import rating_figures, traced_figures
from app.services.figures.view import YearView

ALIASES = {"economy.behind": "economy.half_year.behind"}
ONCE_KEPT = (counted.CONTACT_POINTS, counted.RECTIFICATIONS)
SIMILAR = 6


def stats(store: Store, *, year: int, as_of: date) -> dict[str, Any]:
    """Return all key figures of a year, nested; money in 元 with two decimals, zeros where there is nothing.

    Contact points and files of 整顿 have figures once there are any.
    """
    tree: dict[str, Any] = {}
    view = YearView(store, year, as_of)
    for figure in _figures(view):
        _put(tree, figure.path, figure.value())
    for group in ONCE_KEPT:
        values = {figure.path: figure.value() for figure in counted.counted_figures(view, group)}
        if any(values.values()):
            for path, value in values.items():
                _put(tree, path, value)
    money = tree["economy"]
    for branch, name in (
        (money, "by_village"),
        (money, "operating_by_village"),
        (money["half_year"], "by_village"),
    ):
        branch.setdefault(name, {})
    return tree


def trace(store: Store, key: str, *, year: int, as_of: date) -> Trace:
    """Return the records behind one figure of stats. Raises NotFound, naming similar figures."""
    figures = _traceable(YearView(store, year, as_of))
    figure = figures.get(ALIASES.get(key, key))
    if figure is None:
        raise _unknown(key, list(figures))
    found = figure.records()
    return Trace(figure.key, figure.title, figure.unit, found.total, found.columns, found.rows)


def figure_keys(stats: Mapping[str, Any], inside: str = "") -> list[str]:
    """Return the key of every figure in stats, in order."""
    keys: list[str] = []
    for name, value in stats.items():
        if isinstance(value, Mapping):
            keys += figure_keys(value, f"{inside}{name}.")
        else:
            keys.append(f"{inside}{name}")
    return keys


def figure_titles(store: Store, *, year: int, as_of: date) -> dict[str, tuple[str, str]]:
    """Return key → (title, unit) of every figure of a year."""
    figures = _traceable(YearView(store, year, as_of))
    return {key: (figure.title, figure.unit) for key, figure in figures.items()}


def _traceable(view: YearView) -> dict[str, Figure]:
    """Return key → figure: the key figures, those of what is not kept everywhere, and those only papers have."""
    once_kept = (figure for group in ONCE_KEPT for figure in counted.counted_figures(view, group))
    return {figure.key: figure for figure in (*_figures(view), *once_kept, *traced_figures(view))}


def _figures(view: YearView) -> list[Figure]:
    return [
        *_heading(view),
        *counted.counted_figures(view, counted.ORGANIZATIONS),
        *counted.counted_figures(view, counted.MEMBERS),
        *counted.counted_figures(view, counted.DEVELOPMENT),
        *rating_figures(view),
        *counted.counted_figures(view, counted.PAIRS),
        *economy_figures(view),
    ]


def _heading(view: YearView) -> list[Figure]:
    def name() -> str:
        return townships.township(view.store).name

    def named() -> Records:
        rows = tuple(
            TraceRow("setting", one["id"], (one["value"],))
            for one in view.store.find("setting", name="township")
        )
        return Records(("单位名称",), rows, rows[0].values[0] if rows else "")

    return [
        Figure(("township",), "单位名称", "", name, named),
        Figure(("year",), "年度", "年", lambda: view.year, lambda: Records((), (), view.year)),
    ]


def _put(tree: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        tree = tree.setdefault(name, {})
    tree[path[-1]] = value


def _unknown(key: str, known: list[str]) -> NotFound:
    inside = [one for one in known if one.startswith(f"{key}.")]
    near = inside or difflib.get_close_matches(key, known, SIMILAR, 0.4)
    do = f"可以试试：{'、'.join(near[:SIMILAR])}。" if near else "请用 stats 查看有哪些数字。"
    return NotFound(f"没有“{key}”这个数字。", do)
