"""From fixed dates to windows, plans and conflicts."""

from datetime import date

import pytest

from app.errors import BadInput
from app.rules.calendar import Day
from app.rules.development.facts import Person
from app.rules.development.timetable import timetable
from app.rules.reference_development import development_rules
from app.rules.reference_holidays import work_calendar

TODAY = date(2026, 11, 20)


def table(fixed, *, person=None, **more):
    return timetable(fixed, person or Person(), TODAY, development_rules(), work_calendar(), **more)


def windows(fixed, **more):
    return {window.step: window for window in table(fixed, **more).windows}


def test_the_branch_meeting_sets_every_other_window():
    found = windows({"15": date(2026, 12, 10)})
    assert len(found) == 26
    assert found["15"].fixed
    assert found["13"].earliest.on == date(2026, 11, 10)
    assert found["13"].latest.on == date(2026, 12, 10)
    assert found["17"].latest.on == date(2027, 3, 10)
    assert found["23"].earliest.on == date(2027, 12, 10)
    assert found["03"].latest.on == date(2025, 12, 4)
    assert found["08a"].latest.on == date(2026, 12, 4)


def test_windows_say_the_rule_and_the_fixed_date_they_come_from():
    latest = windows({"15": date(2026, 12, 10)})["17"].latest
    assert latest.rule.code == "D08"
    assert "第二十五条" in latest.why
    assert "2026年12月10日" in latest.why


def test_the_year_of_cultivation_ends_before_the_notice_begins():
    found = windows({"07": date(2026, 6, 10)})
    assert found["03"].latest.on == date(2025, 6, 10)
    assert found["13"].earliest.on == date(2026, 6, 16)


def test_the_notice_skips_the_national_holiday():
    found = windows({"08": date(2026, 9, 28)})
    assert found["08a"].earliest.on == date(2026, 9, 28)
    assert found["12"].earliest.on == date(2026, 10, 9)


def test_month_ends_in_both_directions():
    assert windows({"15": date(2026, 11, 30)})["17"].latest.on == date(2027, 2, 28)
    assert windows({"24": date(2027, 2, 28)})["23"].earliest.on == date(2026, 11, 28)


def test_a_young_person_cannot_apply_before_the_eighteenth_birthday():
    found = windows({"15": date(2026, 12, 10)}, person=Person(birth=Day.of(date(2007, 3, 5))))
    assert found["01"].earliest.on == date(2025, 3, 5)
    assert found["07"].earliest.on == date(2026, 3, 5)


def test_too_young_for_the_date_wanted():
    (sentence,) = table({"15": date(2026, 12, 10)}, person=Person(birth=Day.of(date(2008, 3, 5)))).conflicts
    assert "年满十八岁" in sentence
    assert "2008年3月5日" in sentence


def test_a_conflict_names_both_fixed_dates_and_the_rules_between_them():
    found = table({"03": date(2025, 12, 10), "15": date(2026, 12, 10)})
    assert found.windows == ()
    (sentence,) = found.conflicts
    assert "推荐和确定入党积极分子”（2025年12月10日）" in sentence
    assert "支部党员大会讨论”（2026年12月10日）" in sentence
    assert "满1年" in sentence
    assert "五个工作日" in sentence


def test_a_conflict_with_a_warning_still_gives_the_windows_of_the_hard_rules():
    found = table({"13": date(2026, 10, 1), "15": date(2026, 12, 10)})
    (sentence,) = found.conflicts
    assert "第十九条" in sentence
    assert found.windows


def test_steps_not_yet_taken_lie_today_or_later():
    (sentence,) = table({"03": date(2025, 1, 10), "15": date(2026, 11, 22)}, pending=True).conflicts
    assert sentence.startswith("今天与")
    found = windows(
        {"01": date(2024, 12, 1), "02": date(2024, 12, 2), "03": date(2025, 1, 10), "15": date(2026, 12, 20)},
        pending=True,
    )
    assert all(window.earliest.on >= TODAY for window in found.values() if not window.fixed)


def test_filed_before_the_new_rules_needs_no_notice():
    assert "08a" not in windows({"08": date(2026, 5, 8), "15": date(2026, 7, 1)})
    assert "08a" in windows({"08": date(2026, 5, 12), "15": date(2026, 7, 1)})


def test_under_the_old_rules_there_is_no_notice_and_no_month_for_the_meeting():
    found = windows({"15": date(2024, 6, 20)})
    assert "08a" not in found
    assert found["13"].earliest is None
    assert found["03"].latest.on == date(2023, 6, 20)


def test_a_year_without_holiday_table_makes_the_notice_provisional():
    assert windows({"15": date(2027, 6, 30)})["08a"].provisional
    assert windows({"15": date(2027, 6, 30)})["03"].provisional
    assert not windows({"15": date(2027, 6, 30)})["17"].provisional
    assert not windows({"15": date(2026, 11, 30)})["08a"].provisional


def test_papers_stand_beside_their_step():
    assert "4-3" in windows({"15": date(2026, 12, 10)})["14"].papers


def test_no_fixed_date_gives_open_windows():
    assert all(window.earliest is None and window.latest is None for window in windows({}).values())


@pytest.mark.parametrize("fixed", [{"26": date(2026, 6, 1)}, {"08a": date(2024, 6, 3)}])
def test_a_step_the_rules_do_not_have_is_refused_in_words(fixed):
    with pytest.raises(BadInput) as refused:
        table(fixed)
    assert refused.value.do


def test_a_step_nobody_wrote_down_is_not_ahead_once_a_later_one_is_taken():
    taken = {
        "01": date(2024, 12, 1),
        "02": date(2024, 12, 2),
        "03": date(2025, 1, 10),
        "07": date(2026, 11, 2),
        "08": date(2026, 11, 10),
        "08a": date(2026, 11, 16),
        "08a.end": date(2026, 11, 23),
    }
    found = table(taken, pending=True)
    assert found.conflicts == ()
    steps = {window.step: window for window in found.windows}
    assert not {"04", "05", "06"} & steps.keys()
    assert steps["12"].earliest.on == date(2026, 11, 23)
