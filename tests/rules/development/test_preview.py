"""What recording a step would add, before it is recorded."""

from dataclasses import replace
from datetime import date

from app.rules.development.judging import preview
from app.rules.development.payloads import step_of
from app.rules.reference_development import development_rules
from app.rules.reference_holidays import work_calendar
from tests.rules.development.golden import clean_case, steps_of

TODAY = date(2030, 1, 1)


def added(case, step):
    return [finding.code for finding in preview(case, step, TODAY, development_rules(), work_calendar())]


def test_a_ballot_is_checked_while_it_is_typed():
    case = replace(clean_case("new"), stage="")
    votes = {"due": 6, "present": 5, "in_favour": 3, "against": 2, "abstained": 0}
    assert added(case, step_of("15", "2026-08-10", payload={"votes": votes})) == ["MAJORITY"]
    assert (
        added(case, step_of("15", "2026-08-10", payload={"votes": votes | {"in_favour": 4, "against": 1}}))
        == []
    )


def test_only_what_the_step_adds_is_said():
    case = replace(clean_case("new"), stage="", steps=steps_of({"01": "2026-06-01", "02": "2026-07-15"}))
    assert added(case, step_of("03", "2026-07-10")) == ["ORDER"]
    assert added(case, step_of("03", "2026-09-10")) == []


def test_recording_a_step_again_replaces_the_one_with_its_number():
    case = replace(
        clean_case("new"), stage="", steps=steps_of({"03": "2025-06-01", "07": "2026-06-10"}), imported=True
    )
    assert added(case, step_of("07", "2026-05-20")) == ["D03"]
    assert added(case, step_of("07", "2026-06-01")) == []
