import pytest

from app.ui.forms.entry import EntryDialog
from app.ui.pages.development_reserve import HOUSEHOLDS
from tests.builders import make_group


@pytest.fixture
def page(ids, opened, settled):
    made = opened("development")
    settled()
    return made


def shown(part):
    return [line.cells for line in part.table.plain.rows]


def test_places_are_given_to_a_branch_and_counted_as_left(page, ids, session, settled):
    page.tabs.setCurrentWidget(page.quota)
    dialog = page.quota.give("")
    dialog.fields["places"].put("3")
    dialog.save()
    settled()
    dialog = page.quota.give(ids["organization"][0])
    dialog.fields["places"].put("两个")
    dialog.save()
    settled()
    assert "不是整数" in dialog.message.text.text()
    dialog.fields["places"].put("2")
    dialog.save()
    settled()
    page.quota.places.table.choose(lambda key: key == ids["organization"][0])
    line = page.quota.places.table.plain.record(page.quota.places.table.row)
    assert line.cells[2:5] == ("2", "0", "2")
    assert "未分配 1 名" in page.quota.places.note.text()


def test_more_places_than_the_township_has_are_refused(page, ids, settled):
    dialog = page.quota.give("")
    dialog.fields["places"].put("1")
    dialog.save()
    settled()
    dialog = page.quota.give(ids["organization"][0])
    dialog.fields["places"].put("2")
    dialog.save()
    settled()
    assert "超出1名" in dialog.message.text.text()


def test_booklets_come_in_by_range_go_to_a_person_and_are_void(page, ids, session, settled):
    page.tabs.setCurrentWidget(page.booklets)
    dialog = page.booklets.add()
    dialog.fields["first"].put("2023101")
    dialog.fields["last"].put("2023103")
    dialog.save()
    settled()
    assert len(shown(page.booklets.books)) == 3
    page.booklets.books.table.choose(lambda key: key == "2023102")
    dialog = page.booklets.issue()
    dialog.fields["case"].put(ids["development_case"][3])
    dialog.save()
    settled()
    assert shown(page.booklets.books)[1][:3] == ("2023102", "已发放", "周明")
    page.booklets.books.table.choose(lambda key: key == "2023103")
    dialog = page.booklets.void()
    dialog.save()
    settled()
    assert "还没有写作废的原因" in dialog.message.text.text()
    dialog.fields["reason"].put("填写错误")
    dialog.save()
    settled()
    assert shown(page.booklets.books)[2][1] == "已作废"
    assert "在库 1 份，已发放 1 份，已作废 1 份" in page.booklets.books.note.text()


def test_branches_that_have_long_received_nobody_are_told_from_groups_without_members(page, qtbot):
    page.tabs.setCurrentWidget(page.idle)
    one = shown(page.idle.idle)
    page.idle.years.setCurrentIndex(2)
    three = shown(page.idle.idle)
    assert len(three) <= len(one)
    assert all(int(cells[3]) >= 3 for cells in three)
    if one:
        page.idle.years.setCurrentIndex(0)
        with qtbot.waitSignal(page.go_to) as told:
            page.idle.idle.opened.emit(page.idle.idle.table.plain.rows[0].key)
        assert told.args[0] == "organizations"


def test_contacts_stand_with_those_they_look_after_and_can_be_replaced(page, session, settled, form):
    page.tabs.setCurrentWidget(page.contacts)
    assert shown(page.contacts.loads)[0][0] == "刘书记"
    assert shown(page.contacts.charges)[0][0] == "黄大山"
    dialog = page.contacts.replace()
    dialog.fields["name"].put("李支委")
    dialog.save()
    settled()
    names = {row["name"] for row in session.reader.find("case_person", to_on=None)}
    assert "李支委" in names
    assert not [d for d in page.findChildren(EntryDialog) if d.isVisible()]


def test_a_group_without_members_leads_to_its_record(page, ids, store, qtbot):
    empty = make_group(store, ids["village"][0], "空山小组", states_member=0)
    page.tabs.setCurrentWidget(page.idle)
    page.idle.refresh()
    keys = [line.key for line in page.idle.blank.table.plain.rows]
    assert keys == [empty]
    assert page.idle.blank.table.isColumnHidden(HOUSEHOLDS)
    with qtbot.waitSignal(page.go_to) as told:
        page.idle.blank.opened.emit(keys[0])
    assert told.args == ["organizations", f"village_group:{keys[0]}"]


def test_the_households_of_groups_without_members_stand_there_once_some_are_known(page, ids, store):
    make_group(store, ids["village"][0], "空山小组", states_member=0, households=35)
    page.tabs.setCurrentWidget(page.idle)
    page.idle.refresh()
    assert not page.idle.blank.table.isColumnHidden(HOUSEHOLDS)


def test_somebody_who_is_contact_and_introducer_of_one_person_is_counted_once_in_each(page, store):
    with store.operation("test", "确定介绍人", "测试员"):
        [contact] = [row for row in store.find("case_person", role="contact") if row["name"] == "刘书记"][:1]
        columns = ("case_id", "name", "person_id")
        store.insert("case_person", [{**{name: contact[name] for name in columns}, "role": "introducer"}])
    page.tabs.setCurrentWidget(page.contacts)
    page.contacts.refresh()
    [cells] = [cells for cells in shown(page.contacts.loads) if cells[0] == "刘书记"]
    contacts = len([row for row in store.find("case_person", role="contact") if row["name"] == "刘书记"])
    assert cells[2:4] == (str(contacts), "1")
