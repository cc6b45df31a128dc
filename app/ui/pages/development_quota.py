"""计划名额: the year's places, given to branches, used and left; and 志愿书 as numbered booklets."""

from collections.abc import Callable

from app.errors import BadInput
from app.models.store import Store
from app.services.development.booklets import (
    ISSUED,
    STOCK,
    VOID,
    Booklet,
    add_range,
    booklets,
    issue,
    takers,
    void,
)
from app.services.development.quota import QuotaRow, give_places, quota
from app.ui.forms.entry import Entry, EntryDialog, day_typed
from app.ui.pane import Pane
from app.ui.session import Session
from app.ui.tables.list_part import ListPart
from app.ui.tables.plain import Heading, Line

PLACES = (
    Heading("党支部", 300),
    Heading("村", 120),
    Heading("分配名额", 90, right=True),
    Heading("已用", 70, right=True),
    Heading("剩余", 70, right=True),
    Heading("备注", 240),
)
BOOKLETS = (
    Heading("编号", 150),
    Heading("状态", 80),
    Heading("发给", 100),
    Heading("党支部", 240),
    Heading("入库日期", 100),
    Heading("发放日期", 100),
    Heading("作废日期", 100),
    Heading("作废原因", 180),
)
TOWNSHIP = ""
TONES = {STOCK: "", ISSUED: "success", VOID: "text_faint"}


class QuotaPane(Pane):
    """Every branch with its places of the year; Enter changes them."""

    words = "计划名额"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.places = ListPart(PLACES, "年度发展党员计划", ("people", "还没有党支部", "先登记或导入党组织。"))
        self.places.table.setToolTip("双击或按回车：分配名额")
        self.places.add_action("全乡镇计划…", lambda: self.give(TOWNSHIP), icon="edit")
        self.places.add_action(
            "分配给所选党支部…", lambda: self.give(self.places.current), icon="edit", needs_line=True
        )
        self.places.opened.connect(self.give)
        self.body.addWidget(self.places, 1)

    def refresh(self) -> None:
        """Read the plan of the year looked at."""
        plan = quota(self.session.reader, year=self.session.year)
        total = "还没有填全乡镇计划" if plan.total is None else f"全乡镇计划 {plan.total} 名"
        rest = "" if plan.total is None else f"，未分配 {plan.total - plan.given} 名"
        ungiven = f"，其中没有分到名额的党支部用了 {plan.used_ungiven} 名" if plan.used_ungiven else ""
        note = f"{plan.year}年　{total}，已分给党支部 {plan.given} 名{rest}；已用 {plan.used} 名{ungiven}"
        rows = sorted(plan.rows, key=lambda row: row.given is None and not row.used)
        self.places.show_lines([_place(row) for row in rows], note)

    def give(self, organization_id: str) -> EntryDialog:
        """Ask for the places of a branch, or of the township."""
        year, actor = self.session.year, self.session.actor
        plan = quota(self.session.reader, year=year)
        row = next((one for one in plan.rows if one.organization_id == organization_id), None)
        given = row.given if row else plan.total
        entries = [
            Entry("places", "名额", value="" if given is None else str(given), hint="整数"),
            Entry("note", "备注（如文号）", value=row.note if row else ""),
        ]

        def save(store: Store, values: dict[str, str]) -> None:
            text = values["places"]
            if not text.isdecimal():
                raise BadInput(f"名额“{text}”不是整数。" if text else "还没有填名额。", "请填整数，如 3。")
            give_places(
                store,
                year=year,
                organization_id=organization_id or None,
                places=int(text),
                note=values["note"],
                actor=actor,
            )

        name = row.organization if row else "全乡镇"
        dialog = EntryDialog(self.session, f"{name}{year}年名额", entries, save, parent=self)
        dialog.open()
        return dialog


class BookletsPane(Pane):
    """Every booklet by number with its state; ranges come in, single ones go out or are void."""

    words = "志愿书"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        nothing = ("list", "还没有登记志愿书", "从县委组织部领回志愿书后，用“登记号段”写下起止编号。")
        self.books = ListPart(BOOKLETS, "入党志愿书", nothing)
        self.books.add_action("登记号段…", self.add, icon="add")
        self.books.add_action("发放…", self.issue, icon="tick", needs_line=True)
        self.books.add_action("作废…", self.void, icon="delete", needs_line=True)
        self.body.addWidget(self.books, 1)

    def refresh(self) -> None:
        """Read all booklets."""
        found = booklets(self.session.reader)
        states = [one.state for one in found]
        note = "，".join(
            f"{words} {states.count(state)} 份"
            for state, words in ((STOCK, "在库"), (ISSUED, "已发放"), (VOID, "已作废"))
        )
        self.books.show_lines([_booklet(one) for one in found], f"共 {len(found)} 份：{note}")

    def add(self) -> EntryDialog:
        """Ask for a range of numbers."""
        entries = [
            Entry("first", "起始编号", hint="如 2023000101"),
            Entry("last", "截止编号（只有一份的不填）"),
            Entry("on", "领回日期", "date", self.session.as_of.isoformat()),
        ]

        def save(store: Store, values: dict[str, str]) -> int:
            day = day_typed(values["on"], "领回日期").isoformat()
            return add_range(
                store, values["first"], values["last"], received_on=day, actor=self.session.actor
            )

        return self._ask("登记号段", entries, save)

    def issue(self) -> EntryDialog:
        """Ask who gets the chosen booklet."""
        number = self.books.current
        offered = tuple(takers(self.session.reader))
        entries = [
            Entry("case", "发给", "choice", choices=offered),
            Entry("on", "发放日期", "date", self.session.as_of.isoformat()),
        ]

        def save(store: Store, values: dict[str, str]) -> None:
            if not values["case"]:
                raise BadInput("还没有选发给谁。", "请选择。")
            day = day_typed(values["on"], "发放日期")
            issue(store, number, values["case"], on=day, actor=self.session.actor)

        return self._ask(f"发放志愿书{number}", entries, save)

    def void(self) -> EntryDialog:
        """Ask why the chosen booklet is void."""
        number = self.books.current
        entries = [
            Entry("reason", "作废的原因", "note"),
            Entry("on", "作废日期", "date", self.session.as_of.isoformat()),
        ]

        def save(store: Store, values: dict[str, str]) -> None:
            day = day_typed(values["on"], "作废日期")
            void(store, number, reason=values["reason"], on=day, actor=self.session.actor)

        return self._ask(f"作废志愿书{number}", entries, save)

    def _ask(
        self, title: str, entries: list[Entry], save: Callable[[Store, dict[str, str]], object]
    ) -> EntryDialog:
        dialog = EntryDialog(self.session, title, entries, save, parent=self)
        dialog.open()
        return dialog


def _place(row: QuotaRow) -> Line:
    given = "" if row.given is None else str(row.given)
    cells = (row.organization, row.village, given, str(row.used), str(row.left) if given else "", row.note)
    sort = (row.organization, row.village, row.given or 0, row.used, row.left, row.note)
    over = row.given is not None and row.left < 0
    return Line(cells, row.organization_id, "danger" if over else "", sort)


def _booklet(one: Booklet) -> Line:
    cells = (
        one.number,
        one.state_label,
        one.name,
        one.organization,
        one.received_on,
        one.issued_on,
        one.voided_on,
        one.reason,
    )
    return Line(cells, one.number, TONES[one.state])
