"""Making a paper or a chart: whole or not at all, under the name asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from app.errors import BadInput, NotFound
from app.models.store import Store
from app.progress import SILENT, Progress
from app.reports.amounts import long_day, show
from app.reports.blocks import Block
from app.reports.facts import Column, TableFacts
from app.services.reporting.catalogue import CHARTS, DOCX, PDF, Chosen, report_info
from app.services.reporting.choosing import check_chosen

SheetCell = Literal["text", "number", "date", "money", "wan", "percent"]
EVERYONE = Chosen()
SENT_OUT = frozenset({"notice", "approval-reply", "filing-report", "rating-notice"})
CHART_FORMS = ("png", "svg", "pdf")
SHEET_KINDS: dict[str, SheetCell] = {
    "int": "number", "yuan": "money", "wan": "wan", "date": "date", "percent": "percent",
    "score": "money",
}  # fmt: skip
NARROWEST, WIDEST, AROUND = 6.0, 40.0, 2.5
SAMPLE, LATIN = 500, 0x2E80
_OF_YEAR = re.compile(r"^.*?\d{4}年度?")
"""What the titles of a paper's tables begin with alike: a sheet is named by what follows."""


@dataclass(frozen=True, slots=True)
class ReportResult:
    """A paper made: where, how many pages, which sentences were refused, which characters no font has."""

    path: Path
    pages: int
    refused: tuple[str, ...] = ()
    missing_glyphs: str = ""
    sentences: tuple[Any, ...] = ()


def make_report(
    store: Store,
    report_id: str,
    *,
    year: int,
    half: int | None = None,
    as_of: date,
    out: Path,
    chosen: Chosen = EVERYONE,
    progress: Progress = SILENT,
) -> ReportResult:
    """Make a paper as the kind of file `out` ends with. Raises NotFound and BadInput in words.

    chosen: whom or which village a paper is about, its kind, the days of a notice, unit and caliber of its money.
    """
    info = report_info(report_id)
    check_chosen(info, chosen)
    checked_form(out, info.formats, info.title)
    if info.needs_half and half == 2:
        raise BadInput(f"{info.title}只核查上半年。", "请用 --half 1，或生成 income-ranking（全年排名）。")
    if report_id == "annual":
        return _annual(store, year=year, as_of=as_of, out=out)
    from app.services.reporting import development, economy, ratings, tables

    for subject in (development, ratings):
        if report_id in subject.LETTERS:
            blocks = subject.letter_paper(store, report_id, chosen, year=year, as_of=as_of)
            return letter(blocks, info.title, out, as_of=as_of, internal=report_id not in SENT_OUT)
    for subject in (development, ratings, economy):
        if report_id in subject.TABLES:
            made = subject.table_paper(store, report_id, chosen, year=year, as_of=as_of)
            return write_tables(made, out, progress)
    return write_tables(tables.build(store, report_id, year=year, as_of=as_of), out, progress)


def write_tables(made: list[TableFacts], out: Path, progress: Progress = SILENT) -> ReportResult:
    """Write tables as the kind of file `out` ends with."""
    form = out.suffix.lower().lstrip(".")
    if form == DOCX:
        return _table_word(made, out)
    return _table_pdf(made, out, progress) if form == PDF else _workbook(made, out, progress)


def letter(blocks: Sequence[Block], title: str, out: Path, *, as_of: date, internal: bool) -> ReportResult:
    """Write an official paper as .pdf or .docx."""
    from app.reports import frame, word

    missing = frame.missing(blocks)
    if out.suffix.lower() == f".{DOCX}":
        _write(out, word.paper(blocks, title=title, as_of=as_of, internal=internal))
        return ReportResult(out, 1, (), missing)
    pdf, pages = frame.render(blocks, title=title, as_of=as_of, internal=internal)
    _write(out, pdf)
    return ReportResult(out, pages, (), missing)


def chart_figure(
    store: Store, chart_id: str, *, year: int, as_of: date, caliber: str = "", before: int | None = None
) -> Any:
    """Return a chart as a matplotlib Figure; for the words see `chart_values`."""
    from app.reports.charts import make
    from app.services.reporting.drawing import chart_values

    if chart_id not in {chart.id for chart in CHARTS}:
        raise NotFound(f"没有叫“{chart_id}”的图。", f"可以选：{'、'.join(c.id for c in CHARTS)}。")
    values = chart_values(store, chart_id, year=year, as_of=as_of, caliber=caliber, before=before)
    return make(chart_id, values)


