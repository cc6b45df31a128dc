"""待办: what falls due and what is late — steps of 发展党员, terms, income against time, 分类定级, 光荣在党50年."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.models.store import Store
from app.rules import economy, terms
from app.rules.calendar import Day, chinese
from app.rules.development.dues import due_items
from app.rules.members import medal_day
from app.rules.money import FEN_PER_WAN
from app.rules.quality.organizations import term_end
from app.rules.reference_quality import quality_rules
from app.rules.reference_terms import term_rules
from app.services import quality
from app.services.cases import held_cases
from app.services.economy.holdings import contract_reminders
from app.services.figures.incomes import behind, measured, primary_targets
from app.services.figures.registry import trace
from app.services.figures.view import YearView
from app.services.ratings import rectifications

HALF_YEAR_END = (6, 30)
HALF_YEAR_CHECK_DAYS = 31
RULE_OF_DUE = {
    "RECTIFICATION_DUE": "RECTIFICATION_LATE",
    "RECTIFICATION_TASK": "RECTIFICATION_TASK",
    "RECTIFICATION_MONTH": "RECTIFICATION_MONTH",
}
"""Code of a deadline of 整顿 → the rule of data quality that names its source."""
GOALS = "党支部晋位升级：争创目标和任务"


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to do by `on`. `late_days` is 0 until the day has passed; a wait that is over is never late.

    organization: the name of the branch it is for, step: the step of 发展党员, rule_set: the set it stands in.
    """

    on: date
    late_days: int
    label: str
    sentence: str
    code: str
    table: str
    record_id: str
    organization_id: str
    source: str = ""
    article: str = ""
    step: str = ""
    rule_set: str = ""
    organization: str = ""


def due(store: Store, *, as_of: date, days: int = 30) -> list[DueItem]:
    """Return what is late or falls due within `days` (terms: from their first reminder on), the most urgent first."""
    found = [
        *_development(store, as_of, days),
        *_terms(store, as_of, days),
        *_income(store, as_of, days),
        *_contracts(store, as_of, days),
        *_medals(store, as_of, days),
        *_rectification(store, as_of, days),
        *_filing(store, as_of, days),
    ]
    names = {row["id"]: row["name"] for row in store.find("organization")} if found else {}
    named = [replace(item, organization=names.get(item.organization_id, "")) for item in found]
    return sorted(named, key=lambda item: (item.late_days == 0, item.on, item.label, item.code))


def _late(on: date, as_of: date) -> int:
    return max((as_of - on).days, 0)


def _development(store: Store, as_of: date, days: int) -> Iterator[DueItem]:
    for held in held_cases(store):
        for item in due_items(held.case, as_of, days, held.book, held.calendar):
            yield DueItem(
                item.on,
                _late(item.on, as_of) if item.late else 0,
                held.case.person.name,
                item.sentence,
                item.code,
                "development_case",
                held.case.key,
                held.row["organization_id"] or "",
                item.source,
                item.article,
                item.step,
                item.rule_set,
            )


def _rectification(store: Store, as_of: date, days: int) -> Iterator[DueItem]:
    rules = quality_rules()
    for one in rectifications.deadlines(store, as_of=as_of):
        if one.on <= as_of + timedelta(days=days):
            rule = rules.get(RULE_OF_DUE.get(one.code, ""))
            yield DueItem(
                one.on, _late(one.on, as_of), one.label, one.sentence, one.code, one.table, one.record_id,
                one.organization_id, rule.source if rule else GOALS,
            )  # fmt: skip


