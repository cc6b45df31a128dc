from pathlib import Path

import pytest

from app.models.store import Store
from app.services.imports import preview
from app.services.rereading import preview_again, preview_as
from tests.ui.conftest import AS_OF

PEOPLE = "姓名,性别,公民身份号码,所在党支部,申请入党时间\n沙晨,男,532699196602240878,西湾党支部,2021-03-01\n"
VILLAGES = "村名,村民小组,户数\n石桥村,一组,31\n"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    found = []
    for name, text in (("名单.csv", PEOPLE), ("小组.csv", VILLAGES)):
        found.append(tmp_path / name)
        found[-1].write_text(text, encoding="utf-8-sig")
    return found


def kinds(plan):
    return {sheet.file: sheet.kind for sheet in plan.sheets}


def test_one_sheet_is_read_as_the_kind_named_and_the_others_stay(store: Store, files) -> None:
    plan = preview(store, files, as_of=AS_OF)
    assert kinds(plan) == {"名单.csv": "members", "小组.csv": "groups"}
    people = next(sheet for sheet in plan.sheets if sheet.kind == "members")
    named = preview_as(store, plan, people, "development", as_of=AS_OF)
    assert kinds(named) == {"名单.csv": "development", "小组.csv": "groups"}


def test_files_read_anew_keep_the_kinds_named_and_show_what_was_put_right(store: Store, files) -> None:
    plan = preview(store, files, as_of=AS_OF)
    people = next(sheet.reading for sheet in plan.sheets if sheet.kind == "members")
    named = {(people.path, people.sheet): "development"}
    files[1].write_text(VILLAGES + "石桥村,二组,20\n", encoding="utf-8-sig")
    again = preview_again(store, files, named, as_of=AS_OF)
    assert kinds(again) == {"名单.csv": "development", "小组.csv": "groups"}
    assert next(sheet.rows for sheet in again.sheets if sheet.kind == "groups") == 2


def test_a_sheet_that_is_gone_is_not_missed(store: Store, files) -> None:
    plan = preview_again(store, files[1:], {(files[0], "名单"): "development"}, as_of=AS_OF)
    assert kinds(plan) == {"小组.csv": "groups"}
