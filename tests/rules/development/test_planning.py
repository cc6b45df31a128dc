"""What comes next, from when to when and why not; what falls due."""

from datetime import date

import pytest

from app.rules.development.dues import due_items
from app.rules.development.facts import Branch, Case
from app.rules.development.planning import next_steps
from app.rules.reference_development import development_rules
from app.rules.reference_holidays import work_calendar
from tests.rules.development.golden import clean_case, steps_of


def case(steps, *, live=True, **more):
    return Case(steps=steps_of(steps), imported=not live, **more)


def upcoming(steps, today, **more):
    return {
        one.step: one for one in next_steps(case(steps, **more), today, development_rules(), work_calendar())
    }


def due(steps, today, days=30, **more):
    return due_items(case(steps, **more), today, days, development_rules(), work_calendar())


def test_a_new_case_begins_with_the_application():
    found = upcoming({}, date(2026, 6, 1))
    assert list(found) == ["01"]
    assert found["01"].allowed


def test_after_the_application_comes_the_talk_within_a_month():
    found = upcoming({"01": "2026-05-31"}, date(2026, 6, 1))
    assert list(found) == ["02"]
    assert found["02"].latest == date(2026, 6, 30)


def test_an_activist_waits_a_full_year_and_is_told_why():
    steps = {
        "01": "2025-06-01",
        "02": "2025-06-10",
        "03": "2025-08-31",
        "04": "2025-09-01",
        "05": "2025-09-01",
    }
    found = upcoming(steps, date(2026, 6, 1))
    assert found["07"].earliest == date(2026, 8, 31)
    assert not found["07"].allowed
    assert "一年" in found["07"].why_not[0]
    assert "第十三条" in found["07"].why_not[0]
    assert found["06"].latest == date(2026, 2, 28)


def test_on_the_day_the_year_is_full_it_is_allowed():
    found = upcoming({"01": "2025-06-01", "02": "2025-06-10", "03": "2025-08-31"}, date(2026, 8, 31))
    assert found["07"].allowed


def test_a_step_entered_with_a_date_to_come_is_still_next():
    found = upcoming(
        {"01": "2025-01-01", "02": "2025-01-10", "03": "2025-03-01", "07": "2026-06-10"}, date(2026, 6, 1)
    )
    assert "07" in found
    assert "08" not in found


def test_the_notice_comes_next_when_consent_was_given_under_the_new_rules():
    steps = {
        "01": "2025-01-01",
        "02": "2025-01-10",
        "03": "2025-03-01",
        "07": "2026-05-20",
        "08": "2026-05-25",
    }
    assert "08a" in upcoming(steps, date(2026, 6, 1))


def test_no_notice_for_those_already_filed_under_the_old_rules():
    steps = {
        "01": "2025-01-01",
        "02": "2025-01-10",
        "03": "2025-03-01",
        "07": "2026-04-20",
        "08": "2026-04-25",
    }
    found = upcoming(steps, date(2026, 6, 1))
    assert "08a" not in found
    assert {"09", "10", "11"} <= set(found)


def test_what_usually_comes_earlier_is_said_but_does_not_hold_up():
    steps = {
        "01": "2024-01-01",
        "02": "2024-01-10",
        "03": "2025-03-01",
        "04": "2025-03-05",
        "07": "2026-05-20",
    }
    found = upcoming(steps, date(2026, 6, 1))
    assert found["10"].allowed
    assert any("报上级党委同意" in note for note in found["10"].notes)


def test_a_hanging_notice_is_not_over():
    steps = {"03": "2025-03-01", "07": "2026-05-20", "08": "2026-05-25", "08a": "2026-06-01..2026-06-05"}
    assert "12" not in upcoming(steps, date(2026, 6, 3), live=False)
    found = due(steps, date(2026, 6, 3), live=False)
    assert [(one.code, one.kind, one.on) for one in found] == [("D04", "ready", date(2026, 6, 5))]


def test_a_refused_review_is_next_again():
    steps = {
        "03": "2024-03-01",
        "07": "2025-04-20",
        "08": "2025-04-25",
        "10": {"on": "2025-06-01", "result": "failed"},
    }
    found = upcoming(steps, date(2025, 7, 1), live=False)
    assert found["10"].notes[0] == "上一次（2025年6月1日）结果是不合格"
    assert "12" not in found


EXTENDED = {
    "15": "2025-06-20",
    "17": "2025-07-20",
    "22": "2026-06-10",
    "23": {"on": "2026-06-22", "result": "extended", "months": 6},
}
APPROVED = {**EXTENDED, "24": "2026-07-20"}


def test_after_an_extension_the_next_meeting_waits_for_its_end():
    found = upcoming(EXTENDED, date(2026, 7, 1), live=False)
    assert found["23"].earliest == date(2026, 12, 20)
    assert not found["23"].allowed


def test_an_extension_is_approved_within_three_months_like_a_conversion():
    found = upcoming(EXTENDED, date(2026, 7, 1), live=False)
    assert found["24"].latest == date(2026, 9, 22)


