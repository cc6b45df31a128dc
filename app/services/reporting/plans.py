"""Timetables as a plan on paper: every step with its legal window, the day planned and its papers."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from app.models.store import Store
from app.progress import SILENT, Progress
from app.reports.documents import development as tables
from app.reports.documents.development_records import PlanLine
from app.rules.development.rulebook import Rulebook
from app.rules.development.timetable import Limit, Timetable, Window
from app.services.development.ownrules import rulebook
from app.services.reporting.catalogue import DOCX, PDF, XLSX
from app.services.reporting.gathering import paper as paper_of
from app.services.reporting.making import ReportResult, checked_form, write_tables

TITLE = "发展党员工作时间表"


def write_plan(
    store: Store,
    made: Sequence[tuple[str, Timetable]],
    out: Path,
    *,
    as_of: date,
    progress: Progress = SILENT,
) -> ReportResult:
    """Write timetables (name, "" for nobody in particular) as .pdf, .docx or .xlsx, one a page."""
    checked_form(out, (PDF, XLSX, DOCX), TITLE)
    paper = paper_of(store, year=as_of.year, as_of=as_of)
    papers = [
        tables.timetable(
            paper,
            f"{name}同志{TITLE}" if name else TITLE,
            tuple(_lines(rulebook(store), table)),
            table.conflicts,
        )
        for name, table in made
    ]
    return write_tables(papers, out, progress)


def _lines(book: Rulebook, table: Timetable) -> Iterable[PlanLine]:
    names = {paper.code: paper.name for paper in book.documents if paper.need == "required"}
    for one in table.windows:
        papers = "、".join(names[code] for code in one.papers if code in names)
        step = f"{one.step.lstrip('0')} {one.name}"
        yield PlanLine(step, one.who, _day(one.earliest), _day(one.latest), _planned(one), _why(one), papers)


def _day(limit: Limit | None) -> str:
    return limit.on.isoformat() if limit else ""


def _planned(window: Window) -> str:
    if window.planned is None:
        return ""
    until = f"至{window.until.isoformat()}" if window.until else ""
    return window.planned.isoformat() + until


def _why(window: Window) -> str:
    """Return the articles both sides of a window rest on."""
    if window.fixed:
        return "已定"
    rules = [side.rule for side in (window.earliest, window.latest) if side and side.rule]
    articles = dict.fromkeys(rule.article for rule in rules if rule.article)
    return "、".join(articles) + ("（暂定）" if window.provisional else "")
