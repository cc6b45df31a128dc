import pytest
from PySide6.QtCore import Qt

from app.services.lists import STANDARD
from app.ui.pages.people import PeoplePage
from app.ui.pages.people_card import PersonCard
from app.ui.pages.people_export import export_roster, export_whole_numbers
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
    page.show_column("age", True)
    page.show_column("ethnicity", False)
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
    export_whole_numbers(session)
    assert not answers.heard("ask")
