"""Sending the roster out as a workbook: numbers masked, or whole with a reason that is kept."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu

from app.models.store import Store
from app.progress import Progress
from app.services.exports import export
from app.services.lists import RosterView
from app.services.lists.exporting import export_shown
from app.ui import dialogs
from app.ui.session import Session

WORKBOOK = "表格文件 (*.xlsx)"
WHY = "导出完整的身份证号和电话要写明用途，用途会记入历史。\n请写明用途："


MakeView = Callable[[Store], RosterView]
"""Makes the view of what the page shows for the store it is read from."""


def fill_export_menu(menu: QMenu, session: Session, shown: Callable[[], MakeView]) -> None:
    """Offer the ways out; `shown` tells what the page shows now."""
    menu.clear()
    view = shown()
    ways = (
        ("导出现在显示的人和列（号码隐去中间几位）…", partial(export_view, session, view)),
        (
            "导出现在显示的人和列（完整号码）…",
            partial(with_reason, session, partial(export_view, session, view)),
        ),
        ("导出全部党员花名册（号码隐去中间几位）…", partial(export_roster, session)),
        ("导出全部党员花名册（完整号码）…", partial(with_reason, session, partial(export_roster, session))),
    )
    for words, way in ways:
        menu.addAction(words).triggered.connect(lambda _checked=False, way=way: way())
    menu.insertSeparator(menu.actions()[2])


def with_reason(session: Session, way: Callable[[str], None]) -> None:
    """Ask what whole numbers are wanted for, and go on when told."""
    reason = dialogs.ask_text(session.window, "导出完整号码", WHY)
    if reason:
        way(reason)


def export_view(session: Session, shown: MakeView, reason: str = "") -> None:
    """Ask where to, and write the people and columns shown; a reason lets the numbers out whole."""
    path = _ask_where(session)
    if path is None:
        return
    actor = session.actor

    def task(store: Store, progress: Progress) -> int:
        view = shown(store)
        try:
            return export_shown(store, view, path, reason=reason, actor=actor, progress=progress)
        finally:
            view.close()

    session.run(task, done=lambda count: _say_done(session, path, count), title="正在导出花名册")


def export_roster(session: Session, reason: str = "") -> None:
    """Ask where to, and write every member in the lane; a reason lets the numbers out whole."""
    path = _ask_where(session)
    if path is None:
        return
    actor = session.actor

    def task(store: Store, progress: Progress) -> int:
        return export(
            store, "members", path, full_ids=bool(reason), reason=reason, actor=actor, progress=progress
        )

    session.run(task, done=lambda count: _say_done(session, path, count), title="正在导出花名册")


def _ask_where(session: Session) -> Path | None:
    name = f"{session.township.name}党员花名册.xlsx"
    return dialogs.save_file(session.window, "导出花名册", name, WORKBOOK)


def _say_done(session: Session, path: Path, count: int) -> None:
    dialogs.say(session.window, "已导出", f"已导出 {count:,} 人，文件在：\n{path}", tone="success")
