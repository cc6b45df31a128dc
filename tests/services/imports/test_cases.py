"""Cases of a development ledger: ballots, cells left blank, people named who are no full members."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.models.store import Store
from app.services.checks import check
from tests.services.imports.workbooks import (
    DEVELOPMENT,
    MEMBERS,
    TODAY,
    bring,
    look,
    number,
    start,
    workbook,
)

BRANCH = "石门村东山党支部"
BALLOT = [
    "姓名",
    "身份证号",
    "所在党支部",
    "当前阶段",
    "支部大会时间",
    "应到",
    "实到",
    "赞成",
    "不赞成",
    "弃权",
]
WHOLE = [
    *DEVELOPMENT,
    "政治审查时间",
    "入党介绍人",
]
STEPS = {
    "当前阶段": "预备党员",
    "递交申请书时间": "2020-05-01",
    "派人谈话时间": "2020-05-20",
    "确定积极分子时间": "2020-12-01",
    "培养联系人": "王芳",
    "确定发展对象时间": "2022-01-10",
    "政治审查时间": "2022-02-10",
    "集中培训时间": "2022-03-01",
    "培训学时": 24,
    "入党介绍人": "王芳、陈同",
    "接收预备党员支部大会时间": "2022-06-01",
}


@pytest.fixture
def office(store: Store, tmp_path: Path) -> Store:
    start(store, tmp_path)
    roster = [
        member("王芳", 2, "2001-07-01", "2002-07-01"),
        member("陈同", 4, "2001-07-01", "2002-07-01"),
        member("赵新", 6, "2024-03-01", ""),
        member("钱后", 8, "2021-09-01", "2022-09-01"),
    ]
    bring(store, workbook(tmp_path / "花名册.xlsx", MEMBERS, *roster))
    return store


def member(name: str, order: int, joined: str, full: str) -> list[str]:
    row = dict.fromkeys(MEMBERS, "")
    row |= {"姓名": name, "公民身份号码": number("19750203", order), "入党时间": joined, "转正时间": full}
    row |= {"人员类别": "正式党员" if full else "预备党员", "所在党支部": BRANCH}
    return list(row.values())


def ledger(folder: Path, headings: list[str], **cells: Any) -> Path:
    """Two people: somebody whose row is whole, so that every column is in use, and the one the test is about."""
    whole = {**STEPS, "姓名": "周全", "身份证号": number("19880202", 2), "所在党支部": BRANCH}
    asked = {"姓名": "孙小明", "身份证号": number("19900101", 3), "所在党支部": BRANCH, **cells}
    rows = [[row.get(heading) for heading in headings] for row in (whole, asked)]
    return workbook(folder / "发展.xlsx", headings, *rows)


def said(store: Store, file: Path) -> list[str]:
    bring(store, file)
    found = [one for one in check(store, as_of=TODAY) if one.record_label == "孙小明"]
    return sorted(f"{one.code} {one.level.value} {one.article}" for one in found)


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        ((7, 4, 4, 0, 0), []),
        ((7, 7, 3, 4, 0), ["MAJORITY block 第二十一条"]),
        ((6, 3, 3, 0, 0), ["MAJORITY block 第二十一条", "QUORUM block 第二十条"]),
        ((3, 2, 2, 0, 0), []),
        ((7, 5, 4, 1, 1), ["VOTES warning 第二十一条"]),
    ],
)
def test_the_ballot_of_a_ledger_is_judged(office, tmp_path, figures, found):
    ballot = dict(zip(BALLOT[5:], figures, strict=True))
    file = ledger(tmp_path, BALLOT, 当前阶段="发展对象", 支部大会时间="2023-06-10", **ballot)
    assert said(office, file) == found
    assert not any((look(office, file).count("new"), look(office, file).count("changed")))


def test_a_ballot_corrected_in_the_next_ledger_is_told_in_words(office, tmp_path):
    cells = {"当前阶段": "发展对象", "支部大会时间": "2023-06-10", "应到": 7, "实到": 5, "赞成": 3}
    bring(office, ledger(tmp_path, BALLOT, **cells))
    [sheet] = look(office, ledger(tmp_path, BALLOT, **{**cells, "赞成": 5})).sheets
    [change] = sheet.changes
    assert (change.field_label, change.old, change.new) == (
        "票决",
        "应到7、实到5、赞成3",
        "应到7、实到5、赞成5",
    )


@pytest.mark.parametrize(
    ("left_out", "found"),
    [
        ((), []),
        (("政治审查时间",), ["MISSING block 第十六条"]),
        (("集中培训时间", "培训学时"), ["MISSING block 第十七条"]),
        (("派人谈话时间",), []),
        (("递交申请书时间", "确定积极分子时间", "政治审查时间", "集中培训时间", "培训学时"), []),
    ],
)
def test_a_cell_left_blank_in_a_row_filled_in_otherwise_is_found(office, tmp_path, left_out, found):
    cells = {name: value for name, value in STEPS.items() if name not in left_out}
    assert said(office, ledger(tmp_path, WHOLE, **cells)) == found


@pytest.mark.parametrize(
    ("heading", "names", "found"),
    [
        ("培养联系人", "王芳、赵新", ["CONTACTS block 第九条"]),
        ("培养联系人", "王芳、陈同", []),
        ("入党介绍人", "王芳、赵新", ["INTRODUCERS block 第十四条"]),
        ("入党介绍人", "王芳、钱后", ["INTRODUCERS block 第十四条"]),
        ("入党介绍人", "王芳", ["INTRODUCERS block 第十四条"]),
    ],
)
def test_contacts_and_introducers_are_full_members(office, tmp_path, heading, names, found):
    """赵新 is a 预备党员; 钱后 became a full member only after the meeting he introduced somebody at."""
    assert said(office, ledger(tmp_path, WHOLE, **{**STEPS, heading: names})) == found


NOTICE = [*DEVELOPMENT, "公示时间", "上级党委同意时间"]


@pytest.mark.parametrize(
    ("span", "found"),
    [
        ("2024.6.3-6.7", []),
        ("2026年9月28日至10月9日", []),
        ("2026年9月28日至10月8日", ["D04 block 第十三条"]),
        ("2026.6.8—6.11", ["D04 block 第十三条"]),
    ],
)
def test_a_notice_written_into_one_cell_is_counted_in_working_days(office, tmp_path, span, found):
    file = ledger(tmp_path, NOTICE, 当前阶段="发展对象", 公示时间=span)
    bring(office, file)
    judged = [one for one in check(office, as_of=date(2026, 12, 1)) if one.record_label == "孙小明"]
    assert [f"{one.code} {one.level.value} {one.article}" for one in judged] == found
    assert not any((look(office, file).count("new"), look(office, file).count("changed")))


@pytest.mark.parametrize(
    ("length", "found"), [("3天", []), ("2天", ["D05 block 第十七条"]), ("23", ["D05 block 第十七条"])]
)
def test_a_training_is_three_days_or_twenty_four_hours(office, tmp_path, length, found):
    cells = {"当前阶段": "发展对象", "确定发展对象时间": "2023-01-10", "集中培训时间": "2023-03-01"}
    file = ledger(tmp_path, WHOLE, **cells, 培训学时=length)
    assert said(office, file) == found
    assert not any((look(office, file).count("new"), look(office, file).count("changed")))