def _filing(store: Store, as_of: date, days: int) -> Iterator[DueItem]:
    """Yield the rounds whose 公示 ends, or has ended, and that are not filed with the county by `as_of`."""
    rule = quality_rules()["ROUND_DAYS"]
    for row in store.find("rating_round"):
        if not row["publicity_to"] or (row["filed_on"] or "9999") <= as_of.isoformat():
            continue
        on = Day.parse(row["publicity_to"]).last
        if on > as_of + timedelta(days=days):
            continue
        if on < as_of:
            sentence = f"公示已于{chinese(on)}结束，还没有报县委组织部备案。"
        else:
            sentence = f"{chinese(on)}公示结束，没有异议的报县委组织部备案。"
        yield DueItem(
            on, _late(on, as_of), f"{row['year']}年分类定级", sentence, "ROUND_FILING", "rating_round", row["id"], "",
            rule.source, rule.article,
        )  # fmt: skip


def _terms(store: Store, as_of: date, days: int) -> Iterator[DueItem]:
    rules = term_rules()
    for one in quality.organizations(store):
        end = term_end(one, rules)
        level = terms.reminder(end, as_of, rules) if end else None
        if end is None or (level is None and end.last > as_of + timedelta(days=days)):
            continue
        if level == terms.OVERDUE:
            sentence = f"{end.chinese()}任期届满，尚未换届。"
        else:
            sentence = f"{end.chinese()}任期届满，请提前做好换届准备。"
        yield DueItem(
            end.last, _late(end.last, as_of), one.name, sentence, "TERM", "organization", one.id, one.id,
            rules.source, rules.article,
        )  # fmt: skip


def _income(store: Store, as_of: date, days: int) -> Iterator[DueItem]:
    view = YearView(store, as_of.year, as_of)
    targets = primary_targets(view.economy.targets)
    if not targets:
        return
    share = economy.year_share(as_of, as_of.year)
    for village in view.economy.villages:
        target = targets.get(village.id)
        actual = measured(view.economy, target) if target else 0
        if target and economy.is_behind(actual, target.fen, share):
            sentence = (
                f"今年收入{actual / FEN_PER_WAN:.2f}万元，完成目标{target.fen / FEN_PER_WAN:g}万元的"
                f"{100 * actual // target.fen}%，时间已过{int(100 * share)}%。"
            )
            yield DueItem(as_of, 0, village.name, sentence, "INCOME_BEHIND", "village", village.id, "")
    yield from _half_year(view, days)


def _half_year(view: YearView, days: int) -> Iterator[DueItem]:
    on = date(view.as_of.year, *HALF_YEAR_END)
    if not on - timedelta(days=days) <= view.as_of <= on + timedelta(days=HALF_YEAR_CHECK_DAYS):
        return
    names = [village.name for village in behind(YearView(view.store, view.year - 1, view.as_of))]
    if not view.economy.sums:
        found = "今年还没有登记收入，请先登记上半年收入"
    else:
        found = f"收入未过半的有{'、'.join(names)}，请及时调度" if names else "各村收入都已过半"
    sentence = f"{chinese(on)}半年核查：{found}。"
    yield DueItem(on, 0, "村集体经济半年核查", sentence, "HALF_YEAR", "village", "", "")


def _contracts(store: Store, as_of: date, days: int) -> Iterator[DueItem]:
    for one in contract_reminders(store, as_of=as_of, days=days):
        late = _late(one.on, as_of) if one.late else 0
        yield DueItem(one.on, late, one.village, one.sentence, one.code, "contract", one.contract_id, "")


def _medals(store: Store, as_of: date, days: int) -> Iterator[DueItem]:
    on = medal_day(as_of.year)
    if not as_of <= on <= as_of + timedelta(days=days):
        return
    this_year = trace(store, "members.fifty_years", year=as_of.year, as_of=as_of).rows
    before = {row.id for row in trace(store, "members.fifty_years", year=as_of.year - 1, as_of=as_of).rows}
    for row in this_year:
        if row.id not in before:
            sentence = f"{chinese(on)}前党龄满50年，请核实并颁发“光荣在党50年”纪念章。"
            yield DueItem(on, 0, str(row.values[0]), sentence, "FIFTY_YEARS", "person", row.id, "")
