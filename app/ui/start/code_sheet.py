"""The sheet of paper with the recovery code."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QWidget

from app import PROGRAM_NAME


def text(code: str, office: str) -> str:
    """Return the sheet's words."""
    return (
        f"{PROGRAM_NAME}恢复码\n\n单位：{office}\n\n{code}\n\n"
        "忘记口令、换电脑或重装系统后，用它打开台账。\n请存放在保密柜中，不要和台账放在同一台电脑上。\n"
    )


def print_code(parent: QWidget, code: str, office: str) -> None:
    """Print the sheet through the system's dialog."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if QPrintDialog(printer, parent).exec():
        font = QFont(parent.font())
        font.setPointSize(14)
        with QPainter(printer) as painter:
            painter.setFont(font)
            page = QRectF(painter.viewport()).adjusted(400, 400, -400, -400)
            painter.drawText(
                page, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), text(code, office)
            )
