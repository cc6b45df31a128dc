"""Sending the roster out as a workbook: numbers masked, or whole with a reason that is kept."""

from pathlib import Path

from PySide6.QtWidgets import QMenu

from app.models.store import Store
from app.progress import Progress
from app.services.exports import export
from app.ui import dialogs
from app.ui.session import Session

WORKBOOK = "表格文件 (*.xlsx)"
WHY = "导出完整的身份证号和电话要写明用途，用途会记入历史。\n请写明用途："


def fill_export_menu(menu: QMenu, session: Session) -> None:
    """Offer the ways out."""
    menu.clear()
    menu.addAction("导出花名册（号码隐去中间几位）…").triggered.connect(lambda: export_roster(session))
    menu.addAction("导出花名册（完整号码）…").triggered.connect(lambda: export_whole_numbers(session))


def export_whole_numbers(session: Session) -> None:
    """Ask for the reason first."""
    reason = dialogs.ask_text(session.window, "导出完整号码", WHY)
    if reason:
        export_roster(session, reason)


def export_roster(session: Session, reason: str = "") -> None:
    """Ask where to, and write the workbook in the lane; a reason lets the numbers out whole."""
    name = f"{session.township.name}党员花名册.xlsx"
    path = dialogs.save_file(session.window, "导出花名册", name, WORKBOOK)
    if path is None:
        return
    actor = session.actor

    def task(store: Store, progress: Progress) -> int:
        return export(
            store, "members", path, full_ids=bool(reason), reason=reason, actor=actor, progress=progress
        )

    session.run(task, done=lambda count: _say_done(session, path, count), title="正在导出花名册")


def _say_done(session: Session, path: Path, count: int) -> None:
    dialogs.say(session.window, "已导出", f"已导出 {count:,} 人，文件在：\n{path}", tone="success")
