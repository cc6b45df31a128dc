"""What holds for the rounds of any two years, whatever schemes they were held under and whoever was there."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.rules import reference_ratings as shipped
from app.rules.ratings import final_grade
from app.services.figures import figure_titles, stats, trace
from app.services.ratings import schemes
from app.services.ratings.years import BY_FIELD, BY_KIND, BY_VILLAGE, Years
from app.services.rounds import rating_round
from tests.builders import make_organization, make_rating, make_village, new_store, put, scratch

AS_OF = date(2024, 12, 31)
BEFORE, YEAR = 2023, 2024
STARTER = shipped.schemes()[0]
STARS = next(one for one in shipped.examples() if one.code == "stars-2023")
MAYBE_DAY = st.none() | st.sampled_from(["2022-05", "2023-12-31", "2024-03-01", "2025-01-01"])


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with new_store(tmp_path_factory.mktemp("laws") / "ledger") as store:
        yield store


@st.composite
def rounds_of_two_years(draw):
    """The schemes of both years, and organizations (kind, in the village or not, its days) each with its two ratings."""
    held = {year: draw(st.sampled_from([STARTER, STARS])) for year in (BEFORE, YEAR)}
    organization = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["branch", "joint_branch", "general_branch"]),
            "in_village": st.booleans(),
            "founded_on": MAYBE_DAY,
            "ended_on": MAYBE_DAY,
            "grades": st.fixed_dictionaries({year: _ratings(held[year]) for year in held}),
        }
    )
    return held, draw(st.lists(organization, max_size=7))


def _ratings(scheme):
    grade = st.none() | st.sampled_from(scheme.grades)
    return st.none() | st.tuples(grade, grade)


def fill(store, held, everyone):
    """Write the rounds; return year → organization id → grade that counts."""
    village = make_village(store, "石门村")
    for year, scheme in held.items():
        put(store, "rating_round", year=year, **schemes.scheme_values(scheme))
    finals = {year: {} for year in held}
    for number, one in enumerate(everyone):
        place = village if one["in_village"] else None
        days = {name: one[name] for name in ("founded_on", "ended_on")}
        held_by = make_organization(store, f"组织{number}", one["kind"], village_id=place, **days)
        for year, given_grades in one["grades"].items():
            if given_grades is not None:
                township, county = given_grades
                make_rating(store, held_by, year, township, county_grade=county)
                if grade := final_grade(township, county):
                    finals[year][held_by] = grade
    return finals


@settings(max_examples=60)
@given(made_up=rounds_of_two_years())
def test_rows_and_columns_add_up_to_the_rounds_and_to_the_key_figures(shared, made_up):
    with scratch(shared) as store:
        finals = fill(store, *made_up)
        years, figures = Years(store), stats(store, year=YEAR, as_of=AS_OF)
        found = years.matrix(YEAR)
        assert sum(map(found.row_total, found.rows)) == found.total == len(finals[BEFORE] | finals[YEAR])
        for year, axis, total in (
            (BEFORE, found.rows, found.row_total),
            (YEAR, found.columns, found.column_total),
        ):
            counts = {grade: list(finals[year].values()).count(grade) for grade in axis if grade}
            assert {grade: total(grade) for grade in axis if grade} == counts == figures["ratings"][str(year)]
            in_grid = {row.organization_id: row.final for row in rating_round(store, year).rows if row.final}
            assert in_grid == finals[year]
            for by in (BY_VILLAGE, BY_FIELD, BY_KIND):
                parts = years.distribution(year, by).values()
                assert {grade: sum(part[grade] for part in parts) for grade in counts} == counts
        both = finals[BEFORE].keys() & finals[YEAR].keys()
        assert sum(figures["rating_moves"].values()) == len(both)


@settings(max_examples=60)
@given(made_up=rounds_of_two_years())
def test_every_move_of_the_papers_leads_to_as_many_records(shared, made_up):
    with scratch(shared) as store:
        finals = fill(store, *made_up)
        keys = [
            key for key in figure_titles(store, year=YEAR, as_of=AS_OF) if key.startswith("rating_moves.")
        ]
        cells = [trace(store, key, year=YEAR, as_of=AS_OF) for key in keys if "->" in key]
        assert all(cell.total == len(cell.rows) for cell in cells)
        assert sum(cell.total for cell in cells) == len(finals[BEFORE] | finals[YEAR])
