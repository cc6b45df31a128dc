"""The sample township: nothing is found that is not there, and one wrong date gives findings that name it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.rules.calendar import Day
from app.rules.development.judging import judge
from app.rules.reference_development import development_rules
from app.rules.reference_holidays import work_calendar
from app.services.cases import held_cases
from app.services.checks import check
from app.services.development.bulk import preview_bulk
from app.services.development.documents import checklist
from app.services.development.stages import stage_of
from app.services.imports import apply, preview
from tests.builders import new_store

SAMPLES = Path(__file__).parents[2] / "data" / "changcheng-2023"
AS_OF = date(2023, 12, 31)
STEPS = ("01", "02", "03", "07", "08", "10", "11", "13", "15", "16", "17", "20", "22", "23", "24")
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def township(tmp_path_factory):
    with new_store(tmp_path_factory.mktemp("sample") / "ledger") as store:
        files = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")
        apply(store, preview(store, files, as_of=AS_OF), actor="测试员")
        yield store


@pytest.fixture(scope="module")
def cases(township):
    return [held.case for held in held_cases(township)]


def findings(case):
    return judge(case, AS_OF, development_rules(), work_calendar())


def planted(case, code, on):
    steps = tuple(replace(step, on=Day.of(on)) if step.code == code else step for step in case.steps)
    return replace(case, steps=steps)


def too_early(case, code):
    """Return a day before everything that must come before the step, or before 18 for the application."""
    days = [
        step.on.first
        for step in case.steps
        if step.code in development_rules().at(AS_OF).hard[code] and step.on
    ]
    if days:
        return min(days) - DAY
    return date(case.person.birth.first.year + 17, 1, 1) if case.person.birth and code == "01" else None


def too_late(case, code):
    """Return a day after everything that must come after the step, or one to come where nothing does."""
    hard = development_rules().at(AS_OF).hard
    days = [step.on.first for step in case.steps if code in hard.get(step.code, ()) and step.on]
    return max(days) + DAY if days else AS_OF + DAY


def names(finding, code):
    return code in finding.steps or set(finding.fields) & set(development_rules().steps[code].fields)


def test_nothing_is_found_where_nothing_is_wrong(cases):
    assert len(cases) == 27
    assert [finding.message for case in cases for finding in findings(case)] == []


def test_the_stage_worked_out_is_the_one_the_papers_state(cases):
    assert [case.key for case in cases if stage_of(case, AS_OF).value != case.stage] == []


@pytest.mark.parametrize("wrong", [too_early, too_late])
@pytest.mark.parametrize("code", STEPS)
def test_one_wrong_date_gives_findings_and_each_of_them_names_it(cases, code, wrong):
    tried = [case for case in cases if any(step.code == code and step.on for step in case.steps)]
    for case in tried:
        on = wrong(case, code)
        if on is None:
            continue
        found = findings(planted(case, code, on))
        said = [finding.message for finding in found]
        assert found, (case.person.name, code, on)
        assert all(names(finding, code) for finding in found), (case.person.name, code, on, said)


def test_the_checklist_of_an_old_case_expects_the_papers_of_its_steps(township):
    [held, *_] = [one for one in held_cases(township) if one.case.stage == "full"]
    found = checklist(held, [], AS_OF)
    assert found.present == 0
    assert {"1-1", "4-4", "5-5"} <= {line.code for line in found.lines if line.expected}


def test_old_books_never_stand_in_the_way_of_the_next_step(township):
    waiting = [held for held in held_cases(township) if held.case.stage == "applicant"]
    shown = preview_bulk(
        township,
        [held.case.key for held in waiting],
        "03",
        {"happened_on": "2023-12-30", "result": "同意"},
        {},
        as_of=AS_OF,
    )
    assert [row.refusal for row in shown] == [""] * len(waiting)


LEDGER = "4-发展党员工作台账.xlsx"
DATED = {
    10: "applied_on",
    11: "talked_on",
    12: "activist_on",
    14: "object_on",
    15: "political_review_on",
    16: "training_on",
    18: "meeting_on",
    19: "approved_on",
    20: "conversion_meeting_on",
    21: "conversion_approved_on",
}


def day(text):
    return date(*(int(part) for part in str(text).split(".")))


def spoil(row, turn):
    """Write one contradiction into a row; tell whose it is and which field it is in, None where nothing can be."""
    written = [column for column in DATED if row[column - 1].value]
    column = written[turn % len(written)]
    if column in written[1:]:
        on = day(row[written[written.index(column) - 1] - 1].value) - timedelta(days=30 + turn)
    elif column in written[:-1]:
        on = day(row[written[1] - 1].value) + timedelta(days=30 + turn)
    else:
        return None
    row[column - 1].value = f"{on.year}.{on.month}.{on.day}"
    return row[1].value.replace(" ", ""), DATED[column]


@pytest.mark.parametrize("turn", [0, 3, 7])
def test_a_contradiction_planted_in_every_row_of_the_workbook_gives_the_finding_that_names_it(tmp_path, turn):
    book = load_workbook(SAMPLES / LEDGER)
    rows = [row for row in book.active.iter_rows(min_row=4) if str(row[0].value).isdecimal()]
    planted = dict(filter(None, (spoil(row, turn + number) for number, row in enumerate(rows))))
    book.save(tmp_path / LEDGER)
    others = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json" and path.name[0] in "123")
    with new_store(tmp_path / "ledger") as store:
        apply(store, preview(store, [*others, tmp_path / LEDGER], as_of=AS_OF), actor="测试员")
        found = [one for one in check(store, as_of=AS_OF) if one.table == "development_case"]
    assert len(planted) > 20
    assert {one.record_label for one in found} == set(planted)
    for name, field in planted.items():
        [finding] = [one for one in found if one.record_label == name]
        assert field in finding.fields, (name, field, finding.message)
