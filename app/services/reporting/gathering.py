"""Facts for the papers, gathered from the ledger: the same figures the screen shows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.errors import BadInput
from app.models import queries_papers
from app.models.store import Row, Store
from app.reports.documents.records import (
    DueRow,
    FindingRow,
    MemberRow,
    OrganizationRow,
    Paper,
)
from app.reports.facts import GradeCount, HalfYear, OrganizationCount, VillageIncome
from app.rules import codes, terms
from app.rules.members import medal_day, party_age, party_age_start
from app.rules.quality.organizations import term_end
from app.rules.reference_terms import term_rules
from app.rules.tree import carried_up, nest
from app.rules.vocabulary import SEX_LABELS, Level, OrganizationKind, PersonStatus
from app.services import incomes, quality, rounds
from app.services.checks import check
from app.services.dues import DueItem, due
from app.services.figures import trace
from app.services.townships import township

OUTSIDE = "乡镇直属和单位"
DUE_DAYS = 90
TERM_HORIZON = timedelta(days=366)


def paper(store: Store, *, year: int, as_of: date) -> Paper:
    """Return who issues a paper and for when."""
    office = township(store)
    return Paper(office.name, year, as_of, office.level)


def members(store: Store) -> list[MemberRow]:
    """Return the roster as printed."""
    return [_member(row) for row in queries_papers.members(store)]


def fifty_years(store: Store, *, year: int, as_of: date) -> list[MemberRow]:
    """Return the members 50 years in the Party on 1 July, the same as the figure counts."""
    counted = {row.id for row in trace(store, "members.fifty_years", year=year, as_of=as_of).rows}
    day = medal_day(year)
    return [_member(row, day) for row in queries_papers.members(store) if row["id"] in counted]


def organizations(store: Store) -> list[OrganizationRow]:
    """Return the organizations as printed, those above others with the members below them."""
    rows = queries_papers.organizations(store)
    below = _below(rows)
    return [replace(_organization(row), below=below[row["id"]]) for row in rows]


def _below(rows: Sequence[Row]) -> dict[str, tuple[int, int]]:
    """Return organization id → full and probationary members of all organizations under it."""
    places = nest({row["id"]: row["parent_id"] for row in rows})
    full, probationary = (
        carried_up(places, {row["id"]: row[status] for row in rows}) for status in ("full", "probationary")
    )
    return {
        row["id"]: (full[row["id"]] - row["full"], probationary[row["id"]] - row["probationary"])
        for row in rows
    }


def terms_ending(store: Store, *, as_of: date) -> list[OrganizationRow]:
    """Return the organizations whose term is over or ends within a year, the earliest first."""
    rules = term_rules()
    ends = {one.id: term_end(one, rules) for one in quality.organizations(store)}
    found = []
    for row in queries_papers.organizations(store):
        end = ends.get(row["id"])
        if end is None or end.last > as_of + TERM_HORIZON:
            continue
        state = "逾期未换届" if terms.reminder(end, as_of, rules) == terms.OVERDUE else "即将届满"
        rural = terms.is_rural(row["field"], has_village=bool(row["village_id"]))
        years = terms.term_years(row["kind"], rural=rural, rules=rules)
        shown = _organization({**row, "term_ends_on": end.last.isoformat()}, state)
        found.append((end.last, replace(shown, term_years=years)))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def no_grades(year: int) -> BadInput:
    """Return what a paper or chart of a year without grades is refused with."""
    return BadInput(
        f"{year}年度还没有评定党支部等次。", "请先在“分类定级”里录入党委评定等次，或者换一个年度。"
    )


def unit_kind(row: rounds.RatingRow) -> str:
    """Return the group a branch is counted in: its village, or that it stands outside villages."""
    return row.village or OUTSIDE


def grade_counts(store: Store, *, year: int) -> tuple[GradeCount, ...]:
    """Return how many branches of each village, and outside villages, got each grade of the year's scheme."""
    held = rounds.rating_round(store, year)
    rows = [row for row in held.rows if row.final]
    counted = Counter((unit_kind(row), row.final) for row in rows)
    kinds = dict.fromkeys(unit_kind(row) for row in rows)
    return tuple(
        GradeCount(kind, tuple(counted[kind, grade] for grade in held.scheme.grades)) for kind in kinds
    )


