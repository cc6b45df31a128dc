"""The rules a township works by: those in force, and what it has switched, added and entered itself.

Kept as settings of the ledger, in words because history and packages show them: “发展党员规则 L01” 启用 or 停用,
“发展党员材料 群众座谈记录” with its step and need, “节假日 2027” with the days, “审批期限起算”.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.errors import BadInput
from app.models.store import Store
from app.rules.calendar import WorkCalendar, WorkYear, chinese
from app.rules.development.rulebook import Rulebook
from app.rules.development.schema import DocumentKind, Rule
from app.rules.holidays import days_words, read_days
from app.rules.reference_development import LOCAL, development_rules
from app.rules.reference_holidays import work_calendar
from app.rules.vocabulary import Level
from app.services.townships import put_settings

RULE, PAPER, HOLIDAYS, APPROVAL = "发展党员规则 ", "发展党员材料 ", "节假日 ", "审批期限起算"
ON, OFF, BETWEEN = "启用", "停用", "；"
GAPS = "GAPS"
MEETING, RECEIVED = "meeting", "received"
STARTS = {MEETING: "支部党员大会之日", RECEIVED: "收到支部决议之日"}
NATIONAL, PLACE, ACROSS = "全国规定", "地方规定", "材料互查"
NEEDS = {"required": "必备", "optional": "选填", "ledger": "台账"}
FIRST_YEAR, LAST_YEAR = 2014, 2099
Stated = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as the settings list it. layer: 全国规定, 地方规定, 材料互查; terms: its limits in words; basis: where it stands.

    fixed: a 阻断 of the national text, which no township switches off.
    """

    code: str
    name: str
    layer: str
    level: Level
    terms: str
    basis: str
    on: bool
    fixed: bool


@dataclass(frozen=True, slots=True)
class HolidayLine:
    """One year's days off and worked weekends in words; own: entered by the office."""

    year: int
    off: str
    work: str
    source: str
    own: bool


def rulebook(store: Store) -> Rulebook:
    """Return the rules in use: the national ones, the local ones switched on, the office's own papers."""
    return _book(_stated(store, (RULE, PAPER, APPROVAL)))


def calendar(store: Store) -> WorkCalendar:
    """Return the table of working days in use: the shipped years with the office's own laid over them."""
    return _calendar(_stated(store, (HOLIDAYS,)))


def _stated(store: Store, beginnings: tuple[str, ...]) -> Stated:
    """Return the office's own settings of these kinds, in an order that does not depend on when they were made."""
    rows = ((str(row["name"]), str(row["value"] or "")) for row in store.find("setting"))
    return tuple(sorted((name, value) for name, value in rows if value and name.startswith(beginnings)))


@lru_cache(maxsize=8)
def _book(stated: Stated) -> Rulebook:
    shipped = development_rules()
    switches = {name.removeprefix(RULE): value for name, value in stated if name.startswith(RULE)}
    papers = [_paper(name.removeprefix(PAPER), value) for name, value in stated if name.startswith(PAPER)]
    approval = next((code for code, words in STARTS.items() if (APPROVAL, words) in stated), MEETING)
    if not stated:
        return shipped
    return shipped.with_papers(papers).switched(
        local=[code for code, value in switches.items() if value == ON],
        off=[code for code, value in switches.items() if value == OFF and code != GAPS],
        approval_from=approval,
        gaps=switches.get(GAPS) == ON,
    )


@lru_cache(maxsize=8)
def _calendar(stated: Stated) -> WorkCalendar:
    own = ((int(name.removeprefix(HOLIDAYS)), value) for name, value in stated)
    return WorkCalendar({**work_calendar().years, **{year: _year(year, value) for year, value in own}})


def _paper(name: str, value: str) -> DocumentKind:
    step, _, need = value.partition(BETWEEN)
    return DocumentKind(name, step, name, next(code for code, words in NEEDS.items() if words == need))


def _year(year: int, value: str) -> WorkYear:
    off, work, source = value.split(BETWEEN, 2)
    return WorkYear(read_days(off, year), read_days(work, year), source)


