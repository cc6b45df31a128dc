from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules import ratings
from app.rules.reference_ratings import parse_schemes, schemes

THREE = schemes()[0]
graded = st.dictionaries(st.sampled_from("甲乙丙丁戊己"), st.sampled_from(THREE.grades))


@given(graded, graded)
def test_a_move_is_a_rise_exactly_when_the_new_grade_stands_higher(before, now):
    for one in before.keys() & now.keys():
        step = ratings.change(before[one], now[one], THREE)
        assert step == -ratings.change(now[one], before[one], THREE)
    assert ratings.change("lagging", "advanced", THREE) == 2


@pytest.mark.parametrize("pair", [(None, "advanced"), ("advanced", None), ("advanced", "五星")])
def test_without_two_known_grades_there_is_no_move(pair):
    assert ratings.change(*pair, THREE) is None


def test_the_county_has_the_last_word():
    assert ratings.final_grade("advanced", "middling") == "middling"
    assert ratings.final_grade("advanced", None) == "advanced"
    assert ratings.final_grade("", "") is None


def test_branches_not_yet_graded_are_in_no_share():
    counted = ratings.distribution(["advanced", None, "lagging", "advanced"], THREE)
    assert counted == {"advanced": 2, "middling": 0, "lagging": 1}


def test_lagging_is_repeated_only_in_years_without_a_gap():
    grades = {2023: "lagging", 2022: "lagging", 2020: "lagging"}
    assert ratings.repeatedly_lowest(grades, lambda _year: THREE, 2023) == 2
    assert ratings.repeatedly_lowest(grades, lambda _year: THREE, 2021) == 0


def test_the_lowest_grade_is_that_of_each_years_own_scheme():
    stars = replace(THREE, grades=("五星", "四星", "一星"))
    grades = {2023: "lagging", 2022: "一星", 2021: "lagging"}
    assert ratings.repeatedly_lowest(grades, lambda year: stars if year == 2022 else THREE, 2023) == 3
    assert ratings.repeatedly_lowest(grades, lambda _year: THREE, 2023) == 1


SHARES = """
[[scheme]]
code = "local"
name = "本县"
source = "县"
valid_from = "2024-01-01"
grades = ["advanced", "middling", "lagging"]
[scheme.shares]
advanced = { max = 30 }
lagging = { min = 5, max = 10 }
"""


def test_a_share_outside_the_hint_is_named_and_one_on_the_line_is_not():
    (scheme,) = parse_schemes(SHARES)
    hints = ratings.share_hints({"advanced": 4, "middling": 6, "lagging": 0}, scheme)
    assert [(h.grade, h.percent) for h in hints] == [("advanced", 40.0), ("lagging", 0.0)]
    assert ratings.share_hints({"advanced": 30, "middling": 65, "lagging": 5}, scheme) == []
    assert ratings.share_hints({}, scheme) == []


def test_a_year_before_the_first_scheme_takes_the_first():
    (scheme,) = parse_schemes(SHARES)
    assert ratings.scheme_for([THREE, scheme], 2023) is THREE
    assert ratings.scheme_for([THREE, scheme], 2024) is scheme
    assert ratings.scheme_for([scheme], 1999) is scheme


all_grades = st.dictionaries(
    st.sampled_from([f"支部{n}" for n in range(30)]),
    st.sampled_from(["advanced", "middling", "lagging", "五星"]),
)


@given(all_grades, all_grades)
def test_rows_and_columns_of_the_moves_add_up_for_any_data(before, now):
    found = ratings.matrix(before, now, THREE.grades, THREE.grades)
    everyone = set(before) | set(now)
    assert sorted(branch for cell in found.cells.values() for branch in cell) == sorted(everyone)
    assert found.total == len(everyone) == sum(map(found.row_total, found.rows))
    assert found.total == sum(map(found.column_total, found.columns))
    for grade in found.rows:
        assert found.row_total(grade) == sum(before.get(one, "") == grade for one in everyone)
    for grade in found.columns:
        assert found.column_total(grade) == sum(now.get(one, "") == grade for one in everyone)


@given(all_grades, all_grades)
def test_the_moves_of_two_years_turned_round_are_the_moves_back(before, now):
    there = ratings.matrix(before, now, THREE.grades, THREE.grades)
    back = ratings.matrix(now, before, THREE.grades, THREE.grades)
    assert {(b, a): sorted(cell) for (a, b), cell in there.cells.items()} == {
        key: sorted(cell) for key, cell in back.cells.items()
    }


def test_a_kind_of_branch_with_hints_of_its_own_is_measured_by_these_alone():
    sheet = ratings.FieldSheet("school", (), (), {"advanced": (None, 50.0)})
    scheme = replace(THREE, shares={"advanced": (None, 30.0)}, sheets=(sheet,))
    grades = {"village": ["advanced", *["middling"] * 9], "school": ["advanced", "advanced", "middling"]}
    [(name, hint)] = ratings.hints_by_field(grades, scheme)
    assert (name, hint.grade, round(hint.percent, 1)) == ("school", "advanced", 66.7)
