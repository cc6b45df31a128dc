"""The files a township hands out, made from the ledger: the yearly report, charts, lists, workbooks to import again."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from app.errors import BadInput
from app.models.store import Store
from app.progress import SILENT, Progress
from app.rules.vocabulary import SheetKind
from app.services.demo.material import Times, material
from app.services.reporting import charts, make_chart, make_report, reports

PICTURES = ("png", "svg")
WORKBOOKS, CHARTS = "工作簿", "图表"
ALSO_AS = {"annual": ("docx",), "rating-summary": ("xlsx",), "roster": ("xlsx",)}
REASON = "示例数据，人员均为虚构"


def write_samples(store: Store, out: Path, *, as_of: date, progress: Progress = SILENT) -> list[Path]:
    """Write the papers, charts and workbooks of the last full year into `out`; return what was written."""
    year = Times(as_of).last
    written: list[Path] = []
    planned = len(reports()) + len(charts()) + len(SheetKind)
    for path in _files(store, out, year, as_of):
        progress.step(min(len(written), planned), planned, f"正在写出{path.name}")
        written.append(path)
    return written


def _files(store: Store, out: Path, year: int, as_of: date) -> Iterator[Path]:
    for folder in (out, out / CHARTS, out / WORKBOOKS):
        folder.mkdir(parents=True, exist_ok=True)
    for report in reports():
        for form in ("pdf", *ALSO_AS.get(report.id, ())):
            path = out / f"{year}年{report.title.removeprefix('年')}.{form}"
            half = 1 if report.needs_half else None
            # A paper about somebody to be chosen, or with nothing to say that year, is left out.
            with suppress(BadInput):
                yield make_report(store, report.id, year=year, half=half, as_of=as_of, out=path).path
    for chart in charts():
        for form in PICTURES:
            path = out / CHARTS / f"{chart.title}.{form}"
            yield make_chart(store, chart.id, year=year, as_of=as_of, out=path)
    yield from _workbooks(store, out / WORKBOOKS)


def _workbooks(store: Store, folder: Path) -> Iterator[Path]:
    from app.services.exports import export

    actor = material("township")["clerks"][0]
    for number, kind in enumerate(SheetKind, start=1):
        path = folder / f"{number}-{kind.label}.xlsx"
        export(store, kind.value, path, full_ids=True, reason=REASON, actor=actor)
        yield path
