from datetime import date

import pytest

from app.rules import terms
from app.rules.calendar import Day
from app.rules.reference_terms import term_rules

RULES = term_rules()


@pytest.mark.parametrize(
    ("kind", "rural", "years"),
    [
        ("committee", False, 5),
        ("committee", True, 5),
        ("general_branch", True, 5),
        ("general_branch", False, 3),
        ("branch", True, 5),
        ("branch", False, 3),
        ("joint_branch", False, 3),
        ("temporary_branch", True, None),
        ("party_group", True, None),
    ],
)
def test_terms_run_five_years_in_villages_and_three_elsewhere(kind, rural, years):
    assert terms.term_years(kind, rural=rural, rules=RULES) == years


def test_an_office_in_a_village_is_not_of_the_village_when_its_field_says_so():
    assert terms.is_rural("school", has_village=True) is False
    assert terms.is_rural("community", has_village=False) is True
    assert terms.is_rural(None, has_village=True) is True


def test_the_end_on_paper_goes_before_the_computed_one():
    assert terms.expiry("2020-07-10", "2023-07-10", 5) == Day.of(date(2023, 7, 10))
    assert terms.expiry("2020-02-29", None, 3) == Day.of(date(2023, 2, 28))
    assert terms.expiry("2020-07-10", None, None) is None
    assert terms.expiry(None, None, 5) is None


@pytest.mark.parametrize(
    ("on", "level"),
    [
        (date(2023, 1, 9), None),
        (date(2023, 1, 10), "six_months"),
        (date(2023, 4, 10), "three_months"),
        (date(2023, 6, 10), "due"),
        (date(2023, 7, 10), "due"),
        (date(2023, 7, 11), "overdue"),
    ],
)
def test_reminders_begin_six_months_three_months_and_one_month_before_the_end(on, level):
    assert terms.reminder(Day.of(date(2023, 7, 10)), on, RULES) == level


def test_an_end_known_by_month_is_over_only_after_the_month():
    assert terms.reminder(Day.parse("2023-07"), date(2023, 7, 31), RULES) == "due"
    assert terms.reminder(Day.parse("2023-07"), date(2023, 8, 1), RULES) == "overdue"


def test_a_delay_of_one_year_may_be_approved_but_not_a_day_more():
    end = Day.of(date(2023, 7, 10))
    assert not terms.is_too_late(end, date(2024, 7, 10), RULES)
    assert terms.is_too_late(end, date(2024, 7, 11), RULES)
