"""Laws of judging: plans are legal, a date beyond its window is not, the order of entry does not matter."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.rules.calendar import Day
from app.rules.development.facts import Case, Person, Step
from app.rules.development.judging import judge
from app.rules.development.timetable import timetable
from app.rules.reference_development import development_rules
from app.rules.reference_holidays import work_calendar
from app.rules.vocabulary import Level
from tests.rules.development import golden

NEW = development_rules().sets[1].valid_from
ANCHORS = st.sampled_from(["01", "03", "07", "08", "08a", "10", "13", "15", "17", "20", "22", "23", "24"])
DAYS = st.dates(date(2015, 6, 1), date(2031, 12, 31))
GOLDEN = {one.name: one for one in golden.load()}
BIRTHS = st.none() | st.dates(date(1960, 1, 1), date(1985, 12, 31))
LATER = date(2060, 1, 1)


def plan(fixed, birth=None):
    person = Person(birth=Day.of(birth) if birth else None)
    return timetable(fixed, person, LATER, development_rules(), work_calendar())


def case_of(dates, ends, birth=None):
    steps = tuple(
        Step(code, Day.of(on), until=Day.of(ends[code]) if code in ends else None)
        for code, on in dates.items()
    )
    return Case(person=Person(birth=Day.of(birth) if birth else None), steps=steps)


def blocks(case):
    return [
        one for one in judge(case, LATER, development_rules(), work_calendar()) if one.level is Level.BLOCK
    ]


@given(ANCHORS, DAYS, BIRTHS)
def test_the_dates_of_a_plan_never_give_a_block(anchor, day, birth):
    assume(anchor != "08a" or day >= NEW)
    found = plan({anchor: day}, birth)
    assume(not found.conflicts)
    dates = {window.step: window.planned for window in found.windows}
    assert all(dates.values())
    ends = {window.step: window.until for window in found.windows if window.until}
    assert blocks(case_of(dates, ends, birth)) == []


@given(st.sampled_from(["old", "new"]), st.integers(1, 24), st.integers(0, 200))
def test_what_is_planned_for_somebody_on_his_way_never_gives_a_block(base, taken, days):
    """However far a case has come and however long it has lain still, the plan of the rest can be carried out."""
    steps = [step for step in golden.clean_case(base).steps if step.on][:taken]
    today = max(max(step.on.last, step.until.last if step.until else step.on.last) for step in steps)
    today += timedelta(days=days)
    fixed = {step.code: step.on.first for step in steps}
    fixed |= {f"{step.code}.end": step.until.first for step in steps if step.code == "08a"}
    book, calendar = development_rules(), work_calendar()
    found = timetable(fixed, Person(), today, book, calendar, pending=True)
    ahead = [window for window in found.windows if not window.fixed]
    assert all(window.planned >= today for window in ahead)
    planned = case_of(
        {window.step: window.planned for window in ahead},
        {window.step: window.until for window in ahead if window.until},
    )
    whole = replace(planned, steps=(*steps, *planned.steps))
    assert blocks(replace(whole, imported=True)) == []


@given(ANCHORS, DAYS)
def test_all_latest_and_all_earliest_days_are_legal_together(anchor, day):
    assume(anchor != "08a" or day >= NEW)
    found = plan({anchor: day})
    for side in ("earliest", "latest"):
        limits = {window.step: getattr(window, side) for window in found.windows}
        dates = {code: limit.on for code, limit in limits.items() if limit}
        ends = {"08a": work_calendar().end_of(dates["08a"], 5).on} if "08a" in dates else {}
        steps = case_of(dates, ends)
        assert blocks(replace(steps, imported=True)) == []


@given(ANCHORS, DAYS)
def test_every_planned_date_lies_in_its_window(anchor, day):
    assume(anchor != "08a" or day >= NEW)
    for window in plan({anchor: day}).windows:
        assert window.earliest is None or window.earliest.on <= window.planned
        assert window.latest is None or window.planned <= window.latest.on


@given(DAYS, st.integers(1, 200))
def test_two_fixed_dates_either_fit_or_name_each_other(day, apart):
    found = plan({"03": day, "07": day + timedelta(days=apart)})
    if found.conflicts:
        assert apart < 366
        assert "入党积极分子" in found.conflicts[0]
    else:
        assert apart >= 365


def neighbours(case, code):
    """The window of one step when every other step of the case stays where it is."""
    fixed = {step.code: step.on.first for step in case.steps if step.code != code and step.on}
    notice = next((step for step in case.steps if step.code == "08a"), None)
    if notice and code != "08a":
        fixed["08a.end"] = notice.until.first
    return next(window for window in plan(fixed).windows if window.step == code)


def moved(case, code, day):
    shift = {step: day - step.on.first for step in case.steps if step.code == code}
    steps = tuple(
        replace(step, on=Day.of(day), until=Day.of(step.until.first + shift[step]) if step.until else None)
        if step in shift
        else step
        for step in case.steps
    )
    return replace(case, steps=steps)


SINGLES = [code for code in development_rules().steps if code not in {"06", "21"}]


def clean(base):
    case = golden.clean_case(base)
    return replace(case, stage="", steps=tuple(step for step in case.steps if step.code not in {"06", "21"}))


def said(case):
    return {
        (one.code, one.level, one.steps) for one in judge(case, LATER, development_rules(), work_calendar())
    }


@pytest.mark.parametrize("base", ["old", "new"])
@given(code=st.sampled_from(SINGLES), beyond=st.integers(1, 400))
def test_a_date_moved_beyond_its_window_always_gives_what_the_window_s_rule_says(base, code, beyond):
    case = clean(base)
    assume(any(step.code == code for step in case.steps))
    window = neighbours(case, code)
    for limit, direction in ((window.earliest, -1), (window.latest, 1)):
        if limit is None or limit.rule is None:
            continue
        found = said(moved(case, code, limit.on + direction * timedelta(days=beyond))) - said(case)
        assert found, (window, limit)
        if limit.level is Level.BLOCK:
            assert any(level is Level.BLOCK and code in steps for _, level, steps in found), (limit, found)


@pytest.mark.parametrize("base", ["old", "new"])
@given(data=st.data())
def test_the_order_of_entry_does_not_matter(base, data):
    case = golden.clean_case(base)
    kept = data.draw(st.lists(st.sampled_from(case.steps), unique=True, max_size=26))
    shuffled = data.draw(st.permutations(kept))
    book, calendar = development_rules(), work_calendar()
    one = judge(replace(case, steps=tuple(kept)), LATER, book, calendar)
    other = judge(replace(case, steps=tuple(shuffled)), LATER, book, calendar)
    assert one == other


@given(st.sampled_from(list(GOLDEN)), st.randoms(use_true_random=False))
def test_the_golden_cases_do_not_depend_on_the_order_of_entry_either(name, random):
    one = GOLDEN[name]
    steps = list(one.case.steps)
    random.shuffle(steps)
    case = replace(one.case, steps=tuple(steps))
    assert judge(case, one.today, one.book, work_calendar()) == judge(
        one.case, one.today, one.book, work_calendar()
    )


@given(st.sampled_from(list(GOLDEN)), st.dates(date(2016, 1, 1), date(2029, 1, 1)))
def test_dates_to_come_satisfy_nothing_and_break_nothing(name, today):
    """What lies ahead is said to lie ahead; all else is judged as if it were not written."""
    one = GOLDEN[name]
    come = tuple(step for step in one.case.steps if step.on is None or step.on.first <= today)
    seen = judge(one.case, today, one.book, work_calendar())
    without = judge(replace(one.case, steps=come), today, one.book, work_calendar())
    left_out = {"FUTURE", "MISSING", "GAPS", "STAGE"}
    assert sum(finding.code == "FUTURE" for finding in seen) == len(one.case.steps) - len(come)
    assert [finding for finding in seen if finding.code not in left_out] == [
        finding for finding in without if finding.code not in left_out
    ]


LEDGER = GOLDEN["列数很少的旧台账"].case


@given(
    st.sampled_from([step for step in LEDGER.steps if step.on]),
    st.dates(date(2010, 1, 1), date(2029, 12, 31)),
)
def test_one_wrong_date_in_a_ledger_gives_at_most_one_finding_and_it_names_the_step(step, day):
    steps = tuple(replace(one, on=Day.of(day)) if one is step else one for one in LEDGER.steps)
    case = replace(LEDGER, steps=steps, person=Person(birth=Day.of(date(1991, 9, 15))))
    found = judge(case, date(2024, 1, 10), development_rules(), work_calendar())
    assert len(found) <= 1, found
    assert all(step.code in one.steps for one in found)


@given(DAYS, st.integers(0, 800))
def test_less_exact_dates_never_say_more(day, apart):
    later = day + timedelta(days=apart)
    exact = Case(steps=(Step("03", Day.of(day)), Step("07", Day.of(later))), imported=True)
    rough = Case(
        steps=(Step("03", Day.parse(f"{day:%Y-%m}")), Step("07", Day.parse(f"{later:%Y-%m}"))),
        imported=True,
    )
    said = {one.code for one in judge(exact, LATER, development_rules(), work_calendar())}
    assert {one.code for one in judge(rough, LATER, development_rules(), work_calendar())} <= said
