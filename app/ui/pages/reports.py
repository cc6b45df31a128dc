"""报表: choose a report or a chart, see the paper it will be, print it or save it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, Qt, QTemporaryDir, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.errors import AppError
from app.models.store import Store
from app.progress import Progress
from app.reports.facts import Sentence
from app.services import reporting
from app.services.figures import figure_titles, stats
from app.services.reporting import Offer
from app.ui import dialogs, failures, icons, theme
from app.ui.other_years import OtherYears
from app.ui.page import PAGE_OF_TABLE, Page
from app.ui.pages.reports_choice import Choice, ChoiceList, all_choices, format_label
from app.ui.pages.reports_notes import NotesPanel
from app.ui.pages.reports_options import OptionsBar
from app.ui.pages.reports_paper import PaperView, draw_page, page_sizes
from app.ui.pages.reports_printing import PrintDialog, is_linux, print_drawn, print_pdf, require_printer
from app.ui.pages.reports_sources import SourcesPanel, figure_words
from app.ui.pages.reports_turning import PaperBar
from app.ui.trace import open_trace
from app.ui.widgets.empty import EmptyState

FIRST_HALF = 1
SLOW_MS = 400
PAPER = "reports.paper"
YEARLY = (
    ("annual", ("ratings", "economy")),
    ("rating", ("ratings",)),
    ("grade", ("ratings",)),
    ("income", ("economy",)),
    ("half-year", ("economy",)),
)
"""How the names of papers and charts of one year begin, and what that year must have records of."""


@dataclass(frozen=True, slots=True)
class Made:
    """What making a paper gives: the sizes of its pages, and what the clerk has to know about it."""

    sizes: Sequence[tuple[float, float]]
    refused: Sequence[str] = ()
    missing: str = ""
    sentences: Sequence[Sentence] = ()


class ReportsPage(Page):
    """Choice on the left, the paper on the right."""

    name = "reports"
    title = "报表"
    icon = "reports"
    listens = frozenset(PAGE_OF_TABLE)

    def build(self) -> None:
        """Make choice, paper and actions."""
        self._folder = _private_folder()
        self._path: Path | None = None
        self._making: Path | None = None
        self._numbers = count(1)
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self._say_making)
        self._build_actions()
        split = QSplitter(Qt.Orientation.Horizontal)
        self.choices = ChoiceList(all_choices())
        self.choices.chosen.connect(lambda _choice: self.refresh())
        self.options = OptionsBar()
        self.options.changed.connect(self._make)
        split.addWidget(self.choices)
        split.addWidget(self._build_paper())
        self.sources = SourcesPanel()
        self.sources.wanted.connect(lambda key: open_trace(self, key))
        split.addWidget(self.sources)
        split.setStretchFactor(1, 1)
        split.setSizes([theme.px(256), 1000, theme.px(300)])
        split.setChildrenCollapsible(False)
        self.body.addWidget(split, 1)

    def refresh(self) -> None:
        """Ask what the chosen paper can be about, then make it anew and show it."""
        choice = self.choices.current
        self._build_save_menu(choice)
        self.elsewhere.look(_subjects(choice))
        if choice is None or choice.report is None:
            self.options.put(None, Offer())
            self._make()
            return
        info, year, as_of = choice.report, self.session.year, self.session.as_of
        self._set_ready(False)
        expected = self._expect(choice)
        self.session.run(
            lambda store, _progress: reporting.offered(store, info, year=year, as_of=as_of),
            done=lambda offer: self._on_offered(choice, offer),
            failed=lambda error: self._on_failed(error, expected),
            title=f"生成{choice.title}",
            quiet=True,
            topic=PAPER,
            looked_at=True,
        )

    def show_record(self, record: str) -> None:
        """Choose the report or chart named `report:id` or `chart:id`."""
        self.choices.choose(record)

    def _build_actions(self) -> None:
        row = self.add_header()
        self.sources_button = QPushButton(icons.icon("trace"), "数字来源")
        self.sources_button.setCheckable(True)
        self.sources_button.setToolTip("看报告里每个数字由哪些记录组成")
        self.sources_button.toggled.connect(lambda _on: self._show_sources())
        row.addWidget(self.sources_button)
        self.print_button = QPushButton(icons.icon("print"), "打印")
        self.print_button.setShortcut("Ctrl+P")
        self.print_button.setToolTip("打印（Ctrl+P）")
        self.print_button.clicked.connect(self._print)
        row.addWidget(self.print_button)
        self.save_button = QPushButton(icons.icon("save", "on_accent"), "另存为")
        self.save_button.setProperty("role", "primary")
        self.save_menu = QMenu(self.save_button)
        self.save_button.setMenu(self.save_menu)
        row.addWidget(self.save_button)

    def _build_paper(self) -> QWidget:
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space("s"))
        self.notes = NotesPanel()
        self.elsewhere = OtherYears(self.session)
        box.addWidget(self.elsewhere)
        box.addWidget(self.options)
        box.addWidget(self.notes)
        self.paper = PaperView()
        self.paper.wanted.connect(self._on_wanted)
        self.empty = EmptyState("reports", "请在左边选择一份报表", "这里显示的就是打印出来的样子。")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.paper)
        box.addWidget(self.stack, 1)
        self.turning = PaperBar(self.paper)
        box.addWidget(self.turning)
        return side

    def _on_offered(self, choice: Choice, offer: Offer) -> None:
        if choice == self.choices.current:
            self.options.put(choice.report, offer)
            self._make()

    def _make(self) -> None:
        """Make the chosen paper as it is chosen to be, and show it."""
        choice = self.choices.current
        self._set_ready(False)
        self.sources_button.setVisible(False)
        self.sources.setVisible(False)
        self.header_note.setText(f"{self.session.year}年　截至 {self.session.as_of.isoformat()}")
        if choice is None:
            return
        out = self._expect(choice)
        try:
            task = self._task(choice, out)
        except AppError as error:
            self._on_failed(error, out)
            return
        self.session.run(
            task,
            done=lambda result: self._on_made(result, out),
            failed=lambda error: self._on_failed(error, out),
            title=f"生成{choice.title}",
            quiet=True,
            topic=PAPER,
            looked_at=True,
        )

    def _expect(self, choice: Choice) -> Path:
        """Wait for a paper and no other from now on, and say so when it takes its time; return the file it will be."""
        self._making = Path(self._folder.path()) / f"{choice.id}-{next(self._numbers)}.pdf"
        self.empty.show_words(f"正在生成{choice.title}……", "可以先去别的页面，做好了就显示在这里。")
        self._slow.start()
        return self._making

    def _say_making(self) -> None:
        """Take the paper before away when the new one takes its time."""
        self.turning.set_count(0)
        self.stack.setCurrentWidget(self.empty)

    def _task(self, choice: Choice, out: Path, *, measured: bool = True) -> Callable[[Store, Progress], Made]:
        year, as_of, chosen = self.session.year, self.session.as_of, self.options.chosen
        half = FIRST_HALF if choice.report is not None and choice.report.needs_half else None

        def make(store: Store, _progress: Progress) -> Made:
            if measured:
                _empty(out.parent)
            if choice.is_chart:
                reporting.make_chart(store, choice.id, year=year, as_of=as_of, out=out)
                return Made(page_sizes(out) if measured else ())
            result = reporting.make_report(
                store, choice.id, year=year, half=half, as_of=as_of, out=out, chosen=chosen
            )
            sizes = page_sizes(out) if measured else ()
            return Made(sizes, result.refused, result.missing_glyphs, result.sentences)

        return make

    def _on_made(self, made: Made, out: Path) -> None:
        """Show a paper, unless another one was asked for in the meantime."""
        if out != self._making:
            return
        self._slow.stop()
        self._path = out
        self.notes.show_notes(made.refused, made.missing)
        self.stack.setCurrentWidget(self.paper)
        self.paper.show_pages(made.sizes)
        self.turning.set_count(len(made.sizes))
        self.sources.show_sentences(made.sentences, self._figures() if made.sentences else {})
        self._show_sources()
        self._set_ready(True)

    def _figures(self) -> dict[str, str]:
        reader, year, as_of = self.session.reader, self.session.year, self.session.as_of
        return figure_words(
            figure_titles(reader, year=year, as_of=as_of), stats(reader, year=year, as_of=as_of)
        )

    def _show_sources(self) -> None:
        has_any = self.sources.has_any
        self.sources_button.setVisible(has_any)
        self.sources.setVisible(has_any and self.sources_button.isChecked())

    def _on_failed(self, error: BaseException, out: Path) -> None:
        if out != self._making:
            return
        self._slow.stop()
        if not isinstance(error, AppError):
            failures.report(self, error)
            return
        self.notes.show_notes((), "")
        self.turning.set_count(0)
        self.empty.show_words(error.what, error.do)
        self.stack.setCurrentWidget(self.empty)

    def _on_wanted(self, number: int, pixels: int) -> None:
        path = self._path
        if path is None:
            return

        def draw(_store: Store, _progress: Progress) -> QImage | None:
            return draw_page(path, number, pixels) if path == self._path and path.exists() else None

        def show(image: QImage | None) -> None:
            if image is not None and path == self._path:
                self.paper.put(number, image)

        self.session.run(draw, done=show, title="画出页面", quiet=True, looked_at=True)

    def _set_ready(self, ready: bool) -> None:
        self.print_button.setEnabled(ready)
        self.save_button.setEnabled(ready)

    def _build_save_menu(self, choice: Choice | None) -> None:
        self.save_menu.clear()
        for suffix in choice.formats if choice else ():
            action = self.save_menu.addAction(format_label(suffix))
            action.triggered.connect(lambda _on=False, kind=suffix: self._save(kind))

    def _save(self, suffix: str) -> None:
        choice = self.choices.current
        if choice is None:
            return
        about = f"（{self.options.words}）" if self.options.words else ""
        name = f"{self.session.township.name}{self.session.year}年{choice.title}{about}.{suffix}"
        path = dialogs.save_file(self, f"保存{choice.title}", name, f"{format_label(suffix)} (*.{suffix})")
        if path is not None:
            self.session.run(
                self._task(choice, path, measured=False),
                done=lambda _made: dialogs.say(self, "已保存", f"已保存为：\n{path}", tone="success"),
                title=f"保存{choice.title}",
            )

    def _print(self) -> None:
        if self._path is None:
            return
        try:
            names = require_printer()
            if not is_linux():
                print_drawn(self._path, self)
                return
            asked = PrintDialog(names, self)
            if asked.exec():
                print_pdf(self._path, asked.printer, asked.copies)
                dialogs.say(self, "已交给打印机", f"已交给“{asked.printer}”打印。", tone="success")
        except AppError as error:
            dialogs.show_error(self, error)


def _subjects(choice: Choice | None) -> tuple[str, ...]:
    """Return what the year must have records of for a paper to say something."""
    found = (subjects for start, subjects in YEARLY if choice is not None and choice.id.startswith(start))
    return next(found, ())


def _empty(folder: Path) -> None:
    """Remove earlier previews; only the lane reads and removes them, one after the other."""
    for old in folder.iterdir():
        old.unlink()


def _private_folder() -> QTemporaryDir:
    """Make a folder for previews that only this account can read and that is gone when the program ends."""
    folder = QTemporaryDir(QDir.tempPath() + "/baobiao-XXXXXX")
    app = QCoreApplication.instance()
    if app is not None:
        app.aboutToQuit.connect(folder.remove)
    return folder
