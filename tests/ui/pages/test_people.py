from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.services.lists import STANDARD
from app.ui.pages.people import PeoplePage
from app.ui.pages.people_bulk import BulkDialog
from app.ui.pages.people_card import PersonCard
from app.ui.pages.people_columns import with_column
from app.ui.pages.people_export import export_roster, with_reason
from app.ui.pages.people_saved import SavedDialog, keep_filter
from tests.builders import make_branch, make_case, make_group, make_member, make_person, make_village, put

MANY = 700


@pytest.fixture
def branches(store):
    return make_branch(store, "西湾党支部"), make_branch(store, "东坡党支部")


@pytest.fixture
def people(store, branches):
    with store.operation("test", "登记花名册", "测试员"):
        found = {
            "沙晨": make_member(
                store, "沙晨", initials="sc", organization_id=branches[0], phone="13900000001"
            ),
            "普玉芬": make_member(
                store, "普玉芬", initials="pyf", organization_id=branches[1], sex=2, is_migrant=1
            ),
            "杨建": make_member(
                store,
                "杨建",
                initials="yj",
                organization_id=branches[1],
                joined_on="1970-07-01",
                full_on="1971-07-01",
            ),
        }
        found["申请人"] = make_person(
            store, "李申请", initials="lsq", status="applicant", organization_id=branches[0]
        )
    return found


@pytest.fixture
def page(session, qtbot):
    made = PeoplePage(session)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    yield made
    made.model.let_go()


def names(page):
    return [page.model.cell_text(row, 0) for row in range(page.model.rowCount())]


def test_the_roster_shows_the_members_and_keeps_qts_rules(page, people, qtmodeltester):
    page.enter()
    assert names(page) == ["沙晨", "普玉芬", "杨建"]
    assert page.header_note.text() == "共 3 人"
    qtmodeltester.check(page.model)


@pytest.mark.parametrize(
    "typed,found", [("晨", ["沙晨"]), ("pyf", ["普玉芬"]), ("139", ["沙晨"]), ("没有", [])]
)
def test_people_are_found_by_what_is_typed(page, people, typed, found, qtbot):
    page.enter()
    page.filters.search.setText(typed)
    qtbot.waitUntil(lambda: names(page) == found)


@pytest.mark.parametrize("name,value,found", [
    ("sex", "2", ["普玉芬"]),
    ("other", "流动党员", ["普玉芬"]),
    ("other", "光荣在党50年", ["杨建"]),
    ("status", "applicant", ["李申请"]),
    ("status", "everyone", ["沙晨", "普玉芬", "杨建", "李申请"]),
])  # fmt: skip
def test_filters_narrow_the_roster(page, people, name, value, found):
    page.enter()
    page.filters.choose(name, value)
    assert names(page) == found
    page.filters.clear()
    assert len(names(page)) == 3


def test_a_branch_chosen_elsewhere_narrows_the_roster(page, people, branches):
    page.enter()
    page.show_record(f"organization:{branches[1]}")
    assert names(page) == ["普玉芬", "杨建"]


def test_a_village_group_narrows_until_all_are_asked_for(page, people, store, branches):
    group = make_group(store, make_village(store, "长城村"), "小坝小组")
    make_member(store, "组员", organization_id=branches[0], village_group_id=group)
    page.enter()
    page.show_record(f"village_group:{group}")
    assert names(page) == ["组员"]
    assert "小坝小组" in page.message.text.text()
    page.message.action.click()
    assert len(names(page)) == 4


def test_a_heading_sorts(page, people):
    page.enter()
    place = page.model.codes.index("joined_on")
    page.table.sortByColumn(place, Qt.SortOrder.AscendingOrder)
    assert names(page)[0] == "杨建"


def test_columns_are_chosen_and_remembered(page, people, session, qtbot):
    page.enter()
    page.show_columns(with_column(page.model.codes, "age", True))
    page.show_columns(with_column(page.model.codes, "ethnicity", False))
    assert "age" in page.model.codes
    assert "ethnicity" not in page.model.codes
    again = PeoplePage(session)
    qtbot.addWidget(again)
    again.enter()
    assert again.model.codes == page.model.codes
    again.model.let_go()
    page.show_columns(list(STANDARD))
    assert page.model.codes == STANDARD


