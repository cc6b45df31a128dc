"""Papers and charts: gather the facts from the ledger, hand them to the layout, write the file."""

from app.services.reporting.catalogue import (
    ChartInfo,
    Chosen,
    PersonNeeded,
    ReportInfo,
    charts,
    report_info,
    reports,
    subjects,
)
from app.services.reporting.choosing import Offer, offered
from app.services.reporting.making import ReportResult, chart_figure, make_chart, make_report

__all__ = [
    "ChartInfo",
    "Chosen",
    "Offer",
    "PersonNeeded",
    "ReportInfo",
    "ReportResult",
    "chart_figure",
    "charts",
    "make_chart",
    "make_report",
    "offered",
    "report_info",
    "reports",
    "subjects",
]
