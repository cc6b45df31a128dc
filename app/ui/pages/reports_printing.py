"""Paper: on Linux the PDF itself goes to the print system; elsewhere its pages are drawn onto the printer."""

import platform
import shutil
import subprocess
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QSpinBox, QWidget

from app.errors import NotFound, StorageError
from app.ui import theme
from app.ui.pages.reports_paper import POINTS_PER_INCH, draw_page, page_sizes

DRAWN_DPI = 300
SECONDS = 20
ADVICE = "请先接好打印机并在系统里添加，或者另存为 PDF 拿到别处打印。"


class PrintDialog(QDialog):
    """Asks which printer and how many copies."""

    def __init__(self, names: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("打印")
        form = QFormLayout(self)
        self._printer = QComboBox()
        self._printer.addItems(names)
        form.addRow("打印机", self._printer)
        self._copies = QSpinBox(minimum=1, maximum=99)
        form.addRow("份数", self._copies)
        buttons = QDialogButtonBox()
        agreed = buttons.addButton("打印", QDialogButtonBox.ButtonRole.AcceptRole)
        agreed.setProperty("role", "primary")
        theme.repolish(agreed)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)

    @property
    def printer(self) -> str:
        """The printer chosen."""
        return self._printer.currentText()

    @property
    def copies(self) -> int:
        """How many copies."""
        return self._copies.value()


def is_linux() -> bool:
    """Tell whether the PDF can go to the print system as it is."""
    return platform.system() == "Linux"


def printers() -> list[str]:
    """Return the names of the printers there are, the default one first."""
    if is_linux():
        return _system_printers()
    names = list(QPrinterInfo.availablePrinterNames())
    first = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: name != first)


def _system_printers() -> list[str]:
    if shutil.which("lp") is None or shutil.which("lpstat") is None:
        return []
    listed = _run(["lpstat", "-e"]).stdout.split()
    told = _run(["lpstat", "-d"]).stdout.strip().rpartition(" ")[2]
    return sorted(listed, key=lambda name: name != told)


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)


def print_pdf(path: Path, printer: str, copies: int) -> None:
    """Hand a PDF to the print system (Linux). Raises StorageError when it refuses."""
    done = _run(["lp", "-d", printer, "-n", str(copies), str(path)])
    if done.returncode:
        raise StorageError("打印机没有接受这份报表。", ADVICE, detail=done.stderr)


def require_printer() -> list[str]:
    """Return the printers, or raise NotFound saying what to do without one."""
    found = printers()
    if not found:
        raise NotFound("这台电脑上没有找到打印机。", ADVICE)
    return found


def print_drawn(path: Path, parent: QWidget) -> bool:
    """Ask for printer and pages with the system's own dialog and draw the pages; False when given up."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    sizes = page_sizes(path)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(sizes))
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    draw_onto(printer, path)
    return True


def draw_onto(printer: QPrinter, path: Path) -> None:
    """Draw the chosen pages of a PDF onto `printer`, each turned as the paper is and fitted to it."""
    sizes = page_sizes(path)
    first, last = printer.fromPage() or 1, printer.toPage() or len(sizes)
    with QPainter() as painter:
        for number in range(first - 1, min(last, len(sizes))):
            width, height = sizes[number]
            wide = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
            printer.setPageOrientation(wide)
            if not painter.isActive():
                painter.begin(printer)
            else:
                printer.newPage()
            image = draw_page(path, number, round(width / POINTS_PER_INCH * DRAWN_DPI))
            room = painter.viewport()
            fitted = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(room.topLeft(), fitted)
            place.moveCenter(room.center())
            painter.drawImage(place, image)