def test_any_row_of_a_long_roster_is_at_hand(page, store, branches):
    with store.operation("test", "登记花名册", "测试员"):
        for number in range(MANY):
            make_member(store, f"党员{number:03}", organization_id=branches[0])
    page.enter()
    assert page.model.rowCount() == MANY
    assert page.model.cell_text(MANY - 1, 0) == f"党员{MANY - 1:03}"
    assert page.model.cell_text(0, 0) == "党员000"
    page.table.scrollToBottom()


def test_an_empty_roster_offers_the_import(page, qtbot):
    page.enter()
    assert "还没有党员" in page.empty.title.text()
    with qtbot.waitSignal(page.go_to) as asked:
        page.empty.button.click()
    assert asked.args == ["exchange", ""]


def test_a_search_without_a_hit_does_not_offer_the_import(page, people, qtbot):
    page.enter()
    page.filters.search.setText("没有的人")
    qtbot.waitUntil(lambda: names(page) == [])
    assert "没有符合条件的人" in page.empty.title.text()
    assert not page.empty.button.isVisible()


@pytest.fixture
def card(page, people, store, branches, qtbot, dressed):
    put(store, "post", person_id=people["沙晨"], organization_id=branches[0], duty="书记", from_on="2021-05")
    make_case(store, people["沙晨"], "full", organization_id=branches[0])
    page.enter()
    page.table.choose_row(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    opened = dressed.activeModalWidget()
    opened.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(opened)
    assert isinstance(opened, PersonCard)
    return opened


def test_enter_opens_the_card_with_everything_known(card):
    assert card.name.text() == "沙晨"
    assert card.changes.rowCount() >= 1
    assert len(card.links) == 2


def test_a_correction_shows_on_the_card_and_in_the_roster(card, page, dressed, settled, qtbot):
    card.edit_button.click()
    form = dressed.activeModalWidget()
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(form)
    form.fields["name"].put("沙小晨")
    form.save()
    settled()
    assert card.name.text() == "沙小晨"
    assert "沙小晨" in names(page)
    assert "姓名" in card.changes.record(0).field


def test_the_card_leads_to_the_case(card, page, qtbot):
    with qtbot.waitSignal(page.go_to) as asked:
        card.links[1].click()
    assert asked.args[0] == "development"


def test_a_person_found_elsewhere_is_chosen_though_filtered_out(page, people, dressed, qtbot):
    page.enter()
    page.show_record(f"person:{people['申请人']}")
    qtbot.addWidget(dressed.activeModalWidget())
    assert page.model.record(page.table.row).id == people["申请人"]
    dressed.activeModalWidget().reject()


def test_the_roster_leaves_as_a_workbook_with_masked_numbers(
    page, people, answers, settled, tmp_path, session
):
    page.enter()
    out = tmp_path / "花名册.xlsx"
    answers.give("save_file", out)
    export_roster(session)
    settled()
    assert out.exists()
    assert "3 人" in answers.heard("say")[0]
    answers.give("ask_text", "")
    with_reason(session, lambda reason: export_roster(session, reason))
    assert not answers.heard("ask")


def test_people_are_grouped_under_headings_that_fold(page, people, qtbot):
    page.enter()
    page.filters.choose("group", "organization")
    assert names(page) == ["－ 西湾党支部　1 人", "沙晨", "－ 东坡党支部　2 人", "普玉芬", "杨建"]
    page.table.choose_row(3)
    qtbot.keyClick(page.table, Qt.Key.Key_Left)
    assert names(page) == ["－ 西湾党支部　1 人", "沙晨", "＋ 东坡党支部　2 人"]
    assert page.table.row == 2
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert len(names(page)) == 5
    page.filters.clear()
    assert page.filters.value("group") == "organization"


def fold(page):
    """Close both groups."""
    for row in (2, 0):
        page.model.fold(row)


def test_a_person_in_a_folded_group_is_found(page, people, dressed, qtbot):
    page.enter()
    page.filters.choose("group", "organization")
    fold(page)
    page.show_record(f"person:{people['杨建']}")
    qtbot.addWidget(dressed.activeModalWidget())
    assert page.model.record(page.table.row).id == people["杨建"]
    dressed.activeModalWidget().reject()


def test_a_heading_chosen_stands_for_its_people(page, people):
    page.enter()
    page.filters.choose("group", "organization")
    fold(page)
    page.table.choose_row(1)
    assert page.many.chosen == [people["普玉芬"], people["杨建"]]
    assert page.header_note.text() == "共 3 人，选中 2 人"


@pytest.fixture
def bulk(page, dressed, qtbot, settled):
    """Return a function that opens what `act` opens over the page."""

    def show(act) -> BulkDialog:
        act()
        opened = dressed.activeModalWidget()
        assert isinstance(opened, BulkDialog)
        opened.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(opened)
        settled()
        return opened

    return show


def test_a_branch_is_given_to_everyone_chosen_after_it_was_shown(
    page, people, branches, bulk, store, settled, session, qtbot
):
    page.enter()
    page.table.selectAll()
    dialog = bulk(page.many.change)
    assert not dialog.save_button.isEnabled()
    dialog.value.currentWidget().put(branches[0])
    qtbot.waitUntil(lambda: dialog.plan is not None)
    assert [line.cells[2:4] for line in dialog.table.plain.rows] == [("东坡党支部", "西湾党支部")] * 2
    assert dialog.save_button.text() == "修改 2 人"
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "批量修改 2 人的所在党支部" in page.message.text.text())
    assert {row["organization_id"] for row in store.find("person", status="full")} == {branches[0]}
    assert list((session.ledger.folder / "backups").iterdir())


