from collections.abc import Iterator
from datetime import date

import pytest

from app.models.store import Store
from app.services.dues import due
from tests.builders import (
    make_branch,
    make_case,
    make_income,
    make_member,
    make_organization,
    make_person,
    make_step,
    make_target,
    make_village,
    new_store,
    scratch,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with new_store(tmp_path_factory.mktemp("dues") / "ledger") as store:
        yield store


@pytest.fixture
def store(shared):
    with scratch(shared) as one:
        yield one


def codes(store, on, days=30):
    return [(item.code, item.label, item.on.isoformat()) for item in due(store, as_of=on, days=days)]


def test_an_empty_ledger_has_nothing_to_do(store):
    assert due(store, as_of=date(2023, 6, 30)) == []


@pytest.mark.parametrize(
    ("on", "listed", "late"),
    [
        (date(2023, 1, 9), False, 0),
        (date(2023, 1, 10), True, 0),
        (date(2023, 7, 10), True, 0),
        (date(2023, 7, 11), True, 1),
    ],
)
def test_a_term_is_named_half_a_year_ahead_and_counted_in_days_once_over(store, on, listed, late):
    make_organization(store, "机关党支部", elected_on="2020-07-10", field="office")
    found = due(store, as_of=on, days=0)
    assert bool(found) == listed
    assert [item.late_days for item in found] == ([late] if listed else [])


def test_a_talk_not_held_within_a_month_is_late_and_comes_before_what_is_still_ahead(store):
    branch = make_branch(store, "西湾党支部", term_ends_on="2024-02-01")
    case = make_case(store, make_person(store, "马超文", status="applicant"), organization_id=branch)
    make_step(store, case, "01", "2023-10-10")
    first, second = due(store, as_of=date(2023, 12, 31))
    assert (first.label, first.on, first.late_days) == ("马超文", date(2023, 11, 10), 51)
    assert (first.table, first.record_id, first.organization_id) == ("development_case", case, branch)
    assert (second.label, second.code) == ("西湾党支部", "TERM")


def village_with(store, income, target=10_000_000):
    village = make_village(store)
    make_income(store, village, "2024-03-01", income)
    make_target(store, village, 2024, target)
    return village


def test_income_behind_time_is_named_with_both_shares(store):
    village_with(store, 2_400_000)
    (item,) = due(store, as_of=date(2024, 3, 31), days=0)
    assert item.code == "INCOME_BEHIND"
    assert item.sentence == "今年收入2.40万元，完成目标10万元的24%，时间已过25%。"


def test_income_that_keeps_up_with_time_is_not_named(store):
    village_with(store, 2_500_000)
    assert due(store, as_of=date(2024, 3, 31), days=0) == []


@pytest.mark.parametrize(
    ("on", "asked"),
    [
        (date(2024, 5, 30), False),
        (date(2024, 5, 31), True),
        (date(2024, 7, 31), True),
        (date(2024, 8, 1), False),
    ],
)
def test_the_half_year_check_is_asked_for_around_the_end_of_june(store, on, asked):
    village_with(store, 9_000_000)
    assert ("HALF_YEAR", "村集体经济半年核查", "2024-06-30") in codes(store, on) or not asked
    assert (len(codes(store, on)) == 1) == asked


def test_the_half_year_check_names_the_villages_behind(store):
    village_with(store, 4_999_999)
    found = {item.code: item.sentence for item in due(store, as_of=date(2024, 6, 30))}
    assert found["HALF_YEAR"] == "2024年6月30日半年核查：收入未过半的有长城村，请及时调度。"


def test_the_medal_is_announced_in_june_to_those_who_have_it_for_the_first_time(store):
    branch = make_branch(store)
    make_member(store, "沙晨", joined_on="1973-06-01", full_on="1974-06-01", organization_id=branch)
    make_member(store, "陆天勇", joined_on="1970-06-01", full_on="1971-06-01", organization_id=branch)
    assert codes(store, date(2024, 6, 20)) == [("FIFTY_YEARS", "沙晨", "2024-07-01")]
    assert codes(store, date(2024, 7, 2)) == codes(store, date(2024, 5, 1)) == []


def test_what_falls_due_names_the_person_the_branch_the_step_and_the_rule(store):
    branch = make_branch(store, "西湾党支部")
    person = make_person(store, "李新", organization_id=branch)
    case = make_case(store, person, organization_id=branch)
    make_step(store, case, "01", "2026-06-01")
    [item] = [one for one in due(store, as_of=date(2026, 6, 20), days=30) if one.table == "development_case"]
    assert (item.label, item.organization, item.step, item.code) == ("李新", "西湾党支部", "02", "D01")
    assert (item.rule_set, item.article) == ("2026-05-11", "第七条")
