"""What becomes of a case besides its steps: ended, resumed, moved; and its papers received or corrected."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from app.models.store import Store
from app.services import editing
from app.services.development.cases import ENDINGS, end_case, move_case, resume_case
from app.services.development.documents import HeldPaper, PaperLine, receive_documents, save_document
from app.ui.forms.entry import Entry, EntryDialog, day_typed
from app.ui.session import Session

DAY = "日期"
Action = Callable[[Session, str, str, QWidget], EntryDialog]
"""Asks something about a case (its id, the person's name) over a widget."""


def end(session: Session, case_id: str, name: str, parent: QWidget) -> EntryDialog:
    """Ask how, when and why a case ends."""
    entries = [
        Entry("ending", "怎样结束", "choice", "stopped", tuple(ENDINGS.items())),
        Entry("on", DAY, "date", session.as_of.isoformat()),
        Entry("reason", "原因（转出、死亡的可以不写）", "note"),
    ]

    def save(store: Store, values: dict[str, str]) -> None:
        end_case(
            store,
            case_id,
            values["ending"],
            on=day_typed(values["on"], DAY),
            reason=values["reason"],
            as_of=session.as_of,
            actor=session.actor,
        )

    note = "结束以后，案卷不再列在进度表上；在“案卷”一栏选“已结束的案卷”可以找到。"
    return _open(EntryDialog(session, f"结束{name}的案卷", entries, save, note=note, parent=parent))


def resume(session: Session, case_id: str, name: str, parent: QWidget) -> EntryDialog:
    """Ask from when a stopped case goes on."""
    entries = [Entry("on", DAY, "date", session.as_of.isoformat()), Entry("reason", "原因", "note")]

    def save(store: Store, values: dict[str, str]) -> None:
        on = day_typed(values["on"], DAY)
        resume_case(store, case_id, on=on, reason=values["reason"], as_of=session.as_of, actor=session.actor)

    note = "只有终止培养和本人撤回申请的可以恢复；其他的重新申请，登记新的入党申请。"
    return _open(EntryDialog(session, f"恢复培养{name}", entries, save, note=note, parent=parent))


def move(session: Session, case_id: str, name: str, parent: QWidget) -> EntryDialog:
    """Ask which branch takes a case over, and when."""
    spec = next(one for one in editing.fields("case") if one.name == "organization_id")
    branches = tuple(editing.options(session.reader, spec))
    entries = [
        Entry("to", "接收的党支部", "choice", choices=branches),
        Entry("on", DAY, "date", session.as_of.isoformat()),
        Entry("reason", "原因", "note", "工作单位或者居住地变动"),
    ]

    def save(store: Store, values: dict[str, str]) -> None:
        move_case(
            store,
            case_id,
            values["to"],
            on=day_typed(values["on"], DAY),
            reason=values["reason"],
            actor=session.actor,
        )

    note = "已办的步骤照旧有效，培养教育的时间连续计算。"
    return _open(EntryDialog(session, f"把{name}转到其他党支部", entries, save, note=note, parent=parent))


def receive(session: Session, case_id: str, lines: Sequence[PaperLine], parent: QWidget) -> EntryDialog:
    """Ask for the day several kinds of paper came in."""
    entries = [
        Entry("received_on", "收到日期", "date", session.as_of.isoformat()),
        Entry("dated_on", "材料上的日期（相同的才填）", "date"),
    ]

    def save(store: Store, values: dict[str, str]) -> int:
        return receive_documents(
            store,
            case_id,
            [line.code for line in lines],
            received_on=day_typed(values["received_on"], "收到日期"),
            dated_on=values["dated_on"],
            actor=session.actor,
        )

    note = "收到：" + "、".join(line.name for line in lines)
    return _open(EntryDialog(session, "登记收到的材料", entries, save, note=note, parent=parent))


def enter_paper(
    session: Session, case_id: str, line: PaperLine, paper: HeldPaper | None, parent: QWidget
) -> EntryDialog:
    """Ask for one paper's dates and number, or correct them."""
    entries = [
        Entry("received_on", "收到日期", "date", paper.received_on if paper else session.as_of.isoformat()),
        Entry("dated_on", "材料上的日期", "date", paper.dated_on if paper else ""),
        Entry("number", "编号或文号", value=paper.number if paper else ""),
        Entry("note", "备注", "note", paper.note if paper else ""),
    ]

    def save(store: Store, values: dict[str, str]) -> str:
        return save_document(
            store,
            case_id,
            line.code,
            dated_on=values["dated_on"],
            number=values["number"],
            received_on=values["received_on"],
            note=values["note"],
            record_id=paper.id if paper else None,
            actor=session.actor,
        )

    title = f"{'更正' if paper else '登记'}：{line.name}"
    return _open(EntryDialog(session, title, entries, save, parent=parent))


def _open(dialog: EntryDialog) -> EntryDialog:
    dialog.open()
    return dialog
