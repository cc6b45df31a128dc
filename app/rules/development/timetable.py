"""Timetable: from one or more fixed dates the legal window of every other step, a plan, and conflicts in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.errors import BadInput
from app.rules.calendar import WorkCalendar, chinese
from app.rules.development.constraints import POSTPONED, Constraint
from app.rules.development.facts import Person
from app.rules.development.rulebook import Rulebook, RuleSet
from app.rules.development.schema import StepKind
from app.rules.development.windows import Bond, Edge, Solution, month_bond, work_bond
from app.rules.vocabulary import Level

NOTICE, NOTICE_END = "08a", "08a.end"
BORN = "born"
ADULT = 18


@dataclass(frozen=True, slots=True)
class Limit:
    """One side of a window: the day, why in words, the rule next to it, and what crossing it would be (level)."""

    on: date
    why: str
    rule: Constraint | None
    level: Level


@dataclass(frozen=True, slots=True)
class Window:
    """The legal window of a step and of the papers that hang on it. None: no rule sets a limit on that side.

    planned: a date that fits together with all other planned dates; `until` the last day of 公示 in that plan.
    provisional: counted with a year whose 节假日 table is missing (暂定).
    """

    step: str
    name: str
    who: str
    fixed: bool
    earliest: Limit | None
    latest: Limit | None
    planned: date | None
    until: date | None
    papers: tuple[str, ...]
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Timetable:
    """Windows in the order of the steps, and the conflicts in words.

    Where the fixed dates break only rules of 警告, the windows are those of the 阻断 rules alone; where they break a
    阻断, there are none.
    """

    rule_set: str
    windows: tuple[Window, ...]
    conflicts: tuple[str, ...]


def timetable(
    fixed: Mapping[str, date],
    person: Person,
    today: date,
    book: Rulebook,
    calendar: WorkCalendar,
    *,
    pending: bool = False,
) -> Timetable:
    """Return the windows of all steps around the fixed dates (step code → date; `08a.end` for the last day of 公示).

    The rule set is the one in force on the latest fixed date, or a later one when the plan from there lists the
    person as 发展对象 only after it took force. pending: steps that are not fixed lie today or later; those that a step
    already taken should have come after are left out.
    Raises BadInput when a step is fixed that does not exist or that the rules of that day do not have.
    """
    around = _Around(fixed, person.birth.last if person.birth else None, today if pending else None)
    maker = _Maker(book.at(max(fixed.values(), default=today)), around, book, calendar)
    newer = maker.newer_rules()
    if newer:
        maker = _Maker(newer, around, book, calendar)
    conflicts: list[str] = []
    if conflict := maker.conflict():
        conflicts.append(conflict)
        maker.keep_hard_bonds()
        conflict = maker.conflict()
    if conflict:
        return Timetable(maker.rules.code, (), tuple(dict.fromkeys([*conflicts, conflict])))
    return Timetable(maker.rules.code, tuple(maker.windows()), tuple(conflicts))


@dataclass(frozen=True, slots=True)
class _Around:
    """What a timetable is built around: fixed dates, the day of birth, the first day open steps may lie on."""

    fixed: Mapping[str, date]
    born: date | None
    floor: date | None


class _Maker:
    """The pieces of one timetable."""

    def __init__(self, rules: RuleSet, around: _Around, book: Rulebook, calendar: WorkCalendar) -> None:
        self.rules = rules
        self.book = book
        self.calendar = calendar
        self._today = around.floor
        behind = self._behind(around)
        self.steps = {
            code: kind
            for code, kind in rules.steps.items()
            if code not in behind and self._applies(kind, around.fixed)
        }
        self.fixed = dict(around.fixed)
        for node in around.fixed:
            self._check(node)
        open_steps = (code for code in self.steps if code not in self.fixed)
        self.floors = dict.fromkeys(open_steps, around.floor) if around.floor else {}
        if around.born and rules.find("AGE"):
            self.fixed[BORN] = around.born
        self.bonds = tuple(bond for bond in self._bonds() if not self._is_past(bond))
        self.solution = Solution(self.bonds, self.fixed, self.floors)

    def _behind(self, around: _Around) -> set[str]:
        """Return the steps nobody wrote down although a later one is taken: they are no longer ahead of anyone."""
        if around.floor is None:
            return set()
        taken = {node.removesuffix(".end") for node, on in around.fixed.items() if on <= around.floor}
        return {code for one in taken for code in self.rules.needs.get(one, ())} - taken

    def _applies(self, kind: StepKind, fixed: Mapping[str, date]) -> bool:
        if kind.code not in self.rules.hard:
            return False
        trigger = next((fixed[one] for one in kind.triggers if one in fixed), None)
        return kind.valid_from is None or trigger is None or trigger >= kind.valid_from

    def _check(self, node: str) -> None:
        code = node.removesuffix(".end")
        if code not in self.book.steps:
            raise BadInput(f"没有编号为“{node}”的步骤。", "请从二十五个步骤和公示中选择。")
        if code not in self.steps:
            name = self.book.steps[code].name
            raise BadInput(
                f"按{self.rules.title}，没有“{name}”这一步。", "请去掉这一步，或者改用新细则施行以后的日期。"
            )

    def _bonds(self) -> Iterator[Bond]:
        for code in self.steps:
            for rule in self.rules.constraints.get(code, ()):
                if rule.start in self.steps and rule.code != POSTPONED:
                    yield month_bond(_end(rule.start), code, rule.months, is_max=rule.is_max, rule=rule)
        notice, age = self.rules.find("D04"), self.rules.find("AGE")
        if notice and NOTICE in self.steps:
            term = Constraint(
                NOTICE, NOTICE, 0, False, notice.code, notice.level, notice.article, notice.source
            )
            yield work_bond(NOTICE, NOTICE_END, notice.number("days"), self.calendar, term)
        if age:
            term = Constraint("01", BORN, 12 * ADULT, False, age.code, age.level, age.article, age.source)
            yield month_bond(BORN, "01", 12 * age.number("years"), is_max=False, rule=term)

    def _is_past(self, bond: Bond) -> bool:
        """Tell whether both ends of a bond are behind the person: what they contradict is a finding, not a matter of plans."""
        ends = [self.fixed.get(node) for node in (bond.earlier, bond.later)]
        return self._today is not None and all(on is not None and on <= self._today for on in ends)

    def newer_rules(self) -> RuleSet | None:
        """Return the later set whose steps the plan would come under, None when this one serves."""
        if self.conflict():
            return None
        plan = self.plan()
        listed = max((plan[code] for code in ("07", "08") if code in plan), default=None)
        newer = self.book.at(listed) if listed else self.rules
        return newer if newer.valid_from > self.rules.valid_from else None

    def keep_hard_bonds(self) -> None:
        """Solve again with the rules of 阻断 only."""
        self.bonds = tuple(bond for bond in self.bonds if bond.rule is None or bond.rule.level is Level.BLOCK)
        self.solution = Solution(self.bonds, self.fixed, self.floors)

    def _habits(self) -> Iterator[Bond]:
        for code, kind in self.steps.items():
            for start, months, days in kind.plan:
                if start in self.steps:
                    yield month_bond(_end(start), code, months, is_max=False, days=days)

    def plan(self) -> dict[str, date]:
        """Return dates that fit together: what comes before the fixed dates as late as it can be, the rest early."""
        usual = Solution((*self.bonds, *self._habits()), self.fixed, self.floors)
        start = usual if usual.conflict() is None else self.solution
        before = {
            other for node in self.fixed for other in self.rules.hard.get(node.removesuffix(".end"), ())
        }
        before |= {NOTICE_END} if NOTICE in before else set()
        chosen = {node: start.high[node].on for node in before if node in start.high} | self.fixed
        rest = Solution(start.bonds, chosen, self.floors)
        return {node: edge.on for node, edge in rest.low.items()}

    def windows(self) -> Iterator[Window]:
        """Yield the windows in the order of the steps."""
        plan = self.plan()
        for code, kind in self.steps.items():
            low, high = self.solution.low.get(code), self.solution.high.get(code)
            fixed = code in self.fixed
            yield Window(
                step=code,
                name=kind.name_in(self.rules.code),
                who=kind.who,
                fixed=fixed,
                earliest=self._limit(low, self.solution.low, "不早于") if low else None,
                latest=self._limit(high, self.solution.high, "不晚于") if high else None,
                planned=plan.get(code),
                until=plan.get(NOTICE_END) if code == NOTICE else None,
                papers=tuple(paper.code for paper in self.book.documents if paper.step == code),
                provisional=self._is_provisional(code),
            )

    def _is_provisional(self, code: str) -> bool:
        """Tell whether a side of the window rests on working days of a year without a table."""
        for edges in (self.solution.low, self.solution.high):
            edge = edges.get(code)
            if edge and any(rule.code == "D04" for rule in _chain(edge, edges)):
                years = {edges[node].on.year for node in (NOTICE, NOTICE_END) if node in edges}
                if not all(self.calendar.knows(year) for year in years):
                    return True
        return False

    def _limit(self, edge: Edge, edges: Mapping[str, Edge], side: str) -> Limit:
        if edge.rule is None:
            return Limit(edge.on, "已定" if edge.root in self.fixed else "今天以后", None, edge.level)
        reasons = self._reasons(edge, edges)
        why = f"{side}{chinese(edge.on)}（{reasons}；由{self._named(edge.root)}推出）"
        return Limit(edge.on, why, edge.rule, edge.level)

    def _reasons(self, edge: Edge, edges: Mapping[str, Edge]) -> str:
        """Return the terms on the way from the fixed date to this edge; plain order when there are none."""
        rules = [rule for rule in _chain(edge, edges) if rule.months or rule.code in {"D04", "AGE"}]
        terms = [self._reason(rule) for rule in reversed(rules)] or [
            self._reason(rule) for rule in _chain(edge, edges)[:1]
        ]
        return "，".join(dict.fromkeys(terms))

    def _reason(self, rule: Constraint) -> str:
        article = f"〔{rule.article}〕" if rule.article else ""
        if rule.code == "AGE":
            return f"年满十八岁{article}"
        if rule.code == "D04":
            return f"公示不少于五个工作日{article}"
        start, step = self._name(rule.start), self._name(rule.step)
        if not rule.months:
            return f"“{step}”在“{start}”以后{article}"
        span = f"{rule.months // 12}年" if rule.months % 12 == 0 else f"{rule.months}个月"
        return (
            f"“{step}”在“{start}”后{span}以内{article}"
            if rule.is_max
            else f"“{step}”距“{start}”满{span}{article}"
        )

    def _name(self, node: str) -> str:
        code = node.removesuffix(".end")
        if code == BORN:
            return "出生日期"
        return self.steps[code].name_in(self.rules.code) + ("结束" if node.endswith(".end") else "")

    def _named(self, node: str) -> str:
        on = self.fixed.get(node) or self.floors.get(node)
        return f"“{self._name(node)}”（{chinese(on)}）" if on else f"“{self._name(node)}”"

    def conflict(self) -> str | None:
        """Return the sentence naming the two dates that cannot both stand, None when all fit."""
        node = self.solution.conflict()
        if node is None:
            return None
        low, high = self.solution.low[node], self.solution.high[node]
        first, second = self._side(low), self._side(high)
        early = self._bound(low, self.solution.low, "最早")
        late = self._bound(high, self.solution.high, "最晚")
        return f"{first}与{second}不能同时成立：“{self._name(node)}”{early}，{late}。"

    def _side(self, edge: Edge) -> str:
        return "今天" if edge.root in self.floors else self._named(edge.root)

    def _bound(self, edge: Edge, edges: Mapping[str, Edge], side: str) -> str:
        if edge.rule is None:
            return f"定在{chinese(edge.on)}" if edge.root in self.fixed else f"{side}{chinese(edge.on)}"
        return f"{side}{chinese(edge.on)}（{self._reasons(edge, edges)}）"


def _chain(edge: Edge, edges: Mapping[str, Edge]) -> list[Constraint]:
    """Return the rules on the way from an edge back to the fixed date it rests on."""
    found: list[Constraint] = []
    here: Edge | None = edge
    while here is not None and here.rule is not None and len(found) < len(edges):
        found.append(here.rule)
        here = edges.get(here.via)
    return found


def _end(step: str) -> str:
    return NOTICE_END if step == NOTICE else step
