"""What entering a round asks of the ledger: which of these branches belong to it, and what is stored of them."""

import pytest

from app.models.queries_ratings import names_in_round, ratings_of
from app.services.ratings.entering import set_ratings
from tests.builders import make_branch, make_organization

YEAR = 2023
ACTOR = "王干事"


@pytest.fixture
def branches(store):
    """Branches by what became of them."""
    return {
        "lives": make_branch(store, "东山党支部"),
        "ended": make_branch(store, "西河党支部", ended_on="2023-06-30"),
        "ends later": make_branch(store, "沙坝党支部", ended_on="2024-01-01"),
        "founded later": make_branch(store, "小湾党支部", founded_on="2024-01-01"),
        "general": make_organization(store, "长城村党总支", kind="general_branch"),
    }


def test_only_branches_living_at_the_end_of_the_year_belong_to_its_round(store, branches):
    found = names_in_round(store, YEAR, [*branches.values(), "nobody"])
    assert found == {branches["lives"]: "东山党支部", branches["ends later"]: "沙坝党支部"}


def test_a_branch_that_ended_after_it_was_rated_still_belongs(store, branches):
    with store.operation("test", "登记等次", ACTOR):
        row = {"organization_id": branches["ended"], "year": YEAR, "township_grade": "lagging"}
        store.insert("rating", [row])
    assert names_in_round(store, YEAR, [branches["ended"]]) == {branches["ended"]: "西河党支部"}
    assert names_in_round(store, YEAR - 1, [branches["founded later"]]) == {}


def test_only_what_is_asked_about_is_answered(store, branches):
    assert names_in_round(store, YEAR, []) == {}
    assert names_in_round(store, YEAR, [branches["ends later"]]) == {branches["ends later"]: "沙坝党支部"}


def test_ratings_are_those_of_the_year_and_the_branches_asked_about(store, branches):
    lives, later = branches["lives"], branches["ends later"]
    for year, grade in ((YEAR - 1, "先进"), (YEAR, "后进")):
        set_ratings(store, year, {lives: {"self_grade": grade}}, actor=ACTOR)
    set_ratings(store, YEAR, {later: {"self_grade": "中间"}}, actor=ACTOR)
    assert {one: row["self_grade"] for one, row in ratings_of(store, YEAR, [lives]).items()} == {
        lives: "lagging"
    }
    assert ratings_of(store, YEAR + 1, [lives, later]) == {}
    assert set(ratings_of(store, YEAR, [lives, later, branches["ended"]])) == {lives, later}