def rule_lines(store: Store, *, as_of: date) -> list[RuleLine]:
    """Return every rule: the national set in force on a day, then the local layer, then papers against each other."""
    book = rulebook(store)
    shipped = development_rules()
    national = [_line(rule, NATIONAL, on=_is_on(book, rule)) for rule in shipped.at(as_of).rules]
    local = [
        _line(rule, ACROSS if rule.source.startswith(ACROSS) else PLACE, on=rule.code in book.local)
        for rule in shipped.local_rules
    ]
    return [*national, *sorted(local, key=lambda line: line.layer == ACROSS)]


def _is_on(book: Rulebook, rule: Rule) -> bool:
    return book.gaps if rule.code == GAPS else rule.code not in book.off


def _line(rule: Rule, layer: str, *, on: bool) -> RuleLine:
    fixed = layer == NATIONAL and rule.level is Level.BLOCK
    return RuleLine(rule.code, rule.name, layer, rule.level, _terms(rule), _basis(rule), on or fixed, fixed)


def _basis(rule: Rule) -> str:
    """Return the regulation by its year with the article, or what else a rule rests on."""
    if rule.rule_set == LOCAL:
        return rule.source.partition("（")[0]
    is_regulation = rule.source in {one.title for one in development_rules().sets}
    return f"{rule.rule_set[:4]}年细则{rule.article}" if is_regulation else rule.source


def sets_in_words() -> str:
    """Return from which day each rule set holds."""
    return "，".join(f"{chinese(one.valid_from)}起按{one.code[:4]}年细则" for one in development_rules().sets)


UNITS = {
    "months": "{}个月",
    "special_months": "最长{}个月",
    "min_months": "不少于{}个月",
    "max_months": "不超过{}个月",
    "years": "{}周岁",
    "age": "{}周岁",
    "hours": "或者{}学时",
    "places": "{}处",
    "times": "{}次",
}
WORKING_DAYS = frozenset({"publicity", "notice"})


def _terms(rule: Rule) -> str:
    """Return the limits of a rule in words."""
    words = [UNITS[key].format(value) for key, value in rule.params.items() if key in UNITS]
    if "days" in rule.params:
        unit = "个工作日" if rule.check in WORKING_DAYS else "天"
        words.insert(0, f"{rule.params['days']}{unit}")
    if "min" in rule.params:
        least, most = rule.number("min"), rule.number("max")
        words.append(f"{least}名" if least == most else f"{least}至{most}名")
    return "，".join(words)


def switch_rules(store: Store, codes: Iterable[str], *, on: bool, actor: str) -> None:
    """Switch rules on or off. Raises BadInput for a 阻断 of the national text, which stays on."""
    shipped = development_rules()
    known = {rule.code: rule for rule in (*shipped.sets[-1].rules, *shipped.local_rules)}
    chosen = [known[code] for code in dict.fromkeys(codes)]
    for rule in chosen:
        if rule.rule_set != LOCAL and rule.level is Level.BLOCK and not on:
            raise BadInput(
                f"“{rule.name}”是{rule.source}的阻断规定，不能停用。",
                "个别情况可以在办理时写明理由后放行。",
            )
    if not chosen:
        return
    names = "、".join(rule.name for rule in chosen)
    with store.operation("setting", f"{'启用' if on else '停用'}发展党员规则：{names}", actor):
        put_settings(store, {f"{RULE}{rule.code}": ON if on else OFF for rule in chosen})


def approval_from(store: Store) -> str:
    """Return where the three months of approval begin: `meeting` or `received`."""
    return rulebook(store).approval_from


def set_approval_from(store: Store, start: str, *, actor: str) -> None:
    """Count the three months of approval from the branch's meeting or from the day its resolution arrived."""
    with store.operation("setting", f"审批期限从{STARTS[start]}算起", actor):
        put_settings(store, {APPROVAL: STARTS[start]})


