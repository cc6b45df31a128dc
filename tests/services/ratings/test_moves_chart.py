"""Flows between the grades of two years, near or far apart, on one scale or on two."""

from datetime import date

import pytest

from app.errors import BadInput
from app.services.ratings import schemes
from app.services.ratings.switching import use_scheme
from app.services.reporting import make_chart
from app.services.reporting.drawing import chart_values
from tests.services.ratings.conftest import ACTOR

AS_OF = date(2024, 12, 31)


def flows(office, year, **options):
    found = chart_values(office.store, "grade-moves", year=year, as_of=AS_OF, **options)
    return found, {pair: number for pair, number in found.flows.items() if number}


@pytest.fixture
def graded(office):
    office.grade(2023, 东山="middling", 西河="middling", 沙坝="middling", 小湾="lagging")
    office.grade(2024, 东山="advanced", 西河="advanced", 沙坝="middling", 小湾="middling")
    return office


def test_the_years_need_not_follow_one_another(graded):
    _, near = flows(graded, 2024)
    assert near == {("中间", "先进"): 2, ("中间", "中间"): 1, ("后进", "中间"): 1}
    found, far = flows(graded, 2024, before=2022)
    assert (found.year_from, found.year_to) == (2022, 2024)
    assert far == {("先进", "先进"): 1, ("中间", "先进"): 1, ("后进", "中间"): 2}


def test_two_scales_are_drawn_side_by_side_and_nobody_rises_or_falls(graded, tmp_path):
    stars = next(one for one in schemes.examples() if one.code == "stars-2023")
    use_scheme(graded.store, 2025, stars, actor=ACTOR)
    graded.grade(2025, 东山="五星", 西河="四星")
    found, moved = flows(graded, 2025)
    assert found.labels_of(0) == ("先进", "中间", "后进")
    assert found.labels_of(1) == ("五星", "四星", "三星", "二星", "一星")
    assert moved == {("先进", "五星"): 1, ("先进", "四星"): 1}
    out = make_chart(graded.store, "grade-moves", year=2025, as_of=AS_OF, out=tmp_path / "流向.svg")
    assert "不计升降" in out.read_text(encoding="utf-8")


def test_a_year_is_not_compared_with_itself_or_a_later_one(graded):
    with pytest.raises(BadInput, match="更早"):
        flows(graded, 2023, before=2023)
