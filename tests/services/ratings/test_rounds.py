"""The round of a year: who has not handed in, filed and locked, opened again with a reason; grids pasted whole."""

from datetime import date

import pytest

from app.errors import BadInput, Locked
from app.services import editing
from app.services.checks import check
from app.services.figures import stats
from app.services.history import history
from app.services.imports import apply, preview
from app.services.ratings.entering import CellErrors, set_ratings
from app.services.ratings.proposing import proposals
from app.services.ratings.rounds import file_round, reopen_round, round_state, set_round
from app.services.rounds import rating_round
from tests.builders import make_organization, put
from tests.services.imports.workbooks import workbook
from tests.services.ratings.conftest import ACTOR, NAMES

FILED = date(2023, 12, 20)


def test_who_has_not_handed_in_is_named(office):
    east, west = office.branches["东山"], office.branches["西河"]
    set_ratings(
        office.store, 2023, {east: {"self_grade": "先进"}, west: {"handed_in_on": "2023.12.1"}}, actor=ACTOR
    )
    state = round_state(office.store, 2023)
    assert [one.name for one in state.missing] == ["沙坝党支部", "小湾党支部", "机关党支部"]
    assert state.counts[0] == ("自评", 1, 5)


def test_publicity_cannot_end_before_the_day_it_was_said_to_begin_on(office):
    set_round(office.store, 2023, {"publicity_from": "2023-12-26"}, actor=ACTOR)
    with pytest.raises(BadInput, match="早于"):
        set_round(office.store, 2023, {"publicity_to": "2023-12-20"}, actor=ACTOR)
    assert round_state(office.store, 2023).publicity_to == ""


def test_a_pasted_block_is_one_operation(office):
    before = len(history(office.store))
    entries = {
        one: {"self_grade": "先进", "score": "91.5", "satisfaction": "98%"}
        for one in office.branches.values()
    }
    assert set_ratings(office.store, 2023, entries, actor=ACTOR) == 5
    assert len(history(office.store)) == before + 1
    assert history(office.store)[0].sentence == "录入5个党支部2023年的自评等次、得分、满意率"
    assert {row["score"] for row in office.store.find("rating", year=2023)} == {9150}
    assert set_ratings(office.store, 2023, entries, actor=ACTOR) == 0
    assert len(history(office.store)) == before + 1


def test_one_wrong_cell_keeps_the_whole_block_out_and_every_wrong_cell_is_named(office):
    east, west = office.branches["东山"], office.branches["西河"]
    entries = {
        east: {"self_grade": "先进", "score": "一百"},
        west: {"self_grade": "六星", "satisfaction": "101", "mass_votes": "很多"},
    }
    with pytest.raises(CellErrors) as found:
        set_ratings(office.store, 2023, entries, actor=ACTOR)
    assert [(one.organization_id, one.field) for one in found.value.errors] == [
        (east, "score"), (west, "self_grade"), (west, "satisfaction"), (west, "mass_votes"),
    ]  # fmt: skip
    assert office.store.find("rating", year=2023) == []


def test_a_score_is_taken_up_to_a_thousand_points_as_forms_and_workbooks_take_it(office):
    east = office.branches["东山"]
    set_ratings(office.store, 2023, {east: {"score": "1000"}}, actor=ACTOR)
    assert [row["score"] for row in office.store.find("rating", year=2023)] == [100_000]
    with pytest.raises(CellErrors, match="0至1000"):
        set_ratings(office.store, 2023, {east: {"score": "1000.01"}}, actor=ACTOR)


def test_votes_and_dimensions_are_kept_as_papers_write_them(office):
    east = office.branches["东山"]
    typed = {
        "mass_votes": "满意：30；不满意：2",
        "dimension_scores": "工作思路：9.50; 组织生活：18",
        "vetoes": "弄虚作假",
    }
    set_ratings(office.store, 2023, {east: typed}, actor=ACTOR)
    [row] = office.store.find("rating", year=2023)
    assert row["mass_votes"] == "满意：30；不满意：2"
    assert row["dimension_scores"] == "工作思路：9.5；组织生活：18"


