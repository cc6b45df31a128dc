"""The one seam through which the window speaks to the user and asks: tests put their answers here.

Qt's boxes are looked up where they are used: each takes its time to load, and the first picture needs none.
"""

from pathlib import Path

from PySide6 import QtWidgets
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.ui import icons, theme

UNTOUCHED = "您的数据没有改动。"
KEPT = "已经完成的部分已保存，可在“历史”中查看和撤销。"
WORKBOOKS = "表格文件 (*.xlsx *.xls *.et *.ods *.csv);;所有文件 (*)"


def say(parent: QWidget | None, title: str, text: str, *, tone: str = "info") -> None:
    """Tell something and wait for it to be read; tones: info, success, warning, danger."""
    box = _box(parent, title, text, tone)
    box.addButton("知道了", QtWidgets.QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def ask(
    parent: QWidget | None,
    title: str,
    question: str,
    *,
    yes: str = "确定",
    no: str = "取消",
    tone: str = "info",
    careful: bool = False,
) -> bool:
    """Ask a yes-or-no question; closing the box means no, and so does Enter where one should be careful."""
    box = _box(parent, title, question, tone)
    agreed = box.addButton(yes, QtWidgets.QMessageBox.ButtonRole.AcceptRole)
    refused = box.addButton(no, QtWidgets.QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(refused)
    default = refused if careful or tone == "danger" else agreed
    default.setProperty("role", "primary")
    theme.repolish(default)
    box.setDefaultButton(default)
    box.exec()
    return box.clickedButton() is agreed


def ask_text(parent: QWidget | None, title: str, prompt: str, text: str = "") -> str | None:
    """Ask for some words, such as a reason; None when the user gives up."""
    box = QtWidgets.QInputDialog(parent)
    box.setWindowTitle(title)
    box.setLabelText(prompt)
    box.setOption(QtWidgets.QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
    box.setTextValue(text)
    box.setOkButtonText("确定")
    box.setCancelButtonText("取消")
    box.resize(theme.px(460), theme.px(220))
    return box.textValue().strip() if box.exec() else None


def show_error(parent: QWidget | None, error: AppError, *, untouched: bool = True) -> None:
    """Show an expected failure: what happened, whether the data is safe, what to do."""
    box = _box(parent, "没有完成", error.what, "warning")
    box.setInformativeText("\n".join(part for part in (error.do, UNTOUCHED if untouched else KEPT) if part))
    box.addButton("知道了", QtWidgets.QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def show_bug(parent: QWidget | None, report: Path | None, *, untouched: bool = True) -> None:
    """Say that the program itself failed and where the report lies."""
    box = _box(parent, "程序出错", "程序出了意外的错误，刚才的操作没有完成。", "danger")
    safe = UNTOUCHED if untouched else KEPT
    where = f"错误报告已存为：\n{report}\n请把这个文件交给维护人员。" if report else "错误报告没能写下来。"
    box.setInformativeText(f"{safe}\n{where}")
    box.addButton("知道了", QtWidgets.QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def choose_files(
    parent: QWidget | None, title: str, filters: str = WORKBOOKS, folder: str = ""
) -> list[Path]:
    """Let the user pick existing files; empty when given up."""
    names, _ = QtWidgets.QFileDialog.getOpenFileNames(parent, title, folder or _desktop(), filters)
    return [Path(name) for name in names]


def choose_folder(parent: QWidget | None, title: str, folder: str = "") -> Path | None:
    """Let the user pick a folder."""
    name = QtWidgets.QFileDialog.getExistingDirectory(parent, title, folder or _desktop())
    return Path(name) if name else None


def save_file(parent: QWidget | None, title: str, name: str, filters: str) -> Path | None:
    """Let the user say where to save; the suffix of the suggested name is kept when none is typed."""
    place = str(Path(_desktop()) / name)
    chosen, _ = QtWidgets.QFileDialog.getSaveFileName(parent, title, place, filters)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(Path(name).suffix)


def _desktop() -> str:
    """Return where clerks keep their files: the desktop, else the home folder."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DesktopLocation)
    return found if Path(found).is_dir() else str(Path.home())


def _box(parent: QWidget | None, title: str, text: str, tone: str) -> "QtWidgets.QMessageBox":
    box = QtWidgets.QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    scale = box.devicePixelRatioF()
    box.setIconPixmap(icons.pixmap(tone, tone, theme.px(36), scale))
    return box
