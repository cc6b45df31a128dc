from dataclasses import replace
from datetime import date

import pytest

from app.rules.quality.files import judge_files
from app.rules.quality.findings import sentence
from app.rules.ratings_files import FileFacts, Task
from app.rules.reference_quality import quality_rules

RULES = quality_rules()
TODAY = date(2023, 8, 15)
FILE = FileFacts(
    "f", "o", "沙坝党支部", 2023, "2023-04-10", "2023-10-31", "", "", "",
    months=frozenset({"2023-05", "2023-06", "2023-07"}),
)  # fmt: skip
CLOSED = replace(FILE, accepted_on="2023-08-01", closed_on="2023-08-10")


def codes(*files):
    return [one.code for one in judge_files(files, TODAY)]


def test_a_file_in_time_has_nothing_wrong_with_it():
    assert codes(FILE) == []


def test_a_task_past_its_day_and_not_done_is_told_with_day_and_words():
    tasks = (
        Task("1", "按季公开。", "2023-07-31", ""),
        Task("2", "补选委员", "2023-07-31", "2023-08-02"),
        Task("3", "修缮活动室", "2023-08", ""),
    )
    [found] = judge_files([replace(FILE, tasks=tasks)], TODAY)
    assert (found.table, found.record_id) == ("rectification_item", "1")
    assert (
        sentence(found, RULES[found.code])
        == "沙坝党支部2023年整顿任务应于2023年7月31日前完成，还没有完成：按季公开。"
    )
    assert codes(replace(CLOSED, tasks=tasks)) == []


def test_a_month_is_missed_once_the_day_its_report_was_due_is_over():
    def missed(on):
        return [
            one.values["months"] for one in judge_files([replace(FILE, months=frozenset({"2023-05"}))], on)
        ]

    assert missed(date(2023, 7, 5)) == []
    assert missed(date(2023, 7, 6)) == ["2023年6月"]
    assert missed(date(2023, 8, 5)) == ["2023年6月"]
    assert missed(date(2023, 10, 6)) == ["2023年6月至2023年9月"]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"accepted_on": "2023-04-01"}, ("listed_on", "accepted_on")),
        ({"closed_on": "2023-07-31"}, ("accepted_on", "closed_on")),
        ({"looked_back_on": "2023-08-09"}, ("closed_on", "looked_back_on")),
        ({"due_on": "2023-03-31"}, ("listed_on", "due_on")),
        ({"listed_on": "2023-08", "looked_back_on": "2023-08-12"}, None),
    ],
)
def test_the_days_of_a_file_follow_its_steps(changes, fields):
    found = [one.fields for one in judge_files([replace(CLOSED, **changes)], TODAY)]
    assert found == ([fields] if fields else [])


def test_an_organization_listed_again_is_told_of_its_newest_file_even_when_that_is_closed():
    before = [replace(CLOSED, id=str(year), year=year) for year in (2020, 2021)]
    [found] = judge_files([*before, CLOSED], TODAY)
    assert (found.code, found.record_id, found.values["years"]) == (
        "RECTIFICATION_AGAIN",
        "f",
        "2020年、2021年",
    )


def test_a_file_is_judged_as_it_stood_on_the_day_asked_for():
    late = replace(CLOSED, due_on="2023-07-31", accepted_on="2023-10-20", closed_on="2023-11-01")
    assert codes(late) == ["RECTIFICATION_LATE"]
    assert codes(replace(late, due_on="2023-10-31")) == []
    assert codes(replace(late, listed_on="2023-09-01")) == codes(replace(late, listed_on="", year=2024)) == []