def test_a_filed_round_is_locked_for_grid_form_and_import(office, tmp_path):
    store, east = office.store, office.branches["东山"]
    office.grade(2023, 东山="advanced")
    set_round(store, 2023, {"held_on": "2023年12月8日", "meeting": "第12次党委会"}, actor=ACTOR)
    file_round(store, 2023, on=FILED, actor=ACTOR)
    [rating] = store.find("rating", year=2023)
    with pytest.raises(Locked, match="2023年12月20日"):
        set_ratings(store, 2023, {east: {"township_grade": "中间"}}, actor=ACTOR)
    with pytest.raises(Locked):
        set_round(store, 2023, {"note": "改"}, actor=ACTOR)
    with pytest.raises(editing.FieldErrors, match="重新开放"):
        editing.save(store, "rating", {"township_grade": "middling"}, record_id=rating["id"], actor=ACTOR)
    with pytest.raises(Locked):
        editing.remove(store, "rating", rating["id"], actor=ACTOR)
    file = workbook(tmp_path / "等次.xlsx", ["党支部名称", "2023年评定等次"], ["东山党支部", "中间"])
    plan = preview(store, [file], as_of=FILED)
    assert [problem.code for problem in plan.problems] == ["rating.locked"]
    with pytest.raises(BadInput, match="1行的年度已经备案锁定，这次没有导入"):
        apply(store, plan, actor=ACTOR)
    apply(store, plan, actor=ACTOR, skip_bad=True)
    assert store.find("rating", year=2023)[0]["township_grade"] == "advanced"


def test_the_same_workbook_again_is_no_trouble_in_a_locked_year(office, tmp_path):
    office.grade(2023, 东山="advanced")
    file_round(office.store, 2023, on=FILED, actor=ACTOR)
    file = workbook(tmp_path / "等次.xlsx", ["党支部名称", "2023年评定等次"], ["东山党支部", "先进"])
    assert preview(office.store, [file], as_of=FILED).problems == ()


def test_a_round_is_opened_again_only_with_a_reason_which_is_kept(office):
    store = office.store
    office.grade(2023, 东山="advanced")
    file_round(store, 2023, on=FILED, actor=ACTOR)
    with pytest.raises(BadInput, match="原因"):
        reopen_round(store, 2023, reason=" ", on=date(2024, 1, 5), actor=ACTOR)
    reopen_round(store, 2023, reason="县委组织部复核", on=date(2024, 1, 5), actor=ACTOR)
    office.grade(2023, 东山="middling")
    file_round(store, 2023, on=date(2024, 1, 9), actor=ACTOR)
    state = round_state(store, 2023)
    assert [(one.opened_on, one.reason, one.opened_by) for one in state.reopenings] == [
        ("2024-01-05", "县委组织部复核", ACTOR)
    ]
    assert (state.is_locked, state.filed_on) == (True, "2024-01-09")


def test_a_round_without_grades_cannot_be_filed_nor_an_open_one_opened(office):
    with pytest.raises(BadInput, match="还没有评定"):
        file_round(office.store, 2023, on=FILED, actor=ACTOR)
    with pytest.raises(BadInput, match="没有锁定"):
        reopen_round(office.store, 2023, reason="改", on=FILED, actor=ACTOR)


def test_a_publicity_that_ends_before_it_begins_is_refused(office):
    with pytest.raises(BadInput, match="早于"):
        set_round(
            office.store, 2023, {"publicity_from": "2023-12-10", "publicity_to": "2023-12-01"}, actor=ACTOR
        )


def test_a_general_branch_rated_for_its_village_is_in_the_round_and_in_the_next(office):
    store = office.store
    general = make_organization(store, "石门村党总支", "general_branch", sort=9)
    put(store, "rating", organization_id=general, year=2023, township_grade="advanced")
    others = [row.organization for row in rating_round(store, 2022).rows]
    assert others == list(NAMES)
    for year, final, last in ((2023, "advanced", ""), (2024, "", "advanced")):
        [row] = [one for one in rating_round(store, year).rows if one.organization_id == general]
        assert (row.kind, row.final, row.last) == ("党总支", final, last)
        assert general in proposals(store, year)
    set_ratings(store, 2024, {general: {"township_grade": "先进"}}, actor=ACTOR)
    assert stats(store, year=2024, as_of=date(2024, 12, 31))["ratings"]["2024"]["advanced"] == 1


def test_grades_of_general_branches_alone_are_checked(office):
    store = office.store
    general = make_organization(store, "石门村党总支", "general_branch", secretary="沙晨")
    put(store, "rating", organization_id=general, year=2023, township_grade="lagging")
    found = [one for one in check(store, as_of=date(2023, 12, 31)) if one.code.startswith("RATING")]
    assert [(one.code, one.record_label) for one in found] == [("RATING_UNLISTED", "石门村党总支")]


@pytest.mark.parametrize(("day", "known"), [("2023-12-17", 0), ("2023-12-18", 2)])
def test_a_check_as_of_a_day_knows_no_grade_given_later(office, day, known):
    office.grade(2023, 东山="lagging", 西河="advanced", 沙坝="lagging")
    dated = {one: {"township_on": "2023-12-18"} for one in office.branches.values()}
    set_ratings(office.store, 2023, dated, actor=ACTOR)
    found = check(office.store, as_of=date.fromisoformat(day))
    assert sum(one.code == "RATING_UNLISTED" and "2023年" in one.message for one in found) == known
