"""The papers of a year stay as they were, byte for byte, whatever happens to schemes afterwards."""

import zipfile
from dataclasses import replace
from datetime import date

import pytest

from app.rules.ratings import Dimension, FieldSheet
from app.services import rounds as rating_rounds
from app.services.checks import check
from app.services.figures import figure_keys, stats, trace
from app.services.ratings import rounds, schemes
from app.services.ratings.proposing import proposals
from app.services.ratings.years import Years
from app.services.reporting import make_report
from tests.services.ratings.conftest import ACTOR

AS_OF = date(2024, 6, 30)
FILES = (
    "rating-summary.pdf",
    "rating-summary.xlsx",
    "rating-bulletin.pdf",
    "rating-bulletin.docx",
    "rating-moves.pdf",
)


@pytest.fixture
def filed(office):
    """A round of 2023 held, filed and locked, some grades close to what the scheme hints at."""
    office.grade(2023, 东山="advanced", 西河="advanced", 沙坝="middling", 小湾="lagging", 机关="middling")
    rounds.file_round(office.store, 2023, on=date(2023, 12, 20), actor=ACTOR)
    return office


def made(store, folder):
    folder.mkdir()
    papers = {}
    for name in FILES:
        out = folder / name
        make_report(store, out.stem, year=2023, as_of=AS_OF, out=out)
        papers[name] = parts(out) if out.suffix in (".xlsx", ".docx") else out.read_bytes()
    return papers


def parts(path):
    """What an Office file is made of, but for the stamp of when it was written."""
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist() if name != "docProps/core.xml"}


def next_years(scheme):
    """The same scheme with everything about it changed: names, lines, weights, hints, vetoes."""
    return replace(
        scheme,
        name="2024年五等方案",
        grades=("红旗", "advanced", "middling", "lagging"),
        labels={"advanced": "优秀", "middling": "合格", "lagging": "不合格"},
        cutoffs={"红旗": 9800, "advanced": 9500, "middling": 7000},
        dimensions=(Dimension("组织生活", 10_000),),
        vetoes=("新的一票否决",),
        shares={"红旗": (None, 5.0)},
        sheets=(FieldSheet("village", shares={"lagging": (5.0, None)}),),
        mass_weight=40,
        bonus=1000,
        note="",
    )


@pytest.mark.parametrize("begins", [date(2024, 1, 1), date(2012, 1, 1)])
def test_a_scheme_changed_afterwards_leaves_the_papers_of_a_filed_year(filed, tmp_path, begins):
    store = filed.store
    before = made(store, tmp_path / "before")
    changed = replace(next_years(schemes.scheme_of(store, 2023)), valid_from=begins)
    schemes.save_scheme(store, changed, actor=ACTOR)
    assert schemes.scheme_of(store, 2024).label_of("advanced") == "优秀"
    assert made(store, tmp_path / "after") == before


def told(store):
    """Everything the program says of 2023 but its papers."""
    figures = stats(store, year=2023, as_of=AS_OF)
    keys = [key for key in figure_keys(figures) if key.startswith("rating")]
    return (
        figures,
        {key: trace(store, key, year=2023, as_of=AS_OF).rows for key in keys},
        [one for one in check(store, as_of=AS_OF) if "2024" not in one.message],
        proposals(store, 2023),
        rating_rounds.rating_round(store, 2023),
        Years(store, (2022, 2023)).matrix(2023),
    )


@pytest.mark.parametrize("begins", [date(2024, 1, 1), date(2012, 1, 1)])
def test_a_scheme_changed_afterwards_leaves_figures_checks_and_proposals_of_a_filed_year(filed, begins):
    store = filed.store
    before = told(store)
    changed = replace(next_years(schemes.scheme_of(store, 2023)), valid_from=begins)
    schemes.save_scheme(store, changed, actor=ACTOR)
    assert told(store) == before


def test_a_scheme_removed_leaves_the_papers_of_the_year_held_under_it(office, tmp_path):
    store = office.store
    own = replace(next_years(schemes.scheme_of(store, 2023)), code="own", valid_from=date(2023, 1, 1))
    schemes.save_scheme(store, own, actor=ACTOR)
    office.grade(2023, 东山="红旗", 西河="advanced", 沙坝="lagging")
    before = made(store, tmp_path / "before")
    schemes.remove_scheme(store, "own", actor=ACTOR)
    assert schemes.scheme_of(store, 2024).code == "three"
    assert made(store, tmp_path / "after") == before
