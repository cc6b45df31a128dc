from datetime import date

import pytest

from app.errors import BadInput
from app.rules.development.judging import judge
from app.rules.reference_development import development_rules
from app.rules.vocabulary import Level
from app.services.cases import held_cases
from app.services.development.cases import record_history
from app.services.development.entries import step_form
from app.services.development.forms import suggestions
from app.services.development.timetables import batch_timetable, case_timetable, general_timetable

MEETING = date(2026, 12, 20)
AS_OF = date(2026, 7, 2)


def window(table, step):
    return next(one for one in table.windows if one.step == step)


def test_a_meeting_fixes_the_preview_to_the_month_before(store):
    found = window(general_timetable(store, {"15": MEETING}, as_of=AS_OF), "13")
    assert (found.earliest.on, found.latest.on) == (date(2026, 11, 20), MEETING)


def test_a_persons_timetable_goes_on_from_what_is_done(office, store):
    case = office.apply()
    office.bring(case, "13")
    made = case_timetable(store, case, {}, as_of=AS_OF)
    assert made.name == "李新"
    assert window(made.table, "13").fixed
    found = window(made.table, "15")
    assert (found.earliest.on, found.latest.on) == (date(2026, 7, 2), date(2026, 8, 1))


def test_a_date_that_cannot_be_is_told_with_both_dates(office, store):
    case = office.apply()
    office.bring(case, "13")
    [conflict] = case_timetable(store, case, {"15": date(2026, 9, 1)}, as_of=AS_OF).table.conflicts
    assert "2026年9月1日" in conflict
    assert "2026年7月1日" in conflict


def test_the_planned_days_can_be_entered_without_a_finding(office, store):
    case = office.apply()
    office.bring(case, "13")
    plan = {
        one.step: one.planned.isoformat()
        for one in case_timetable(store, case, {}, as_of=AS_OF).table.windows
        if not one.fixed and one.step in {"15", "16", "17", "20"}
    }
    record_history(store, case, plan, as_of=date(2028, 1, 1), actor="王")
    [held] = held_cases(store)
    found = judge(held.case, date(2028, 1, 1), held.book, held.calendar)
    assert [one for one in found if one.level is Level.BLOCK] == []


def test_what_was_late_long_ago_neither_forbids_a_plan_nor_loosens_its_terms(office, store):
    case = office.apply()
    office.bring(case, "06", {"02": {"happened_on": "2025-02-20"}})
    made = case_timetable(store, case, {"15": date(2028, 6, 1)}, as_of=date(2027, 12, 1))
    assert made.table.conflicts == ()
    assert window(made.table, "13").earliest.on == date(2028, 5, 1)
    assert window(made.table, "17").latest.on == date(2028, 9, 1)


def test_a_batch_has_the_days_that_suit_everybody(office, store):
    early, late = office.apply("李新"), office.apply("陈二")
    office.bring(early, "13")
    office.bring(late, "13", {"13": {"happened_on": "2026-07-02"}})
    tables, common = batch_timetable(store, [early, late], {}, as_of=AS_OF)
    assert [one.name for one in tables] == ["李新", "陈二"]
    meeting = next(one for one in common if one.step == "15")
    assert (meeting.earliest, meeting.latest, meeting.conflict) == (date(2026, 7, 2), date(2026, 8, 1), "")


def test_people_no_day_suits_together_are_named(office, store):
    first, second = office.apply("李新"), office.apply("陈二")
    office.bring(first, "13")
    office.bring(second, "04")
    _, common = batch_timetable(store, [first, second], {}, as_of=date(2026, 7, 31))
    meeting = next(one for one in common if one.step == "15")
    assert "陈二最早2026年8月6日，李新最晚2026年8月1日" in meeting.conflict


def test_a_step_that_is_none_is_told(store):
    with pytest.raises(BadInput, match="99"):
        general_timetable(store, {"99": MEETING}, as_of=AS_OF)


def test_a_form_offers_what_follows_from_the_records(office, store):
    case = office.apply()
    office.bring(case, "16")
    assert suggestions(store, case, "15", on=MEETING)["votes.roll"] == "7"
    assert suggestions(store, case, "08a", on=date(2026, 9, 30))["until_on"] == "2026-10-12"
    probation = suggestions(store, case, "17", on=date(2026, 7, 25))
    assert probation == {"probation.from_on": "2026-07-10", "probation.to_on": "2027-07-10"}
    assert [one["name"] for one in suggestions(store, case, "09", on=MEETING)["backers"]] == ["张一", "张二"]
    assert suggestions(store, case, "23", on=MEETING)["until_on"] == "2028-01-10"


def test_every_field_offered_is_one_of_the_form(office, store):
    case = office.apply()
    office.bring(case, "16")
    for step in development_rules().steps:
        known = {field.name for field in step_form(step).fields}
        assert set(suggestions(store, case, step, on=MEETING)) <= known
