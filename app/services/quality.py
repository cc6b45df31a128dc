"""The ledger as the rules of data quality judge it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from app.models import queries_quality
from app.models.store import Store
from app.progress import SILENT, Progress
from app.rules import ratings
from app.rules.quality.files import judge_files
from app.rules.quality.findings import Breach
from app.rules.quality.ledgers import (
    CostFacts,
    IncomeFacts,
    PlatformFacts,
    judge_costs,
    judge_income,
    judge_platform,
    judge_sources,
)
from app.rules.quality.organizations import GroupFacts, OrganizationFacts, judge_groups, judge_organizations
from app.rules.quality.people import PersonFacts, judge_alike, judge_people
from app.rules.quality.rounds import (
    ROUND_DAYS,
    STEPS,
    ContactFacts,
    PairFacts,
    RatedBranch,
    RatingFacts,
    RoundFacts,
    judge_contacts,
    judge_lowest,
    judge_missing,
    judge_pairs,
    judge_ratings,
    judge_round,
    judge_shares,
)
from app.rules.ratings_notes import split_items
from app.rules.reference_economy import accountings
from app.rules.reference_quality import quality_rules
from app.rules.reference_terms import term_rules
from app.services.development.ownrules import calendar
from app.services.economy.lines import lines
from app.services.economy.platformsums import kept_comparisons
from app.services.ratings import rectifications
from app.services.ratings.plain import texts_of
from app.services.ratings.schemes import schemes_by_year

AT_A_TIME = 1_000


def breaches(store: Store, today: date, progress: Progress = SILENT) -> Iterator[Breach]:
    """Judge every subject of the ledger by the shipped rules; breaches of rules switched off are left out."""
    rules = quality_rules()
    entries = income(store)
    sourced = queries_quality.villages_with_sources(store) if lines(store).asks_source else set()
    judged = (
        judge_organizations(organizations(store), rules, term_rules(), today),
        judge_groups(groups(store)),
        judge_people(_people(queries_quality.people(store), progress), rules, today),
        judge_alike(_people(queries_quality.alike(store), progress)),
        *_judged_round(store, today),
        judge_files(rectifications.facts(store), today),
        judge_pairs(PairFacts(**row) for row in queries_quality.pairs(store)),
        judge_contacts(ContactFacts(**row) for row in queries_quality.contact_points(store)),
        judge_income(entries, rules, accountings(), today),
        judge_sources(entries, sourced),
        judge_costs((CostFacts(*row) for row in queries_quality.costs(store)), accountings()),
        judge_platform(_platform(store)),
    )
    for found in judged:
        yield from (breach for breach in found if breach.code in rules)


def _judged_round(store: Store, today: date) -> Iterator[Iterator[Breach]]:
    """Judge the days of every round, and the newest one graded by today under the scheme it is held under.

    A grade dated later is not known yet.
    """
    rules, working_days = quality_rules(), calendar(store)
    rounds = {row["year"]: row for row in store.find("rating_round")}
    for year, row in rounds.items():
        yield judge_round(RoundFacts(row["id"], year, texts_of(row, ROUND_DAYS)), rules, working_days)
    branches = _rated_branches(store, today)
    years = {year for branch in branches for year in branch.grades if year <= today.year}
    if not years:
        return
    year, scheme_in = max(years), schemes_by_year(store)
    graded = _ratings(store, year, today)
    listed = queries_quality.listed_organizations(store, year, today.isoformat())
    yield judge_missing(branches, year)
    yield judge_lowest(branches, graded, listed, rules, scheme_in, year)
    yield judge_ratings(graded, scheme_in(year), year)
    by_field: dict[str, list[str]] = {}
    for branch in branches:
        if year in branch.grades:
            by_field.setdefault(branch.field, []).append(branch.grades[year])
    yield judge_shares(rounds[year]["id"] if year in rounds else "", year, by_field, scheme_in(year))


def _ratings(store: Store, year: int, today: date) -> list[RatingFacts]:
    return [
        RatingFacts(
            row["id"],
            row["organization_id"],
            row["name"],
            ratings.final_grade(row["township"], row["county"]) or "",
            "county_grade" if row["county"] else "township_grade",
            split_items(row["vetoes"]),
            texts_of(row, STEPS),
        )
        for row in queries_quality.ratings_of_year(store, year, today.isoformat())
    ]


def _people(rows: Iterable[tuple[Any, ...]], progress: Progress) -> Iterator[PersonFacts]:
    for number, (*facts, stages) in enumerate(rows):
        if number % AT_A_TIME == 0:
            progress.step(number, 0, f"正在检查：已检查{number}人")
        yield PersonFacts._make((*facts, tuple(stages.split(",")) if stages else ()))


def organizations(store: Store) -> list[OrganizationFacts]:
    """Return the living organizations."""
    return [
        OrganizationFacts(
            **{
                **row,
                "parent_ended": bool(row["parent_ended"]),
                "has_village": bool(row["has_village"]),
            }
        )
        for row in queries_quality.organizations(store)
    ]


def groups(store: Store) -> list[GroupFacts]:
    """Return the living village groups with the members placed in them."""
    members: dict[str, list[str]] = {}
    for group_id, name in queries_quality.group_members(store):
        members.setdefault(group_id, []).append(name)
    rows = queries_quality.groups(store)
    placed = {row["village_id"] for row in rows if row["id"] in members}
    return [
        GroupFacts(
            row["id"],
            row["name"],
            row["village"],
            row["states_member"],
            tuple(members.get(row["id"], ())),
            row["reserve"],
            row["village_id"] in placed,
        )
        for row in rows
    ]


def income(store: Store) -> list[IncomeFacts]:
    """Return every entry of income."""
    return [IncomeFacts(*row) for row in queries_quality.income(store)]


def _platform(store: Store) -> Iterator[PlatformFacts]:
    for found in kept_comparisons(store):
        for one in found.differences:
            yield PlatformFacts(
                one.village_id, one.village, f"{found.year}年{one.period}", one.category,
                one.platform_fen, one.ledger_fen, f"{one.remark}。" if one.remark else "",
            )  # fmt: skip


def _rated_branches(store: Store, today: date) -> list[RatedBranch]:
    grades: dict[str, dict[int, str]] = {}
    for row in queries_quality.grades(store, today.isoformat()):
        if grade := ratings.final_grade(row["township"], row["county"]):
            grades.setdefault(row["organization_id"], {})[row["year"]] = grade
    return [
        RatedBranch(row["id"], row["name"], row["founded_on"], grades.get(row["id"], {}), row["field"])
        for row in queries_quality.branches(store)
    ]
