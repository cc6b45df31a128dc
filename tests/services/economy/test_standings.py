from dataclasses import replace
from datetime import date

import pytest

from app.errors import BadInput, NotFound
from app.services.economy.lines import WAN, lines, save_lines, tiers_of
from app.services.economy.standings import standings, year_totals
from app.services.economy.villages import village_named, village_page
from app.services.figures import stats
from tests.builders import make_income, make_target, make_village, put

ACTOR = "王干事"


@pytest.fixture
def villages(store):
    made = [make_village(store, f"{name}村", sort=at) for at, name in enumerate("甲乙丙丁")]
    for village, wan in zip(made, (5, 30, 4, 30), strict=True):
        make_income(store, village, "2023-05-01", wan * WAN)
    make_income(store, made[0], "2022-05-01", 9 * WAN)
    make_target(store, made[0], 2023, 5 * WAN)
    return made


def test_bands_lines_and_lists_are_closed_below(store, villages):
    found = standings(store, year=2023)
    assert [(row.place, row.village, row.tier_name) for row in found.rows] == [
        (1, "乙村", "10万元至50万元"),
        (1, "丁村", "10万元至50万元"),
        (3, "甲村", "5万元至10万元"),
        (4, "丙村", "5万元以下"),
    ]
    assert [one.villages for one in found.reached] == [3, 2, 2, 2, 0, 0]
    assert (found.shell, found.weak, found.reaching_target) == (("丙村",), ("甲村",), ("甲村",))
    assert found.mean_fen == 17_25_00_00
    assert found.rows[2].last_year_fen == 9 * WAN


def test_the_lines_of_the_sample_are_those_of_the_key_figures(township):
    expected = stats(township, year=2023, as_of=date(2023, 12, 31))["economy"]
    found = standings(township, year=2023)
    counted = {one.line_fen: one.villages for one in found.reached}
    assert counted[5 * WAN] == expected["villages_at_least_50k"]
    assert counted[10 * WAN] == expected["villages_at_least_100k"]
    assert len(found.reaching_target) == expected["reaching_target"]
    assert found.mean_fen == round(expected["average_yuan"] * 100)
    assert sum(count for _, count in found.tiers) == 7


def test_the_office_draws_its_own_lines(store, villages):
    own = replace(
        lines(store), bounds=(3 * WAN, 25 * WAN + 50), weak=30 * WAN, jump_percent=30, asks_source=False
    )
    save_lines(store, own, actor=ACTOR)
    assert lines(store) == own
    assert tiers_of(store).names == ("3万元以下", "3万元至25万元", "25万元以上")
    assert standings(store, year=2023).weak == ("甲村",)


@pytest.mark.parametrize(
    "wrong",
    [{"bounds": ()}, {"bounds": (5, 5)}, {"reach": (0, 1)}, {"shell": 9, "weak": 8}, {"jump_percent": 0}],
)
def test_lines_that_make_no_sense_are_refused(store, wrong):
    with pytest.raises(BadInput):
        save_lines(store, replace(lines(store), **wrong), actor=ACTOR)


def test_years_are_told_from_the_first_with_income_on(store, villages):
    assert [(one.year, one.total_fen, one.reaching) for one in year_totals(store, year=2024)] == [
        (2022, 9 * WAN, 0),
        (2023, 69 * WAN, 1),
        (2024, 0, 0),
    ]


def test_a_village_page_shows_every_year_under_every_caliber(store, villages):
    put(
        store,
        "cost_entry",
        village_id=villages[0],
        spent_on="2023-07",
        category="operating_cost",
        amount_fen=WAN,
    )
    page = village_page(store, villages[0], year=2023, as_of=date(2023, 12, 31))
    assert [one.year for one in page.years] == [2022, 2023]
    assert page.years[1].amounts == {"total": 5 * WAN, "operating": 5 * WAN, "net": 4 * WAN}
    assert (page.categories, page.costs) == ((("经营收入", 5 * WAN),), (("经营支出", WAN),))
    assert (page.standing.place, page.progress.target_fen) == (3, 5 * WAN)
    with pytest.raises(NotFound):
        village_page(store, "nobody", year=2023, as_of=date(2023, 12, 31))


def test_a_village_is_found_by_the_names_papers_give_it(store, villages):
    assert village_named(store, "甲村委会") == village_named(store, "甲村") == villages[0]
    with pytest.raises(NotFound):
        village_named(store, "戊村")
