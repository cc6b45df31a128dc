"""The sheet of paper with the recovery code."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from app import PROGRAM_NAME

TITLE = f"{PROGRAM_NAME}恢复码"
USE = (
    "忘记口令、换电脑或重装系统后，用它打开台账：在输入口令的窗口里点“忘记口令？用恢复码打开”，"
    "照上面输入，字母大写小写都可以。"
)
CARE = "请存放在保密柜中，不要和台账放在同一台电脑上。"
SIGNED = "保管人（签名）：　　　　　　　　　　日期：　　　　年　　月　　日"
CODE_FONTS = ["DejaVu Sans Mono", "Consolas", "monospace"]
MM_PER_INCH = 25.4
EDGE, TOP, CODE_HEIGHT, FRAME = 25.0, 30.0, 30.0, 0.3
LEFT, MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignCenter


def text(code: str, office: str) -> str:
    """Return the sheet's words."""
    return f"{TITLE}\n\n单位：{office}\n\n{code}\n\n{USE}\n{CARE}\n"


def print_code(parent: QWidget, code: str, office: str) -> None:
    """Print the sheet through the system's dialog."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    if QPrintDialog(printer, parent).exec():
        draw(printer, parent.font(), code, office)


def draw(printer: QPrinter, font: QFont, code: str, office: str) -> None:
    """Draw the sheet onto a printer: the code large and framed, in letters that cannot be taken for others."""
    mm = printer.resolution() / MM_PER_INCH
    width = printer.paperRect(QPrinter.Unit.Millimeter).width() - 2 * EDGE
    fixed = QFont(CODE_FONTS)
    fixed.setStyleHint(QFont.StyleHint.Monospace)
    top = TOP
    lines = (
        (font, 22, 20.0, MIDDLE, TITLE),
        (font, 14, 14.0, LEFT, f"单位：{office}"),
        (fixed, 22, CODE_HEIGHT, MIDDLE, code),
        (font, 14, 34.0, LEFT, f"\n{USE}\n{CARE}"),
        (font, 14, 30.0, LEFT, f"\n\n{SIGNED}"),
    )
    with QPainter(printer) as painter:
        painter.setPen(QPen(Qt.GlobalColor.black, FRAME * mm))
        for face, points, height, place, words in lines:
            face = QFont(face)
            face.setPointSize(points)
            painter.setFont(face)
            room = QRectF(EDGE * mm, top * mm, width * mm, height * mm)
            if words == code:
                painter.drawRect(room)
            painter.drawText(room, int(place | Qt.TextFlag.TextWordWrap), words)
            top += height
