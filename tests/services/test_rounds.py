from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.ratings import Scheme
from app.services import rounds
from app.services.figures import stats
from app.services.ratings.entering import set_ratings
from app.services.ratings.years import Years
from tests.builders import make_branch
from tests.ui.conftest import AS_OF
from tests.ui.page_ledger import fill


@pytest.fixture
def ids(store):
    return fill(store)


def test_the_round_agrees_with_the_key_figures(ids, store):
    held = rounds.rating_round(store, 2023)
    figures = stats(store, year=2023, as_of=AS_OF)
    assert rounds.grade_counts(list(held.rows), held.scheme) == figures["ratings"]["2023"]
    moved = Years(store, (2022, 2023)).matrix(2023)
    graded = [moved.number(a, b) for a in held.scheme.grades for b in held.scheme.grades]
    assert graded == list(figures["rating_moves"].values())


def test_a_branch_without_a_grade_stands_in_the_round(ids, store):
    row = rounds.rating_round(store, 2023).rows[7]
    assert (row.last, row.final, row.rating_id) == ("middling", "", "")


def test_the_countys_word_is_the_last(ids, store):
    set_ratings(store, 2023, {ids["organization"][0]: {"county_grade": "lagging"}}, actor="甲")
    held = rounds.rating_round(store, 2023)
    assert (held.rows[0].township_grade, held.rows[0].final) == ("advanced", "lagging")
    assert rounds.grade_change(held.rows[0], held.scheme) == -2


def test_scores_are_shown_as_people_write_them(ids, store):
    set_ratings(store, 2023, {ids["organization"][7]: {"score": "92.50"}}, actor="甲")
    assert rounds.rating_round(store, 2023).rows[7].score == "92.5"


def test_everything_stored_of_a_rating_stands_in_its_own_place(ids, store):
    stored = {
        "self_grade": "middling", "mass_grade": "lagging", "township_grade": "middling", "county_grade": "advanced",
        "note": "备注", "self_on": "2023-12-01", "mass_on": "2023-12-02", "member_grade": "lagging", "member_on": "2023-12-06", "mass_votes": "好 5", "vetoes": "否决",
        "dimension_scores": "班子：9", "handed_in_on": "2023-12-03", "township_on": "2023-12-04",
        "county_on": "2023-12-05", "goal": "先进", "reason": "理由",
    }  # fmt: skip
    branch = {"organization_id": ids["organization"][7], "year": 2023, "score": 9250, "satisfaction": 9875}
    with store.operation("test", "登记等次", "测试员"):
        [rating] = store.insert("rating", [{**branch, **stored}])
    row = rounds.rating_round(store, 2023).rows[7]
    assert {name: getattr(row, name) for name in stored} == stored
    assert (row.organization_id, row.rating_id) == (branch["organization_id"], rating)
    assert (row.organization, row.village, row.field) == ("南坪村第二党支部", "南坪村", "village")
    assert (row.kind, row.score, row.satisfaction) == ("党支部", "92.5", "98.75")
    assert (row.last, row.members) == ("middling", 0)


def test_an_ended_branch_stays_in_the_rounds_it_was_graded_in(ids, store):
    with store.operation("test", "撤销党支部", "测试员"):
        store.update("organization", ids["organization"][0], {"ended_on": "2022-12-31"})
    names = [row.organization for row in rounds.rating_round(store, 2023).rows]
    assert "东岭村第一党支部" in names
    assert "东岭村第一党支部" not in [row.organization for row in rounds.rating_round(store, 2024).rows]


def test_a_branch_founded_after_the_year_stands_in_later_rounds_only(ids, store):
    make_branch(store, "新建园区党支部", founded_on="2024-02-01")
    named = {
        year: [row.organization for row in rounds.rating_round(store, year).rows] for year in (2023, 2024)
    }
    assert ["新建园区党支部" in names for names in named.values()] == [False, True]


def test_pairs_name_both_sides(ids, store):
    [pair] = rounds.pairs(store, 2023)
    assert (pair.organization, pair.partner) == ("南坪村第一党支部", "东岭村第一党支部")
    assert rounds.pairs(store, 2022) == []


def test_grades_rises_and_falls_are_counted_whatever_holds_them(ids, store):
    held = rounds.rating_round(store, 2023)
    found = rounds.tally(held.rows, held.scheme)
    assert found.counts == {"advanced": 2, "middling": 5, "lagging": 1}
    assert (found.rose, found.fell, found.graded) == (2, 1, 8)


def test_a_round_of_nobody_counts_every_grade_of_its_scheme_as_none(ids, store):
    found = rounds.tally((), rounds.rating_round(store, 2023).scheme)
    assert (found.counts, found.graded) == ({"advanced": 0, "middling": 0, "lagging": 0}, 0)


@given(st.lists(st.tuples(*[st.sampled_from(("", "advanced", "middling", "lagging"))] * 2)))
def test_every_branch_graded_is_counted_once_and_moves_add_up(grades):
    scheme = Scheme("own", "本县方案", "", date(2023, 1, 1), ("advanced", "middling", "lagging"), {})
    rows = [
        rounds.RatingRow(str(n), "", "", 0, last=last, township_grade=now)
        for n, (last, now) in enumerate(grades)
    ]
    found = rounds.tally(rows, scheme)
    steps = [rounds.grade_change(row, scheme) for row in rows]
    assert found.graded == sum(bool(now) for _, now in grades)
    assert (found.rose, found.fell) == (sum((s or 0) > 0 for s in steps), sum((s or 0) < 0 for s in steps))
