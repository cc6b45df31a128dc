"""一人一档: what should be there by now, and how whole it is."""

from datetime import date

from app.rules.development.facts import Case, Document
from app.rules.development.files import completeness
from app.rules.reference_development import development_rules
from tests.rules.development.golden import steps_of


def state(steps, papers, today=date(2026, 8, 1)):
    case = Case(steps=steps_of(steps), documents=tuple(Document(kind) for kind in papers))
    return completeness(case, today, development_rules())


def test_only_required_papers_of_steps_that_are_done_count():
    found = state({"01": "2026-06-01", "02": "2026-06-10"}, ["1-1", "1-2-1"])
    assert (found.present, found.required) == (1, 3)
    assert [paper.code for paper in found.missing] == ["1-2", "1-3"]


def test_a_step_dated_ahead_asks_for_no_paper_yet():
    assert state({"01": "2026-06-01"}, ["1-1", "1-3"], today=date(2026, 5, 1)).required == 1


def test_papers_for_the_whole_organization_are_listed_but_not_counted():
    found = state({"01": "2026-06-01"}, [])
    ledger = [paper for paper in found.papers if paper.kind.need == "ledger"]
    assert ledger
    assert not {paper.kind.code for paper in ledger} & {kind.code for kind in found.missing}


def test_notice_papers_are_not_asked_of_those_filed_before_the_new_rules():
    old = state({"07": "2025-06-01", "08": "2025-06-10"}, [])
    new = state({"07": "2026-06-01", "08": "2026-06-10"}, [])
    assert "3-3" not in {paper.kind.code for paper in old.papers}
    assert "3-3" in {paper.kind.code for paper in new.papers}
