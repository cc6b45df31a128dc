"""结对共建 many to many, also with partners that are no branch; 联系点 with visits; both counted."""

from datetime import date

import pytest

from app.errors import BadInput
from app.services import editing
from app.services.figures import stats
from app.services.ratings import tasks, ties
from app.services.reporting.yearly import gather
from tests.builders import make_pairing
from tests.services.ratings.conftest import ACTOR

AS_OF = date(2023, 12, 31)


def test_every_branch_chosen_is_paired_with_every_partner_once(office):
    store, ids = office.store, office.branches
    best, rest = [ids["东山"], ids["机关"]], [ids["沙坝"], ids["小湾"]]
    make_pairing(store, ids["沙坝"], ids["东山"], 2023)
    assert ties.add_pairs(store, 2023, best, rest, {"content": "组织生活"}, actor=ACTOR) == 3
    assert ties.add_pairs(store, 2023, best, rest, actor=ACTOR) == 0
    found = ties.pairs(store, 2023)
    assert {frozenset((one.organization, one.partner)) for one in found} == {
        frozenset((one, other))
        for one in ("东山党支部", "机关党支部")
        for other in ("沙坝党支部", "小湾党支部")
    }
    assert stats(store, year=2023, as_of=AS_OF)["pairs"] == len(found) == 4


def test_a_branch_is_not_paired_with_itself(office):
    east = office.branches["东山"]
    with pytest.raises(BadInput, match="同一个"):
        ties.add_pairs(office.store, 2023, [east], [east], actor=ACTOR)


def test_partners_that_are_no_branch_and_activities_are_counted(office):
    store, east = office.store, office.branches["东山"]
    pair = make_pairing(store, east, None, 2023, partner_name="县供电公司")
    make_pairing(store, east, office.branches["沙坝"], 2023)
    values = {"pairing_id": pair, "held_on": "2023-05-20", "content": "检修线路"}
    editing.save(store, "pairing_activity", values, actor=ACTOR)
    found = ties.pairs(store, 2023)
    assert ties.pair_counts(found) == ties.PairCounts(2, 1, 1, 1, 1)
    assert [one.content for one in ties.activities(store, pair)] == ["检修线路"]
    assert found[0].last_on == "2023-05-20"


def test_pairs_show_the_grades_of_both_sides(office):
    make_pairing(office.store, office.branches["东山"], office.branches["沙坝"], 2023)
    [pair] = ties.pairs(office.store, 2023)
    assert (pair.grade, pair.partner_grade) == ("advanced", "lagging")
    office.grade(2023, 沙坝="middling")
    assert ties.pairs(office.store, 2023)[0].partner_grade == "middling"


def test_a_branchs_own_pairs_points_and_tasks_are_read_alone_whichever_side_it_is_on(office):
    store, ids = office.store, office.branches
    east, west = ids["东山"], ids["西河"]
    pairs = [make_pairing(store, east, west, 2023), make_pairing(store, ids["沙坝"], east, 2023)]
    make_pairing(store, ids["沙坝"], ids["小湾"], 2023)
    for branch in (east, west):
        point = {"organization_id": branch, "leader": "赵书记"}
        editing.save(store, "contact_point", point, actor=ACTOR)
    tasks.add_tasks(store, 2023, [east, west], ["建阵地"], quarters=[1], actor=ACTOR)
    assert [one.id for one in ties.pairs(store, 2023, east)] == pairs
    assert [one.organization_id for one in ties.contact_points(store, 2023, east)] == [east]
    found = tasks.branch_tasks(store, 2023, as_of=AS_OF, organization_id=west)
    assert [one.organization_id for one in found] == [west]


def test_last_years_pairs_go_on_unless_they_ended(office):
    store, ids = office.store, office.branches
    make_pairing(store, ids["东山"], ids["沙坝"], 2022, content="组织生活")
    make_pairing(store, ids["东山"], ids["小湾"], 2022, to_on="2022-12-31")
    assert ties.copy_pairs(store, 2023, actor=ACTOR) == 1
    assert ties.copy_pairs(store, 2023, actor=ACTOR) == 0
    assert [(one.partner, one.content) for one in ties.pairs(store, 2023)] == [("沙坝党支部", "组织生活")]


def test_contact_points_of_a_year_with_their_visits_stand_in_the_yearly_report(office):
    store = office.store
    points = [
        editing.save(
            store, "contact_point", {"organization_id": branch, "leader": "李书记", **days}, actor=ACTOR
        )
        for branch, days in zip(
            office.branches.values(),
            ({"from_on": "2022-01-10"}, {"from_on": "2023-03"}, {"from_on": "2021", "to_on": "2022-12-31"}, {}, {"from_on": "2024-01"}),
            strict=True,
        )
    ]  # fmt: skip
    for day, solved in (("2023-02-01", "修路"), ("2023-06-01", ""), ("2022-06-01", "")):
        editing.save(
            store,
            "contact_visit",
            {"contact_point_id": points[0], "visited_on": day, "solved": solved},
            actor=ACTOR,
        )
    found = ties.contact_points(store, 2023)
    assert {one.id for one in found} == {points[0], points[1], points[3]}
    assert ties.contact_counts(found) == ties.ContactCounts(3, 1, 2, 1, 2)
    assert len(ties.visits(store, points[0])) == 3
    assert gather(store, year=2023, as_of=AS_OF).stats["contact_points"] == 3
    assert stats(store, year=2023, as_of=AS_OF)["contact_points"] == 3


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"organization_id": "西河", "partner_id": "东山"}, "已经登记过"),
        ({"organization_id": "东山", "partner_name": "县农信社"}, "已经登记过"),
        ({"organization_id": "东山", "partner_id": "沙坝", "partner_name": "县医院"}, "不用再填"),
        ({"organization_id": "东山"}, "或填写结对单位"),
        ({"organization_id": "东山", "partner_id": "东山"}, "不能是同一个"),
    ],
)
def test_a_pair_is_registered_once_whichever_way_round_and_has_one_partner(office, values, said):
    store, branches = office.store, office.branches
    for partner in ({"partner_id": branches["西河"]}, {"partner_name": "县农信社"}):
        pair = {"year": "2023", "organization_id": branches["东山"], **partner}
        editing.save(store, "pairing", pair, actor=ACTOR)
    named = {name: branches.get(value, value) for name, value in values.items()}
    with pytest.raises(editing.FieldErrors, match=said):
        editing.save(store, "pairing", {"year": "2023", **named}, actor=ACTOR)
    other_year = {"year": "2024", "organization_id": branches["西河"], "partner_id": branches["东山"]}
    assert editing.save(store, "pairing", other_year, actor=ACTOR)
