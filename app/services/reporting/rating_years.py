"""The paper of grades over the years, filled from the ledger."""

from app.models.store import Store
from app.reports.documents import rating_years as papers
from app.reports.documents.rating_records import BranchYearRow, TrackRow
from app.reports.documents.rating_words import change_word
from app.reports.documents.records import Paper
from app.reports.facts import TableFacts
from app.services import rounds
from app.services.ratings.years import Years, branch_years
from app.services.reporting.catalogue import Chosen
from app.services.reporting.gathering import OUTSIDE
from app.services.reporting.rating_files import SHARE

YEARS_SHOWN = 5


def tables(store: Store, paper: Paper, chosen: Chosen) -> list[TableFacts]:
    """Return 党支部历年等次一览表; of one branch also how it was judged year by year."""
    years = Years(store)
    shown = [year for year in years.years if year <= paper.year][-YEARS_SHOWN:]
    again = {one.branch.id: one.years for one in years.lowest_again(paper.year)} if shown else {}
    lowest = years.scheme(paper.year).label_of(years.scheme(paper.year).grades[-1])
    members = [
        {row.organization_id: row.member_grade for row in rounds.rating_round(store, year).rows}
        for year in shown
    ]
    rows = []
    for branch, info in years.branches.items():
        if chosen.organization_id not in ("", branch):
            continue
        grades = [years.scheme(year).label_of(years.grades_in(year).get(branch)) for year in shown]
        if any(grades):
            given = [
                years.scheme(year).label_of(held.get(branch))
                for year, held in zip(shown, members, strict=True)
            ]
            said = f"连续{again[branch]}年{lowest}" if branch in again else ""
            rows.append(TrackRow(info.name, info.village or OUTSIDE, grades, given, said))
    found = papers.tracks(paper, shown, rows)
    if chosen.organization_id in years.branches:
        name = years.branches[chosen.organization_id].name
        found.append(papers.branch_years(paper, name, _years_of(store, paper, chosen)))
    return found


def _years_of(store: Store, paper: Paper, chosen: Chosen) -> list[BranchYearRow]:
    return [
        BranchYearRow(
            year=one.year,
            self_grade=one.scheme.label_of(one.self_grade),
            mass_grade=one.scheme.label_of(one.mass_grade),
            member_grade=one.scheme.label_of(one.member_grade),
            township_grade=one.scheme.label_of(one.township_grade),
            county_grade=one.scheme.label_of(one.county_grade),
            change=change_word(one.steps),
            score=one.score,
            satisfaction=None if one.satisfaction is None else one.satisfaction / SHARE,
            vetoes="；".join(one.vetoes),
            reason=one.reason,
            note=one.note,
        )
        for one in branch_years(store, chosen.organization_id)
        if one.year <= paper.year
    ]
