"""Taking an operation back from the window: the question first, then the work, then what had to stay."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.ui import dialogs
from app.ui.session import Session

if TYPE_CHECKING:
    from app.services.history import HistoryItem, UndoResult

KEPT_SHOWN = 12


def ask_back(
    parent: QWidget,
    session: Session,
    item: "HistoryItem",
    done: "Callable[[UndoResult], object] | None" = None,
    *,
    note: str = "",
) -> None:
    """Ask whether an operation is to be taken back, and do it; more than one record is said and needs a firm yes."""
    from app.services import history

    records = history.touched_records(session.reader, item.id)
    lines = [f"{note}要{item.verb}“{item.subject}”吗？"]
    if records > 1:
        lines.append(f"这一步涉及 {records:,} 条记录，会一起{item.verb}；以后又改过的保留不动。")
    if item.verb == history.WORDS[history.UNDO]:
        lines.append("撤销以后还可以恢复（Ctrl+Y）。")
    if dialogs.ask(parent, item.verb, "\n".join(lines), yes=item.verb, careful=records > 1):
        take_back(parent, session, item, done)


def take_back(
    parent: QWidget,
    session: Session,
    item: "HistoryItem",
    done: "Callable[[UndoResult], object] | None" = None,
) -> None:
    """Take an operation back without asking; what had to stay is told, unless `done` is given and tells it."""
    from app.services import history

    actor = session.actor

    def tell(result: "UndoResult") -> None:
        session.taken_back.emit(item.id, result)
        if done is not None:
            done(result)
        elif result.kept:
            kept = "\n".join(result.kept[:KEPT_SHOWN])
            more = f"\n……共 {len(result.kept)} 处" if len(result.kept) > KEPT_SHOWN else ""
            said = f"{result.sentence}\n以下内容后来又有变动，保留不动：\n{kept}{more}"
            dialogs.say(parent, f"已{item.verb}", said)

    session.run(
        lambda store, _progress: history.undo(store, operation=item.id, actor=actor),
        done=tell,
        title=f"正在{item.verb}",
    )
