from collections.abc import Mapping

import pytest

from app.models.store import Store
from app.services.years import elsewhere
from tests.builders import make_branch, make_income, make_rating, make_village

BOTH = ("ratings", "economy")


@pytest.fixture
def register(store: Store):
    """Return a function that enters so many grades and sums of income by year."""
    village = make_village(store, "石桥村")
    branches = [make_branch(store, f"石桥村第{n}支部") for n in range(3)]

    def enter(grades: Mapping[int, int] | None = None, sums: Mapping[int, int] | None = None) -> None:
        for year, number in (grades or {}).items():
            for branch in branches[:number]:
                make_rating(store, branch, year, "middling")
        for year, number in (sums or {}).items():
            for month in range(number):
                make_income(store, village, f"{year}-{month + 1:02d}", 100)

    return enter


def told(store: Store, subjects=BOTH, year=2026):
    found = elsewhere(store, subjects, year=year)
    return None if found is None else (found.year, found.sentence)


def test_nothing_is_said_of_an_empty_ledger(store: Store) -> None:
    assert told(store) is None


def test_nothing_is_said_when_the_year_has_records(store: Store, register) -> None:
    register({2023: 2, 2026: 1}, {2026: 1})
    assert told(store) is None


def test_the_year_with_records_is_named_with_their_number(store: Store, register) -> None:
    register({2023: 2})
    assert told(store, ["ratings"]) == (2023, "2026年没有登记分类定级；2023年有2个党支部的等次。")


def test_the_nearest_year_is_named_of_two_as_near_the_later(store: Store, register) -> None:
    register(sums={2020: 5, 2023: 1, 2025: 2})
    assert told(store, ["economy"], 2024) == (2025, "2024年没有登记村集体经济收入；2025年有2笔收入。")
    assert told(store, ["economy"], 2019)[0] == 2020


def test_a_year_that_has_all_that_is_missing_goes_before_a_nearer_one(store: Store, register) -> None:
    register({2022: 3, 2023: 3}, {2023: 4, 2024: 1})
    sentence = "2026年没有登记分类定级和村集体经济收入；2023年有3个党支部的等次、4笔收入。"
    assert told(store) == (2023, sentence)


def test_only_what_is_missing_is_spoken_of(store: Store, register) -> None:
    register({2026: 1}, {2024: 2})
    assert told(store) == (2024, "2026年没有登记村集体经济收入；2024年有2笔收入。")
