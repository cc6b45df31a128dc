import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services import incomes
from app.services.economy.entries import ledger
from app.services.figures import stats
from tests.builders import make_village, put
from tests.ui.page_ledger import fill

YEAR_END = datetime.date(2023, 12, 31)
CATEGORIES = ("operating", "contracting", "investment", "subsidy", "other")


@pytest.fixture
def ids(store):
    return fill(store)


def grid(store, as_of=YEAR_END, caliber="total"):
    return incomes.income_grid(store, year=2023, as_of=as_of, caliber=caliber)


@pytest.mark.parametrize(("caliber", "key"), [("total", "total_yuan"), ("operating", "operating_yuan")])
def test_the_grid_adds_up_to_the_key_figure(ids, store, caliber, key):
    figure = stats(store, year=2023, as_of=YEAR_END)["economy"][key]
    assert grid(store, caliber=caliber).total_fen == round(figure * 100)


def test_entries_behind_a_cell_add_up_to_the_cell(ids, store):
    for row in grid(store).rows:
        for month, fen in enumerate(row.months, start=1):
            found = ledger(store, year=2023, village_id=row.village_id, month=month % 13)
            assert sum(entry.amount_fen for entry in found) == fen


def test_a_village_is_behind_only_when_below_the_share_of_the_year(ids, store):
    assert [row.behind for row in grid(store, datetime.date(2023, 4, 30)).rows] == [False, True, True]


def test_targets_of_another_caliber_are_not_compared(ids, store):
    assert all(row.target_fen is None and not row.behind for row in grid(store, caliber="operating").rows)


def test_the_caliber_of_the_targets_is_offered_first(ids, store):
    assert incomes.target_caliber(store, year=2023) == "total"
    assert incomes.target_caliber(store, year=1999) == "total"


def test_income_without_a_month_is_not_counted_into_the_half_year(ids, store):
    rows = incomes.half_year_check(store, year=2023, as_of=YEAR_END)
    assert [row.actual_fen for row in rows] == [8_790_050, 1_680_000, 900_000]


def test_villages_of_equal_income_share_a_place(store):
    for name in ("甲村", "乙村", "丙村"):
        village = make_village(store, name)
        put(
            store,
            "income_entry",
            village_id=village,
            received_on="2023-01-01",
            amount_fen=1 if name == "丙村" else 9,
        )
    assert [place for place, _ in grid(store).ranked] == [1, 1, 3]


ENTRY = st.tuples(
    st.sampled_from(CATEGORIES), st.integers(0, 12), st.integers(-(10**8), 10**8), st.booleans()
)


@given(st.lists(ENTRY, max_size=12))
def test_by_village_by_month_and_by_category_agree_under_every_caliber(store_factory, entries):
    store = store_factory()
    village = make_village(store)
    with store.operation("test", "收入", "测试员"):
        store.insert(
            "income_entry",
            [
                {
                    "village_id": village,
                    "received_on": f"2023-{month:02d}-05" if month else "2023",
                    "category": category,
                    "amount_fen": fen,
                    "counts_as_operating": int(mark) if mark else None,
                }
                for category, month, fen, mark in entries
            ],
        )
    for caliber in ("total", "operating"):
        found = grid(store, caliber=caliber)
        by_month = sum(sum(row.months) for row in found.rows)
        assert by_month == found.total_fen == sum(fen for _, fen in found.categories)
