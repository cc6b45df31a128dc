"""timetable, and papers about one person, on the command line."""

from pathlib import Path

import pytest

from tests.cli.commands import Desk


def window(table: dict, step: str) -> dict:
    return next(one for one in table["windows"] if one["step"] == step)


def test_a_meeting_gives_the_window_of_every_other_step_without_any_ledger(desk: Desk) -> None:
    ran = desk("--json", "--as-of", "2026-11-20", "timetable", "--meeting", "2026-12-20")
    assert ran.code == 0
    [table] = ran.data["timetables"]
    assert table["rule_set"] == "2026-05-11"
    preview = window(table, "13")
    assert (preview["earliest"]["on"], preview["latest"]["on"]) == ("2026-11-20", "2026-12-20")
    assert (preview["earliest"]["code"], preview["earliest"]["article"]) == ("D06", "第十九条")
    assert window(table, "23")["earliest"]["on"] == "2027-12-20"
    assert len(table["windows"]) == 26


def test_dates_that_cannot_stand_together_are_told_and_end_in_one(desk: Desk) -> None:
    ran = desk("timetable", "--meeting", "2026-12-20", "--step", "13=2026-10-01")
    assert ran.code == 1
    assert "2026年12月20日" in ran.out
    assert "2026年10月1日" in ran.out


@pytest.mark.parametrize(
    "words",
    [
        ("timetable",),
        ("timetable", "--meeting", "明天"),
        ("timetable", "--step", "13"),
        ("timetable", "--step", "99=2026-10-01"),
    ],
)
def test_a_timetable_without_a_date_or_with_a_wrong_one_is_refused(
    desk: Desk, words: tuple[str, ...]
) -> None:
    assert _code(desk, *words) == 2


def _code(desk: Desk, *words: str) -> int:
    try:
        return desk(*words).code
    except SystemExit as left:
        return int(left.code or 0)


def test_a_persons_timetable_goes_on_from_the_books_and_prints_as_a_plan(
    township: Desk, tmp_path: Path
) -> None:
    cases = township("--json", "--as-of", "2023-12-31", "due", "--days", "400").data["due"]
    case = next(item["record_id"] for item in cases if item["table"] == "development_case")
    plan = tmp_path / "计划.pdf"
    ran = township("--json", "--as-of", "2023-12-31", "timetable", "--case", case, "--out", plan)
    [table] = ran.data["timetables"]
    assert table["case"] == case
    assert window(table, "01")["fixed"]
    assert plan.read_bytes().startswith(b"%PDF")


def test_a_paper_is_made_about_the_person_named(township: Desk, tmp_path: Path) -> None:
    due = township("--json", "--as-of", "2023-12-31", "due", "--days", "400").data["due"]
    name = next(item["label"] for item in due if item["table"] == "development_case")
    out = tmp_path / "纪实.pdf"
    ran = township(
        "--as-of", "2023-12-31", "report", "make", "development-record", "--person", name, "--out", out
    )
    assert ran.code == 0
    assert out.stat().st_size > 1000
    refused = township(
        "report", "make", "development-record", "--person", "没有此人", "--out", tmp_path / "x.pdf"
    )
    assert refused.code == 2
    assert not (tmp_path / "x.pdf").exists()


def test_a_notice_too_short_is_refused(township: Desk, tmp_path: Path) -> None:
    words = (
        "report",
        "make",
        "notice",
        "--from",
        "2026-06-15",
        "--to",
        "2026-06-18",
        "--out",
        tmp_path / "n.pdf",
    )
    ran = township(*words)
    assert ran.code == 2
    assert "4个工作日" in ran.err


@pytest.mark.parametrize("written", ["3=2026-11-02", "03=2026-11-02", "推荐和确定入党积极分子=2026-11-02"])
def test_a_step_is_fixed_by_its_number_or_by_its_name(desk: Desk, written: str) -> None:
    ran = desk("--json", "--as-of", "2026-11-20", "timetable", "--step", written)
    assert ran.code == 0
    [table] = ran.data["timetables"]
    assert window(table, "07")["earliest"]["on"] == "2027-11-02"
