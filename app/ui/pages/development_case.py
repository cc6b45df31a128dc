"""A person's case file: the checklist of papers with 齐备度, where the case has been, and what can become of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.errors import NotFound
from app.models.store import Store
from app.progress import Progress
from app.services import boards
from app.services.development.cases import moves
from app.services.development.documents import CaseDocuments, HeldPaper, PaperLine, documents, remove_document
from app.services.development.steps import overrides
from app.ui import theme
from app.ui.forms.enter import let_enter_be
from app.ui.pages import development_actions as actions
from app.ui.pages.development_papers import PapersDialog
from app.ui.session import Session
from app.ui.tables.list_part import ListPart
from app.ui.tables.plain import Heading, Line
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label

PAPERS = (
    Heading("材料", 300),
    Heading("步骤", 170),
    Heading("要求", 60),
    Heading("状态", 80),
    Heading("材料日期", 100),
    Heading("编号或文号", 130),
    Heading("收到日期", 100),
    Heading("备注", 120),
)
MOVES = (Heading("党组织", 280), Heading("从", 110), Heading("到", 110), Heading("原因", 320))
REASONS = (
    Heading("与规定不合的地方", 420),
    Heading("理由", 300),
    Heading("日期", 100),
    Heading("登记人", 110),
)
SETTLED = "现在已经没有这个问题"
WATCHED = frozenset({"document", "development_case", "case_move", "step_record", "explanation", "person"})


class CaseDialog(QDialog):
    """Stays open while things are entered; follows every change of the case."""

    def __init__(self, session: Session, case_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent or session.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._case = session, case_id
        self._held: CaseDocuments | None = None
        box = QVBoxLayout(self)
        edge = theme.space("l")
        box.setContentsMargins(edge, edge, edge, edge)
        box.setSpacing(theme.space("s"))
        self.state = label("", "heading", wrap=True)
        self.missing = label("", "soft", wrap=True)
        box.addWidget(self.state)
        box.addWidget(self.missing)
        tabs = QTabWidget()
        tabs.addTab(self._papers_tab(), "材料")
        tabs.addTab(self._past_tab(), "转接和例外")
        box.addWidget(tabs, 1)
        box.addLayout(self._foot())
        let_enter_be(self)
        session.changed.connect(self._on_changed)
        self.refresh()
        screen = self.screen().availableSize()
        self.resize(
            min(theme.px(1120), max(screen.width() - 60, 700)),
            min(theme.px(640), max(screen.height() - 60, 500)),
        )

    def refresh(self) -> None:
        """Read the case again; closes when it is gone."""
        reader = self._session.reader
        try:
            held = documents(reader, self._case, as_of=self._session.as_of)
        except NotFound:
            self.close()
            return
        case = reader.get("development_case", self._case) or {}
        closed = str(case.get("closed_on") or "")
        over = f"　{closed}结束：{case.get('outcome') or ''}" if closed else ""
        self._held = held
        self.setWindowTitle(f"{held.name}的案卷")
        self.state.setText(f"{held.name}　齐备度 {held.completeness}{over}")
        self.missing.setText(f"还缺：{'、'.join(held.missing)}" if held.missing else "应当有的材料都有了。")
        lines = [entry for line in held.lines for entry in _lines(line)]
        self.papers.show_lines(lines)
        self.moves.show_lines(
            [
                Line((one.organization, one.from_on, one.to_on, one.reason))
                for one in moves(reader, self._case)
            ]
        )
        self._show_reasons()
        for part in (self.move_button, self.end_button):
            part.setEnabled(not closed)
        self.resume_button.setEnabled(bool(closed))

    def _show_reasons(self) -> None:
        """Show what was entered in spite of a rule, in the words of the rule, with the reason."""
        reader = self._session.reader
        page = boards.case_page(reader, self._case, as_of=self._session.as_of)
        words = {one.code: one.message for one in page.findings}
        self.reasons.show_lines(
            [
                Line((words.get(one.code, SETTLED), one.reason, one.given_on, one.given_by))
                for one in overrides(reader, self._case)
            ]
        )

    def _papers_tab(self) -> QWidget:
        self.papers = ListPart(PAPERS, "材料清单", ("list", "没有材料", ""))
        self.papers.table.setToolTip("双击或按回车：登记或更正这份材料")
        self.papers.opened.connect(self._enter)
        self.papers.add_action("收到所选材料", self.receive, icon="tick", needs_line=True)
        self.papers.add_action("再登记一份", self._add, icon="add", needs_line=True)
        self.papers.add_action("移除", self._remove, icon="delete", needs_line=True)
        return self.papers

    def _past_tab(self) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, theme.space("s"), 0, 0)
        nothing = ("history", "没有转接过", "案卷转到其他党支部时，经过的党组织列在这里。")
        self.moves = ListPart(MOVES, "案卷经过的党组织", nothing)
        none = ("info", "没有例外", "规定不允许而写明理由登记的，理由列在这里。")
        self.reasons = ListPart(REASONS, "写明理由的例外", none)
        box.addWidget(self.moves, 1)
        box.addWidget(self.reasons, 1)
        return made

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.move_button = button("转到其他党支部…", lambda: self._act(actions.move))
        self.end_button = button("终止或结束…", lambda: self._act(actions.end))
        self.resume_button = button("恢复培养…", lambda: self._act(actions.resume))
        row.addWidget(button("补录以前的步骤…", self.bring_in, icon="history"))
        for part in (self.move_button, self.end_button, self.resume_button):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(button("关闭", self.accept))
        return row

    def bring_in(self) -> None:
        """Enter all dates of old papers in one sitting."""
        PapersDialog(self._session, self._case, parent=self).open()

    def receive(self) -> None:
        """Tick the chosen kinds of paper as received."""
        keys = [self.papers.table.plain.record(row).key for row in self.papers.table.chosen_rows()]
        chosen = list({line.code: line for line, _ in keys}.values())
        if chosen:
            actions.receive(self._session, self._case, chosen, self)

    def _act(self, ask: actions.Action) -> None:
        ask(self._session, self._case, self._held.name if self._held else "", self)

    def _enter(self, key: tuple[PaperLine, HeldPaper | None]) -> None:
        actions.enter_paper(self._session, self._case, *key, parent=self)

    def _add(self) -> None:
        line, _ = self.papers.table.current
        actions.enter_paper(self._session, self._case, line, None, self)

    def _remove(self) -> None:
        _, paper = self.papers.table.current
        if paper is None:
            return
        actor = self._session.actor

        def task(store: Store, _progress: Progress) -> None:
            remove_document(store, paper.id, actor=actor)

        self._session.run(task, done=lambda _none: None, title="移除材料")

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & WATCHED:
            self.refresh()


def _lines(line: PaperLine) -> list[Line]:
    if not line.held:
        state = (
            "还缺" if line.expected and line.need == "required" else "未到" if not line.expected else "没有"
        )
        tone = "warning" if state == "还缺" else ""
        return [Line((line.name, line.step_name, line.need_label, state, "", "", "", ""), (line, None), tone)]
    return [
        Line(
            (
                line.name,
                line.step_name,
                line.need_label,
                "已收到",
                one.dated_on,
                one.number,
                one.received_on,
                one.note,
            ),
            (line, one),
        )
        for one in line.held
    ]
