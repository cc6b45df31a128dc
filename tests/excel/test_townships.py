"""Townships that write other headings, orders, units and files are understood as well."""

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.excel.cells import shown
from app.excel.reading import read_file
from app.excel.readings import CellValue, Reading, SheetRow
from tests.excel.builders import STYLES, Township, invent

TOWNSHIP = invent()


@pytest.fixture(scope="module", params=sorted(STYLES))
def readings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[Reading]]:
    files = STYLES[request.param](tmp_path_factory.mktemp(request.param), TOWNSHIP)
    found: dict[str, list[Reading]] = defaultdict(list)
    for file in files:
        for reading in read_file(file):
            found[reading.kind or "not understood"].append(reading)
    return found


def records(readings: dict[str, list[Reading]], kind: str) -> list[dict[str, CellValue]]:
    return [{key.field: value for key, value in row.cells.items()} for r in readings[kind] for row in r.rows]


def day(value: CellValue) -> date | None:
    """Read a date as the builders write them."""
    if value is None or isinstance(value, date):
        return value
    digits = "".join(sign if sign.isdigit() else " " for sign in shown(value)).split()
    if len(digits) == 1:
        digits = [digits[0][:4], digits[0][4:6], digits[0][6:]]
    year, month, date_of_month = (int(part) for part in digits)
    return date(year, month, date_of_month)


def money(reading: Reading, row: SheetRow) -> dict[Any, int]:
    """Return fen by year and month of one row's amounts."""
    fen: dict[Any, int] = {}
    for column in reading.columns:
        value = row.cells.get(column.key)
        if column.key.field == "amount" and value is not None:
            number = float(str(value).replace(",", ""))
            fen[column.key.year, column.key.month] = round(number * (column.factor or 0))
    total = fen.pop((None, None), None) if len(fen) > 1 else None
    assert total is None or total == sum(fen.values())
    return fen


def test_every_organization_comes_with_its_parent_village_and_election(
    readings: dict[str, list[Reading]],
) -> None:
    expected = {(b.name, b.kind, b.parent, b.village, b.secretary, b.elected) for b in TOWNSHIP.organizations}
    assert {
        (
            r["name"],
            r["kind"],
            r.get("parent", ""),
            r.get("village", ""),
            r.get("secretary", ""),
            day(r["elected_on"]),
        )
        for r in records(readings, "organizations")
    } == expected


def test_every_member_comes_with_number_branch_and_dates(readings: dict[str, list[Reading]]) -> None:
    expected = {
        (m.name, m.sex, m.id_number, m.education, m.joined, m.full, m.branch, m.phone)
        for m in TOWNSHIP.members
    }
    got = set()
    for r in records(readings, "members"):
        branch = str(r["organization"])
        got.add(
            (
                r["name"],
                r["sex"],
                r["id_number"],
                r["education"],
                day(r["joined_on"]),
                day(r.get("full_on")),
                branch,
                r["phone"],
            )
        )
    assert got == expected


def test_every_village_group_comes_with_its_village(readings: dict[str, list[Reading]]) -> None:
    yes = {"有", "是", 3}
    assert {(r["village"], r["name"], r["has_member"] in yes) for r in records(readings, "groups")} == set(
        TOWNSHIP.groups
    )


def test_every_case_comes_with_the_dates_of_its_steps(readings: dict[str, list[Reading]]) -> None:
    fields = {
        "applied": "applied_on", "talked": "talked_on", "activist": "activist_on", "object": "object_on",
        "review": "political_review_on", "training": "training_on", "meeting": "meeting_on", "approved": "approved_on",
        "conversion_meeting": "conversion_meeting_on", "conversion_approved": "conversion_approved_on",
    }  # fmt: skip
    got = {r["id_number"]: r for r in records(readings, "development")}
    assert set(got) == {case.id_number for case in TOWNSHIP.cases}
    for case in TOWNSHIP.cases:
        row = got[case.id_number]
        assert (row["stage"], row["contacts"], row["organization"]) == (
            case.stage,
            case.contacts,
            case.branch,
        )
        assert {step: day(row[field]) for step, field in fields.items() if field in row} == case.days


def test_every_grade_comes_under_its_year(readings: dict[str, list[Reading]]) -> None:
    got: dict[str, dict[int, dict[str, CellValue]]] = defaultdict(lambda: defaultdict(dict))
    for reading in readings["ratings"]:
        for row in reading.rows:
            plain = {key.field: value for key, value in row.cells.items() if key.year is None}
            told = int(str(plain["year"])[:4]) if "year" in plain else None
            for key, value in row.cells.items():
                if key.field in ("grade", "self_grade"):
                    got[str(plain["organization"])][key.year or told or 0][key.field] = value
    for branch, years in TOWNSHIP.grades.items():
        assert {year: found["grade"] for year, found in got[branch].items()} == {
            y: given for y, (_, given) in years.items()
        }
        assert got[branch][2023]["self_grade"] == years[2023][0]


def test_income_of_every_village_adds_up_by_month(readings: dict[str, list[Reading]]) -> None:
    got: dict[tuple[str, int], int] = defaultdict(int)
    for reading in readings["income"]:
        for row in reading.rows:
            by_field = {key.field: value for key, value in row.cells.items()}
            for (year, month), fen in money(reading, row).items():
                on = day(by_field.get("received_on"))
                assert (year or (on and on.year)) == 2023
                got[str(by_field["village"]), month or (on.month if on else 0)] += fen
    expected: dict[tuple[str, int], int] = defaultdict(int)
    for receipt in TOWNSHIP.receipts:
        expected[receipt.village, receipt.on.month] += receipt.fen
    assert got == expected


def test_targets_come_in_fen_by_village_and_year(readings: dict[str, list[Reading]]) -> None:
    got: dict[str, dict[int, int]] = defaultdict(dict)
    for reading in readings["targets"]:
        for row in reading.rows:
            by_field = {key.field: value for key, value in row.cells.items()}
            for (year, _), fen in money(reading, row).items():
                got[str(by_field["village"])][year or int(str(by_field["year"]))] = fen
    assert got
    for village, years in got.items():
        assert years.items() <= TOWNSHIP.targets[village].items()


def test_only_sheets_of_notes_are_not_understood_and_say_why(readings: dict[str, list[Reading]]) -> None:
    assert [(reading.sheet, reading.reason) for reading in readings.get("not understood", [])] in (
        [],
        [("说明", "这是说明页，里面没有要导入的数据。")],
    )


def test_no_row_is_lost_without_a_reason(tmp_path: Path) -> None:
    township: Township = TOWNSHIP
    (path,) = [p for p in STYLES["paper_forms"](tmp_path, township) if p.name == "表1.xlsx"]
    (reading,) = read_file(path)
    assert [why for _, why in reading.left_out] == ["重复的表头", "重复的表头", "签名行"]
