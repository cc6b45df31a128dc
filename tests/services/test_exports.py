from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.errors import BadInput
from app.models.store import Store
from app.services.exports import export
from app.services.history import history
from tests.builders import make_branch, make_member

ACTOR = "王干事"


def written(path: Path) -> str:
    rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


@pytest.fixture
def number(store: Store) -> str:
    person = make_member(store, organization_id=make_branch(store), phone="13912345678")
    return str(store.get("person", person)["id_number"])


def test_numbers_leave_masked_and_the_sheet_says_so(store: Store, number: str, tmp_path: Path) -> None:
    assert export(store, "members", tmp_path / "名单.xlsx", actor=ACTOR) == 1
    text = written(tmp_path / "名单.xlsx")
    assert number not in text
    assert "13912345678" not in text
    assert "身份证号和电话已遮去一部分。" in text


def test_whole_numbers_leave_with_a_reason_that_the_history_keeps(
    store: Store, number: str, tmp_path: Path
) -> None:
    export(store, "members", tmp_path / "名单.xlsx", full_ids=True, reason="报送县委组织部", actor=ACTOR)
    assert number in written(tmp_path / "名单.xlsx")
    assert history(store)[0].sentence == "导出党员花名册（完整号码）：报送县委组织部"


@pytest.mark.parametrize("reason", ["", "  "])
def test_whole_numbers_do_not_leave_without_a_reason(
    store: Store, number: str, tmp_path: Path, reason: str
) -> None:
    with pytest.raises(BadInput, match="理由"):
        export(store, "members", tmp_path / "名单.xlsx", full_ids=True, reason=reason, actor=ACTOR)
    assert not (tmp_path / "名单.xlsx").exists()
