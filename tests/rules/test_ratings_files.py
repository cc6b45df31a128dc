"""整顿: months owed, what is late, how far a file is."""

from dataclasses import replace
from datetime import date

import pytest

from app.rules.ratings_files import (
    FileFacts,
    Task,
    acceptance_complaints,
    deadlines,
    late,
    months_due,
    months_missing,
    progress,
    repeated,
)

FILE = FileFacts("f", "o", "石桥村党支部", 2023, "2023-04-20", "2023-10-31", "", "", "")
DONE = replace(FILE, accepted_on="2023-09-10", closed_on="2023-09-20")


def test_a_report_is_owed_for_every_whole_month_after_listing():
    assert months_due(FILE, date(2023, 5, 31)) == []
    assert months_due(FILE, date(2023, 6, 1)) == ["2023-05"]
    assert months_due(FILE, date(2023, 8, 15)) == ["2023-05", "2023-06", "2023-07"]


def test_no_report_is_owed_after_acceptance():
    assert months_due(DONE, date(2024, 8, 1)) == ["2023-05", "2023-06", "2023-07", "2023-08"]
    assert list(deadlines(DONE, date(2024, 8, 1))) == []


def test_months_reported_are_not_missing():
    held = replace(FILE, months=frozenset({"2023-05", "2023-07"}))
    assert months_missing(held, date(2023, 8, 15)) == ["2023-06"]


def test_months_owed_that_run_on_are_named_by_the_first_and_the_last():
    held = replace(FILE, months=frozenset({"2023-06"}), due_on="")
    assert "2023年5月、2023年7月至2024年2月的整顿进展没有上报。" in late(held, date(2024, 3, 20))


def test_a_file_is_late_the_day_after_its_limit():
    held = replace(FILE, months=frozenset(f"2023-{month:02d}" for month in range(5, 12)))
    assert late(held, date(2023, 10, 31)) == []
    assert late(held, date(2023, 11, 1)) == ["石桥村党支部整顿时限为2023年10月31日，请组织验收。"]


def test_a_task_whose_paper_gives_a_month_is_late_after_the_month():
    held = replace(
        FILE, tasks=(Task("t", "配齐班子。", "2023-06", ""),), months=frozenset({"2023-05", "2023-06"})
    )
    assert late(held, date(2023, 6, 30)) == []
    assert late(held, date(2023, 7, 1)) == ["整顿任务应于2023年6月30日前完成：配齐班子。"]


def test_this_months_report_is_asked_for_at_the_beginning_of_the_next():
    [month] = [one for one in deadlines(FILE, date(2023, 5, 10)) if one.code == "RECTIFICATION_MONTH"]
    assert month.on == date(2023, 6, 5)


@pytest.mark.parametrize(
    ("held", "stage"),
    [
        (FILE, "listed"),
        (replace(FILE, has_plan=True), "under_way"),
        (replace(FILE, accepted_on="2023-09-10"), "accepted"),
        (DONE, "closed"),
        (replace(DONE, looked_back_on="2024-03"), "looked_back"),
    ],
)
def test_a_file_tells_how_far_it_is(held, stage):
    assert held.stage.value == stage


def test_progress_is_the_share_of_tasks_done():
    tasks = [Task("1", "甲", "", "2023-05-01"), Task("2", "乙", "", ""), Task("3", "丙", "", "")]
    assert progress(tasks) == 33
    assert progress([]) is None


def test_earlier_listings_are_noticed_and_the_own_year_is_not():
    assert repeated([2021, 2023, 2022, 2022], 2023) == (2021, 2022)


def test_an_acceptance_below_the_line_is_told():
    assert acceptance_complaints(7000, 6000) == []
    assert len(acceptance_complaints(6999, 5999)) == 2
