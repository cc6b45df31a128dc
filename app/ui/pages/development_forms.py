"""The forms of 发展党员: an application registered, a case made up or corrected, a step entered or corrected."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.services import boards
from app.ui.forms.dialog import FormDialog
from app.ui.pages.development_application import ApplicationDialog
from app.ui.pages.development_person import window_words
from app.ui.pages.development_step import StepDialog
from app.ui.session import Session


class CaseForms:
    """Opens forms over `parent`; `done` gets the case's id once something about it is stored."""

    def __init__(self, session: Session, parent: QWidget, done: Callable[[str], object]) -> None:
        self._session = session
        self._parent = parent
        self._done = done

    def register(self, *, known: bool) -> None:
        """Register the application of somebody new or, with `known`, of somebody the ledger has already."""
        ApplicationDialog(self._session, known=known, done=self._done, parent=self._parent).open()

    def add_case(self) -> None:
        """Make up the case of somebody further on, whose older steps are brought in afterwards."""
        fields = ("person_id", "organization_id", "village_group_id", "stage", "note")
        FormDialog(
            self._session, "case", fields=fields, title="补建案卷", done=self._done, parent=self._parent
        ).open()

    def correct_case(self, case_id: str) -> None:
        """Correct a case."""
        FormDialog(self._session, "case", record_id=case_id, parent=self._parent).open()

    def add_step(self, case_id: str, code: str) -> None:
        """Enter a step of a case."""
        step = next(one for one in boards.board_steps(self._session.as_of) if one.code == code)
        self._open_step(case_id, code, "登记", step.name)

    def correct_step(self, record_id: str, name: str) -> None:
        """Correct a step that was entered."""
        row = self._session.reader.get("step_record", record_id)
        if row is not None:
            self._open_step(row["case_id"], row["step"], "更正", name, record_id)

    def _open_step(self, case_id: str, code: str, verb: str, name: str, record_id: str | None = None) -> None:
        page = boards.case_page(self._session.reader, case_id, as_of=self._session.as_of)
        windows = [
            f"时间：{window_words(one)}" for one in page.next if one.step == code and record_id is None
        ]
        StepDialog(
            self._session,
            case_id,
            code,
            title=f"{verb}{page.name}的“{name}”",
            about="　".join([f"{page.name}（{page.organization}）", page.stage_label, *windows]),
            record_id=record_id,
            done=lambda: self._done(case_id),
            parent=self._parent,
        ).open()
