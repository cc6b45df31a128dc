"""The forms of 发展党员: a case for somebody known or new, a step entered or corrected."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.models.store import Store
from app.progress import Progress
from app.rules.vocabulary import PersonStatus
from app.services import boards, editing
from app.ui.forms.dialog import FormDialog
from app.ui.pages.development_person import window_words
from app.ui.pages.development_step import StepDialog
from app.ui.session import Session

FIRST_STEP = "01"
PERSON_FIELDS = (
    "name",
    "id_number",
    "sex",
    "ethnicity",
    "birth_on",
    "education",
    "organization_id",
    "village_group_id",
    "phone",
    "occupation",
)


class CaseForms:
    """Opens forms over `parent`; `done` gets the case's id once something about it is stored."""

    def __init__(self, session: Session, parent: QWidget, done: Callable[[str], object]) -> None:
        self._session = session
        self._parent = parent
        self._done = done

    def add_for_known(self) -> None:
        """Open a case for somebody the ledger knows already."""
        values = {"stage": PersonStatus.APPLICANT.value}
        fields = ("person_id", "organization_id", "village_group_id", "stage", "note")
        FormDialog(
            self._session, "case", values=values, fields=fields, done=self._done, parent=self._parent
        ).open()

    def add_for_new(self) -> None:
        """Register a new applicant, open his case, and ask for the day of the application."""
        FormDialog(
            self._session,
            "person",
            values={"status": PersonStatus.APPLICANT.value},
            hidden=("status",),
            fields=PERSON_FIELDS,
            title="登记新的入党申请人",
            done=self._open_case,
            parent=self._parent,
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

    def _open_case(self, person_id: str) -> None:
        actor = self._session.actor

        def task(store: Store, _progress: Progress) -> str:
            person = store.get("person", person_id) or {}
            values = {
                "person_id": person_id,
                "organization_id": person.get("organization_id") or "",
                "village_group_id": person.get("village_group_id") or "",
                "stage": PersonStatus.APPLICANT.value,
            }
            return editing.save(store, "case", values, actor=actor)

        self._session.run(task, done=self._on_case, title="正在建立案卷")

    def _on_case(self, case_id: str) -> None:
        self._done(case_id)
        self.add_step(case_id, FIRST_STEP)
