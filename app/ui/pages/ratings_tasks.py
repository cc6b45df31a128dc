"""争创任务: goals and quarterly tasks of 先进 and 中间 branches; what is late in red."""

from PySide6.QtWidgets import QWidget

from app.models.store import Store
from app.services import rounds
from app.services.ratings.tasks import BranchTask, add_tasks, branch_tasks, finish_tasks
from app.services.rounds import Round
from app.ui.forms.dialog import FormDialog
from app.ui.forms.entry import Entry, EntryDialog, day_typed
from app.ui.forms.fields import ChoiceField
from app.ui.pane import Pane
from app.ui.session import Session
from app.ui.tables.list_part import ListPart
from app.ui.tables.plain import Heading, Line
from app.ui.widgets.filters import FilterBar

TASKS = (
    Heading("党支部", 186),
    Heading("定类", 52),
    Heading("争创目标", 84),
    Heading("季度", 66),
    Heading("工作举措", 246),
    Heading("要求", 104),
    Heading("责任人", 70),
    Heading("完成时限", 92),
    Heading("完成日期", 92),
    Heading("进度", 52, right=True),
    Heading("进展和备注", 104),
)
QUARTERS = ("全年", "一季度", "二季度", "三季度", "四季度")
LATE, OPEN, DONE = "late", "open", "done"
STATES = ((LATE, "已逾期"), (OPEN, "未完成"), (DONE, "已完成"))


class TasksPane(Pane):
    """All tasks of the year; given to many branches at once, finished many at once."""

    words = "争创任务"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._tasks: list[tuple[BranchTask, Line]] = []
        self.filters = FilterBar("按党支部名称查找")
        self.filters.add("quarter", "季度", [(str(n), words) for n, words in enumerate(QUARTERS)])
        self.filters.add("state", "情况", STATES)
        self.filters.changed.connect(self._show)
        self.body.addWidget(self.filters)
        empty = ("list", "没有任务", "用“布置任务”给先进、中间党支部布置每季度的工作举措。")
        self.list = ListPart(TASKS, "争创任务", empty)
        self.list.add_action("完成所选…", self._finish, icon="tick", needs_line=True)
        self.list.add_action("新增一项", self._add, icon="add")
        self.list.add_action("布置任务…", self._give, icon="list")
        self.list.opened.connect(self._correct)
        self.body.addWidget(self.list, 1)

    def refresh(self) -> None:
        """Read the tasks of the year."""
        year, as_of = self.session.year, self.session.as_of

        def question(store: Store) -> list[tuple[BranchTask, Line]]:
            return [(one, _line(one)) for one in branch_tasks(store, year, as_of=as_of)]

        self.read(question, self._take)

    def bring(self, record_id: str) -> None:
        """Bring a task into view."""
        self.filters.clear()
        self.list.table.choose(lambda key: key == record_id)

    def _take(self, tasks: list[tuple[BranchTask, Line]]) -> None:
        self._tasks = tasks
        self._show()

    def _show(self) -> None:
        text, quarter, state = self.filters.text, self.filters.value("quarter"), self.filters.value("state")
        shown = [
            (one, line)
            for one, line in self._tasks
            if text in one.organization
            and quarter in ("", str(one.quarter))
            and (not state or state in _states(one))
        ]
        done, late = sum(bool(one.done_on) for one, _ in shown), sum(one.is_late for one, _ in shown)
        said = f"{len(shown)} 项，完成 {done} 项，逾期 {late} 项" if shown else ""
        self.list.show_lines([line for _, line in shown], said)

    def _add(self) -> None:
        values = {"year": str(self.session.year), "quarter": "0"}
        FormDialog(
            self.session, "task", values=values, hidden=["year"], widgets=_widgets(), parent=self
        ).open()

    def _correct(self, record_id: str) -> None:
        FormDialog(self.session, "task", record_id=record_id, widgets=_widgets(), parent=self).open()

    def _finish(self) -> None:
        session, chosen = self.session, self.list.chosen
        entries = [Entry("on", "完成日期", "date", session.as_of.isoformat())]

        def save(store: Store, values: dict[str, str]) -> None:
            finish_tasks(store, chosen, on=day_typed(values["on"], "完成日期"), actor=session.actor)

        EntryDialog(session, f"完成所选 {len(chosen)} 项任务", entries, save, parent=self).open()

    def _give(self) -> None:
        year = self.session.year
        self.look_up(lambda store: rounds.rating_round(store, year), self._ask_tasks)

    def _ask_tasks(self, held: Round) -> None:
        session, year = self.session, held.year
        lowest = held.scheme.grades[-1]
        rows = [row for row in held.rows if (row.final or row.last) != lowest]
        entries = [
            Entry(
                "branches",
                "党支部（按空格勾选，末等支部在“整顿”里布置）",
                "checks",
                choices=tuple((row.organization_id, _named(row.organization, held.scheme.label_of(row.final or row.last))) for row in rows),
            ),
            Entry("contents", "工作举措（一行一项）", "note"),
            Entry(
                "quarters", "季度", "checks", "1；2；3；4",
                tuple((str(n), words) for n, words in enumerate(QUARTERS) if n),
            ),
            Entry("responsible", "责任人"),
        ]  # fmt: skip

        def save(store: Store, values: dict[str, str]) -> int:
            return add_tasks(
                store,
                year,
                [one for one in values["branches"].split("；") if one],
                values["contents"].splitlines(),
                quarters=[int(one) for one in values["quarters"].split("；") if one],
                responsible=values["responsible"],
                actor=session.actor,
            )

        EntryDialog(session, f"布置{year}年任务", entries, save, yes="布置", parent=self).open()


def _widgets() -> dict[str, QWidget]:
    quarters = [(str(number), words) for number, words in enumerate(QUARTERS)]
    return {"quarter": ChoiceField(quarters, required=False)}


def _named(branch: str, grade: str) -> str:
    return f"{branch}（{grade}）" if grade else branch


def _states(one: BranchTask) -> tuple[str, ...]:
    return (DONE,) if one.done_on else (OPEN, LATE) if one.is_late else (OPEN,)


def _line(one: BranchTask) -> Line:
    progress = "" if one.progress is None else f"{one.progress}%"
    cells = (
        one.organization,
        one.work,
        one.goal,
        QUARTERS[one.quarter],
        one.content,
        one.requirement,
        one.responsible,
        one.due_on,
        one.done_on,
        progress,
        one.note,
    )
    tone = "danger" if one.is_late else "text_soft" if one.done_on else ""
    sort = (*cells[:3], one.quarter, *cells[4:9], one.progress or 0, cells[10])
    return Line(cells, one.id, tone, sort)
