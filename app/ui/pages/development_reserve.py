"""长期未发展: branches that have long received nobody, and 党员空白村小组; 培养联系人: how many people each has."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QSplitter

from app.models.store import Store
from app.services.development.contacts import (
    CONTACT,
    INTRODUCER,
    Charge,
    ContactLoad,
    contact_loads,
    replace_contact,
)
from app.services.development.idle import (
    ORANGE,
    RED,
    YELLOW,
    BlankGroup,
    IdleBranch,
    blank_groups,
    idle_branches,
)
from app.ui.forms.entry import Entry, EntryDialog, day_typed
from app.ui.pane import Pane
from app.ui.session import Session
from app.ui.tables.list_part import ListPart
from app.ui.tables.plain import Heading, Line
from app.ui.widgets.scroll import scrolling

IDLE = (
    Heading("党支部", 240),
    Heading("村", 100),
    Heading("最近接收", 100),
    Heading("已满年数", 80, right=True),
    Heading("正式党员", 80, right=True),
    Heading("申请人", 70, right=True),
    Heading("积极分子", 80, right=True),
    Heading("发展对象", 80, right=True),
    Heading("程度", 190),
)
BLANK = (
    Heading("村", 160),
    Heading("村民小组", 200),
    Heading("户数", 80, right=True),
    Heading("储备人选", 420),
)
HOUSEHOLDS = 2
LOADS = (
    Heading("姓名", 120),
    Heading("所在党支部", 280),
    Heading("培养联系", 80, right=True),
    Heading("作介绍人", 80, right=True),
    Heading("应当更换的原因", 280),
)
CHARGES = (
    Heading("联系的人", 120),
    Heading("党支部", 280),
    Heading("阶段", 120),
    Heading("作为", 110),
    Heading("从", 110),
)
AT_LEAST = {YELLOW: "满一年以上", ORANGE: "满两年以上", RED: "满三年以上"}
TONES = {YELLOW: "", ORANGE: "warning", RED: "danger"}


class IdlePane(Pane):
    """Two different lists: branches without development for one, two, three years; groups without any 党员."""

    words = "长期未发展"
    group_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.years = QComboBox()
        self.years.setAccessibleName("满几年")
        for level, words in AT_LEAST.items():
            self.years.addItem(words, level)
        self.years.currentIndexChanged.connect(lambda _index: self.refresh())
        good = ("success", "没有长期未发展党员的党支部", "")
        self.idle = ListPart(IDLE, "长期没有发展党员的党支部", good)
        self.idle.row.addWidget(self.years)
        self.idle.table.setToolTip("双击或按回车：查看这个党支部")
        self.idle.opened.connect(lambda key: self.branch_wanted.emit(str(key)))
        self.blank = ListPart(BLANK, "党员空白村小组", ("success", "没有党员空白村小组", ""))
        self.blank.table.setToolTip("双击或按回车：查看这个村民小组")
        self.blank.opened.connect(lambda key: self.group_wanted.emit(str(key)))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.idle)
        split.addWidget(self.blank)
        self.body.addWidget(scrolling(split), 1)

    def refresh(self) -> None:
        """Read both lists as of the day worked on."""
        reader, as_of = self.session.reader, self.session.as_of
        found = idle_branches(reader, as_of=as_of, years=int(self.years.currentData()))
        self.idle.show_lines([_idle(one) for one in found], f"{len(found)} 个")
        groups = blank_groups(reader, as_of=as_of)
        bare = sum(not one.reserve for one in groups)
        note = f"{len(groups)} 个，其中 {bare} 个没有储备人选" if groups else ""
        self.blank.show_lines([_blank(one) for one in groups], note)
        known = any(one.households is not None for one in groups)
        self.blank.table.setColumnHidden(HOUSEHOLDS, not known)


class LoadsPane(Pane):
    """Contacts and introducers above, the people of the chosen one below; those who must be replaced in orange."""

    words = "培养联系人"
    case_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._loads: list[ContactLoad] = []
        nothing = ("people", "还没有培养联系人", "登记“指定培养联系人”这一步后列在这里。")
        self.loads = ListPart(LOADS, "培养联系人和入党介绍人", nothing)
        self.loads.picked.connect(lambda _key: self._show_charges())
        self.charges = ListPart(CHARGES, "联系的人", ("people", "没有联系的人", ""))
        self.charges.table.setToolTip("双击或按回车：打开案卷")
        self.charges.add_action("更换…", self.replace, icon="pair", needs_line=True)
        self.charges.opened.connect(lambda charge: self.case_wanted.emit(charge.case_id))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.loads)
        split.addWidget(self.charges)
        self.body.addWidget(scrolling(split), 1)

    def refresh(self) -> None:
        """Read who looks after whom."""
        self._loads = contact_loads(self.session.reader)
        wrong = sum(bool(one.problem) for one in self._loads)
        note = f"{len(self._loads)} 人" + (f"，{wrong} 人需要核对或更换" if wrong else "")
        self.loads.show_lines([_load(number, one) for number, one in enumerate(self._loads)], note)
        self._show_charges()

    def replace(self) -> EntryDialog:
        """Ask who takes over from the chosen contact."""
        load, charge = self._load_chosen(), self.charges.table.current
        entries = [
            Entry("name", f"新的{charge.role_label}", hint="正式党员的姓名"),
            Entry("on", "从哪天起", "date", self.session.as_of.isoformat()),
        ]
        old = load.name if load else ""

        def save(store: Store, values: dict[str, str]) -> None:
            replace_contact(
                store,
                charge.case_id,
                old,
                {"name": values["name"]},
                role=charge.role,
                on=day_typed(values["on"], "从哪天起"),
                actor=self.session.actor,
            )

        note = f"{charge.name}的{charge.role_label}现在是{old}，原来的留在案卷里。"
        dialog = EntryDialog(self.session, f"更换{charge.role_label}", entries, save, note=note, parent=self)
        dialog.open()
        return dialog

    def _load_chosen(self) -> ContactLoad | None:
        at = self.loads.table.current
        return self._loads[at] if at is not None and at < len(self._loads) else None

    def _show_charges(self) -> None:
        load = self._load_chosen()
        self.charges.show_lines([_charge(one) for one in load.charges] if load else [])
        self.charges.heading.setText(f"{load.name}联系的人" if load else "联系的人")


def _idle(one: IdleBranch) -> Line:
    numbers = (one.full, one.applicants, one.activists, one.objects)
    lead = (one.organization, one.village, one.last_on or "没有记录")
    cells = (*lead, str(one.years), *(str(number) for number in numbers), one.level_label)
    return Line(cells, one.organization_id, TONES[one.level], (*lead, one.years, *numbers, one.level))


def _blank(one: BlankGroup) -> Line:
    households = "" if one.households is None else str(one.households)
    cells = (one.village, one.group, households, "、".join(one.reserve) or "没有储备")
    sort = (one.village, one.group, one.households or 0, len(one.reserve))
    return Line(cells, one.group_id, "" if one.reserve else "warning", sort)


def _load(number: int, one: ContactLoad) -> Line:
    numbers = (one.number(CONTACT), one.number(INTRODUCER))
    cells = (one.name, one.organization, *(str(number) for number in numbers), one.problem)
    sort = (one.name, one.organization, *numbers, one.problem)
    return Line(cells, number, "warning" if one.problem else "", sort)


def _charge(one: Charge) -> Line:
    return Line((one.name, one.organization, one.stage_label, one.role_label, one.since), one)
