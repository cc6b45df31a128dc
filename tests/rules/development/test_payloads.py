"""Stored steps become the values that are judged."""

from datetime import date

import pytest

from app.rules.calendar import Day
from app.rules.development.facts import Backer, LeftOut
from app.rules.development.payloads import step_of


def test_a_stored_ballot_is_read_with_those_left_out():
    payload = {
        "votes": {
            "due": 6,
            "present": 5,
            "in_favour": 5,
            "written_on": "2026-06-09",
            "left_out": [{"name": "赵一", "reason": "infirm", "agreed_above": True}],
        }
    }
    votes = step_of("15", "2026-06-10", payload=payload).votes
    assert votes.due == 6
    assert votes.written_on == Day.of(date(2026, 6, 9))
    assert votes.left_out == (LeftOut("赵一", "infirm", agreed_above=True),)


def test_stored_people_approval_and_places():
    step = step_of(
        "09",
        "2026-06",
        payload={
            "backers": [{"name": "李一", "sanction": "warning", "sanction_until": "2026-12-01"}],
            "approval": {"can_approve": False, "reviewed_on": "2026-06-20"},
            "places": ["落母村"],
            "note": "不参与判断",
        },
    )
    assert step.on == Day.parse("2026-06")
    assert step.backers == (Backer("李一", sanction="warning", sanction_until=Day.parse("2026-12-01")),)
    assert step.approval.reviewed_on == Day.parse("2026-06-20")
    assert step.places == ("落母村",)


def test_nothing_stored_is_nothing_known():
    step = step_of("02", None)
    assert step.on is None
    assert (step.votes, step.training, step.approval, step.backers) == (None, None, None, ())


@pytest.mark.parametrize(("on", "payload"), [("七月一日", {}), ("2026-06-10", {"votes": {"应到": 7}})])
def test_malformed_stored_values_are_refused(on, payload):
    with pytest.raises((ValueError, TypeError)):
        step_of("15", on, payload=payload)
