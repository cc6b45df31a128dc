"""The words of the papers of 分类定级 as the office writes them: reworded here, used wherever the paper is made."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.store import Store
from app.progress import Progress
from app.services.reporting.wordings import WordingLine, save_wording, wording_lines
from app.ui import theme
from app.ui.forms.entry import Entry, EntryDialog
from app.ui.session import Session
from app.ui.tables.list_part import ListPart
from app.ui.tables.plain import Heading, Line
from app.ui.widgets.filters import FilterBar

TEXTS = (Heading("公文", 170), Heading("用语", 170), Heading("内容", 480), Heading("来源", 80))
OWN, COMMON = "本单位", "通用"
NOTE = "分类定级、整顿和工作提醒的用语。【】里的内容由程序按台账填写，其他文字可以改成本单位的说法。"


class WordingPane(QWidget):
    """Every text that may be reworded, with the office's own marked; one is edited or put back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lines: dict[str, WordingLine] = {}
        box = QVBoxLayout(self)
        edge = theme.space("s")
        box.setContentsMargins(edge, edge, edge, edge)
        box.setSpacing(edge)
        self.filters = FilterBar("用语或内容")
        papers = dict.fromkeys(line.paper for line in wording_lines(session.reader))
        self.filters.add("paper", "公文", [(paper, paper) for paper in papers])
        self.filters.changed.connect(self._show)
        box.addWidget(self.filters)
        self.list = ListPart(TEXTS, "公文用语", ("list", "没有这样的用语", "换一个条件再找。"))
        self.list.add_action("修改…", self._edit, icon="edit", needs_line=True)
        self.reset = self.list.add_action("恢复原样", self._reset, icon="undo", needs_line=True)
        self.list.opened.connect(lambda _key: self._edit())
        self.list.picked.connect(lambda _key: self._enable())
        box.addWidget(self.list, 1)

    def refresh(self) -> None:
        """Read the texts."""
        self._lines = {line.key: line for line in wording_lines(self._session.reader)}
        self._show()

    def _show(self) -> None:
        text, paper = self.filters.text, self.filters.value("paper")
        shown = [
            line
            for line in self._lines.values()
            if paper in ("", line.paper) and text in f"{line.name}{line.text}"
        ]
        self.list.show_lines([_line(line) for line in shown], NOTE)
        self._enable()

    def _enable(self) -> None:
        line = self._lines.get(self.list.current)
        self.reset.setEnabled(line is not None and line.is_own)

    def _edit(self) -> None:
        line, session = self._lines[self.list.current], self._session

        def save(store: Store, values: dict[str, str]) -> None:
            save_wording(store, line.key, values["text"], actor=session.actor)

        blanks = f"可以用的有：{'、'.join(line.blanks)}。" if line.blanks else ""
        EntryDialog(
            session,
            f"修改公文用语：{line.paper}",
            [Entry("text", line.name, "long", line.text)],
            save,
            note=f"{NOTE}{blanks}",
            done=lambda _none: self.refresh(),
            parent=self,
        ).open()

    def _reset(self) -> None:
        key, actor = self.list.current, self._session.actor

        def task(store: Store, _progress: Progress) -> None:
            save_wording(store, key, "", actor=actor)

        self._session.run(task, done=lambda _none: self.refresh(), title="正在保存")


def _line(line: WordingLine) -> Line:
    text = line.text.replace("\n", "")
    return Line((line.paper, line.name, text, OWN if line.is_own else COMMON), line.key)
