"""A year and a half of 发展党员 in the whole window, by keyboard and mouse: from the application to the archive, an
extension, a cancellation, a move, old papers in one sitting, a meeting with votes, a rule passed over with a reason."""

import json
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QMenu, QPlainTextEdit, QPushButton

from app.services import history
from app.ui.forms.entry import EntryDialog
from app.ui.main_window import MainWindow
from app.ui.pages.development_application import ApplicationDialog
from app.ui.pages.development_bulk import BulkDialog
from app.ui.pages.development_bulk_table import OWN, SAID
from app.ui.pages.development_case import CaseDialog
from app.ui.pages.development_papers import PapersDialog
from app.ui.pages.development_step import StepDialog
from app.ui.pages.development_votes import LeftOutDialog
from app.ui.tables.board import LEAD
from tests.builders import make_branch, make_member, make_organization
from tests.services.development.conftest import CLEAN, MEMBERS, TODAY

DAYS = {step: values["happened_on"] for step, values in CLEAN}
DAYS |= {"01": "2025-01-05", "06": "2025-09-05、2026-03-04"}
ENDS = {"08a": "2026-06-22", "11": "2026-06-26"}
CONVERSION = {"happened_on": "2027-07-12", "votes.present": "6", "votes.against": "1", "votes.abstained": "0"}


def days(first, last):
    """Return the days of the clean case from one step to another, as old papers have them."""
    return {step: day for step, day in DAYS.items() if first <= step <= last}


