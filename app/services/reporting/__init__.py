"""Papers and charts: gather the facts from the ledger, hand them to the layout, write the file."""

from app.services.reporting.catalogue import ChartInfo, Chosen, ReportInfo, charts, reports
from app.services.reporting.making import ReportResult, chart_figure, make_chart, make_report

__all__ = [
    "ChartInfo",
    "Chosen",
    "ReportInfo",
    "ReportResult",
    "chart_figure",
    "charts",
    "make_chart",
    "make_report",
    "reports",
]
