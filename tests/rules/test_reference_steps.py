"""The forms of the steps fit the steps, the papers and what the rules read."""

import pytest

from app.rules.development.payloads import step_of
from app.rules.reference_development import development_rules
from app.rules.reference_steps import BRANCH, COMMITTEE, step_forms
from app.rules.stepentry import merged, read_entry

KINDS = {
    "date",
    "text",
    "note",
    "number",
    "decimal",
    "flag",
    "choice",
    "organization",
    "people",
    "texts",
    "left_out",
    "booklet",
}
SAMPLE = {
    "date": "2026-07-10",
    "number": "3",
    "decimal": "2.5",
    "flag": "是",
    "people": "张一、张二",
    "texts": "村委会、乡政府",
    "left_out": [{"name": "张七", "reason": "away", "agreed_above": True, "passed_by_meeting": True}],
}
STEPS = tuple(development_rules().steps)


def filled(form):
    return {
        field.name: next(iter(field.choices)) if field.choices else SAMPLE.get(field.kind, "写明")
        for field in form.fields
    }


def test_every_step_has_a_form_in_the_order_of_the_steps():
    assert tuple(step_forms()) == STEPS


@pytest.mark.parametrize("code", STEPS)
def test_a_form_asks_for_the_day_and_names_no_field_twice(code):
    fields = step_forms()[code].fields
    assert next(field for field in fields if field.name == "happened_on").required
    assert len({field.name for field in fields}) == len(fields)
    assert {field.kind for field in fields} <= KINDS
    assert step_forms()[code].acts in {BRANCH, COMMITTEE}


@pytest.mark.parametrize("code", STEPS)
def test_the_papers_of_a_form_are_required_papers_of_its_step(code):
    known = {paper.code: paper for paper in development_rules().documents}
    papers = [known[paper] for paper in step_forms()[code].papers]
    assert all(paper.step == code and paper.need == "required" for paper in papers)


@pytest.mark.parametrize("code", STEPS)
def test_a_form_filled_in_wholly_is_read_by_the_rules(code):
    form = step_forms()[code]
    entry, wrong = read_entry(form, filled(form), adding=True)
    assert wrong == []
    payload = merged({}, entry.particulars)
    step = step_of(code, entry.columns["happened_on"], result=entry.columns.get("result"), payload=payload)
    if "votes.due" in filled(form):
        assert (step.votes.due, step.votes.secret, len(step.votes.left_out)) == (3, True, 1)
    if "training.hours" in filled(form):
        assert (step.training.days, step.training.hours) == (2.5, 2.5)
    if "approval.received_on" in filled(form):
        assert step.approval.received_on.first.isoformat() == "2026-07-10"


@pytest.mark.parametrize("code", STEPS)
def test_results_are_those_the_rules_know(code):
    choices = [field.choices for field in step_forms()[code].fields if field.name == "result"]
    known = {"passed", "failed", "deferred", "extended", "cancelled"}
    assert all(set(one) <= known for one in choices)
    refused = development_rules().steps[code].refused
    assert not refused or (choices and "failed" in choices[0])
