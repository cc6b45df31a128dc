"""A year still open is put under another scheme; a filed one is not, nor one with grades the scheme lacks."""

from dataclasses import replace
from datetime import date

import pytest

from app.errors import BadInput, Locked
from app.services import history, rounds
from app.services.ratings import rounds as stages
from app.services.ratings import schemes
from app.services.ratings.switching import use_scheme
from tests.services.ratings.conftest import ACTOR


@pytest.fixture
def stricter(office):
    """The scheme of the year with a higher line, saved as the office's own after the round has begun."""
    office.grade(2023, 东山="advanced", 西河="middling")
    scheme = replace(schemes.scheme_of(office.store, 2023), code="own", name="从严方案")
    scheme = replace(scheme, cutoffs={"advanced": 9500, "middling": 7000})
    schemes.save_scheme(office.store, scheme, actor=ACTOR)
    return scheme


def test_a_year_begun_keeps_its_scheme_until_it_is_put_under_another(office, stricter):
    store = office.store
    assert schemes.scheme_of(store, 2023).cutoffs["advanced"] == 9000
    use_scheme(store, 2023, stricter, actor=ACTOR)
    assert schemes.scheme_of(store, 2023).cutoffs["advanced"] == 9500
    assert schemes.scheme_of(store, 2022).cutoffs["advanced"] == 9000
    kept = {row.organization[:2]: row.final for row in rounds.rating_round(store, 2023).rows if row.final}
    assert kept == {"东山": "advanced", "西河": "middling"}
    assert history.history(store)[0].sentence == "2023年分类定级改用方案：从严方案"
    history.undo(store, actor=ACTOR)
    assert schemes.scheme_of(store, 2023).cutoffs["advanced"] == 9000


def test_a_filed_year_is_not_put_under_another_scheme(office, stricter):
    stages.file_round(office.store, 2023, on=date(2023, 12, 20), actor=ACTOR)
    with pytest.raises(Locked):
        use_scheme(office.store, 2023, stricter, actor=ACTOR)


def test_grades_the_scheme_does_not_know_keep_the_year_under_its_own(office, stricter):
    stars = next(one for one in schemes.examples() if one.code == "stars-2023")
    with pytest.raises(BadInput) as refused:
        use_scheme(office.store, 2023, stars, actor=ACTOR)
    assert "1个党支部的“先进”" in str(refused.value)
    assert schemes.scheme_of(office.store, 2023).grades[0] == "advanced"


def test_a_year_not_begun_may_be_put_under_any_scheme(office, stricter):
    use_scheme(office.store, 2025, stricter, actor=ACTOR)
    assert schemes.scheme_of(office.store, 2025).name == "从严方案"
