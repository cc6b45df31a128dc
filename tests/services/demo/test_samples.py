"""The files of the invented township: all there, whole, and read again as what they came from."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.models.store import Store
from app.rules.vocabulary import SheetKind
from app.services import ledgers
from app.services.demo import make_demo, write_samples
from app.services.figures import stats
from app.services.imports import apply, preview
from app.services.reporting import charts, make_report, reports
from app.services.reporting.gathering import due_rows
from app.services.reporting.yearly import gather

AS_OF = date(2026, 11, 21)
KINDS = len(SheetKind)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[Path]]]:
    folder = tmp_path_factory.mktemp("samples")
    ledger = make_demo(folder / "台账", as_of=AS_OF)
    store = ledger.connect()
    yield store, write_samples(store, folder / "out", as_of=AS_OF)
    store.close()
    ledger.close()


def workbooks(made: tuple[Store, list[Path]]) -> list[Path]:
    return [path for path in made[1] if path.parent.name == "工作簿"]


def test_every_paper_chart_and_workbook_is_written(made):
    suffixes = [path.suffix for path in made[1]]
    plain = [one for one in reports() if not (one.about_people or one.about_village or one.kinds)]
    assert {f"2025年{one.title.removeprefix('年')}.pdf" for one in plain} <= {path.name for path in made[1]}
    assert suffixes.count(".png") == suffixes.count(".svg") == len(charts())
    assert len(workbooks(made)) == KINDS
    assert all(path.stat().st_size > 0 for path in made[1])


def test_the_report_refuses_no_sentence_and_has_all_characters(made, tmp_path):
    done = make_report(made[0], "annual", year=2025, as_of=AS_OF, out=tmp_path / "report.pdf")
    assert done.refused == ()
    assert done.missing_glyphs == ""


def test_workbooks_read_again_change_nothing(made):
    plan = preview(made[0], workbooks(made), as_of=AS_OF)
    assert {sheet.kind for sheet in plan.sheets} == set(SheetKind)
    for sheet in plan.sheets:
        assert (sheet.new, sheet.changed, sheet.bad) == (0, 0, 0), sheet.kind
        assert sheet.same > 0
        assert not sheet.problems


def test_workbooks_make_the_same_figures_in_an_empty_ledger(made, tmp_path):
    with ledgers.create(tmp_path / "copy", name="青山彝族乡", county="白水县").ledger as ledger:
        store = ledger.connect()
        try:
            apply(store, preview(store, workbooks(made), as_of=AS_OF), actor="王文静")
            copied = stats(store, year=AS_OF.year, as_of=AS_OF)
        finally:
            store.close()
    assert copied == stats(made[0], year=AS_OF.year, as_of=AS_OF)


def test_the_reports_table_adds_up_to_its_sentences(made):
    facts = gather(made[0], year=2025, as_of=AS_OF)
    members = facts.stats["members"]
    for name in ("full", "probationary", "women", "minority"):
        assert sum(getattr(unit, name) for unit in facts.organizations) == members[name], name


def test_a_wait_that_is_over_is_not_printed_as_overdue(made):
    rows = due_rows(made[0], as_of=AS_OF)
    waits = [row for row in rows if row.matter.endswith("已到。")]
    assert waits
    assert {row.days for row in waits} == {None}
    assert any(row.days is not None and row.days < 0 for row in rows)