def papers(store: Store) -> list[DocumentKind]:
    """Return every paper of a case in the order of the steps, the office's own ones among them."""
    return list(rulebook(store).documents)


def own_papers(store: Store) -> frozenset[str]:
    """Return the codes of the papers the office added."""
    return frozenset(name.removeprefix(PAPER) for name, _ in _stated(store, (PAPER,)))


def add_paper(store: Store, *, name: str, step: str, need: str, actor: str) -> None:
    """Add a paper to a step. Raises BadInput for a name that is empty or taken, a step or need that is none."""
    name = name.strip()
    book = rulebook(store)
    if not name:
        raise BadInput("还没有写材料名称。", "请填写名称，例如“群众座谈记录”。")
    if name in {paper.name for paper in book.documents}:
        raise BadInput(f"已有名为“{name}”的材料。", "请换一个名称。")
    if step not in book.steps or need not in NEEDS:
        raise BadInput("还没有选步骤或者要求。", "请从列表中选择。")
    with store.operation("setting", f"增加发展党员材料：{name}（{NEEDS[need]}）", actor):
        put_settings(store, {f"{PAPER}{name}": f"{step}{BETWEEN}{NEEDS[need]}"})


def remove_paper(store: Store, name: str, *, actor: str) -> None:
    """Take a paper the office added off the list. Raises BadInput for one of the shipped set or one in use."""
    if name not in own_papers(store):
        raise BadInput(f"“{name}”是通用的材料，不能去掉。", "只有自己增加的材料可以去掉。")
    if store.find("document", kind=name):
        raise BadInput(f"已有案卷收到“{name}”。", "请先在案卷里移除，再去掉这种材料。")
    with store.operation("setting", f"去掉发展党员材料：{name}", actor):
        put_settings(store, {f"{PAPER}{name}": ""})


def holiday_lines(store: Store) -> list[HolidayLine]:
    """Return the table of every known year, the newest first."""
    own = {name.removeprefix(HOLIDAYS) for name, _ in _stated(store, (HOLIDAYS,))}
    return [
        HolidayLine(year, days_words(table.off), days_words(table.work), table.source, str(year) in own)
        for year, table in sorted(calendar(store).years.items(), reverse=True)
    ]


def save_holidays(store: Store, *, year: str, off: str, work: str, source: str, actor: str) -> None:
    """Enter or correct a year's days off and worked weekends. Raises BadInput naming what cannot be read."""
    if not year.strip().isdecimal() or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise BadInput(f"年份“{year}”不对。", "请填四位年份，例如 2027。")
    number = int(year)
    away, worked = _days(off, number, "放假"), _days(work, number, "调休上班")
    both = away & worked
    if both:
        raise BadInput(f"{days_words(both)}既写成放假又写成上班。", "请只留一处。")
    weekdays = [day for day in sorted(worked) if day.weekday() < 5]
    if weekdays:
        raise BadInput(f"{days_words(weekdays)}不是星期六、星期日，本来就上班。", "调休上班只填周末。")
    if not away:
        raise BadInput("还没有写放假的日子。", "请照国务院办公厅的通知填写，例如“1月1日至3日”。")
    notice = source.strip() or f"国务院办公厅关于{number}年部分节假日安排的通知"
    told = BETWEEN.join((days_words(away), days_words(worked), notice))
    with store.operation("setting", f"登记{number}年节假日安排", actor):
        put_settings(store, {f"{HOLIDAYS}{number}": told})


def _days(text: str, year: int, what: str) -> frozenset[date]:
    try:
        return read_days(text, year)
    except ValueError as error:
        raise BadInput(f"{what}里的“{error}”看不出是哪一天。", "请写成“2月5日至11日、5月1日”。") from error


def reset_holidays(store: Store, year: int, *, actor: str) -> None:
    """Take back what the office entered for a year; the shipped table holds again where there is one."""
    with store.operation("setting", f"去掉自己登记的{year}年节假日安排", actor):
        put_settings(store, {f"{HOLIDAYS}{year}": ""})
