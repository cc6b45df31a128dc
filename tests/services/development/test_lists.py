"""Long-idle branches, blank groups, contacts and the voting roll."""

from datetime import date

import pytest

from app.errors import BadInput, NotFound
from app.services.development.contacts import INTRODUCER, contact_loads, replace_contact
from app.services.development.idle import blank_groups, idle_branches
from app.services.development.voting import voting_roll
from tests.builders import make_branch, make_group, make_member, make_village, put

ON = date(2026, 7, 10)


@pytest.mark.parametrize(
    ("as_of", "years"),
    [
        ("2027-07-09", None),
        ("2027-07-10", 1),
        ("2028-07-09", 1),
        ("2028-07-10", 2),
        ("2029-07-10", 3),
        ("2032-07-10", 6),
    ],
)
def test_a_branch_is_idle_from_the_anniversary_of_its_last_reception(office, store, as_of, years):
    office.bring(office.apply(), "15")
    found = idle_branches(store, as_of=date.fromisoformat(as_of))
    assert [(one.years, one.level) for one in found] == ([(years, min(years, 3))] if years else [])


def test_an_idle_branch_says_what_it_has_in_reserve(office, store):
    office.bring(office.apply("李新"), "15")
    office.bring(office.apply("陈二"), "03")
    [one] = idle_branches(store, as_of=date(2029, 7, 10), years=3)
    assert one.level_label == "连续三年以上没有发展党员"
    assert (
        one.sentence
        == "东坡村党支部最近一次接收预备党员是2026年7月10日，已满3年，现有入党积极分子和发展对象2人。"
    )


def test_a_branch_that_never_received_anybody_counts_from_its_founding(store):
    make_branch(store, "新党支部", founded_on="2023-05")
    assert [one.years for one in idle_branches(store, as_of=date(2026, 5, 31))] == [3]
    assert [one.years for one in idle_branches(store, as_of=date(2026, 5, 30))] == [2]


def test_the_longest_idle_come_first(store):
    for name, joined in (("甲党支部", "2020-07-01"), ("乙党支部", "2015-07-01")):
        make_member(store, f"{name}员", organization_id=make_branch(store, name), joined_on=joined)
    assert [one.organization for one in idle_branches(store, as_of=ON)] == ["乙党支部", "甲党支部"]


def test_a_blank_group_tells_what_its_office_states_where_nobody_is_on_the_way(store):
    village = make_village(store)
    notes = {"大田小组": "储备：王芳、李明；2023年摸底", "小田小组": "储备：已储备", "空山小组": "地处偏远"}
    for name, note in notes.items():
        make_group(store, village, name, states_member=0, note=note)
    found = {one.group: one.reserve for one in blank_groups(store, as_of=date(2027, 12, 1))}
    assert found == {"大田小组": ("王芳", "李明"), "小田小组": ("已储备",), "空山小组": ()}


def test_a_blank_group_names_its_reserve_and_loses_the_mark_with_its_first_member(office, store):
    village = make_village(store, "东坡村")
    empty, filled = make_group(store, village, "上组"), make_group(store, village, "下组")
    make_member(store, "赵一", organization_id=office.branch, village_group_id=filled)
    office.apply(village_group_id=empty)
    [one] = blank_groups(store, as_of=date(2027, 12, 1))
    assert (one.village, one.group, one.reserve) == ("东坡村", "上组", ("李新",))


def test_contacts_are_listed_with_everybody_they_have(office, store):
    for name in ("李新", "陈二"):
        office.bring(office.apply(name), "05")
    loads = {one.name: one for one in contact_loads(store)}
    assert [charge.name for charge in loads["张一"].charges] == ["李新", "陈二"]
    assert (loads["张一"].problem, loads["张一"].organization) == ("", "东坡村党支部")


def test_a_contact_no_longer_on_the_roll_is_pointed_out(office, store):
    office.bring(office.apply(), "05")
    with store.operation("test", "转出", "王"):
        store.update("person", office.members["张一"], {"ended_on": "2026-01-01", "end_reason": "转出"})
    assert {one.name: one.problem for one in contact_loads(store)} == {"张一": "已经不在册", "张二": ""}


def test_another_takes_over_and_the_first_stays_in_the_case(office, store):
    case = office.apply()
    office.bring(case, "05")
    replace_contact(store, case, "张一", {"name": "张三"}, on=ON, actor="王")
    held = {one["name"]: (one["from_on"], one["to_on"]) for one in store.find("case_person", case_id=case)}
    assert held == {
        "张一": ("2025-03-10", "2026-07-10"),
        "张二": ("2025-03-10", None),
        "张三": ("2026-07-10", None),
    }


@pytest.mark.parametrize("new", ["", "张二", "李新"])
def test_nobody_takes_over_from_himself_or_from_nobody(office, store, new):
    case = office.apply()
    office.bring(case, "05")
    with pytest.raises(BadInput, match="请另选"):
        replace_contact(store, case, "张一", {"name": new}, on=ON, actor="王")


def test_only_a_full_member_takes_over_and_only_from_one_who_has_the_role(office, store):
    case = office.apply()
    office.bring(case, "05")
    young = make_member(store, "周新", organization_id=office.branch, status="probationary", full_on=None)
    with pytest.raises(BadInput, match="不是正式党员"):
        replace_contact(store, case, "张一", {"name": "周新", "person_id": young}, on=ON, actor="王")
    with pytest.raises(NotFound, match="入党介绍人"):
        replace_contact(store, case, "张一", {"name": "张三"}, role=INTRODUCER, on=ON, actor="王")


def test_the_roll_of_a_day_has_those_who_were_full_members_then(office, store):
    make_member(store, "后来", organization_id=office.branch, full_on="2026-07-11")
    make_member(store, "正好", organization_id=office.branch, full_on="2026-07-10")
    make_member(store, "去世", organization_id=office.branch, ended_on="2026-07-10")
    make_member(store, "预备", organization_id=office.branch, status="probationary", full_on=None)
    roll = voting_roll(store, office.branch, on=ON)
    assert (roll.roll, roll.majority) == (8, 5)
    assert "正好" in {one.name for one in roll.voters}


@pytest.mark.parametrize(("until", "votes"), [(None, 6), ("2026-07-10", 7), ("2026-07-11", 6)])
def test_who_is_on_probation_within_the_party_has_no_vote(office, store, until, votes):
    put(
        store,
        "discipline",
        person_id=office.members["张三"],
        kind="留党察看",
        from_on="2026-01-01",
        until_on=until,
    )
    assert voting_roll(store, office.branch, on=ON).roll == votes


def test_the_roll_points_out_who_may_be_away(office, store):
    make_member(store, "外出", organization_id=office.branch, is_migrant=1)
    roll = voting_roll(store, office.branch, on=ON)
    assert {one.name: one.away for one in roll.voters}["外出"] == "流动党员"
