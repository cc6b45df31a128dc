import pytest
from PySide6.QtCore import Qt

from app.ui.forms.dialog import FormDialog
from app.ui.pages.organizations import OrganizationsPage
from tests.builders import make_branch, make_group, make_member, make_organization, make_village, put


@pytest.fixture
def places(store):
    ids = {"committee": make_organization(store, "中共青山镇委员会", "committee")}
    ids["general"] = make_organization(store, "长城村党总支", "general_branch", parent_id=ids["committee"])
    ids["branch"] = make_branch(
        store,
        "西湾党支部",
        parent_id=ids["general"],
        elected_on="2019-01-10",
        field="village",
        secretary="马志强",
    )
    ids["person"] = make_member(store, "沙晨", organization_id=ids["branch"])
    put(store, "post", person_id=ids["person"], organization_id=ids["branch"], duty="书记", from_on="2020-01")
    put(store, "rating", organization_id=ids["branch"], year=2023, county_grade="advanced")
    ids["village"] = make_village(store, "长城村")
    ids["group"] = make_group(store, ids["village"], "小坝小组", states_member=0)
    return ids


@pytest.fixture
def page(session, qtbot):
    made = OrganizationsPage(session)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    return made


def texts(tree, record_id):
    index = tree.records.index_of(record_id)
    return [index.siblingAtColumn(column).data() for column in range(tree.records.columnCount())]


def test_trees_keep_qts_rules(page, places, qtmodeltester):
    page.enter()
    for tree in page.trees.values():
        qtmodeltester.check(tree.records)


def test_counts_are_carried_up_the_tree(page, places):
    page.enter()
    tree = page.trees["organization"]
    assert texts(tree, places["committee"])[:3] == ["中共青山镇委员会", "1", "1"]
    assert texts(tree, places["branch"])[4:] == ["马志强", "2024-01-10　即将届满"]


def test_an_empty_ledger_says_what_to_do(page, qtbot):
    page.enter()
    assert page.stack.currentWidget() not in page.trees.values()
    with qtbot.waitSignal(page.go_to):
        page.stack.currentWidget().button.click()


def test_the_facts_of_the_record_under_the_cursor_are_shown(page, places, qtbot):
    page.enter()
    page.show_record(f"organization:{places['branch']}")
    assert page.panel.title.text() == "西湾党支部"
    assert "2023 年先进" in page.panel.badges
    assert "任期即将届满" in page.panel.badges
    assert "班子成员 1 人" in page.panel.more_title.text()


def test_groups_without_a_member_are_marked(page, places):
    page.enter()
    page.show_record(f"village_group:{places['group']}")
    assert page.chips.value == "village"
    assert texts(page.trees["village"], places["group"])[3] == "空白村小组"
    assert "空白村小组" in page.panel.badges


def test_a_name_narrows_the_tree_and_keeps_what_is_above(page, places, qtbot):
    page.enter()
    tree = page.trees["organization"]
    page.filters.search.setText("西湾")
    qtbot.waitUntil(
        lambda: page.filters.narrows and tree.isExpanded(tree.records.index_of(places["general"]))
    )
    assert tree.records.index_of(places["committee"]).isValid()
    page.filters.search.setText("没有的")
    qtbot.waitUntil(lambda: not tree.records.index_of(places["committee"]).isValid())


def test_arrows_walk_the_tree_and_enter_opens_the_form(page, places, session, qtbot, dressed):
    page.enter()
    page.setFocus()
    tree = page.trees["organization"]
    tree.setFocus()
    for _ in range(2):
        qtbot.keyClick(tree, Qt.Key.Key_Right)
        qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert page.panel.title.text() == "西湾党支部"
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    form = dressed.activeModalWidget()
    qtbot.addWidget(form)
    assert isinstance(form, FormDialog)
    assert form.fields["name"].text_value() == "西湾党支部"
    form.reject()


def test_a_change_elsewhere_keeps_the_record_chosen(page, places, session, store, settled):
    page.enter()
    page.show_record(f"organization:{places['branch']}")
    make_member(store, "普玉芬", organization_id=places["branch"])
    session.changed.emit(frozenset({"person"}))
    assert page.panel.title.text() == "西湾党支部"
    assert texts(page.trees["organization"], places["branch"])[2] == "2"


@pytest.mark.parametrize("asked,record", [("organization", "branch"), ("village_group", "group")])
def test_its_people_are_a_step_away(page, places, store, qtbot, asked, record):
    make_member(store, "组员", organization_id=places["branch"], village_group_id=places["group"])
    page.enter()
    page.show_record(f"{asked}:{places[record]}")
    with qtbot.waitSignal(page.go_to) as told:
        page.panel.people.click()
    assert told.args == ["people", f"{asked}:{places[record]}"]


def test_a_new_organization_starts_under_the_one_chosen(page, places, session, qtbot, dressed, settled):
    page.enter()
    page.show_record(f"organization:{places['general']}")
    page.add("organization")
    form = dressed.activeModalWidget()
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(form)
    assert form.fields["parent_id"].text_value() == places["general"]
    form.fields["name"].put("东坡党支部")
    form.save()
    settled()
    assert page.panel.title.text() == "东坡党支部"
