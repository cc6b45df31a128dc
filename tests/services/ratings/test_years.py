"""Across years: two rounds from workbooks of different shape, moves, tracks, warnings, distribution."""

from datetime import date

from app.services.figures import stats
from app.services.imports import apply, preview
from app.services.ratings import years
from app.services.ratings.entering import set_ratings
from app.services.ratings.ties import pairs
from app.services.ratings.years import Years, branch_years
from tests.services.imports.workbooks import workbook
from tests.services.ratings.conftest import ACTOR, NAMES

AS_OF = date(2024, 6, 30)
WIDE = (
    ["序号", "党支部名称", "2023年自评等次", "2023年评定等次", "结对支部", "备注"],
    [1, "东山党支部", "先进", "先进", "沙坝党支部、小湾党支部", ""],
    [2, "西河党支部", "先进", "先进", "沙坝党支部", ""],
    [3, "沙坝党支部", "中间", "中间", "东山党支部", ""],
    [4, "小湾党支部", "中间", "后进", "", "书记空缺"],
    [5, "机关党支部", "中间", "后进", "", ""],
)
NARROW = (
    ["所属村", "支部", "等次（党委评定）", "得分"],
    ["石门村", "东山党支部", "一般", 78.5],
    ["石门村", "西河党支部", "先进", 93],
    ["沙坝村", "沙坝党支部", "一般", 80],
    ["沙坝村", "小湾党支部", "后进", 55],
)


def bring(office, folder):
    wide = workbook(folder / "2023.xlsx", *WIDE)
    narrow = workbook(folder / "2024.xlsx", *NARROW, title="2024年度党支部分类定级情况")
    for file in (wide, narrow):
        plan = preview(office.store, [file], as_of=AS_OF)
        assert plan.problems == ()
        apply(office.store, plan, actor=ACTOR)
    return Years(office.store)


def named(moves, held):
    return {
        (before, now): {held.branches[one].name[:2] for one in cell}
        for (before, now), cell in moves.cells.items()
        if cell
    }


def test_two_rounds_of_different_shape_give_grades_moves_and_pairs_exactly(office, tmp_path):
    held = bring(office, tmp_path)
    assert named(held.matrix(2023), held) == {
        ("advanced", "advanced"): {"东山"}, ("middling", "advanced"): {"西河"}, ("lagging", "middling"): {"沙坝"},
        ("lagging", "lagging"): {"小湾"}, ("middling", "lagging"): {"机关"},
    }  # fmt: skip
    assert named(held.matrix(2024), held) == {
        ("advanced", "middling"): {"东山"}, ("advanced", "advanced"): {"西河"}, ("middling", "middling"): {"沙坝"},
        ("lagging", "lagging"): {"小湾"}, ("lagging", ""): {"机关"},
    }  # fmt: skip
    assert {(one.organization[:2], one.partner[:2]) for one in pairs(office.store, 2023)} == {
        ("东山", "沙坝"), ("东山", "小湾"), ("西河", "沙坝"),
    }  # fmt: skip
    figures = stats(office.store, year=2023, as_of=AS_OF)
    assert figures["ratings"]["2023"] == {"advanced": 2, "middling": 1, "lagging": 2}
    assert figures["pairs"] == 3
    assert {row["score"] for row in office.store.find("rating", year=2024)} == {7850, 9300, 8000, 5500}


def test_who_rose_and_who_fell(office, tmp_path):
    held = bring(office, tmp_path)
    assert [(one.branch.name[:2], one.steps) for one in held.rises(2023)] == [("西河", 1), ("沙坝", 1)]
    assert [(one.branch.name[:2], one.steps) for one in held.falls(2023)] == [("机关", -1)]
    assert [one.branch.name[:2] for one in held.falls(2024)] == ["东山"]


def test_moves_over_two_years_leave_the_year_between_aside(office, tmp_path):
    held = bring(office, tmp_path)
    assert [(one.branch.name[:2], one.steps) for one in held.moves(2024, before=2022)] == [
        ("西河", 1), ("沙坝", 1), ("东山", -1),
    ]  # fmt: skip


def test_two_years_read_alone_give_the_moves_they_have_among_all(office, tmp_path):
    held = bring(office, tmp_path)
    alone = Years(office.store, (2022, 2023))
    assert alone.years == [2022, 2023]
    assert alone.matrix(2023) == held.matrix(2023)
    assert alone.moves(2023) == held.moves(2023)


def test_three_years_lowest_running_is_warned_of(office, tmp_path):
    held = bring(office, tmp_path)
    assert [(one.branch.name[:2], one.years) for one in held.lowest_again(2024)] == [("小湾", 3)]
    assert [(one.branch.name[:2], one.years) for one in held.lowest_again(2023)] == [("小湾", 2)]


def test_the_countys_grade_is_the_one_that_moves(office):
    office.grade(2023, 东山="advanced")
    set_ratings(office.store, 2023, {office.branches["东山"]: {"county_grade": "后进"}}, actor=ACTOR)
    [fall] = Years(office.store).falls(2023)
    assert (fall.now, fall.steps) == ("lagging", -2)


def test_distribution_by_village_and_field_adds_up_to_the_year(office, tmp_path):
    held = bring(office, tmp_path)
    by_village = held.distribution(2023, years.BY_VILLAGE)
    assert by_village["石门村"] == {"advanced": 2, "middling": 0, "lagging": 0}
    assert by_village[""] == {"advanced": 0, "middling": 0, "lagging": 1}
    for by in (years.BY_VILLAGE, years.BY_FIELD, years.BY_KIND):
        found = held.distribution(2023, by)
        assert sum(sum(counts.values()) for counts in found.values()) == len(NAMES)
    assert held.distribution(2023, years.BY_FIELD)["office"]["lagging"] == 1


def test_a_branchs_file_has_all_its_years_the_newest_first(office, tmp_path):
    bring(office, tmp_path)
    found = branch_years(office.store, office.branches["西河"])
    assert [(one.year, one.grade, one.steps) for one in found] == [
        (2024, "advanced", 0), (2023, "advanced", 1), (2022, "middling", None),
    ]  # fmt: skip
    assert Years(office.store).track(office.branches["机关"]) == [
        (2022, "middling"),
        (2023, "lagging"),
        (2024, ""),
    ]


def test_a_branch_that_ended_stays_in_the_years_it_was_graded(office, tmp_path):
    held = bring(office, tmp_path)
    before = named(held.matrix(2023), held)
    with office.store.operation("test", "撤销", ACTOR):
        office.store.update("organization", office.branches["沙坝"], {"ended_on": "2023-12-31"})
    again = Years(office.store)
    assert named(again.matrix(2023), again) == before
