"""Registering an application: the applicant, the branch and the day in one form, the person, case and step 01 at once."""

from collections.abc import Callable
from typing import cast

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.models.store import Store
from app.rules.reference_forms import FormField
from app.services import editing
from app.services.development.cases import APPLICATION, open_case
from app.services.development.entries import step_form
from app.services.development.steps import StepRefused
from app.services.editing import FieldErrors
from app.ui import theme
from app.ui.forms.dialog import FormDialog
from app.ui.forms.person_field import PersonField
from app.ui.session import Session

PERSON = ("name", "id_number", "sex", "birth_on", "ethnicity", "education", "phone", "occupation")
WHERE = ("organization_id", "village_group_id")
RECEIVED = ("happened_on", "application.dated_on", "who")
CAME_FROM = FormField("came_from", "从外单位转入的，原来的党组织", "text", False, {}, "")
REASON = FormField("reason", "理由（确有依据的，写明后可以登记，理由随案卷保存）", "note", False, {}, "")


class ApplicationDialog(FormDialog):
    """Asks for somebody new or, with `known`, for somebody the ledger has; a reason only where a rule asks for one."""

    def __init__(
        self, session: Session, *, known: bool, done: Callable[[str], object], parent: QWidget
    ) -> None:
        as_of, actor = session.as_of, session.actor

        def write(store: Store, values: dict[str, str]) -> str:
            return open_case(
                store,
                application={name: values[name] for name in RECEIVED},
                person_id=values["person_id"] if known else None,
                person=None if known else {name: values[name] for name in PERSON},
                organization_id=values["organization_id"],
                village_group_id=values["village_group_id"],
                came_from=values["came_from"],
                override_reason=values["reason"],
                as_of=as_of,
                actor=actor,
            )

        title = "登记入党申请（台账里已有的人）" if known else "登记入党申请（新的申请人）"
        super().__init__(
            session, "case", specs=_specs(known=known), write=write, title=title, done=done, parent=parent
        )
        self._ask_reason(False)
        if known:
            cast(PersonField, self.fields["person_id"]).chosen.connect(self._offer_branch)

    def _offer_branch(self, person_id: str) -> None:
        """Offer where the person chosen belongs, until something else is chosen."""
        person = self._session.reader.get("person", person_id) or {}
        for name in WHERE:
            if person.get(name) and not self.fields[name].text_value():
                self.fields[name].put(person[name])

    def _ask_reason(self, on: bool) -> None:
        """Ask for the reason of an exception, or not, in a dialog as high as it needs."""
        cell = self.cells[REASON.name]
        if on == cell.isHidden():
            cell.setVisible(on)
            height = cell.sizeHint().height() + theme.space("s")
            self.resize(self.width(), self.height() + (height if on else -height))

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, FieldErrors) or not isinstance(error, AppError):
            super()._on_failed(error)
            return
        self.set_saving(False)
        self.message.show_message(str(error), "danger")
        if isinstance(error, StepRefused):
            self._ask_reason(error.may_override)
            cast(QWidget, self.fields[REASON.name]).setFocus()


def _specs(*, known: bool) -> list[FormField]:
    """Return what is asked for: of the person, where he applies, of the application; last what is rarely needed."""
    declared = {spec.name: spec for spec in editing.fields("case" if known else "person")}
    person = ("person_id",) if known else PERSON
    step = {spec.name: spec for spec in step_form(APPLICATION).fields}
    received = [
        FormField(name, step[name].label, step[name].kind, step[name].required, {}, "") for name in RECEIVED
    ]
    return [*(declared[name] for name in (*person, *WHERE)), *received, CAME_FROM, REASON]
