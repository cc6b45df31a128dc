"""Charts: values in, a matplotlib Figure out; the same Figure goes to the screen, to PNG, SVG and PDF."""

from app.reports.charts.catalogue import CHARTS, Chart, export, make

__all__ = ["CHARTS", "Chart", "export", "make"]
