"""Papers beside drawing the same strings; the yearly report with its charts."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from tests.bench.harness import Settings, in_turn, seconds

AS_OF = date(2025, 12, 31)
ROW_HEIGHT, ROWS_A_PAGE, MARGIN = 16, 30, 40


def roster(store: Any, settings: Settings) -> None:
    """P8: 3,000 rows of ten columns, then ten times as many."""
    from app.reports.tables import render
    from app.services.reporting import make_report
    from app.services.reporting.tables import build

    made = build(store, "roster", year=2025, as_of=AS_OF)
    [table] = made[:1]
    rows = list(table.rows)
    out = settings.folder / "roster.pdf"
    render(made)

    def product() -> float:
        return seconds(lambda: render(made))

    def whole() -> float:
        return seconds(lambda: make_report(store, "roster", year=2025, as_of=AS_OF, out=out))

    def floor() -> float:
        return seconds(lambda: drawn(rows))

    medians = in_turn(settings.rounds, {"product": product, "whole": whole, "floor": floor})
    ours, anchor = medians["product"], medians["floor"]
    cells = f"roster PDF, {len(rows):,} x {len(table.columns)}"
    settings.put("P8", cells, "township", "s", ours, anchor, "drawString", most=1.5)
    whole_time = medians["whole"]
    settings.put("P8", "roster PDF, ledger read too", "township", "s", whole_time, anchor, "drawString")
    tenfold = seconds(lambda: render([replace(table, rows=rows * 10)]))
    settings.put("P8", "roster PDF, ten times the rows", "township", "s", tenfold, ours, "once", most=10)


def drawn(rows: list[Any]) -> bytes:
    """Draw every string of a table with reportlab's canvas, nothing else."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfgen.canvas import Canvas

    held = BytesIO()
    size = landscape(A4)
    canvas = Canvas(held, pagesize=size)
    font = next(
        name
        for name in pdfmetrics.getRegisteredFontNames()
        if not name.startswith(("Helvetica", "Times", "Courier", "Symbol", "Zapf"))
    )
    for number, row in enumerate(rows):
        place = number % ROWS_A_PAGE
        if place == 0:
            if number:
                canvas.showPage()
            canvas.setFont(font, 9)
        for column, value in enumerate(row):
            canvas.drawString(
                MARGIN + 75 * column,
                size[1] - MARGIN - ROW_HEIGHT * place,
                "" if value is None else str(value),
            )
    canvas.save()
    return held.getvalue()


def annual(store: Any, settings: Settings) -> None:
    """P9: the report of a year, and each chart as a picture."""
    import matplotlib.figure

    from app.services.reporting import charts, make_chart, make_report

    assert matplotlib.figure
    out = settings.folder / "annual.pdf"
    make_report(store, "annual", year=2025, as_of=AS_OF, out=out)
    jobs = {"annual": lambda: seconds(lambda: make_report(store, "annual", year=2025, as_of=AS_OF, out=out))}
    for chart in charts():
        target = settings.folder / f"{chart.id}.png"
        make_chart(store, chart.id, year=2025, as_of=AS_OF, out=target)
        jobs[chart.id] = lambda chart=chart, target=target: seconds(
            lambda: make_chart(store, chart.id, year=2025, as_of=AS_OF, out=target)
        )
    medians = in_turn(settings.rounds, jobs)
    report = medians.pop("annual")
    settings.put("P9", "yearly report with charts", "township", "s", report, limit=2)
    worst = max(medians, key=lambda name: medians[name])
    settings.put("P9", f"the slowest chart ({worst})", "township", "ms", 1000 * medians[worst], limit=150)