def test_an_approved_extension_leads_to_the_next_meeting_and_not_to_the_archive():
    found = upcoming(APPROVED, date(2026, 8, 1), live=False)
    assert "23" in found
    assert not {"24", "25"} & found.keys()
    assert "24" not in [item.step for item in due(APPROVED, date(2026, 10, 1), live=False)]


def test_the_meeting_after_an_extension_is_approved_anew():
    steps = {**APPROVED, "23": [EXTENDED["23"], "2026-12-22"]}
    found = upcoming(steps, date(2027, 1, 5), live=False)
    assert found["24"].latest == date(2027, 3, 22)
    assert "25" not in found


@pytest.mark.parametrize("base", ["old", "new"])
def test_nothing_follows_a_finished_case(base):
    done = clean_case(base)
    assert next_steps(done, date(2030, 1, 1), development_rules(), work_calendar()) == []
    assert due_items(done, date(2030, 1, 1), 365, development_rules(), work_calendar()) == []


def test_nothing_follows_a_cancelled_probation():
    steps = {
        "15": "2025-06-20",
        "17": "2025-07-20",
        "23": {"on": "2026-06-22", "result": "cancelled"},
        "24": "2026-07-10",
    }
    assert upcoming(steps, date(2026, 8, 1), live=False) == {}


def test_the_talk_falls_due_and_then_is_late():
    (soon,) = due({"01": "2026-05-31"}, date(2026, 6, 10))
    assert (soon.code, soon.on, soon.late, soon.level.value) == ("D01", date(2026, 6, 30), False, "hint")
    assert "还有20天" in soon.sentence
    (late,) = due({"01": "2026-05-31"}, date(2026, 7, 5))
    assert (late.late, late.level.value) == (True, "warning")
    assert "已超过5天" in late.sentence
    (today,) = due({"01": "2026-05-31"}, date(2026, 6, 30))
    assert "今天是最后一天" in today.sentence


def test_what_lies_beyond_the_days_asked_for_is_left_out():
    assert due({"01": "2026-05-31"}, date(2026, 5, 31), days=29) == []
    assert len(due({"01": "2026-05-31"}, date(2026, 5, 31), days=30)) == 1


def test_the_end_of_probation_falls_due():
    found = due({"15": "2025-06-20", "17": "2025-07-20"}, date(2026, 6, 1), live=False)
    assert [(one.code, one.step, one.on, one.late) for one in found] == [
        ("D10", "23", date(2026, 6, 20), False)
    ]


def test_a_transferred_probationer_may_be_postponed_six_months():
    found = due(
        {"15": "2025-06-20", "17": "2025-07-20"},
        date(2026, 12, 1),
        live=False,
        branch=Branch(kind="branch", transferred_in_on=None),
    )
    assert "D13" not in {one.code for one in found}
    moved = Case(
        steps=steps_of({"15": "2025-06-20", "17": "2025-07-20"}),
        imported=True,
        branch=Branch(transferred_in_on=steps_of({"15": "2026-01-01"})[0].on),
    )
    found = due_items(moved, date(2026, 12, 1), 30, development_rules(), work_calendar())
    assert ("D13", date(2026, 12, 20)) in {(one.code, one.on) for one in found}


def test_half_yearly_reviews_of_a_case_from_older_books_are_never_late():
    found = due({"03": "2023-01-31"}, date(2026, 6, 1), days=60, live=False)
    assert [(one.code, one.on, one.late) for one in found if one.kind == "limit"] == [
        ("D02", date(2026, 7, 31), False)
    ]


def test_half_yearly_reviews_kept_here_run_late():
    found = due(
        {"01": "2025-01-01", "02": "2025-01-10", "03": "2025-02-01", "06": ["2025-08-01"]}, date(2026, 3, 1)
    )
    assert ("D02", date(2026, 2, 1), True) in {(one.code, one.on, one.late) for one in found}


def test_a_passed_preview_from_before_the_new_rules_counts_from_their_first_day():
    found = due({"13": "2026-04-01"}, date(2026, 6, 1), live=False)
    assert [(one.code, one.on) for one in found] == [("D06", date(2026, 6, 11))]


def test_approval_falls_due_three_months_after_the_meeting():
    found = due({"15": "2026-11-30"}, date(2027, 2, 1), live=False)
    assert ("D08", date(2027, 2, 28)) in {(one.code, one.on) for one in found}


def test_a_closed_case_has_nothing_due():
    assert due({"01": "2026-05-31"}, date(2026, 7, 5), ended_on=steps_of({"01": "2026-06-01"})[0].on) == []


def test_the_oath_falls_due_where_the_book_has_a_column_for_it_and_the_rule_was_in_force():
    steps = {"15": "2026-10-10", "16": "2026-10-20", "17": "2026-11-01"}
    book = frozenset({"15", "16", "17", "20"})
    assert [
        one.code for one in due(steps, date(2026, 11, 20), live=False, book=book) if one.step == "20"
    ] == ["D09"]
    assert not [one for one in due(steps, date(2026, 11, 20), live=False) if one.step == "20"]
    older = {"15": "2026-03-10", "16": "2026-03-20", "17": "2026-04-01"}
    assert not [one for one in due(older, date(2026, 11, 20), live=False, book=book) if one.step == "20"]
