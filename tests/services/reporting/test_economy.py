"""The papers of village economy made from the sample township."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.errors import BadInput
from app.models.store import Store
from app.services import editing
from app.services.economy.halfyear import decide
from app.services.imports import apply, preview
from app.services.reporting import Chosen, make_chart, make_report, reports
from app.services.reporting.economy import TABLES, table_paper
from tests.builders import make_income, new_store, put
from tests.reports.papers import text_of

SAMPLES = Path(__file__).parents[2] / "data" / "changcheng-2023"
AS_OF = date(2024, 6, 30)
ACTOR = "王干事"
UNITS = [one for one in reports() if one.has_units]


@pytest.fixture(scope="module")
def township(tmp_path_factory):
    with new_store(tmp_path_factory.mktemp("papers") / "ledger") as store:
        files = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")
        apply(store, preview(store, files, as_of=date(2024, 7, 1)), actor=ACTOR)
        village = store.find("village", name="卜戛村")[0]["id"]
        decide(store, village, 2024, "dispatch", "7月底前落实租金", on=AS_OF, actor=ACTOR)
        put(store, "cost_entry", village_id=village, spent_on="2024-03-05", category="management_cost",
            item="水电费", payee="供电所", amount_fen=1_234_56)  # fmt: skip
        put(store, "project", village_id=village, name="茶叶加工", central_fen=33_333_333, own_fen=1)
        editing.save(
            store, "contract", {"village_id": village, "name": "鱼塘承包", "yearly_fen": "6000"}, actor=ACTOR
        )
        editing.save(store, "asset", {"village_id": village, "name": "旧村部", "usage": "闲置"}, actor=ACTOR)
        yield store


def tables(store: Store, report: str, *, year: int = 2023, **chosen: str):
    return table_paper(store, report, Chosen(**chosen), year=year, as_of=AS_OF)


@pytest.mark.parametrize("report", list(TABLES))
def test_every_paper_of_village_economy_is_made_as_paper_and_as_workbook(township, tmp_path, report):
    for form in ("pdf", "xlsx"):
        out = tmp_path / f"paper.{form}"
        assert make_report(township, report, year=2024, as_of=AS_OF, out=out).pages
        assert out.stat().st_size > 1000


@pytest.mark.parametrize("report", ["income-years", "income-tiers"])
def test_charts_over_years_and_tiers_are_drawn_from_the_ledger(township, tmp_path, report):
    assert (
        make_chart(township, report, year=2023, as_of=AS_OF, out=tmp_path / "chart.svg").stat().st_size > 1000
    )


def test_every_table_of_money_says_its_unit_and_every_income_its_caliber(township):
    for report in TABLES:
        for table in tables(township, report, year=2024):
            assert "单位：" in table.measure
    for report in ("income-ledger", "income-quarter", "half-year", "income-ranking"):
        assert "口径：经营性收入" in tables(township, report, caliber="operating")[0].measure


def test_quarters_add_up_to_the_year_of_the_sample(township):
    (table,) = tables(township, "income-quarter")
    assert table.totals[7] == sum(table.totals[3:7]) == 79564984
    assert table.as_of == date(2023, 12, 31)


def test_a_quarterly_paper_stops_at_its_day(township):
    (table,) = table_paper(township, "income-quarter", Chosen(), year=2023, as_of=date(2023, 6, 30))
    assert table.totals[5:7] == (0, 0)
    assert table.totals[7] == sum(table.totals[3:5])


def test_the_half_year_paper_names_who_is_behind_and_what_was_decided(township, tmp_path):
    out = tmp_path / "半年核查.pdf"
    make_report(township, "half-year", year=2024, as_of=AS_OF, out=out)
    said = text_of(out.read_bytes())
    assert "进度过半、收入未过半的村2个：卜戛村、礓嚓村" in said
    assert "7月底前落实租金" in said


@pytest.mark.parametrize("report", UNITS, ids=lambda one: one.id)
def test_a_paper_in_wan_yuan_adds_up_along_and_down(township, report):
    for table in tables(township, report.id, year=2024, unit="wan"):
        money = [at for at, column in enumerate(table.columns) if column.kind == "wan"]
        for at in money:
            assert all((row[at] or 0) % 10_000 == 0 for row in table.rows)
            assert sum(row[at] or 0 for row in table.rows) == (table.totals[at] or 0)
        for parts, whole in table.sums:
            assert all(sum(row[at] or 0 for at in parts) == row[whole] for row in [*table.rows, table.totals])


def test_the_yearly_summary_has_every_caliber_and_lists_villages_by_line(township):
    table, counts = tables(township, "income-summary")
    headings = [column.heading for column in table.columns]
    assert table.totals[headings.index("全口径收入")] == 79564984
    assert table.totals[headings.index("经营性收入")] == 67233698
    assert ("达线", "10万元以上", 5) in [tuple(row[:3]) for row in counts.rows]
    assert any(note.startswith("净收益＝") for note in table.notes)


def test_each_table_of_the_summary_is_a_sheet_of_the_workbook(township, tmp_path):
    out = tmp_path / "汇总.xlsx"
    make_report(township, "income-summary", year=2023, as_of=AS_OF, out=out, chosen=Chosen(unit="wan"))
    book = load_workbook(out)
    assert len(book.sheetnames) == 2
    headings = [cell.value for cell in book.worksheets[0][3]]
    total = next(
        cell.value
        for cell in list(book.worksheets[0].columns)[headings.index("全口径收入")][::-1]
        if cell.value
    )
    assert total == pytest.approx(79.56)


def test_what_a_village_makes_public_names_no_payer_and_no_voucher(store):
    village = put(store, "village", name="长城村")
    make_income(store, village, "2023-04-05", 500_00, payer="沙晨", voucher="记-77", item="苹果园分成")
    put(
        store,
        "cost_entry",
        village_id=village,
        spent_on="2023",
        category="public_cost",
        item="修路",
        payee="沙龙",
        amount_fen=200_00,
    )
    sums, details = tables(store, "village-public", village_id=village)
    assert sums.totals[-1] == 300_00
    assert not sums.internal
    said = repr((sums.rows, details.rows))
    assert "苹果园分成" in said
    assert not any(word in said for word in ("沙晨", "沙龙", "记-77"))


def test_one_village_is_made_public_alone(township):
    village = township.find("village", name="卜戛村")[0]["id"]
    assert [table.title[:3] for table in tables(township, "village-public", village_id=village)] == [
        "卜戛村"
    ] * 2
    assert len(tables(township, "village-public")) == 14


def test_an_unknown_caliber_is_refused_with_those_there_are(township):
    with pytest.raises(BadInput, match="经营性收入"):
        tables(township, "income-ranking", caliber="nothing")


def test_a_workbook_says_unit_and_day_and_holds_numbers_as_numbers(township, tmp_path):
    out = tmp_path / "排名.xlsx"
    make_report(township, "income-ranking", year=2023, as_of=AS_OF, out=out, chosen=Chosen(unit="wan"))
    sheet = load_workbook(out).active
    assert "单位：万元" in sheet["A2"].value
    assert "截至2023年12月31日" in sheet["A2"].value
    assert sheet.print_title_rows == "$1:$3"
    first = {heading.value: cell for heading, cell in zip(sheet[3], sheet[4], strict=True)}
    assert first["名次"].value == 1
    assert isinstance(first["收入"].value, float)
    assert first["完成率"].number_format == "0.0%"
    assert any("党委书记" in str(row[0]) for row in sheet.iter_rows(values_only=True))
    assert all(sheet.column_dimensions[name].width < 41 for name in sheet.column_dimensions)


def test_an_empty_sheet_says_so(store, tmp_path):
    out = tmp_path / "合同.xlsx"
    make_report(store, "contract-list", year=2023, as_of=AS_OF, out=out)
    assert load_workbook(out).active["A4"].value == "（本表无记录）"
