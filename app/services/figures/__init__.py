"""Key figures of a year (统计) and the records behind each of them (反查)."""

from app.services.figures.figure import Trace, TraceRow
from app.services.figures.registry import figure_keys, figure_titles, stats, trace

__all__ = ["Trace", "TraceRow", "figure_keys", "figure_titles", "stats", "trace"]
