"""The golden cases: each timeline gives exactly the findings the regulation asks for."""

from collections import Counter

import pytest

from app.rules.development.judging import judge
from app.rules.reference_development import development_rules
from app.rules.reference_holidays import work_calendar
from tests.rules.development import golden

CASES = golden.load()


def said(finding):
    return f"{finding.code} {finding.level.value} {finding.article}".strip()


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_timeline_gives_exactly_these_findings(one):
    found = judge(one.case, one.today, one.book, work_calendar())
    assert Counter(map(said, found)) == Counter(one.expect), [finding.message for finding in found]


@pytest.mark.parametrize("one", [one for one in CASES if one.expect], ids=lambda one: one.name)
def test_every_finding_is_a_whole_sentence_that_leads_to_values(one):
    for finding in judge(one.case, one.today, one.book, work_calendar()):
        assert finding.message.endswith(("。", "）"))
        assert "{" not in finding.message
        assert finding.fields
        assert finding.source
        assert finding.rule_set in {"2014-05-28", "2026-05-11", "local"}


def test_the_tables_hold_at_least_150_cases_with_their_own_names():
    names = [one.name for one in CASES]
    assert len(names) >= 150
    assert len(set(names)) == len(names)


def test_every_rule_of_every_set_is_shown_by_a_case():
    shown = {
        (f.code, f.rule_set) for one in CASES for f in judge(one.case, one.today, one.book, work_calendar())
    }
    book = development_rules()
    national = {(rule.code, rule_set.code) for rule_set in book.sets for rule in rule_set.rules}
    assert national | {(rule.code, "local") for rule in book.local_rules} <= shown
