"""First step: which files. Dropped, picked one by one, or a whole folder."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.rules.vocabulary import SheetKind
from app.ui import dialogs, icons, theme
from app.ui.widgets.labels import label

SUFFIXES = {".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv"}
KINDS = (
    ("organizations", "党组织情况表", "党组织名称、类别、上级、换届时间"),
    ("people", "党员花名册", "姓名、公民身份号码、入党时间、所在支部"),
    ("village", "村民小组情况表", "村名、村民小组、有无党员"),
    ("development", "发展党员台账", "姓名、各步骤的时间、培养联系人"),
    ("ratings", "分类定级、结对、整顿、联系点", "党支部、各年等次、结对支部、整改措施、联系领导"),
    ("economy", "集体经济收入、支出、目标、合同", "村名、日期、类别、金额、入账日期"),
)


def workbooks(paths: Iterable[Path]) -> list[Path]:
    """Return the workbooks among `paths`, folders searched through; files WPS and Excel keep while open are left out."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [one for one in inside if _is_workbook(one)]
    return list(dict.fromkeys(found))


def _is_workbook(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", ".~", "."))


class ChoosePane(QWidget):
    """Asks for files; `chosen(paths)` when there are some, `template_wanted(kind)` for an empty workbook."""

    chosen = Signal(list)
    template_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space("m"))
        self.drop = DropArea(self._take)
        box.addWidget(self.drop, 1)
        self.templates = self.drop.templates
        for code, words in SheetKind.labels().items():
            self.templates.addAction(words, partial(self.template_wanted.emit, code))
        self.kinds = QWidget()
        inside = QVBoxLayout(self.kinds)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(label("认得这些表，表头和顺序不必一样，会按内容自动识别：", "soft"))
        inside.addLayout(_kinds_grid())
        box.addWidget(self.kinds)

    def _take(self, paths: list[Path]) -> None:
        found = workbooks(paths)
        if found:
            self.chosen.emit(found)
        elif paths:
            dialogs.say(
                self,
                "没有找到表格",
                "选中的地方没有表格文件。\n可以导入 Excel、WPS 表格（xlsx、xls、et）、ods 和 csv 文件。",
                tone="warning",
            )


class DropArea(QFrame):
    """A large area that takes files dropped on it and has the two buttons."""

    def __init__(self, take: Callable[[list[Path]], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._take = take
        self.setObjectName("dropArea")
        self.setAcceptDrops(True)
        self.setMinimumHeight(theme.px(164))
        self._dress(False)
        box = QVBoxLayout(self)
        box.addStretch(1)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("import", "accent", theme.px(44), self.devicePixelRatioF()))
        for part in (
            picture,
            label("把表格文件或整个文件夹拖到这里", "heading"),
            label("也可以用下面的按钮选择。导入之前会先让您核对，确认后才写入台账。", "soft", wrap=True),
        ):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(part)
        box.addSpacing(theme.space("s"))
        box.addLayout(self._buttons())
        box.addStretch(1)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.files = QPushButton("选择文件…")
        self.files.setProperty("role", "primary")
        self.files.clicked.connect(lambda: self._take(dialogs.choose_files(self, "选择要导入的表格")))
        row.addWidget(self.files)
        self.folder = QPushButton(icons.icon("folder"), "选择文件夹…")
        self.folder.clicked.connect(self._on_folder)
        row.addWidget(self.folder)
        template = QPushButton("没有现成的表？取空白模板")
        template.setProperty("role", "link")
        self.templates = QMenu(template)
        template.setMenu(self.templates)
        row.addWidget(template)
        row.addStretch(1)
        return row

    def _on_folder(self) -> None:
        path = dialogs.choose_folder(self, "选择放有表格的文件夹")
        if path is not None:
            self._take([path])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say that files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._dress(True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Look as before."""
        self._dress(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        self._dress(False)
        self._take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _dress(self, hot: bool) -> None:
        edge, ground = ("accent", "accent_soft") if hot else ("line_strong", "surface")
        self.setStyleSheet(
            f"QFrame#dropArea {{ border: 2px dashed {theme.color(edge).name()};"
            f" border-radius: 10px; background: {theme.color(ground).name()}; }}"
        )


def _kinds_grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(theme.space("s"))
    for place, (icon, title, note) in enumerate(KINDS):
        card = QFrame()
        card.setObjectName("card")
        row = QHBoxLayout(card)
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, "text_soft", theme.px(24), card.devicePixelRatioF()))
        row.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title))
        words.addWidget(label(note, "faint", wrap=True))
        row.addLayout(words, 1)
        grid.addWidget(card, place // 3, place % 3)
    return grid
