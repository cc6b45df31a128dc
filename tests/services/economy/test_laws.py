"""What holds of village income whatever was entered: sums agree, moves within a kind change nothing, lists come back."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services import incomes
from app.services.economy.calibers import CaliberDraft, save_caliber
from app.services.economy.entries import ledger, reverse_entry
from app.services.economy.progress import progress
from app.services.economy.standings import standings
from app.services.exports import export
from app.services.figures.view import EconomyYear
from app.services.imports import apply, preview
from tests.builders import make_village, new_store, scratch

END = date(2024, 12, 31)
VILLAGES = ("长城村", "落母村", "红石村")
CATEGORIES = ("operating", "contracting", "investment", "subsidy", "other")
DAYS = ("2024", "2024-01", "2024-03-05", "2024-06-30", "2024-07-01", "2024-12-31", "2023-05-01")
TEXTS = st.sampled_from([None, "苹果园分成", "鱼塘承包费", "村办企业上交利润", "100"])
NATURES = st.sampled_from([None, "donation", "land", "special"])

receipts = st.lists(
    st.fixed_dictionaries(
        {
            "village": st.integers(0, 2),
            "received_on": st.sampled_from(DAYS),
            "category": st.sampled_from([None, *CATEGORIES]),
            "item": TEXTS,
            "amount_fen": st.integers(1, 10**9),
            "counts_as_operating": st.sampled_from([None, 0, 1]),
            "nature": NATURES,
        }
    ),
    max_size=8,
)
spendings = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(DAYS),
        st.sampled_from(["operating_cost", "management_cost", "tax_cost", "public_cost", "other_cost"]),
        st.integers(1, 10**8),
    ),
    max_size=6,
)


@pytest.fixture(scope="module")
def laws(tmp_path_factory):
    """A ledger with a caliber of the office's own beside those shipped."""
    with new_store(tmp_path_factory.mktemp("laws") / "ledger") as store:
        own = CaliberDraft("县考核口径", ("operating", "other"), ("donation",), ("tax_cost", "public_cost"))
        save_caliber(store, own, actor="测试员")
        yield store


def fill(store, found, spent=()):
    villages = [make_village(store, name, sort=at) for at, name in enumerate(VILLAGES)]
    rows = [{**one, "village_id": villages[one["village"]]} for one in found]
    for row in rows:
        del row["village"]
    store.insert("income_entry", rows)
    store.insert(
        "cost_entry",
        [
            {"village_id": villages[at], "spent_on": on, "category": category, "amount_fen": fen}
            for at, on, category, fen in spent
        ],
    )
    return villages


@settings(max_examples=40)
@given(receipts, spendings)
def test_by_village_by_category_and_by_month_are_one_sum_under_every_caliber(laws, found, spent):
    with scratch(laws) as store:
        fill(store, found, spent)
        for caliber in EconomyYear(store, 2024).calibers:
            grid = incomes.income_grid(store, year=2024, as_of=END, caliber=caliber)
            months = sum(sum(row.months[at] for row in grid.rows) for at in range(13))
            whole = standings(store, year=2024, caliber=caliber).total_fen
            assert grid.total_fen == months == sum(fen for _, fen in grid.categories) == whole
            assert whole == sum(
                one.actual_fen for one in progress(store, year=2024, as_of=END, caliber=caliber)
            )
            income = sum(one.amount_fen for one in ledger(store, year=2024, caliber=caliber))
            costs = sum(one.amount_fen for one in ledger(store, year=2024, kind="cost", caliber=caliber))
            assert whole == income - costs


@settings(max_examples=40)
@given(receipts, spendings)
def test_the_first_half_by_month_is_the_half_the_sums_keep(laws, found, spent):
    with scratch(laws) as store:
        fill(store, found, spent)
        year = EconomyYear(store, 2024)
        for caliber in year.calibers:
            half = progress(store, year=2024, as_of=date(2024, 6, 30), caliber=caliber)
            kept = year.amounts(caliber, half=True)
            assert {one.village_id: one.actual_fen for one in half} == {
                one.village_id: kept.get(one.village_id, 0) for one in half
            }


@settings(max_examples=40)
@given(receipts, st.data())
def test_an_entry_moved_between_categories_of_one_kind_changes_no_total(laws, found, data):
    kinds = (("operating", "contracting", "investment"), ("subsidy", "other"))
    with scratch(laws) as store:
        fill(store, found)
        before = {c: EconomyYear(store, 2024).amounts(c) for c in ("total", "operating", "net")}
        for kind in kinds:
            for row in store.rows("SELECT id, category FROM live_income_entry"):
                if row["category"] in kind:
                    store.update("income_entry", row["id"], {"category": data.draw(st.sampled_from(kind))})
        assert {c: EconomyYear(store, 2024).amounts(c) for c in ("total", "operating", "net")} == before


FIELDS = (
    "received_on", "category", "item", "payer", "amount_fen", "booked_on", "voucher", "counts_as_operating", "nature", "note",
)  # fmt: skip


def entries_of(store):
    names = {row["id"]: row["name"] for row in store.find("village")}
    rows = [(names[row["village_id"]], *(row[name] for name in FIELDS)) for row in store.find("income_entry")]
    return sorted(rows, key=repr)


def reversals_of(store):
    """Return what is taken back and what takes it back, each as it would be told, without ids."""
    rows = {row["id"]: row for row in store.find("income_entry")}
    told = {one: tuple(row[name] for name in FIELDS) for one, row in rows.items()}
    pairs = [(told[one], told[row["reverses_id"]]) for one, row in rows.items() if row["reverses_id"]]
    return sorted(pairs, key=repr), sorted(str(row["reversed_on"]) for row in rows.values())


@settings(max_examples=10)
@given(receipts, st.sets(st.integers(0, 7)), st.sampled_from(["", "2024-09-09"]))
def test_what_was_taken_back_stays_taken_back_in_an_exported_ledger(
    store_factory, tmp_path_factory, found, taken, on
):
    first, second = store_factory(), store_factory()
    with first.operation("test", "登记", "测试员"):
        fill(
            first,
            [{**one, "booked_on": "2024-12-31", "voucher": f"记-{n % 2}"} for n, one in enumerate(found)],
        )
    with second.operation("test", "登记", "测试员"):
        fill(second, [])
    rows = first.find("income_entry")
    for place in sorted(taken):
        if place < len(rows):
            reverse_entry(first, rows[place]["id"], "登记错了", on=on, actor="测试员")
    if found:
        path = tmp_path_factory.mktemp("export") / "收入.xlsx"
        export(first, "income", path, actor="测试员")
        apply(second, preview(second, [path], as_of=END), actor="测试员")
        plan = preview(second, [path], as_of=END)
        assert sum(sheet.new + sheet.changed for sheet in plan.sheets) == 0
    assert (entries_of(second), reversals_of(second)) == (entries_of(first), reversals_of(first))


@settings(max_examples=10)
@given(receipts)
def test_an_exported_ledger_imported_elsewhere_is_the_same_ledger(store_factory, tmp_path_factory, found):
    first, second = store_factory(), store_factory()
    with first.operation("test", "登记", "测试员"):
        fill(first, [{**one, "booked_on": "2024-12-31", "voucher": "记-1"} for one in found])
    with second.operation("test", "登记", "测试员"):
        fill(second, [])
    if found:
        path = tmp_path_factory.mktemp("export") / "收入.xlsx"
        export(first, "income", path, actor="测试员")
        apply(second, preview(second, [path], as_of=END), actor="测试员")
    assert entries_of(second) == entries_of(first)
