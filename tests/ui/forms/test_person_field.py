import pytest
from PySide6.QtCore import Qt

from app.services import editing
from app.ui.forms.dialog import FormDialog
from app.ui.forms.person_field import PersonField
from tests.builders import make_branch, make_member


@pytest.fixture
def people(store):
    branch = make_branch(store, "西湾党支部")
    with store.operation("test", "登记", "测试员"):
        return {
            name: make_member(store, name, initials=short, organization_id=branch, **more)
            for name, short, more in (
                ("沙晨", "sc", {"phone": "13900000001"}),
                ("沙明", "sm", {}),
                ("普玉芬", "pyf", {}),
                ("沙离", "sl", {"ended_on": "2020-01-01"}),
            )
        }


@pytest.fixture
def field(session, people, qtbot):
    made = PersonField(session.reader)
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


def offered(field):
    return [field.hits.item(row).text().split("　")[0] for row in range(field.hits.rowCount())]


@pytest.mark.parametrize(("typed", "found"), [("sm", ["沙明"]), ("139", ["沙晨"]), ("zz", [])])
def test_people_on_the_roll_are_offered_while_typing(field, qtbot, typed, found):
    qtbot.keyClicks(field, typed)
    qtbot.waitUntil(lambda: offered(field) == found)


def test_a_person_chosen_is_told_by_id_until_something_else_is_typed(field, people, qtbot):
    field.setText("沙")
    field.look()
    assert offered(field) == ["沙晨", "沙明"]
    completer = field.completer()
    completer.activated.emit(completer.completionModel().index(1, 0).data())
    assert field.text_value() == people["沙明"]
    assert "西湾党支部" in field.text()
    field.selectAll()
    qtbot.keyClicks(field, "x")
    assert field.text_value() == "x"


def test_a_whole_name_only_one_person_has_is_enough(field, people):
    field.setText("普玉芬")
    assert field.text_value() == people["普玉芬"]
    field.setText("沙")
    assert field.text_value() == "沙"


def test_a_stored_person_is_shown_by_name(field, people):
    field.put(people["沙离"])
    assert field.text().startswith("沙离")
    assert field.text_value() == people["沙离"]


def test_somebody_nobody_knows_is_refused_beside_the_field(session, people, qtbot, settled):
    form = FormDialog(session, "case", values={"stage": "applicant"})
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(form)
    form.show()
    branch = editing.load(session.reader, "person", people["沙晨"])["organization_id"]
    form.fields["organization_id"].put(branch)
    form.fields["person_id"].setText("没有的人")
    form.save()
    settled()
    assert form.cells["person_id"].wrong.isVisible()
    form.fields["person_id"].put(people["沙晨"])
    form.save()
    settled()
    assert [row["person_id"] for row in session.reader.find("development_case")] == [people["沙晨"]]
