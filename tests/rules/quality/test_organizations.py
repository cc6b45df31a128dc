from dataclasses import replace
from datetime import date

import pytest

from app.rules.quality.organizations import GroupFacts, OrganizationFacts, judge_groups, judge_organizations
from app.rules.reference_quality import quality_rules
from app.rules.reference_terms import term_rules

TODAY = date(2023, 12, 31)
COMMITTEE = OrganizationFacts(
    id="w",
    name="乡党委",
    kind="committee",
    parent_id=None,
    parent=None,
    parent_ended=False,
    has_village=False,
    field=None,
    elected_on="2021-05-20",
    term_ends_on=None,
    secretary=None,
    stated_members=None,
    full=0,
    probationary=0,
)
BRANCH = replace(
    COMMITTEE,
    id="b",
    name="西湾党支部",
    kind="branch",
    parent_id="w",
    parent="乡党委",
    has_village=True,
    secretary="沙晨",
    stated_members=10,
    full=9,
    probationary=1,
)


def codes(*organizations, today=TODAY):
    return [b.code for b in judge_organizations(organizations, quality_rules(), term_rules(), today)]


def test_a_sound_tree_gives_nothing():
    assert codes(COMMITTEE, BRANCH) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"full": 0, "probationary": 0, "stated_members": 0}, ["BRANCH_EMPTY"]),
        ({"full": 2, "probationary": 8}, ["BRANCH_SMALL"]),
        ({"full": 3, "probationary": 7}, []),
        ({"full": 2, "probationary": 8, "kind": "joint_branch"}, []),
        ({"full": 50, "probationary": 1, "stated_members": 51}, ["BRANCH_LARGE"]),
        ({"full": 49, "probationary": 1, "stated_members": 50}, []),
        ({"stated_members": 11}, ["STATED_MEMBERS"]),
        ({"stated_members": None}, []),
        ({"secretary": None}, ["SECRETARY_MISSING"]),
        ({"parent_ended": True}, ["PARENT_ENDED"]),
        ({"parent_id": "b"}, ["PARENT_CIRCLE"]),
        ({"term_ends_on": "2023-12-30"}, ["TERM_OVER"]),
        ({"term_ends_on": "2023-12-31"}, []),
        ({"term_ends_on": "2022-12-30"}, ["TERM_LONG_OVER"]),
        ({"elected_on": "2018-12-30"}, ["TERM_OVER"]),
        ({"elected_on": "2018-12-30", "has_village": False}, ["TERM_LONG_OVER"]),
    ],
)
def test_one_thing_wrong_with_a_branch(changes, expected):
    other = replace(BRANCH, id="c", name="小塘党支部")
    assert codes(COMMITTEE, replace(BRANCH, **changes), other) == expected


def test_sizes_are_not_judged_before_a_roster_is_there():
    assert codes(COMMITTEE, replace(BRANCH, full=0, probationary=0)) == []


def test_what_a_general_branch_states_is_set_against_everyone_under_it():
    general = replace(BRANCH, id="g", kind="general_branch", full=0, probationary=0, secretary=None)
    assert codes(general, replace(BRANCH, parent_id="g")) == []
    assert codes(replace(general, stated_members=12), replace(BRANCH, parent_id="g")) == ["STATED_MEMBERS"]


GROUP = GroupFacts("1", "小坝小组", "长城村", 1, ("沙晨",), 0, True)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"states_member": 0}, ["GROUP_STATED_NONE"]),
        ({"members": ()}, ["GROUP_STATED_SOME"]),
        ({"members": (), "village_places_people": False}, []),
        ({"members": (), "states_member": 0}, ["GROUP_WITHOUT_RESERVE"]),
        ({"members": (), "states_member": None}, ["GROUP_WITHOUT_RESERVE"]),
        ({"members": (), "states_member": 0, "reserve": 1}, []),
    ],
)
def test_a_group_is_what_is_stated_and_what_the_roster_says(changes, expected):
    assert [breach.code for breach in judge_groups([replace(GROUP, **changes)])] == expected
