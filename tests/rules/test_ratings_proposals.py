"""A grade proposed: the score speaks first, what speaks against it holds it down, and every reason is told."""

from dataclasses import replace
from datetime import date

import pytest

from app.rules.calendar import Day
from app.rules.ratings_proposals import BranchFacts, Effect, propose
from app.rules.reference_ratings import schemes, signals

SCHEME = schemes()[0]
GOOD = BranchFacts(
    "b",
    2023,
    village="长城村",
    score=9500,
    satisfaction=9800,
    idle_years=0,
    income_fen=12_000_000,
    activities=3,
)


def proposed(**changes: object) -> tuple[str, set[str]]:
    found = propose(replace(GOOD, **changes), SCHEME, signals())
    return found.grade, {reason.code for reason in found.reasons}


def test_nothing_against_it_leaves_the_grade_of_the_score():
    assert proposed() == ("advanced", {"SCORE"})


@pytest.mark.parametrize(
    ("changes", "grade", "code"),
    [
        ({"vetoes": ("弄虚作假",)}, "middling", "VETO"),
        ({"idle_years": 2}, "middling", "NO_DEVELOPMENT"),
        ({"income_fen": 4_999_999}, "middling", "INCOME_LINE"),
        ({"term_over": Day.parse("2023-06-30")}, "middling", "TERM_OVER"),
        ({"income_fen": 0}, "lagging", "NO_INCOME"),
        ({"is_listed": True, "situations": ("书记长期缺职",)}, "lagging", "SITUATION"),
        ({"satisfaction": 5999}, "lagging", "UNSATISFIED"),
        ({"target_fen": 12_000_001}, "advanced", "INCOME_TARGET"),
        ({"has_secretary": False}, "advanced", "NO_SECRETARY"),
        ({"activities": 0}, "advanced", "NO_ACTIVITY"),
        ({"lowest_years": 1}, "advanced", "LOWEST_BEFORE"),
        ({"mass_grade": "middling"}, "advanced", "MASS_LOWER"),
    ],
)
def test_what_speaks_against_a_branch_is_told_and_holds_it_down(changes, grade, code):
    assert proposed(**changes) == (grade, {"SCORE", code})


@pytest.mark.parametrize(
    "changes",
    [
        {"idle_years": 1},
        {"income_fen": 5_000_000},
        {"satisfaction": 6000},
        {"target_fen": 12_000_000},
        {"mass_grade": "advanced"},
    ],
)
def test_on_the_line_nothing_is_held_against_a_branch(changes):
    assert proposed(**changes) == ("advanced", {"SCORE"})


def test_a_ledger_that_says_nothing_holds_nothing_against_a_branch():
    silent = {"satisfaction": None, "idle_years": None, "income_fen": None, "activities": None}
    assert proposed(**silent) == ("advanced", {"SCORE"})


def test_without_a_score_the_evaluations_speak_and_without_anything_nobody():
    bare = {"score": None, "mass_grade": "middling", "self_grade": "advanced", "last_grade": "lagging"}
    assert proposed(**bare) == ("middling", {"MASS"})
    assert proposed(**{**bare, "mass_grade": ""}) == ("advanced", {"SELF"})
    assert proposed(**{**bare, "mass_grade": "", "self_grade": ""}) == ("lagging", {"LAST"})
    assert proposed(score=None) == ("", {"NOTHING"})


def test_a_signal_switched_off_is_not_looked_at():
    known = {code: one for code, one in signals().items() if code != "VETO"}
    assert propose(replace(GOOD, vetoes=("弄虚作假",)), SCHEME, known).grade == "advanced"


def test_the_reason_that_moved_the_grade_stands_before_hints():
    found = propose(replace(GOOD, income_fen=0, has_secretary=False, idle_years=3), SCHEME, signals())
    assert [reason.effect for reason in found.reasons] == [
        Effect.BASE, Effect.LOWEST, Effect.NOT_BEST, Effect.HINT,
    ]  # fmt: skip
    assert found.reasons[1].sentence == "所在的长城村2023年没有村集体经济收入。"


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({"income_fen": 0}, "NO_INCOME", "所在的长城村截至2023年11月3日，当年没有村集体经济收入。"),
        (
            {"income_fen": 4_999_999},
            "INCOME_LINE",
            "所在的长城村截至2023年11月3日，当年村集体经济收入5.00万元，低于5万元。",
        ),
    ],
)
def test_income_of_a_year_not_over_is_told_and_holds_nobody_down(changes, code, said):
    found = propose(replace(GOOD, until=date(2023, 11, 3), **changes), SCHEME, signals())
    [reason] = [one for one in found.reasons if one.code == code]
    assert (found.grade, reason.effect, reason.sentence) == ("advanced", Effect.HINT, said)


@pytest.mark.parametrize(("years", "said"), [(1, "2022年为后进，"), (3, "到2022年已连续3年为后进，")])
def test_lowest_grades_before_are_told_with_how_long_they_lasted(years, said):
    found = propose(replace(GOOD, lowest_years=years, lowest_name="后进"), SCHEME, signals())
    assert found.reasons[-1].sentence.startswith(said)
