"""The members' own evaluation and what a file of 整顿 says of its acceptance: read, taken out and read again."""

import pytest

from app.models import editing
from app.services.exports import export
from tests.services.imports.workbooks import ACTOR, bring, look, only, rows, start, workbook

EAST, WEST = "石门村东山党支部", "石门村西河党支部"
GRADES = [
    ["党支部名称", "支部自评", "群众测评", "党员大会评议", "党员大会评议时间", "评定等次"],
    [EAST, "先进", "先进", "中间", "2023.11.5", "先进"],
    [WEST, "中间", "中间", "中间", "2023.11.6", "后进"],
]
FILES = [
    ["党组织名称", "是否软弱涣散", "认定日期", "为民服务项目", "申请验收时间", "验收日期", "上级结论"],
    [WEST, "是", "2023-04-10", "修建饮水管道2公里", "2023-11-01", "2023-11-20", "整顿到位，同意销号"],
]


@pytest.fixture
def office(store, tmp_path):
    start(store, tmp_path)
    grades = workbook(tmp_path / "定级.xlsx", *GRADES, title="2023年党支部分类定级汇总表")
    bring(store, grades, workbook(tmp_path / "整顿.xlsx", *FILES, title="2023年软弱涣散党组织整顿台账"))
    return store


def test_each_evaluation_has_its_own_column(office):
    names = dict(editing.options(office, "organization"))
    found = {names[row["organization_id"]]: row for row in office.find("rating", year=2023)}
    kept = [(row["mass_grade"], row["member_grade"], row["member_on"]) for row in found.values()]
    assert sorted(kept) == [("advanced", "middling", "2023-11-05"), ("middling", "middling", "2023-11-06")]


def test_a_file_says_when_acceptance_was_asked_for_and_how_it_ended(office):
    [file] = office.find("rectification")
    assert (file["service_project"], file["applied_on"], file["accepted_on"], file["acceptance_result"]) == (
        "修建饮水管道2公里",
        "2023-11-01",
        "2023-11-20",
        "整顿到位，同意销号",
    )


@pytest.mark.parametrize("kind", ["ratings", "rectification"])
def test_what_is_taken_out_is_read_again_as_it_is(office, tmp_path, kind):
    out = tmp_path / "导出.xlsx"
    number = export(office, kind, out, actor=ACTOR)
    assert rows(only(look(office, out))) == (0, 0, number, 0)
