"""The charts by their ids, and how a Figure becomes a file."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from app.errors import BadInput
from app.reports.charts import development, economy, economy_years, ratings, style
from app.reports.charts import values as of

WIDTH, HEIGHT = 7.2, 3.6
PNG_DPI = 200


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its name, the values it wants, the function that draws it."""

    name: str
    values: type
    build: Callable[[Any, float, float], Figure]


CHARTS: dict[str, Chart] = {
    "grades": Chart("分类定级等次", of.GradeYears, ratings.grades),
    "grade-moves": Chart("分类定级升降", of.GradeMoves, ratings.grade_moves),
    "funnel": Chart("发展党员各阶段人数", of.Funnel, development.funnel),
    "development-months": Chart("各月发展党员", of.MonthCounts, development.development_months),
    "members": Chart("党员年龄、性别和学历", of.Members, development.members),
    "income-target": Chart("各村集体经济收入与目标", of.Incomes, economy.income_target),
    "income-category": Chart("村集体经济收入构成", of.IncomeCategories, economy.income_category),
    "income-months": Chart("各月村集体经济收入", of.IncomeMonths, economy.income_months),
    "income-progress": Chart("村集体经济收入进度", of.IncomeProgress, economy.income_progress),
    "income-years": Chart("近五年村集体经济收入", of.IncomeYears, economy_years.income_years),
    "income-tiers": Chart("村集体经济收入分档", of.IncomeTiers, economy_years.income_tiers),
}


def make(code: str, values: Any, width: float = WIDTH, height: float = HEIGHT) -> Figure:
    """Return the chart as a Figure of the given size in inches; `values` as `CHARTS[code].values` says."""
    if code not in CHARTS:
        raise BadInput(f"没有叫“{code}”的图。", f"可以选：{'、'.join(CHARTS)}。")
    with style.drawing():
        return CHARTS[code].build(values, width, height)


def export(figure: Figure, form: str) -> bytes:
    """Return the Figure as `png`, `svg` or `pdf` (a page of its own, vectors, text as text)."""
    out = io.BytesIO()
    with style.drawing():
        if form == "png":
            FigureCanvasAgg(figure)
            figure.savefig(out, format="png", dpi=PNG_DPI, metadata={"Software": None})
        elif form == "svg":
            figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        elif form == "pdf":
            return _page(figure)
        else:
            raise BadInput(f"图不能存成“{form}”。", "可以存成 png、svg 或 pdf。")
    return out.getvalue()


def _page(figure: Figure) -> bytes:
    from app.reports import chartrender
    from app.reports.pen import Pen

    width, height = (float(side) * 72 for side in figure.get_size_inches())
    pen = Pen((width, height), title=str(figure.texts[0].get_text()) if figure.texts else "图")
    chartrender.draw(figure, pen, 0, 0)
    return pen.save()
