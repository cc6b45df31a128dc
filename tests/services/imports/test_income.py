"""Income ledgers: receipts have no number of their own, so each way of knowing one again is tried."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.store import Store
from app.services.imports.incomematches import EntryMatches
from tests.builders import make_income, make_village, scratch
from tests.services.imports.workbooks import INCOME, bring, codes, look, only, rows, start, workbook

FIRST = ["石门村", "2023-05-01", "经营收入", "摊位出租", 100, "2023-05-03", "记-01", ""]


def entry(**changes: Any) -> list[Any]:
    return [changes.get(name, value) for name, value in zip(INCOME, FIRST, strict=True)]


def ledger(folder: Path, *lines: list[Any], title: str = "2023年村集体经济收入台账") -> Path:
    return workbook(folder / "收入.xlsx", INCOME, *lines, title=title)


def amounts(store: Store) -> list[int]:
    return sorted(row["amount_fen"] for row in store.find("income_entry"))


@pytest.fixture
def office(store: Store, tmp_path: Path) -> Store:
    start(store, tmp_path)
    return store


def test_equal_receipts_are_as_many_as_they_are(office: Store, tmp_path: Path) -> None:
    bring(office, ledger(tmp_path, entry(), entry()))
    assert amounts(office) == [10000, 10000]
    assert rows(only(look(office, ledger(tmp_path, entry(), entry())))) == (0, 0, 2, 0)
    assert rows(only(look(office, ledger(tmp_path, entry(), entry(), entry())))) == (1, 0, 2, 0)


def test_a_receipt_booked_later_is_the_same_receipt(office: Store, tmp_path: Path) -> None:
    bring(office, ledger(tmp_path, entry(入账日期="", 凭证号="")))
    plan = look(office, ledger(tmp_path, entry()))
    assert rows(only(plan)) == (0, 1, 0, 0)
    assert {(c.record_label, c.field_label, c.old, c.new) for c in only(plan).changes} == {
        ("石门村 2023年5月1日 摊位出租", "入账日期", "", "2023年5月3日"),
        ("石门村 2023年5月1日 摊位出租", "凭证号", "", "记-01"),
    }


def test_a_corrected_amount_is_known_by_its_voucher(office: Store, tmp_path: Path) -> None:
    bring(office, ledger(tmp_path, entry(), entry(凭证号="记-02", 项目名称="光伏")))
    plan = look(
        office, ledger(tmp_path, entry(**{"金额（元）": 120}), entry(凭证号="记-02", 项目名称="光伏"))
    )
    assert rows(only(plan)) == (0, 1, 1, 0)
    assert [(c.field_label, c.old, c.new) for c in only(plan).changes] == [("金额（元）", "100.00", "120.00")]


def test_a_corrected_amount_without_voucher_is_known_by_day_and_item(office: Store, tmp_path: Path) -> None:
    bring(office, ledger(tmp_path, entry(凭证号=""), entry(凭证号="", 项目名称="光伏")))
    plan = look(office, ledger(tmp_path, entry(凭证号="", **{"金额（元）": 120})))
    assert rows(only(plan)) == (0, 1, 0, 0)


def test_a_voucher_used_twice_is_no_way_to_know_a_receipt(office: Store, tmp_path: Path) -> None:
    bring(office, ledger(tmp_path, entry(), entry(项目名称="光伏", 收入日期="2023-05-09")))
    plan = look(office, ledger(tmp_path, entry(项目名称="水费", 收入日期="2023-06-01", **{"金额（元）": 7})))
    assert rows(only(plan)) == (1, 0, 0, 0)


def test_an_emptied_cell_keeps_what_the_ledger_knows(office: Store, tmp_path: Path) -> None:
    bring(office, ledger(tmp_path, entry(备注="首笔")))
    assert rows(only(look(office, ledger(tmp_path, entry(入账日期="", 凭证号="", 备注=""))))) == (0, 0, 1, 0)


def test_one_receipt_in_two_workbooks_is_two_receipts_unless_already_recorded(
    office: Store, tmp_path: Path
) -> None:
    bring(office, ledger(tmp_path, entry()))
    other = workbook(tmp_path / "另一份.xlsx", INCOME, entry(), title="2023年村集体经济收入")
    assert rows(only(look(office, other))) == (0, 0, 1, 0)


def test_words_for_booked_and_not_booked_are_understood(office: Store, tmp_path: Path) -> None:
    lines = [
        entry(入账日期="未入账"),
        entry(入账日期="已入账", 凭证号="记-02", 收入日期="2023年6月"),
        entry(入账日期="", 凭证号="记-03"),
    ]
    bring(office, ledger(tmp_path, *lines))
    assert [row["booked_on"] for row in office.find("income_entry")] == [None, "2023-06", None]


def test_a_ledger_that_does_not_speak_of_booking_lists_booked_money(office: Store, tmp_path: Path) -> None:
    heading = ["村名", "收入日期", "收入类别", "金额（元）"]
    bring(office, workbook(tmp_path / "收入.xlsx", heading, ["石门村", "2023-05-01", "经营收入", 100]))
    assert office.find("income_entry")[0]["booked_on"] == "2023-05-01"


def test_the_year_of_the_title_completes_dates_without_one(office: Store, tmp_path: Path) -> None:
    bring(office, ledger(tmp_path, entry(收入日期="5月1日"), entry(收入日期="6月", 凭证号="")))
    assert [row["received_on"] for row in office.find("income_entry")] == ["2023-05-01", "2023-06"]


def test_a_date_outside_the_year_of_the_ledger_is_a_doubt(office: Store, tmp_path: Path) -> None:
    assert codes(look(office, ledger(tmp_path, entry(收入日期="2032-05-01", 入账日期="2032-05-02")))) == [
        (3, "B", "date.other_year")
    ]


def test_booking_before_receiving_is_a_doubt(office: Store, tmp_path: Path) -> None:
    assert codes(look(office, ledger(tmp_path, entry(入账日期="2023-04-01")))) == [(3, "F", "date.order")]


def test_a_negative_amount_is_taken_with_a_doubt(office: Store, tmp_path: Path) -> None:
    file = ledger(tmp_path, entry(**{"金额（元）": "(300)"}))
    assert codes(look(office, file)) == [(3, "E", "amount.negative")]
    bring(office, file)
    assert amounts(office) == [-30000]


def test_villages_by_months_become_one_entry_a_month(office: Store, tmp_path: Path) -> None:
    months = [f"{month}月" for month in range(1, 13)]
    line = ["石门村", 1, 2, None, 4, *[0] * 8]
    file = workbook(tmp_path / "收入.xlsx", ["村名", *months], line, title="2023年村集体经济收入表（万元）")
    assert only(look(office, file)).created == {"income_entry": 3}
    bring(office, file)
    found = {row["received_on"]: row["amount_fen"] for row in office.find("income_entry")}
    assert found == {"2023-01": 1_000_000, "2023-02": 2_000_000, "2023-04": 4_000_000}
    assert rows(only(look(office, file))) == (0, 0, 1, 0)


def test_villages_by_categories_become_one_entry_a_category(office: Store, tmp_path: Path) -> None:
    heading = ["村名", "经营收入", "投资收益", "补助收入"]
    file = workbook(
        tmp_path / "收入.xlsx",
        heading,
        ["石门村", "1,200.50", 300, ""],
        title="2023年村集体经济收入汇总表（元）",
    )
    bring(office, file)
    found = {(row["category"], row["received_on"], row["amount_fen"]) for row in office.find("income_entry")}
    assert found == {("operating", "2023", 120050), ("investment", "2023", 30000)}


def yearly(folder: Path, *lines: list[Any]) -> Path:
    return workbook(folder / "汇总.xlsx", ["村名", "2023年收入（元）"], *lines, title="村集体经济收入汇总")


def test_a_yearly_sum_that_agrees_with_the_receipts_adds_nothing(office: Store, tmp_path: Path) -> None:
    receipts = ledger(tmp_path, entry(), entry(凭证号="记-02", 项目名称="光伏"))
    for plan in (
        look(office, yearly(tmp_path, ["石门村", 200]), receipts),
        look(office, receipts, yearly(tmp_path, ["石门村", 200])),
    ):
        assert plan.problems == ()
        assert sum(sheet.created.get("income_entry", 0) for sheet in plan.sheets) == 2
    bring(office, receipts)
    assert rows(only(look(office, yearly(tmp_path, ["石门村", 200])))) == (0, 0, 1, 0)


def test_a_yearly_sum_that_differs_from_the_receipts_is_refused(office: Store, tmp_path: Path) -> None:
    bring(office, ledger(tmp_path, entry()))
    plan = look(office, yearly(tmp_path, ["石门村", 250], ["沙坝村", 30]))
    assert codes(plan) == [(3, "A", "income.counted_twice")]
    assert "合计100.00元，这里是250.00元" in plan.problems[0].message
    assert rows(only(plan)) == (1, 0, 0, 1)


def test_a_date_column_tells_the_day_whatever_year_the_amount_is_headed_with(
    office: Store, tmp_path: Path
) -> None:
    file = workbook(
        tmp_path / "收入.xlsx", ["村名", "收入日期", "2023年收入金额（元）"], ["石门村", "2023.5.1", 100]
    )
    bring(office, file)
    assert office.find("income_entry")[0]["received_on"] == "2023-05-01"


def test_villages_named_only_by_income_are_made_when_nobody_names_any(store: Store, tmp_path: Path) -> None:
    bring(store, ledger(tmp_path, entry(), entry(村名="沙坝村")))
    assert [row["name"] for row in store.find("village")] == ["石门村", "沙坝村"]


STATED = st.lists(
    st.tuples(st.sampled_from(["2023-05", "2023-06"]), st.sampled_from(["摊位", "光伏"]), st.integers(1, 3), st.sampled_from([None, "记-1", "记-2"])),
    max_size=8,
)  # fmt: skip


@settings(max_examples=60)
@given(recorded=STATED, again=st.permutations(range(8)))
def test_whatever_is_recorded_is_found_again_in_any_order(
    store_factory: Callable[[], Store], recorded: list[tuple[str, str, int, str | None]], again: list[int]
) -> None:
    store = _shared(store_factory)
    with scratch(store):
        village = make_village(store)
        made = [
            make_income(store, village, on, fen, item=item, voucher=voucher)
            for on, item, fen, voucher in recorded
        ]
        entries = [store.get("income_entry", made[place]) for place in again if place < len(made)]
        found = EntryMatches(store, [dict(row) for row in entries if row]).found
        assert sorted(row["id"] for row in found if row) == sorted(made)
        assert all(
            row and row["amount_fen"] == one["amount_fen"] for row, one in zip(found, entries, strict=True)
        )


_KEPT: list[Store] = []


def _shared(store_factory: Callable[[], Store]) -> Store:
    if not _KEPT:
        _KEPT.append(store_factory())
    return _KEPT[0]