def units(store: Store, *, as_of: date) -> tuple[OrganizationCount, ...]:
    """Return villages and what lies outside them with branches and members on a day."""
    return tuple(
        OrganizationCount(
            row["name"] or OUTSIDE,
            row["branches"],
            row["full"],
            row["probationary"],
            row["women"],
            row["minority"],
        )
        for row in queries_papers.units(store, as_of.isoformat())
    )


def village_incomes(
    store: Store, *, year: int, as_of: date, caliber: str = "total"
) -> tuple[VillageIncome, ...]:
    """Return each village's income of the year under a caliber, with operating income, target and last year's."""
    total = incomes.income_grid(store, year=year, as_of=as_of, caliber=caliber)
    operating = {
        r.village_id: r.total_fen
        for r in incomes.income_grid(store, year=year, as_of=as_of, caliber="operating").rows
    }
    former = incomes.income_grid(store, year=year - 1, as_of=as_of, caliber=caliber)
    before = {r.village_id: r.total_fen for r in former.rows}
    any_before = any(before.values())
    return tuple(
        VillageIncome(
            row.village,
            row.total_fen,
            operating.get(row.village_id, 0),
            row.target_fen,
            before.get(row.village_id, 0) if any_before else None,
        )
        for row in total.rows
    )


def half_year(store: Store, *, year: int) -> HalfYear:
    """Return the half-year check of a year as of 30 June."""
    on = date(year, 6, 30)
    operating = {
        r.village_id: r.actual_fen
        for r in incomes.half_year_check(store, year=year, as_of=on, caliber="operating")
    }
    villages = tuple(
        VillageIncome(row.village, row.actual_fen, operating.get(row.village_id, 0), row.target_fen)
        for row in incomes.half_year_check(store, year=year, as_of=on)
    )
    return HalfYear(year, on, villages)


def due_rows(store: Store, *, as_of: date, days: int = DUE_DAYS) -> list[DueRow]:
    """Return what falls due, as printed."""
    return [due_row(item, as_of) for item in due(store, as_of=as_of, days=days)]


def due_row(item: DueItem, as_of: date) -> DueRow:
    """Return one thing that falls due, as printed."""
    left = -item.late_days or ((item.on - as_of).days if item.on >= as_of else None)
    return DueRow(
        item.sentence,
        item.label,
        item.organization,
        item.on.isoformat(),
        left,
        f"{item.source}{item.article}",
    )


def findings(store: Store, *, as_of: date) -> list[FindingRow]:
    """Return the findings of a check, as printed."""
    return [
        FindingRow(
            Level.label_of(f.level), f.message, f.record_label, f"{f.source}{f.article}", f.explanation or ""
        )
        for f in check(store, as_of=as_of)
    ]


def _member(row: Row, day: date | None = None) -> MemberRow:
    start = party_age_start(row["full_on"], row["joined_on"], row["correction_months"]) if day else None
    return MemberRow(
        name=row["name"],
        sex=SEX_LABELS.get(row["sex"], ""),
        ethnicity=codes.label("ethnicity", row["ethnicity"]),
        birth_on=row["birth_on"] or "",
        education=codes.label("education", row["education"]),
        kind=PersonStatus.label_of(row["status"]),
        joined_on=row["joined_on"] or "",
        full_on=row["full_on"] or "",
        organization=row["organization"],
        duty=row["duties"],
        note=row["note"] or "",
        party_years=party_age(start, day) if day else None,
    )


def _organization(row: Row, state: str = "") -> OrganizationRow:
    return OrganizationRow(
        name=row["name"],
        kind=OrganizationKind.label_of(row["kind"]),
        parent=row["parent"],
        village=row["village"],
        secretary=row["secretary"] or "",
        full=row["full"],
        probationary=row["probationary"],
        elected_on=row["elected_on"] or "",
        term_ends_on=row["term_ends_on"] or "",
        state=state,
        note=row["note"] or "",
    )
