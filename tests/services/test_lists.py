from collections.abc import Iterator
from datetime import date

import pytest

from app.models.store import Store
from app.services.lists import group_rows, organization_tree, village_rows
from tests.builders import (
    make_branch,
    make_case,
    make_group,
    make_member,
    make_organization,
    make_person,
    make_rating,
    make_village,
    new_store,
    scratch,
)

AS_OF = date(2023, 12, 31)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with new_store(tmp_path_factory.mktemp("lists") / "ledger") as store:
        yield store


@pytest.fixture
def store(shared):
    with scratch(shared) as one:
        yield one


def test_the_tree_carries_members_branches_and_people_on_the_way_upwards(store):
    village = make_village(store, "长城村")
    committee = make_organization(store, "乡党委", "committee", sort=1)
    office = make_branch(store, "机关党支部", parent_id=committee, sort=9)
    general = make_organization(store, "长城村党总支", "general_branch", parent_id=committee, sort=2)
    branch = make_branch(store, "西湾党支部", parent_id=general, village_id=village, sort=3)
    make_member(store, "甲", organization_id=branch)
    make_member(store, "乙", organization_id=branch, status="probationary", full_on=None)
    make_member(store, "丙", organization_id=office)
    make_member(store, "丁", organization_id=office, ended_on="2020-01-01")
    make_case(store, make_person(store, organization_id=branch), "activist")
    make_case(store, make_person(store), "full", organization_id=office)
    nodes = organization_tree(store, year=2023, as_of=AS_OF)
    assert [(n.name, n.depth, n.members, n.all_members, n.all_on_the_way, n.branches) for n in nodes] == [
        ("乡党委", 0, 0, 3, 1, 2),
        ("长城村党总支", 1, 0, 2, 1, 1),
        ("西湾党支部", 2, 2, 2, 1, 0),
        ("机关党支部", 1, 1, 1, 0, 0),
    ]
    assert (nodes[2].village, nodes[2].all_probationary, nodes[2].parent_id) == ("长城村", 1, general)


def test_an_organization_under_an_ended_one_stands_by_itself(store):
    gone = make_organization(store, "旧总支", "general_branch", ended_on="2020-01-01")
    make_branch(store, "西湾党支部", parent_id=gone)
    (node,) = organization_tree(store, year=2023, as_of=AS_OF)
    assert (node.name, node.depth, node.parent_id) == ("西湾党支部", 0, "")


def test_term_and_grade_are_those_of_the_day_and_the_year(store):
    branch = make_branch(store, elected_on="2019-01-10", village_id=make_village(store))
    for year, grade in ((2021, "lagging"), (2022, "middling"), (2024, "advanced")):
        make_rating(store, branch, year, grade)
    (node,) = organization_tree(store, year=2023, as_of=AS_OF)
    assert (node.term_end, node.term_level, node.grade) == ("2024-01-10", "due", "middling")


def test_a_village_counts_its_groups_and_the_blank_ones(store):
    village = make_village(store, "长城村")
    branch = make_branch(store, village_id=village)
    groups = [make_group(store, village, f"{n}组", states_member=n % 2, sort=n) for n in (1, 2, 3)]
    make_group(store, village, "四组", sort=4, ended_on="2020-01-01")
    make_member(store, "甲", organization_id=branch, village_group_id=groups[2])
    make_case(store, make_person(store, village_group_id=groups[1]), "applicant")
    (row,) = village_rows(store)
    assert (row.name, row.branches, row.members, row.groups) == ("长城村", 1, 1, 3)
    assert (row.blank_groups, row.blank_with_reserve) == (1, 1)
    shown = [
        (g.name, g.stated, g.members, g.reserve, g.is_blank) for g in group_rows(store, village_id=village)
    ]
    assert shown == [("1组", "有", 0, 0, False), ("2组", "无", 0, 1, True), ("3组", "有", 1, 0, False)]
    assert group_rows(store, village_id="elsewhere") == ()
