"""Schemes of the office's own; a round stays under the one it was held under."""

from dataclasses import replace
from datetime import date

import pytest

from app.errors import BadInput, NotFound
from app.services import editing, rounds
from app.services.figures import stats
from app.services.history import history, undo
from app.services.imports import apply, preview
from app.services.ratings import schemes
from app.services.ratings.entering import set_ratings
from app.services.ratings.years import Years
from app.services.reporting import Chosen, make_report
from app.services.reporting.ratings import LETTERS, TABLES, letter_paper, table_paper
from tests.builders import make_rating
from tests.reports.papers import text_of
from tests.services.imports.workbooks import workbook
from tests.services.ratings.conftest import ACTOR

AS_OF = date(2024, 6, 30)
PAPERS = ("rating-summary", "rating-moves", "rating-years")


def stars(valid_from: date = date(2023, 1, 1)) -> schemes.Scheme:
    [example] = [one for one in schemes.examples() if one.code == "stars-2023"]
    return schemes.copy_scheme(example, code="own-stars", name="本乡五星方案", valid_from=valid_from)


def papers(store, year):
    found = [table_paper(store, one, Chosen(), year=year, as_of=AS_OF) for one in PAPERS]
    return found, letter_paper(store, "rating-bulletin", Chosen(), year=year, as_of=AS_OF)


def test_a_scheme_changed_for_next_year_leaves_this_years_results_and_papers(office, tmp_path):
    store = office.store
    office.grade(2023, 东山="advanced", 西河="advanced", 沙坝="middling")
    before = papers(store, 2023), stats(store, year=2023, as_of=AS_OF), rounds.rating_round(store, 2023)
    starter = schemes.scheme_of(store, 2023)
    grades = ("advanced", "middling", "较差", "lagging")
    changed = replace(
        starter, grades=grades, labels={"middling": "一般"}, cutoffs={"advanced": 9500}, note=""
    )
    schemes.save_scheme(store, changed, actor=ACTOR)
    schemes.save_scheme(store, stars(date(2020, 1, 1)), actor=ACTOR)
    schemes.save_scheme(store, stars(date(2024, 1, 1)), actor=ACTOR)
    after = papers(store, 2023), stats(store, year=2023, as_of=AS_OF), rounds.rating_round(store, 2023)
    assert after == before
    assert schemes.scheme_of(store, 2024).name == "本乡五星方案"


def test_a_year_graded_without_a_round_is_kept_under_its_scheme_too(store, office):
    make_rating(store, office.branches["东山"], 2019, "advanced")
    schemes.save_scheme(store, stars(date(2015, 1, 1)), actor=ACTOR)
    assert schemes.scheme_of(store, 2019).code == "three"
    assert schemes.scheme_of(store, 2018).code == "own-stars"


def test_a_round_under_stars_has_its_own_grades_in_figures_moves_and_papers(office, tmp_path):
    store = office.store
    schemes.save_scheme(store, stars(), actor=ACTOR)
    east, west = office.branches["东山"], office.branches["西河"]
    set_ratings(
        store, 2023, {east: {"township_grade": "五星"}, west: {"township_grade": "一星"}}, actor=ACTOR
    )
    assert stats(store, year=2023, as_of=AS_OF)["ratings"]["2023"]["五星"] == 1
    moves = Years(store).matrix(2023)
    assert moves.number("advanced", "五星") == moves.number("middling", "一星") == 1
    done = make_report(store, "rating-summary", year=2023, as_of=AS_OF, out=tmp_path / "汇总表.pdf")
    assert "五星" in text_of(done.path.read_bytes())


def test_a_saved_scheme_takes_the_place_of_the_shipped_one_and_undo_brings_it_back(store):
    renamed = replace(schemes.schemes(store)[0], name="白水县方案")
    schemes.save_scheme(store, renamed, actor=ACTOR)
    assert [(one.name, one.status) for one in schemes.schemes(store)] == [("白水县方案", "own")]
    undo(store, actor=ACTOR)
    assert [one.status for one in schemes.schemes(store)] == ["starter"]


def test_the_history_shows_no_machine_text_of_a_scheme(store):
    schemes.save_scheme(store, stars(), actor=ACTOR)
    schemes.save_scheme(store, replace(stars(), note="改"), actor=ACTOR)
    assert "{" not in "".join(str(entry) for entry in history(store))


def test_an_example_is_never_in_force_by_itself(store):
    assert {schemes.scheme_of(store, year).code for year in range(2012, 2027)} == {"three"}


def test_a_scheme_that_cannot_be_used_is_refused(store):
    with pytest.raises(BadInput, match="至少两个"):
        schemes.save_scheme(store, replace(stars(), grades=("五星",), cutoffs={}, shares={}), actor=ACTOR)


def test_only_the_offices_own_schemes_can_be_removed(store):
    schemes.save_scheme(store, stars(), actor=ACTOR)
    schemes.remove_scheme(store, "own-stars", actor=ACTOR)
    assert [one.code for one in schemes.schemes(store)] == ["three"]
    with pytest.raises(NotFound):
        schemes.remove_scheme(store, "three", actor=ACTOR)


def test_an_empty_ledger_gives_every_paper_but_those_that_tell_grades(store, tmp_path):
    for report in (*TABLES, *LETTERS):
        out = tmp_path / f"{report}.pdf"
        if report in ("rating-summary", "rating-moves", "rating-notice", "rating-bulletin"):
            with pytest.raises(BadInput, match="还没有评定"):
                make_report(store, report, year=2023, as_of=AS_OF, out=out)
        else:
            assert make_report(store, report, year=2023, as_of=AS_OF, out=out).pages > 0


def test_a_year_written_in_stars_is_held_under_a_scale_of_stars_or_the_townships_own_scheme(office, tmp_path):
    rows = ["党支部名称", "2023年评定等次"], ["东山党支部", "五星级"], ["西河党支部", "★★★"]
    file = workbook(tmp_path / "等次.xlsx", *rows)
    chosen = preview(office.store, [file], as_of=AS_OF)
    assert [(problem.code, problem.level) for problem in chosen.problems] == [("rating.scheme", "hint")]
    schemes.save_scheme(office.store, stars(), actor=ACTOR)
    plan = preview(office.store, [file], as_of=AS_OF)
    assert plan.problems == ()
    apply(office.store, plan, actor=ACTOR)
    assert [row["township_grade"] for row in office.store.find("rating", year=2023)] == ["五星", "三星"]


def test_a_form_offers_the_grades_of_the_schemes_in_use(office):
    [spec] = [one for one in editing.fields("rating") if one.name == "township_grade"]
    assert [label for _, label in editing.options(office.store, spec)] == ["先进", "中间", "后进"]
    schemes.save_scheme(office.store, stars(), actor=ACTOR)
    assert [label for _, label in editing.options(office.store, spec)][3:] == list(stars().grades)
