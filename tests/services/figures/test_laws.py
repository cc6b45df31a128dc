"""What holds for any ledger: a figure is what its records give, and parts add up to the whole."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from app.rules import members
from app.rules.calendar import add_years
from app.rules.vocabulary import Grade, IncomeCategory, PersonStatus
from app.services.figures import figure_keys, figure_titles, stats, trace
from tests.builders import (
    make_branch,
    make_case,
    make_file,
    make_group,
    make_income,
    make_pairing,
    make_person,
    make_rating,
    make_step,
    make_target,
    make_village,
    put,
    scratch,
)

AS_OF = date(2025, 3, 1)
NUMBERS = st.integers(0, 3)
DAYS = st.sampled_from(
    ["2021-06-30", "2022", "2022-12-31", "2023-01-01", "2023-06", "2023-12-31", "2024-06-30"]
)
MAYBE_DAY = st.none() | DAYS
CATEGORIES = st.none() | st.sampled_from([c.value for c in IncomeCategory])
MAYBE_GRADE = st.none() | st.sampled_from([*(g.value for g in Grade), "五星"])
STAGES = st.sampled_from(["applicant", "activist", "object", "probationary", "full"])

people = st.fixed_dictionaries(
    {
        "status": st.sampled_from([s.value for s in PersonStatus]),
        "sex": st.sampled_from([None, 1, 2]),
        "ethnicity": st.sampled_from([None, "01", "04", "97"]),
        "is_migrant": st.integers(0, 1),
        "joined_on": MAYBE_DAY | st.just("1970-05-01"),
        "full_on": MAYBE_DAY | st.sampled_from(["1973-07-01", "1973-07-02", "1973"]),
        "correction_months": st.sampled_from([None, -1, 13]),
        "ended_on": MAYBE_DAY,
    }
)
incomes = st.fixed_dictionaries(
    {
        "received_on": DAYS,
        "category": CATEGORIES,
        "counts_as_operating": st.sampled_from([None, 0, 1]),
        "booked_on": MAYBE_DAY,
    }
)
ledgers = st.fixed_dictionaries(
    {
        "people": st.lists(st.tuples(people, NUMBERS), max_size=6),
        "cases": st.lists(st.tuples(STAGES, MAYBE_DAY, NUMBERS, st.dictionaries(
            st.sampled_from(["01", "03", "07", "15", "17", "23", "24"]), DAYS, max_size=4)), max_size=4),
        "ratings": st.dictionaries(
            st.tuples(NUMBERS, st.integers(2022, 2024)), st.tuples(MAYBE_GRADE, MAYBE_GRADE), max_size=8
        ),
        "contact_points": st.lists(st.tuples(NUMBERS, MAYBE_DAY, MAYBE_DAY, st.lists(DAYS, max_size=2)), max_size=3),
        "files": st.lists(st.tuples(NUMBERS, st.integers(2022, 2024), MAYBE_DAY, MAYBE_DAY), max_size=4),
        "pairs": st.lists(st.tuples(NUMBERS, NUMBERS), max_size=3),
        "income": st.lists(st.tuples(NUMBERS, incomes, st.integers(-(10**6), 10**8)), max_size=8),
        "targets": st.dictionaries(
            st.tuples(NUMBERS, st.integers(2023, 2024), st.sampled_from(["total", "operating"])),
            st.integers(1, 10**7), max_size=5,
        ),
    }
)  # fmt: skip


def fill(store, made_up):
    villages = [make_village(store, f"{name}村") for name in "甲乙丙丁"]
    groups = [make_group(store, village, states_member=number % 2) for number, village in enumerate(villages)]
    branches = [
        make_branch(store, f"{name}支部", village_id=v) for name, v in zip("甲乙丙丁", villages, strict=True)
    ]
    for values, place in made_up["people"]:
        make_person(store, organization_id=branches[place], village_group_id=groups[place], **values)
    for stage, closed_on, place, steps in made_up["cases"]:
        case = make_case(
            store, make_person(store, village_group_id=groups[place]), stage, closed_on=closed_on
        )
        for step, on in steps.items():
            make_step(store, case, step, on)
    for (place, year), (grade, county) in made_up["ratings"].items():
        make_rating(store, branches[place], year, grade, county_grade=county)
    for place, from_on, to_on, visits in made_up["contact_points"]:
        held = {"organization_id": branches[place], "leader": "李书记", "from_on": from_on, "to_on": to_on}
        point = put(store, "contact_point", **held)
        for on in visits:
            put(store, "contact_visit", contact_point_id=point, visited_on=on)
    for place, year, listed_on, closed_on in made_up["files"]:
        make_file(store, branches[place], year, listed_on=listed_on, closed_on=closed_on, is_lagging=year % 2)
    for one, other in made_up["pairs"]:
        make_pairing(store, branches[one], branches[other])
    for place, values, fen in made_up["income"]:
        make_income(store, villages[place], fen=fen, **values)
    for (place, year, caliber), fen in made_up["targets"].items():
        make_target(store, villages[place], year, fen, caliber)


def leaf(found, key):
    for name in key.split("."):
        found = found[name]
    return found


@settings(max_examples=60)
@given(made_up=ledgers, as_of=st.sampled_from([AS_OF, date(2023, 6, 30), date(2022, 12, 31)]))
def test_every_figure_is_what_the_records_behind_it_give(shared, made_up, as_of):
    with scratch(shared) as store:
        fill(store, made_up)
        found = stats(store, year=2023, as_of=as_of)
        for key in figure_keys(found):
            traced, value = trace(store, key, year=2023, as_of=as_of), leaf(found, key)
            if isinstance(value, list):
                assert [row.values[0] for row in traced.rows] == value
                assert traced.total == len(value)
            else:
                assert traced.total == value, key


@settings(max_examples=60)
@given(made_up=ledgers)
def test_parts_add_up(shared, made_up):
    with scratch(shared) as store:
        fill(store, made_up)
        found = stats(store, year=2023, as_of=AS_OF)
    money, roll = found["economy"], found["members"]
    assert round(sum(money["by_village"].values()), 2) == money["total_yuan"]
    assert round(sum(money["operating_by_village"].values()), 2) == money["operating_yuan"]
    assert roll["full"] + roll["probationary"] == roll["total"]
    assert found["blank_groups_with_reserve"] <= found["blank_groups"] <= found["village_groups"]
    assert set(money["half_year"]["behind"]) <= set(money["half_year"]["by_village"])
    for asked in (2022, 2023):
        graded = [given for (_, year), given in made_up["ratings"].items() if year == asked and any(given)]
        assert sum(found["ratings"][str(asked)].values()) == len(graded)
    assert money["villages_at_least_100k"] <= money["villages_at_least_50k"]


@settings(max_examples=60)
@given(everyone=st.lists(people, max_size=6), year=st.integers(2020, 2024))
def test_fifty_years_are_counted_as_the_rule_counts_them(shared, everyone, year):
    with scratch(shared) as store:
        for values in everyone:
            make_person(store, **{**values, "status": "full", "ended_on": None, "joined_on": "1960-05-01"})
        counted = stats(store, year=year, as_of=AS_OF)["members"]["fifty_years"]
    starts = [
        members.party_age_start(one["full_on"], "1960-05-01", one["correction_months"]) for one in everyone
    ]
    assert counted == sum(
        start is not None and add_years(start.first, 50) <= date(year, 7, 1) for start in starts
    )


grades = st.dictionaries(st.integers(0, 7), st.sampled_from([g.value for g in Grade]))


@settings(max_examples=60)
@given(before=grades, now=grades)
def test_moves_with_who_is_new_and_who_is_gone_add_up_to_both_years(shared, before, now):
    with scratch(shared) as store:
        branches = [make_branch(store, f"第{number}支部") for number in range(8)]
        for year, given_grades in ((2022, before), (2023, now)):
            for number, grade in given_grades.items():
                make_rating(store, branches[number], year, grade)
        found = stats(store, year=2023, as_of=AS_OF)
        keys = figure_titles(store, year=2023, as_of=AS_OF)
        cells = {
            tuple(key.partition(".")[2].split("->")): trace(store, key, year=2023, as_of=AS_OF).total
            for key in keys
            if key.startswith("rating_moves.") and "->" in key
        }
    for grade in Grade:
        rows = sum(number for (one, _), number in cells.items() if one == grade.label)
        columns = sum(number for (_, other), number in cells.items() if other == grade.label)
        assert (rows, columns) == (found["ratings"]["2022"][grade], found["ratings"]["2023"][grade])
