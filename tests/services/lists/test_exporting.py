from datetime import date

from openpyxl import load_workbook

from app.services.history import history
from app.services.lists import RosterFilter, RosterView
from app.services.lists.exporting import export_shown
from tests.builders import id_number, make_branch, make_member

AS_OF = date(2023, 12, 31)
NUMBER = id_number("1966-02-24", 87)


def cells(path):
    return [
        [cell for cell in row if cell is not None]
        for row in load_workbook(path).active.iter_rows(values_only=True)
    ]


def view(store):
    return RosterView(
        store,
        RosterFilter(is_migrant=True),
        as_of=AS_OF,
        order="name",
        descending=True,
        columns=("name", "age", "id_number", "phone", "joined_on"),
    )


def fill(store):
    branch = make_branch(store, "西湾党支部")
    for name, migrant in (("乙", 1), ("甲", 1), ("丙", 0)):
        more = {"id_number": NUMBER, "phone": "13912345678"} if name == "甲" else {}
        make_member(
            store,
            name,
            organization_id=branch,
            is_migrant=migrant,
            birth_on="1966-02-24",
            joined_on="1992",
            **more,
        )


def test_the_people_and_columns_shown_leave_in_their_order_with_numbers_masked(store, tmp_path):
    fill(store)
    assert export_shown(store, view(store), tmp_path / "out.xlsx", actor="测试员") == 2
    rows = cells(tmp_path / "out.xlsx")
    assert ["姓名", "年龄", "公民身份号码", "联系电话", "入党时间"] in rows
    people = [row for row in rows if row and row[0] in ("甲", "乙", "丙")]
    assert [row[0] for row in people] == ["甲", "乙"]
    assert people[0][1] == 57
    assert NUMBER not in people[0]
    assert "13912345678" not in people[0]


def test_whole_numbers_leave_with_the_reason_in_the_history(store, tmp_path):
    fill(store)
    export_shown(store, view(store), tmp_path / "out.xlsx", reason="核对社保", actor="测试员")
    assert any(NUMBER in row for row in cells(tmp_path / "out.xlsx"))
    assert "核对社保" in history(store)[0].sentence
