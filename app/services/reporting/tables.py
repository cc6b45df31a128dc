"""The table papers by their ids: facts from the ledger to tables."""

from collections.abc import Callable
from datetime import date

from app.models.store import Store
from app.reports.documents import lists, members
from app.reports.documents.records import Paper
from app.reports.facts import TableFacts
from app.services.reporting import gathering as facts

Builder = Callable[[Store, Paper], list[TableFacts]]


def build(store: Store, report_id: str, *, year: int, as_of: date) -> list[TableFacts]:
    """Return the tables of a paper; the same tables go to PDF and to a workbook."""
    return TABLES[report_id](store, facts.paper(store, year=year, as_of=as_of))


def _roster(store: Store, paper: Paper) -> list[TableFacts]:
    return members.roster(paper, facts.members(store))


def _fifty_years(store: Store, paper: Paper) -> list[TableFacts]:
    return members.fifty_years(paper, facts.fifty_years(store, year=paper.year, as_of=paper.as_of))


def _organizations(store: Store, paper: Paper) -> list[TableFacts]:
    return members.organizations(paper, facts.organizations(store))


def _terms(store: Store, paper: Paper) -> list[TableFacts]:
    return members.terms(paper, facts.terms_ending(store, as_of=paper.as_of))


def _due(store: Store, paper: Paper) -> list[TableFacts]:
    return lists.due(paper, facts.due_rows(store, as_of=paper.as_of))


def _health(store: Store, paper: Paper) -> list[TableFacts]:
    return lists.health(paper, facts.findings(store, as_of=paper.as_of))


TABLES: dict[str, Builder] = {
    "roster": _roster,
    "fifty-years": _fifty_years,
    "organizations": _organizations,
    "terms": _terms,
    "due": _due,
    "health": _health,
}
