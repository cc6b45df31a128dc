"""A clerk who knows nothing brings somebody from application to conversion by what the page offers, and by nothing else."""

import json

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton

from app.rules.reference_steps import step_forms
from app.services import boards
from app.ui.pages.development_bulk import BulkDialog
from app.ui.pages.development_bulk_table import OWN, SAID
from app.ui.pages.development_fields import put
from tests.builders import make_branch, make_member, make_organization
from tests.services.development.conftest import CLEAN, MEMBERS, TODAY, Office


@pytest.fixture
def branch(store):
    committee = make_organization(store, "中共青山镇委员会", "committee")
    made = make_branch(store, "东坡村党支部", parent_id=committee)
    for name in MEMBERS:
        make_member(store, name, organization_id=made)
    return made


@pytest.fixture
def page(branch, session, opened, settled):
    session.as_of = TODAY
    made = opened("development")
    settled()
    return made


def fill(dialog, step, values):
    """Type what the form asks for, choices by the words offered."""
    specs = {spec.name: spec for spec in step_forms()[step].fields}
    for name, text in values.items():
        widget = dialog.fields[name]
        if isinstance(widget, QComboBox):
            place = widget.findText(text)
            assert place >= 0, f"{name}: {text} is not offered"
            widget.setCurrentIndex(place)
        else:
            put(widget, specs[name], text)


def offered(page, name):
    """Return the button beside a step the panel says comes next."""
    found = [part for part in page.panel.findChildren(QPushButton) if part.accessibleName() == f"登记{name}"]
    assert found, f"{name} is not offered"
    return found[-1]


def test_from_application_to_conversion_by_what_the_screen_offers(page, branch, session, form, settled):
    page.forms.register(known=False)
    application = form(page)
    application.fields["name"].put("李新")
    application.fields["birth_on"].put("2000-01-01")
    application.fields["organization_id"].put(branch)
    application.fields["happened_on"].put("2025-01-05")
    application.save()
    settled()
    [case] = session.reader.find("development_case")
    names = {one.code: one.name for one in boards.board_steps(TODAY)}
    for step, values in CLEAN:
        offered(page, names[step]).click()
        dialog = form(page)
        fill(dialog, step, values)
        dialog.save()
        settled()
        said = [part.text() for part in dialog_errors(page)]
        assert not said, f"{step} {names[step]}: {said}"
    [case] = session.reader.find("development_case")
    person = session.reader.get("person", case["person_id"])
    assert (case["stage"], case["outcome"]) == ("full", "转为正式党员")
    assert (person["status"], person["joined_on"], person["full_on"]) == ("full", "2026-07-10", "2027-07-10")
    assert session.reader.find("explanation") == []


def dialog_errors(page):
    """Return what a form still open says is wrong."""
    from app.ui.pages.development_step import StepDialog

    still = [one for one in page.findChildren(StepDialog) if one.isVisible()]
    return [part for one in still for part in (*one.errors.values(), one.message.text) if part.text()]


def test_a_meeting_on_two_people_is_entered_at_once_with_votes_of_their_own(
    branch, store, session, opened, settled
):
    office = Office.__new__(Office)
    office.store, office.branch = store, branch
    cases = [office.apply(name) for name in ("李新", "陈二")]
    for case in cases:
        office.bring(case, "14")
    session.as_of = TODAY
    page = opened("development")
    settled()
    page.enter_bulk()
    dialog = next(one for one in page.findChildren(BulkDialog) if one.isVisible())
    dialog.step.setCurrentIndex(dialog.step.findData("15"))
    dialog.table.tick(True)
    fill(dialog, "15", {"happened_on": "2026-07-10", "result": "通过"})
    dialog.look()
    settled()
    assert dialog.fields["votes.due"].text_value() == "7"
    fill(dialog, "15", {"votes.present": "6", "votes.against": "0", "votes.in_favour": "6"})
    own = [spec.name for spec in dialog.table.own]
    dialog.table.at(1, OWN + own.index("votes.in_favour")).setText("3")
    dialog.look()
    settled()
    assert "没有超过半数" in dialog.table.at(1, SAID).text()
    dialog.table.at(1, OWN + own.index("votes.in_favour")).setText("5")
    dialog.table.at(1, OWN + own.index("votes.against")).setText("1")
    dialog.save()
    settled()
    found = session.reader.find("step_record", step="15")
    assert sorted(json.loads(row["payload"])["votes"]["in_favour"] for row in found) == [5, 6]
    assert {row["result"] for row in found} == {"passed"}
