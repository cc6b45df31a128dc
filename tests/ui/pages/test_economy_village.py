import pytest
from PySide6.QtWidgets import QLabel

from app.ui.pages.economy_village import VillageDialog
from app.ui.tables.income_grid import VILLAGE


@pytest.fixture
def page(store, ids, opened, settled):
    entry = {
        "village_id": ids["village"][0],
        "received_on": "2022-05-01",
        "category": "operating",
        "amount_fen": 1_000_000,
    }
    with store.operation("test.former", "写入上年收入", "测试员"):
        store.insert("income_entry", [entry])
    made = opened("economy")
    settled()
    return made


@pytest.fixture
def dialog(page):
    page.pane.open_cell(page.model.index(0, VILLAGE))
    return page.findChildren(VillageDialog)[-1]


def lines(table):
    return [line.cells for line in table.plain.rows]


def test_a_village_opens_from_its_row_with_all_its_sums(dialog):
    assert dialog.heading.text() == "东岭村　2023年村集体经济"
    assert lines(dialog.sums) == [
        ("经营收入", "50,400.00", "收入"),
        ("投资收益", "25,500.50", "收入"),
        ("发包及上交收入", "12,000.00", "收入"),
    ]


def test_what_a_village_lacks_is_said(dialog):
    assert [dialog.tabs.tabText(n) for n in (2, 3, 4)] == ["项目 0", "合同 0", "资产资源 0"]
    dialog.tabs.setCurrentIndex(2)
    assert not dialog.lists["project"].isVisible()


def test_a_project_is_registered_from_the_villages_page(dialog, form, settled, ids):
    dialog._form("project")
    made = form(dialog)
    assert made.values()["village_id"] == ids["village"][0]
    made.fields["name"].put("光伏电站")
    made.save()
    settled()
    assert dialog.tabs.tabText(2) == "项目 1"
    assert lines(dialog.lists["project"])[0][0] == "光伏电站"


def test_a_large_change_is_explained_on_the_spot(dialog, answers, settled):
    assert dialog.explain.isVisible()
    answers.give("ask_text", "新建的苹果园见效")
    dialog._explain()
    settled()
    shown = [item.text() for item in dialog.facts.findChildren(QLabel) if item.isVisible()]
    assert "新建的苹果园见效" in shown
