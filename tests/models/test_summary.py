"""The sums kept beside the ledger are those of its records, whatever is added, changed, removed and undone."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models import populations, queries_figures, queries_summary
from app.models.store import Store
from app.rules.members import latest_start_for_medal
from app.services.figures.counted import MEMBERS
from app.services.history import undo
from tests.builders import make_income, make_member, make_person, make_village, new_store, scratch

DAYS = st.sampled_from([None, "2021", "2022-06", "2022-06-15", "2023-06-30", "2023-12-31", "2024-01-01"])
STARTS = st.sampled_from([None, "1973-07-01", "1973-07-02", "1973-07", "1973-06-30", "1973", "1972-08-31"])
ADDED = "SELECT key, count(*) FROM member_summed GROUP BY key ORDER BY key"
KEPT = "SELECT key, n FROM summary_member ORDER BY key"
INCOME_ADDED = (
    "SELECT year, village_id, month, category, mark, nature, sum(fen), count(*), sum(unbooked) FROM income_summed "
    "GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6"
)
INCOME_KEPT = (
    "SELECT year, village_id, month, category, mark, nature, fen, entries, unbooked FROM summary_income "
    "WHERE entries > 0 ORDER BY 1, 2, 3, 4, 5, 6"
)

people = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["full", "probationary", "activist", "masses"]),
        "sex": st.sampled_from([None, 1, 2]),
        "ethnicity": st.sampled_from([None, "01", "04", "56", "97"]),
        "is_migrant": st.integers(0, 1),
        "joined_on": DAYS | st.just("1960-01-01"),
        "full_on": STARTS | DAYS,
        "correction_months": st.sampled_from([None, 1, -1]),
        "ended_on": DAYS,
    }
)
changes = st.lists(
    st.tuples(st.integers(0, 4), people | st.just({"_del": 1}) | st.just({"_del": 0})), max_size=6
)
entries = st.fixed_dictionaries(
    {
        "received_on": st.sampled_from(["2023", "2023-06", "2023-06-30", "2023-07-01", "2024-01-01"]),
        "category": st.sampled_from([None, "operating", "other"]),
        "counts_as_operating": st.sampled_from([None, 0, 1]),
        "booked_on": st.sampled_from([None, "2023-08-01"]),
        "nature": st.sampled_from([None, "donation", "land"]),
        "reversed_on": st.sampled_from([None, "2023-09-01"]),
        "amount_fen": st.integers(-1000, 10**9),
    }
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with new_store(tmp_path_factory.mktemp("summary") / "ledger") as store:
        yield store


@settings(max_examples=60)
@given(everyone=st.lists(people, min_size=1, max_size=5), changed=changes)
def test_members_kept_are_members_added_up(shared, everyone, changed):
    with scratch(shared) as store:
        ids = [make_person(store, **values) for values in everyone]
        assert store.tuples(KEPT) == store.tuples(ADDED)
        for number, values in changed:
            store.update("person", ids[number % len(ids)], values)
        assert store.tuples(KEPT) == store.tuples(ADDED)


@settings(max_examples=60)
@given(everyone=st.lists(people, min_size=1, max_size=5), on=st.dates(date(2021, 1, 1), date(2024, 12, 31)))
def test_figures_from_the_sums_are_those_from_the_records(shared, everyone, on):
    conditions = {".".join(one[0]): one[4] for one in MEMBERS}
    fifty = latest_start_for_medal(on.year).isoformat()
    values = {"on": on.isoformat(), "year": str(on.year), "fifty": fifty}
    with scratch(shared) as store:
        for one in everyone:
            make_person(store, **one)
        if queries_summary.answers(store, on):
            counted = queries_figures.count(store, populations.MEMBERS, conditions, values)
            assert queries_summary.count_members(store, conditions, values) == counted


@pytest.mark.parametrize(
    ("on", "answered"),
    [
        (date(2023, 6, 14), False),
        (date(2023, 6, 30), True),
        (date(2023, 7, 14), True),
        (date(2023, 12, 31), True),
    ],
)
def test_a_day_within_a_month_in_which_something_happened_is_asked_of_the_records(shared, on, answered):
    with scratch(shared) as store:
        make_member(store, joined_on="2023-06-15", full_on=None, status="probationary")
        assert queries_summary.answers(store, on) is answered


@settings(max_examples=60)
@given(
    found=st.lists(entries, min_size=1, max_size=5),
    changed=st.lists(st.tuples(st.integers(0, 4), entries), max_size=5),
)
def test_income_kept_is_income_added_up(shared, found, changed):
    with scratch(shared) as store:
        village = make_village(store)
        ids = [make_income(store, village, fen=one.pop("amount_fen"), **one) for one in map(dict, found)]
        assert store.tuples(INCOME_KEPT) == store.tuples(INCOME_ADDED)
        for number, values in changed:
            store.update("income_entry", ids[number % len(ids)], values)
        store.remove("income_entry", ids[0])
        assert store.tuples(INCOME_KEPT) == store.tuples(INCOME_ADDED)


def test_undo_takes_the_sums_back_too(tmp_path):
    with new_store(tmp_path / "ledger") as store:
        village = make_village(store)
        with store.operation("test", "登记", "测试员"):
            make_member(store)
            make_income(store, village, "2023-01-01", 100)
        undo(store, actor="测试员")
        assert store.tuples(KEPT) == []
        assert store.tuples(INCOME_KEPT) == []
