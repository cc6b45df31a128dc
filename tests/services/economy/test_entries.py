from datetime import date

import pytest

from app.errors import BadInput, NotFound
from app.services import editing, incomes
from app.services.checks import check
from app.services.economy.entries import categories_for, ledger, reverse_entry
from app.services.figures import stats
from app.services.history import undo
from tests.builders import make_income, make_village, put

ACTOR = "王干事"
END = date(2023, 12, 31)


def test_a_reversed_entry_and_its_counter_entry_are_both_shown_and_cancel_out(store):
    entry = make_income(store, make_village(store), "2023-03-01", 1000_00)
    made = reverse_entry(store, entry, "重复登记", actor=ACTOR)
    found = ledger(store, year=2023)
    assert [(one.amount_fen, one.state) for one in found] == [(1000_00, "已冲销"), (-1000_00, "冲销")]
    assert store.get("income_entry", made)["reverses_id"] == entry
    assert found[1].note == "冲销：重复登记"
    assert stats(store, year=2023, as_of=END)["economy"]["total_yuan"] == 0


def test_a_reversal_is_undone_whole(store):
    entry = make_income(store, make_village(store), "2023-03-01", 1000_00)
    reverse_entry(store, entry, "重复登记", actor=ACTOR)
    undo(store, actor=ACTOR)
    assert [(one.amount_fen, one.state) for one in ledger(store, year=2023)] == [(1000_00, "")]


def test_nothing_more_is_asked_of_an_entry_that_was_taken_back(store):
    entry = make_income(store, make_village(store), "2023-03-01", 1000_00, booked_on=None)
    assert [one.code for one in check(store, as_of=END)] == ["INCOME_UNBOOKED"]
    reverse_entry(store, entry, "不是集体的收入", actor=ACTOR)
    assert check(store, as_of=END) == []
    assert stats(store, year=2023, as_of=END)["economy"]["unbooked_entries"] == 0


def test_a_cost_is_taken_back_the_same_way(store):
    village = make_village(store)
    cost = put(
        store,
        "cost_entry",
        village_id=village,
        spent_on="2023-07-02",
        category="management_cost",
        amount_fen=5,
    )
    reverse_entry(store, cost, "记错村", kind="cost", on="2023年8月1日", actor=ACTOR)
    assert [(one.on, one.amount_fen) for one in ledger(store, year=2023, kind="cost")] == [
        ("2023-07-02", 5),
        ("2023-08-01", -5),
    ]


def test_an_entry_is_taken_back_once_with_a_reason(store):
    entry = make_income(store, make_village(store), "2023-03-01", 1000_00)
    with pytest.raises(BadInput):
        reverse_entry(store, entry, "  ", actor=ACTOR)
    counter = reverse_entry(store, entry, "重复登记", actor=ACTOR)
    for again in (entry, counter):
        with pytest.raises(BadInput):
            reverse_entry(store, again, "再来一次", actor=ACTOR)
    with pytest.raises(NotFound):
        reverse_entry(store, "nobody", "没有", actor=ACTOR)


def test_entries_are_never_removed(store):
    entry = make_income(store, make_village(store), "2023-03-01", 1000_00)
    with pytest.raises(BadInput, match="冲销"):
        editing.remove(store, "income", entry, actor=ACTOR)


def test_categories_follow_the_accounting_rule_of_the_year():
    assert "contracting" in categories_for(2023)
    assert "contracting" not in categories_for(2024)
    assert "税金及附加" in categories_for(2024, kind="cost").values()


def test_the_ledger_is_narrowed_to_a_cell_and_a_caliber(store):
    village = make_village(store)
    make_income(store, village, "2023-03-01", 1)
    make_income(store, village, "2023", 2)
    make_income(store, village, "2023-03", 4, category="subsidy")
    make_income(store, make_village(store, "落母村"), "2023-03-01", 8)

    def amounts(**asked):
        return [one.amount_fen for one in ledger(store, year=2023, **asked)]

    assert sorted(amounts(village_id=village, month=3)) == [1, 4]
    assert amounts(month=0) == [2]
    assert (
        sum(amounts(caliber="operating"))
        == incomes.income_grid(store, year=2023, as_of=END, caliber="operating").total_fen
    )
    assert amounts(category="subsidy") == [4]