def make_chart(
    store: Store,
    chart_id: str,
    *,
    year: int,
    as_of: date,
    out: Path,
    caliber: str = "",
    before: int | None = None,
) -> Path:
    """Write a chart as .png, .svg or .pdf; income is counted by `caliber`, moves from the year `before`."""
    form = checked_form(out, CHART_FORMS, "图")
    figure = chart_figure(store, chart_id, year=year, as_of=as_of, caliber=caliber, before=before)
    from app.reports.charts import export

    _write(out, export(figure, form))
    return out


def checked_form(out: Path, forms: tuple[str, ...], title: str) -> str:
    """Return the kind of file `out` ends with. Raises BadInput for one the paper cannot be."""
    form = out.suffix.lower().lstrip(".")
    if form not in forms:
        raise BadInput(
            f"{title}不能存成“{out.suffix or out.name}”。", f"可以存成：{'、'.join('.' + f for f in forms)}。"
        )
    return form


def _annual(store: Store, *, year: int, as_of: date, out: Path) -> ReportResult:
    from app.reports import annual
    from app.services.reporting.yearly import gather

    facts = gather(store, year=year, as_of=as_of)
    made = annual.make(facts)
    _write(out, annual.make_word(facts) if out.suffix.lower() == f".{DOCX}" else made.pdf)
    refused = tuple(refusal.reason for refusal in made.refused)
    return ReportResult(out, made.pages, refused, made.missing, made.sentences)


def _table_pdf(tables: list[TableFacts], out: Path, progress: Progress) -> ReportResult:
    from app.reports.tables import missing, render

    pdf = render(tables, progress=progress)
    _write(out, pdf)
    return ReportResult(out, _pages(pdf), (), missing(tables))


def _table_word(tables: list[TableFacts], out: Path) -> ReportResult:
    from app.reports import word

    _write(out, word.tables(tables))
    return ReportResult(out, len(tables))


def _workbook(tables: list[TableFacts], out: Path, progress: Progress) -> ReportResult:
    from app.excel import writer

    writer.write_tables(out, [_sheet(table) for table in tables], progress=progress)
    return ReportResult(out, len(tables))


def _sheet(table: TableFacts) -> Any:
    from app.excel.writer import Table, TableColumn

    columns = [
        TableColumn(_heading(column), _width(table, at), _kind(table, at))
        for at, column in enumerate(table.columns)
    ]
    rows = [*table.rows, *([table.totals] if table.totals and table.rows else [])]
    as_of = f"截至{long_day(table.as_of)}" if table.as_of else ""
    under = "　　".join(part for part in (table.unit, as_of, table.measure) if part)
    below = (*table.notes, *(["　　　　　　".join(table.signatures)] if table.signatures else []))
    title = table.title.replace("\n", "")
    return Table(
        title,
        columns,
        rows or [_said(table)],
        below,
        _OF_YEAR.sub("", title),
        under=under,
        internal=table.internal,
    )


def _said(table: TableFacts) -> list[str | None]:
    """Return the row of an empty table that says so."""
    return [table.empty, *[None] * (len(table.columns) - 1)]


def _heading(column: Column) -> str:
    return column.heading if column.heading.startswith(column.group) else f"{column.group}{column.heading}"


def _kind(table: TableFacts, at: int) -> SheetCell:
    """Return what the cells of a column are; whole numbers, such as 序号, are numbers whatever the column is."""
    values = [row[at] for row in table.rows]
    if values and all(isinstance(value, int) for value in values) and table.columns[at].kind == "center":
        return "number"
    return SHEET_KINDS.get(table.columns[at].kind, "text")


def _width(table: TableFacts, at: int) -> float:
    """Return the width of a column in characters: its longest text, Chinese ones counting twice, up to a limit."""
    column = table.columns[at]
    rows = [*table.rows[:SAMPLE], *([table.totals] if table.totals else [])]
    longest = max((_wide(show(row[at], column.kind)) for row in rows), default=0)
    return min(max(longest + AROUND, _wide(_heading(column)) + AROUND, NARROWEST), WIDEST)


def _wide(text: str) -> int:
    return max(sum(1 if ord(char) < LATIN else 2 for char in line) for line in text.split("\n"))


def _pages(pdf: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _write(out: Path, content: bytes) -> None:
    from app.excel.files import replaced

    with replaced(out) as draft:
        draft.write_bytes(content)
