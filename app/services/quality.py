"""The ledger as the rules of data quality judge it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from app.models import queries_quality
from app.models.store import Store
from app.progress import SILENT, Progress
from app.rules import ratings
from app.rules.quality.files import RoundFacts, judge_files, judge_shares
from app.rules.quality.findings import Breach
from app.rules.quality.ledgers import (
    CostFacts,
    IncomeFacts,
    PairFacts,
    PlatformFacts,
    RatedBranch,
    judge_costs,
    judge_income,
    judge_pairs,
    judge_platform,
    judge_ratings,
    judge_sources,
)
from app.rules.quality.organizations import GroupFacts, OrganizationFacts, judge_groups, judge_organizations
from app.rules.quality.people import PersonFacts, judge_alike, judge_people
from app.rules.reference_economy import accountings
from app.rules.reference_quality import quality_rules
from app.rules.reference_terms import term_rules
from app.services.economy.lines import lines
from app.services.economy.platformsums import kept_comparisons
from app.services.ratings import rectifications
from app.services.ratings.schemes import scheme_of

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
        *_judged_round(store),
        judge_files(rectifications.facts(store), today),
        judge_pairs(PairFacts(**row) for row in queries_quality.pairs(store)),
        judge_income(entries, rules, accountings(), today),
        judge_sources(entries, sourced),
        judge_costs((CostFacts(*row) for row in queries_quality.costs(store)), accountings()),
        judge_platform(_platform(store)),
    )
    for found in judged:
        yield from (breach for breach in found if breach.code in rules)


def _judged_round(store: Store) -> Iterator[Iterator[Breach]]:
    """Judge the newest round under the scheme it is held under."""
    branches = rated_branches(store)
    year = max((year for branch in branches for year in branch.grades), default=None)
    if year is None:
        return
    scheme = scheme_of(store, year)
    yield judge_ratings(branches, quality_rules(), scheme)
    by_field: dict[str, list[str]] = {}
    for branch in branches:
        if year in branch.grades:
            by_field.setdefault(branch.field, []).append(branch.grades[year])
    found = store.find("rating_round", year=year)
    yield judge_shares(RoundFacts(found[0]["id"] if found else "", year, by_field), scheme)


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


def rated_branches(store: Store) -> list[RatedBranch]:
    """Return the living branches with the grades that count, by year."""
    grades: dict[str, dict[int, str]] = {}
    for row in queries_quality.grades(store):
        if grade := ratings.final_grade(row["township"], row["county"]):
            grades.setdefault(row["organization_id"], {})[row["year"]] = grade
    return [
        RatedBranch(row["id"], row["name"], row["founded_on"], grades.get(row["id"], {}), row["field"])
        for row in queries_quality.branches(store)
    ]