class Clerk:
    """Somebody at the window who presses, types and waits."""

    def __init__(self, window, session, settled):
        self.window, self.session, self.settled = window, session, settled
        QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
        settled()
        self.page = window.page

    def find(self, kind):
        """Return the newest dialog of a kind that is open."""
        found = [one for one in self.window.findChildren(kind) if one.isVisible()]
        assert found, f"no {kind.__name__} is open"
        return found[-1]

    def press(self, owner, words):
        """Press the last button that says this, to the eye or to a screen reader."""
        said = [one for one in owner.findChildren(QPushButton) if words in (one.accessibleName(), one.text())]
        shown = [one for one in said if one.isVisibleTo(owner) and one.isEnabled()]
        assert shown, f"no button says {words}"
        QTest.mouseClick(shown[-1], Qt.MouseButton.LeftButton)

    def choose(self, owner, words):
        """Choose an entry of the menu of a button."""
        [action] = [
            one for menu in owner.findChildren(QMenu) for one in menu.actions() if words in one.text()
        ]
        action.trigger()

    def fill(self, fields, values):
        """Fill in fields: dates and numbers key by key, choices by the words offered."""
        for name, text in values.items():
            field = fields[name]
            field.setFocus()
            if isinstance(field, QComboBox):
                place = field.findText(text)
                assert place >= 0, f"{name}: {text} is not offered"
                field.setCurrentIndex(place)
            elif isinstance(field, QPlainTextEdit):
                field.setPlainText(text)
            elif isinstance(field, QLineEdit):
                field.selectAll()
                if text.isascii():
                    QTest.keyClicks(field, text)
                else:
                    field.insert(text)

    def save(self, dialog):
        """Save and wait; what the dialog then says is returned, "" when it closed."""
        dialog.save()
        self.settled()
        open_still = [
            one for one in self.window.findChildren(type(dialog)) if one is dialog and one.isVisible()
        ]
        said = [dialog.message.text.text()] if open_still else []
        said += [one.text() for one in getattr(dialog, "errors", {}).values()] if open_still else []
        return "".join(said)

    def take(self, step, values):
        """Enter the step the panel offers."""
        name = next(one.name for one in self.page.model.steps if one.code == step)
        self.press(self.page.panel, f"登记{name}")
        dialog = self.find(StepDialog)
        self.fill(
            dialog.fields, {field: values[field] for field in ("happened_on", "result") if field in values}
        )
        self.look(dialog)
        self.fill(dialog.fields, {field: text for field, text in values.items() if field != "votes.due"})
        said = self.save(dialog)
        assert said == "", f"{step} {name}: {said}"

    def look(self, dialog):
        """Have a dialog look at what is filled in, as it does by itself a moment later."""
        dialog.look()
        self.settled()

    def words(self):
        """Return all that the panel says."""
        return "\n".join(part.text() for part in self.page.panel.findChildren(QLabel))

    def apply(self, name):
        """Register an applicant with the application."""
        self.choose(self.page, "登记入党申请（新的申请人）")
        application = self.find(ApplicationDialog)
        applicant = {"name": name, "birth_on": "2000-01-01", "organization_id": "东坡村党支部"}
        self.fill(application.fields, {**applicant, "happened_on": DAYS["01"]})
        assert self.save(application) == ""

    def bring_in(self, first, last):
        """Enter old papers of the person shown, of all steps from one to another, in one sitting."""
        self.press(self.page.panel, "补录")
        dialog = self.find(PapersDialog)
        self.fill(dialog.fields, days(first, last))
        self.fill(dialog.ends, {step: day for step, day in ENDS.items() if first <= step <= last})
        assert self.save(dialog) == ""

    def look_at(self, name):
        """Find somebody on the board by typing the name."""
        search = self.page.filters.search
        search.setFocus()
        search.clear()
        search.insert(name)
        self.page.filters.changed.emit()
        self.page.table.setFocus()
        QTest.keyClick(self.page.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        self.page.filters.clear()
        assert self.page.panel.name.text() == name

    def case(self, name):
        [person] = self.session.reader.find("person", name=name)
        [case] = self.session.reader.find("development_case", person_id=person["id"])
        return {**case, "status": person["status"], "full_on": person["full_on"]}


@pytest.fixture
def branches(store):
    committee = make_organization(store, "中共青山镇委员会", "committee")
    made = make_branch(store, "东坡村党支部", parent_id=committee)
    for name in MEMBERS:
        make_member(store, name, organization_id=made)
    return made, make_branch(store, "西坡村党支部", parent_id=committee)


@pytest.fixture
def clerk(branches, session, settled, qtbot):
    session.as_of = TODAY
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settled()
    return Clerk(window, session, settled)


def ballots(session, step):
    """Return what is kept of the ballots of a step, the most in favour first."""
    held = [json.loads(row["payload"])["votes"] for row in session.reader.find("step_record", step=step)]
    return sorted(held, key=lambda votes: -votes["in_favour"])


def test_from_the_application_to_the_archive_by_what_the_panel_offers(clerk, session):
    clerk.apply("李新")
    for step, values in CLEAN:
        clerk.take(step, values)
    made = clerk.case("李新")
    assert (made["status"], made["outcome"], made["full_on"]) == ("full", "转为正式党员", "2027-07-10")
    votes = {"roll": 7, "due": 7, "present": 6, "in_favour": 6, "against": 0, "abstained": 0}
    assert ballots(session, "15") == [votes]
    assert session.reader.find("explanation") == []


def test_probation_is_extended_and_over_when_the_extension_is(clerk, session, answers):
    clerk.apply("陈二")
    clerk.bring_in("02", "22")
    assert "没有发现问题" in answers.heard("say")[-1]
    clerk.take("23", {**CONVERSION, "result": "延长预备期", "votes.in_favour": "5"})
    [meeting] = session.reader.find("step_record", step="23")
    assert (meeting["result"], meeting["until_on"]) == ("extended", "2028-01-10")
    clerk.take("24", {"happened_on": "2027-08-10", "result": "批准"})
    assert clerk.case("陈二")["status"] == "probationary"
    assert "2028年1月10日" in clerk.words()
    session.as_of = date(2028, 3, 1)
    clerk.page.refresh()
    clerk.settled()
    clerk.take(
        "23", {**CONVERSION, "happened_on": "2028-01-12", "result": "按期转正", "votes.in_favour": "5"}
    )
    clerk.take("24", {"happened_on": "2028-02-10", "result": "批准"})
    made = clerk.case("陈二")
    assert (made["status"], made["full_on"]) == ("full", "2028-01-10")


def test_a_meeting_on_two_people_is_entered_once_with_who_is_left_out(clerk, session, store):
    for name in ("王三", "赵四"):
        clerk.apply(name)
        clerk.bring_in("02", "14")
    clerk.press(clerk.page, "批量登记")
    bulk = clerk.find(BulkDialog)
    assert bulk.code == "15"
    clerk.press(bulk, "全选")
    clerk.fill(bulk.fields, {"happened_on": "2026-07-10", "result": "通过", "votes.present": "5"})
    clerk.fill(bulk.fields, {"votes.written": "1", "votes.written_on": "2026-07-08", "votes.in_favour": "6"})
    clerk.look(bulk)
    assert bulk.fields["votes.due"].text_value() == "7"
    clerk.press(bulk, "没有，点开填写…")
    left_out = clerk.find(LeftOutDialog)
    [line] = left_out.editor.lines
    line.name.insert("张七")
    line.reason.setCurrentIndex(line.reason.findText("年老体弱", Qt.MatchFlag.MatchStartsWith))
    for consent in line.findChildren(QCheckBox):
        consent.setChecked(True)
    clerk.press(left_out, "确定")
    assert bulk.fields["votes.due"].text_value() == "6"
    own = [spec.name for spec in bulk.table.own]
    bulk.table.at(1, OWN + own.index("votes.in_favour")).setText("3")
    clerk.look(bulk)
    assert "没有超过半数" in bulk.table.at(1, SAID).text()
    bulk.table.at(1, OWN + own.index("votes.in_favour")).setText("5")
    bulk.table.at(1, OWN + own.index("votes.against")).setText("1")
    clerk.look(bulk)
    assert [bulk.table.at(row, SAID).text() for row in range(2)] == ["可以登记", "可以登记"]
    assert clerk.save(bulk) == ""
    first, second = ballots(session, "15")
    assert (first["in_favour"], second["in_favour"], second["against"]) == (6, 5, 1)
    assert {(votes["due"], votes["written"], votes["left_out"][0]["name"]) for votes in (first, second)} == {
        (6, 1, "张七")
    }
    history.undo(store, actor="王干事")
    assert session.reader.find("step_record", step="15") == []


def test_probation_taken_away_ends_the_case(clerk):
    clerk.apply("钱六")
    clerk.bring_in("02", "22")
    clerk.take("23", {**CONVERSION, "result": "取消预备党员资格", "votes.in_favour": "5"})
    clerk.take("24", {"happened_on": "2027-08-10", "result": "批准"})
    made = clerk.case("钱六")
    assert (made["status"], made["outcome"]) == ("masses", "取消预备党员资格")
    assert "钱六" not in [row.name for row in clerk.page.model.shown]


def test_a_case_moves_to_another_branch_and_goes_on_there(clerk, branches):
    clerk.apply("赵四")
    clerk.bring_in("02", "06")
    clerk.press(clerk.page.panel, "材料和案卷")
    file = clerk.find(CaseDialog)
    clerk.press(file, "转到其他党支部…")
    asked = clerk.find(EntryDialog)
    clerk.fill(asked.fields, {"to": "西坡村党支部", "on": "2026-05-01"})
    assert clerk.save(asked) == ""
    assert clerk.case("赵四")["organization_id"] == branches[1]
    assert [line.cells[0] for line in file.moves.table.plain.rows] == ["东坡村党支部", "西坡村党支部"]
    file.close()
    clerk.take("07", {"happened_on": "2026-06-10", "result": "同意"})


def test_what_a_rule_forbids_is_entered_with_a_reason_that_stays_with_the_case(clerk, session):
    clerk.apply("周五")
    clerk.bring_in("02", "05")
    clerk.look_at("周五")
    clerk.page.table.setCurrentIndex(clerk.page.model.index(0, LEAD + 6))
    QTest.keyClick(clerk.page.table, Qt.Key.Key_Return)
    dialog = clerk.find(StepDialog)
    clerk.fill(dialog.fields, {"happened_on": "2026-03-09", "result": "同意"})
    said = clerk.save(dialog)
    assert "不满一年" in said or "满一年" in said
    assert "第十三条" in said
    assert session.reader.find("step_record", step="07") == []
    dialog.reason.setPlainText("提前一天开会，县委组织部已批准")
    assert clerk.save(dialog) == ""
    clerk.press(clerk.page.panel, "材料和案卷")
    reasons = [line.cells[1] for line in clerk.find(CaseDialog).reasons.table.plain.rows]
    assert set(reasons) == {"提前一天开会，县委组织部已批准"}


def test_a_date_emptied_takes_the_step_off_and_undo_brings_it_back(clerk, session, store, answers):
    clerk.apply("吴七")
    clerk.bring_in("02", "06")
    clerk.press(clerk.page.panel, "补录")
    dialog = clerk.find(PapersDialog)
    dialog.fields["04"].clear()
    clerk.fill(dialog.fields, {"06": "2026-03-04"})
    answers.give("ask", True)
    assert clerk.save(dialog) == ""
    assert "4 上级党委备案" in answers.heard("ask")[-1]
    days_left = [row["happened_on"] for row in session.reader.find("step_record", step="06")]
    assert (session.reader.find("step_record", step="04"), days_left) == ([], ["2026-03-04"])
    history.undo(store, actor="王干事")
    assert len(session.reader.find("step_record", step="04")) == 1
    assert len(session.reader.find("step_record", step="06")) == 2
