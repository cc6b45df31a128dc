"""What the file of a branch is made of: read from every ledger, laid out as small tables."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.models.store import Store
from app.rules.money import yuan
from app.rules.ratings import repeatedly_lowest
from app.rules.vocabulary import PersonStatus
from app.services.facts import organization_facts
from app.services.figures.view import EconomyYear
from app.services.ratings import rectifications, ties
from app.services.ratings.tasks import branch_tasks
from app.services.ratings.years import YearOfBranch, branch_years
from app.services.rounds import RatingRow
from app.ui.tables.plain import Line

TWICE = 2
ALL_INCOME = "total"
QUARTERS = ("全年", "一季度", "二季度", "三季度", "四季度")


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the file: the kind of form its lines open, headings as (words, width)."""

    kind: str
    title: str
    note: str
    headings: tuple[tuple[str, int], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class BranchParts:
    """Facts on top, tables below."""

    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """All years of a branch, the newest first, and what stands out (word, tone)."""

    years: tuple[YearOfBranch, ...]
    badges: tuple[tuple[str, str], ...]


def known_years(store: Store, organization_id: str) -> Track:
    """Return a branch's years and what stands out in them."""
    years = branch_years(store, organization_id)
    graded = [one for one in years if one.grade]
    if not graded:
        return Track(tuple(years), ())
    now = graded[0]
    best, lowest = now.scheme.grades[0], now.scheme.grades[-1]
    tone = "success" if now.grade == best else "danger" if now.grade == lowest else "info"
    badges = [(f"{now.year}年{now.scheme.label_of(now.grade)}", tone)]
    schemes = {one.year: one.scheme for one in years}
    running = repeatedly_lowest(
        {one.year: one.grade for one in years}, lambda year: schemes.get(year, now.scheme), now.year
    )
    if running >= TWICE:
        badges.append((f"连续{running}年{now.scheme.label_of(lowest)}", "danger"))
    return Track(tuple(years), tuple(badges))


def years_of(years: Sequence[YearOfBranch]) -> list[Line]:
    """Return the grade track as lines."""
    return [
        Line(
            (
                str(one.year),
                *map(
                    one.scheme.label_of,
                    (one.self_grade, one.mass_grade, one.township_grade, one.county_grade, one.grade),
                ),
                _steps(one.steps),
                _number(one.score),
                _number(one.satisfaction),
                one.goal,
                "；".join(word for word in (*one.vetoes, one.reason, one.note) if word),
            ),
            one.rating_id,
            "danger" if one.grade == one.scheme.grades[-1] else "",
        )
        for one in years
    ]


def parts_of(store: Store, row: RatingRow, year: int, as_of: date) -> BranchParts:
    """Read everything else about a branch."""
    facts = organization_facts(store, row.organization_id)
    people = [one for one in store.find("person", organization_id=row.organization_id) if not one["ended_on"]]
    counted = Counter(str(one["status"]) for one in people)
    members = "　".join(
        f"{PersonStatus.label_of(code)} {counted[code]}"
        for code in ("full", "probationary", "object", "activist", "applicant")
        if counted[code]
    )
    pairs = [*facts.pairs, ("党员和培养对象", members or "没有登记"), *_income(store, row, year)]
    return BranchParts(tuple(pairs), _parts(store, row.organization_id, year, as_of))


def _parts(store: Store, branch: str, year: int, as_of: date) -> tuple[Part, ...]:
    return (
        _files(store, branch, as_of),
        _pairs(store, branch, year),
        _points(store, branch, year),
        _tasks(store, branch, year, as_of),
    )


def _files(store: Store, branch: str, as_of: date) -> Part:
    lines = tuple(
        Line(
            (
                str(one.year),
                "、".join(w for w, on in (("后进", one.is_lagging), ("软弱涣散", one.is_slack)) if on),
                one.stage_label,
                one.due_on,
                one.closed_on,
                "；".join(one.situations),
            ),
            one.id,
            "danger" if one.late else "",
        )
        for one in rectifications.files_of(store, branch, as_of=as_of)
    )
    heads = (("年度", 60), ("标识", 120), ("阶段", 80), ("时限", 100), ("销号", 100), ("认定情形", 300))
    return Part("rectification", "整顿", f"{len(lines)} 次", heads, lines)


def _pairs(store: Store, branch: str, year: int) -> Part:
    lines = tuple(
        Line(
            (
                one.partner if one.organization_id == branch else one.organization,
                one.from_on,
                str(one.activities or ""),
                one.content,
                one.result,
            ),
            one.id,
        )
        for one in ties.pairs(store, year, branch)
    )
    heads = (("结对党组织", 220), ("开始", 100), ("活动", 60), ("内容", 200), ("成效", 200))
    return Part("pairing", f"{year}年结对共建", f"{len(lines)} 对", heads, lines)


def _points(store: Store, branch: str, year: int) -> Part:
    lines = tuple(
        Line((one.leader, one.duty, str(one.visits), str(one.solved), one.last_on), one.id)
        for one in ties.contact_points(store, year, branch)
    )
    heads = (("联系领导", 120), ("职务", 220), ("走访", 70), ("解决问题", 90), ("最近走访", 110))
    return Part("contact_point", f"{year}年联系点", f"{len(lines)} 个", heads, lines)


def _tasks(store: Store, branch: str, year: int, as_of: date) -> Part:
    lines = tuple(
        Line(
            (QUARTERS[one.quarter], one.content, one.responsible, one.due_on, one.done_on),
            one.id,
            "danger" if one.is_late else "",
        )
        for one in branch_tasks(store, year, as_of=as_of, organization_id=branch)
    )
    heads = (("季度", 80), ("工作举措", 320), ("责任人", 90), ("时限", 110), ("完成", 110))
    return Part("task", f"{year}年争创任务", f"{len(lines)} 项", heads, lines)


def _income(store: Store, row: RatingRow, year: int) -> list[tuple[str, str]]:
    branch = store.get("organization", row.organization_id)
    village = str(branch["village_id"] or "") if branch else ""
    if not village:
        return []
    sums = (
        (one, EconomyYear(store, one, village).amounts(ALL_INCOME).get(village, 0))
        for one in (year, year - 1)
    )
    return [(f"{row.village}集体收入", "　".join(f"{one}年 {yuan(fen)} 元" for one, fen in sums))]


def _steps(steps: int | None) -> str:
    if steps is None:
        return ""
    return "持平" if steps == 0 else f"升 {steps} 级" if steps > 0 else f"降 {-steps} 级"


def _number(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{hundredths / 100:g}"