def test_a_field_is_emptied_only_when_that_is_ticked(page, people, bulk, store, settled, session):
    page.enter()
    page.table.selectAll()
    dialog = bulk(page.many.change)
    assert dialog.clear.isHidden()  # nobody is without 党支部
    dialog.field.setCurrentIndex(dialog.field.findData("joined_on"))
    settled()
    assert dialog.plan is None
    assert "清空这一项" in dialog.summary.text()
    dialog.clear.click()
    settled()
    assert dialog.save_button.isEnabled()
    dialog.field.setCurrentIndex(dialog.field.findData("education"))
    assert not dialog.clear.isChecked()


def test_nobody_chosen_is_told_how_to_choose(page, people, answers):
    page.enter()
    page.bulk_button.click()
    assert "先选中" in answers.heard("say")[0]


def test_a_copied_column_is_filled_into_the_people_chosen(page, people, bulk, store, settled, dressed):
    page.enter()
    page.table.selectAll()
    dressed.clipboard().setText("联系电话\n13900000011\n\n13900000013\n")
    dialog = bulk(page.many.paste)
    assert dialog.field.currentData() == "phone"
    dialog.save()
    settled()
    assert [store.get("person", people[name])["phone"] for name in ("沙晨", "普玉芬", "杨建")] == [
        "13900000011",
        None,
        "13900000013",
    ]


@pytest.mark.parametrize(("copied", "chosen", "words"), [
    ("", 1, "没有可以粘贴"),
    ("甲\n乙\n丙", 0, "请先选中要填给哪些人"),
    ("甲\n乙\n丙\n丁\n戊", 3, "有 5 行，选中了 3 人"),
])  # fmt: skip
def test_what_cannot_be_pasted_is_said(page, people, dressed, answers, copied, chosen, words):
    page.enter()
    if chosen:
        page.table.selectAll()
    dressed.clipboard().setText(copied)
    page.many.paste()
    assert words in answers.heard("say")[0]


def test_a_copied_table_goes_to_the_import(page, people, dressed, qtbot):
    page.enter()
    dressed.clipboard().setText("姓名\t公民身份号码\n沙晨\t532626196602240877")
    with qtbot.waitSignal(page.go_to) as asked:
        page.many.paste()
    name, record = asked.args
    assert name == "exchange"
    assert "532626196602240877" in Path(record.removeprefix("file:")).read_text(encoding="utf-8-sig")


def test_a_saved_filter_is_used_renamed_and_removed(page, people, session, answers, settled, qtbot):
    page.enter()
    page.filters.choose("other", "流动党员")
    page.filters.choose("group", "village")
    answers.give("ask_text", "外出的")
    keep_filter(session, page.filters.asked)
    settled()
    page.filters.ask({})
    dialog = SavedDialog(session, page.filters.ask)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.show()
    assert dialog.table.current.name == "外出的"
    answers.give("ask_text", "流动")
    dialog.acts[0].click()
    settled()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert page.filters.asked == {"other": "流动党员", "group": "village"}
    assert names(page)[1] == "普玉芬"
    dialog.show()
    dialog.refresh()
    answers.give("ask", True)
    dialog.acts[1].click()
    settled()
    assert dialog.table.current is None
