import pytest
from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtWidgets import QCalendarWidget

from app.services import editing
from app.ui.forms import fields
from app.ui.forms.dialog import FormDialog
from tests.builders import make_branch, make_member


@pytest.fixture
def branch(store):
    return make_branch(store, "长城村西湾党支部")


@pytest.fixture
def open_form(session, qtbot):
    def opened(kind, **given):
        dialog = FormDialog(session, kind, **given)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog, before_close_func=FormDialog.hide)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    return opened


def test_a_new_record_is_saved_and_its_id_told(session, branch, open_form, qtbot, settled):
    got = []
    form = open_form("person", done=got.append)
    form.fields["name"].put("沙 晨")
    form.fields["status"].put("full")
    form.fields["organization_id"].put(branch)
    form.fields["birth_on"].put("1980年1月")
    form.save()
    settled()
    [person] = session.reader.find("person")
    assert got == [person["id"]]
    assert (person["name"], person["birth_on"], person["status"]) == ("沙晨", "1980-01", "full")
    assert not form.isVisible()


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_saved(session, branch, open_form, settled):
    form = open_form("person")
    form.fields["name"].put("沙晨")
    form.fields["id_number"].put("53262619800123001")
    form.save()
    settled()
    assert "18位" in form.cells["id_number"].wrong.text()
    assert form.cells["status"].wrong.isVisible()
    assert not form.cells["name"].wrong.isVisible()
    assert form.fields["id_number"].hasFocus()
    assert form.save_button.isEnabled()
    assert session.reader.find("person") == []


def test_a_correction_writes_only_what_was_changed(session, store, branch, open_form, settled):
    person = make_member(store, "沙晨", organization_id=branch)
    form = open_form("person", record_id=person)
    assert form.values() == {}
    form.fields["phone"].put("13900001111")
    assert form.values() == {"phone": "13900001111"}
    form.save()
    settled()
    assert session.reader.get("person", person)["phone"] == "13900001111"


def test_saving_without_a_change_writes_nothing(session, store, branch, open_form, settled):
    person = make_member(store, "沙晨", organization_id=branch)
    form = open_form("person", record_id=person)
    form.save()
    settled()
    assert not form.isVisible()
    assert session.open_jobs == 0


def test_values_given_beforehand_are_saved_though_not_shown(session, branch, open_form, settled):
    form = open_form(
        "rating", values={"organization_id": branch, "year": "2023"}, hidden=["organization_id", "year"]
    )
    assert set(form.fields).isdisjoint({"organization_id", "year"})
    form.fields["county_grade"].put("advanced")
    form.save()
    settled()
    [rating] = session.reader.find("rating")
    assert (rating["organization_id"], rating["year"], rating["county_grade"]) == (branch, 2023, "advanced")


def test_a_form_can_be_narrowed_to_some_fields(open_form):
    form = open_form("person", fields=["phone", "address"])
    assert set(form.fields) == {"phone", "address"}


def test_a_form_is_filled_and_saved_with_the_keyboard_alone(session, open_form, qtbot, settled):
    form = open_form("village")
    form.fields["name"].setFocus()
    qtbot.keyClicks(form.fields["name"], "xincun")
    qtbot.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    if form.isVisible():
        form.save_button.setFocus()
        qtbot.keyClick(form.save_button, Qt.Key.Key_Space)
    settled()
    assert [row["name"] for row in session.reader.find("village")] == ["xincun"]


@pytest.mark.parametrize(
    "kind", ["organization", "person", "village", "group", "case", "step", "rating", "income", "target"]
)
def test_every_form_has_a_named_widget_for_each_field(kind, open_form, branch):
    form = open_form(kind)
    assert list(form.fields) == [spec.name for spec in editing.fields(kind)]
    assert all(field.accessibleName() for field in form.fields.values())


def test_a_long_choice_is_found_by_a_part_of_its_name(session, store, dressed, qtbot):
    ids = {name: make_branch(store, name) for name in (f"{n}号党支部" for n in range(20))}
    [spec] = [one for one in editing.fields("person") if one.name == "organization_id"]
    field = fields.make_field(spec, session.reader)
    qtbot.addWidget(field)
    field.completer().setCompletionPrefix("17")
    assert field.completer().currentCompletion() == "17号党支部"
    field.setEditText("17号党支部")
    assert field.text_value() == ids["17号党支部"]
    field.setEditText("没有的党支部")
    assert field.text_value() == "没有的党支部"


def test_a_value_no_list_knows_is_kept(dressed, qtbot):
    field = fields.ChoiceField([("1", "甲")], required=False)
    qtbot.addWidget(field)
    field.put("9")
    assert field.text_value() == "9"


def test_a_day_can_be_picked_from_the_calendar(dressed, qtbot):
    field = fields.DateField()
    qtbot.addWidget(field)
    field.put("2023-07-01")
    field.show()

    def pick():
        calendar = next(w for w in dressed.allWidgets() if isinstance(w, QCalendarWidget) and w.isVisible())
        assert calendar.selectedDate() == QDate(2023, 7, 1)
        calendar.clicked.emit(QDate(2023, 7, 9))

    QTimer.singleShot(50, pick)
    field.actions()[0].trigger()
    assert field.text_value() == "2023-07-09"


def test_enter_goes_from_field_to_field_and_last_to_the_button(open_form, qtbot):
    form = open_form("village")
    form.fields["name"].setFocus()
    for following in ("code", "note"):
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return)
        assert form.focusWidget() is form.fields[following]
    qtbot.keyClick(form.fields["note"], Qt.Key.Key_Return)
    assert form.fields["note"].toPlainText() == "\n"
    form.fields["end_reason"].setFocus()
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert form.focusWidget() is form.save_button
    assert form.isVisible()


def test_a_new_form_waits_for_its_first_empty_field(open_form):
    form = open_form("village", values={})
    assert form.focusWidget() is form.fields["name"]
