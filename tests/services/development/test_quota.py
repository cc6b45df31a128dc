import pytest

from app.errors import BadInput
from app.services.development.quota import give_places, over_use, quota
from app.services.development.steps import StepRefused
from tests.builders import make_branch


def give(store, branch, places, year=2026):
    give_places(store, year=year, organization_id=branch, places=places, actor="王")


def row(store, name, year=2026):
    return next(one for one in quota(store, year=year).rows if one.organization == name)


def test_a_branch_has_places_given_used_and_left(office, store):
    give(store, office.branch, 3)
    office.bring(office.apply(), "15")
    found = row(store, "东坡村党支部")
    assert (found.given, found.used, found.left) == (3, 1, 2)
    assert row(store, "东坡村党支部", 2027).used == 0


def test_a_branch_beyond_its_places_is_refused_with_the_sentence_unless_a_reason_is_given(
    office, store, clean
):
    give(store, office.branch, 0)
    case = office.apply()
    office.bring(case, "14")
    with pytest.raises(
        StepRefused, match="东坡村党支部2026年发展党员计划0名，已用0名，再接收1名就超出计划1名"
    ):
        office.take(case, "15", clean("15"))
    office.take(case, "15", clean("15"), override_reason="县委组织部追加一名")
    assert row(store, "东坡村党支部").left == -1


def test_correcting_a_meeting_uses_no_second_place(office, store):
    give(store, office.branch, 1)
    case = office.apply()
    office.bring(case, "15")
    assert office.take(case, "15", {"votes.present": "7", "votes.abstained": "1"}, seq=1).findings == ()


def test_a_branch_without_places_draws_on_what_is_not_given_away(office, store):
    other = make_branch(store, "西坡村党支部")
    give(store, None, 2)
    give(store, other, 1)
    assert over_use(store, year=2026, organization_id=office.branch, more=1) == ""
    assert "未分配的只剩1名" in over_use(store, year=2026, organization_id=office.branch, more=2)


def test_without_any_plan_nothing_is_refused(office, store):
    assert over_use(store, year=2026, organization_id=office.branch, more=99) == ""


def test_shares_stay_within_the_plan_and_not_below_what_is_used(office, store):
    give(store, None, 2)
    with pytest.raises(BadInput, match="合计3名，超出1名"):
        give(store, office.branch, 3)
    give(store, office.branch, 2)
    with pytest.raises(BadInput, match="少于已经分给各党支部的2名"):
        give(store, None, 1)
    office.bring(office.apply(), "15")
    with pytest.raises(BadInput, match="已经接收1人"):
        give(store, office.branch, 0)
    give(store, office.branch, 1)
    assert quota(store, year=2026).given == 1
    with pytest.raises(BadInput, match="不对"):
        give(store, office.branch, -1)
