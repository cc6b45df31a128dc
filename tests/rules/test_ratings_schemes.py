"""Schemes as data: what goes in comes out, and what cannot be used is said."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.ratings import Dimension, FieldSheet, Scheme, grade_of_score, total_score
from app.rules.ratings_schemes import complaints, grades_named, plain_scheme, scheme_of_plain, unusual
from app.rules.reference_ratings import examples, schemes

STARTER = schemes()[0]

words = st.text("先进中间后星级一二三四五", min_size=1, max_size=4)
points = st.integers(1, 12_000)
dimensions = st.lists(st.builds(Dimension, words, points), max_size=4).map(tuple)
shares = st.dictionaries(words, st.tuples(st.none() | st.floats(0, 50), st.none() | st.floats(50, 100)))
sheets = st.builds(
    FieldSheet, st.sampled_from(["village", "office"]), dimensions, st.just(("弄虚作假",)), shares,
    st.dictionaries(words, points), st.none() | st.integers(0, 100), st.none() | points,
)  # fmt: skip
any_scheme = st.builds(
    Scheme, words, words, words, st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.lists(words, min_size=2, max_size=6, unique=True).map(tuple), shares,
    labels=st.dictionaries(words, words), cutoffs=st.dictionaries(words, points), dimensions=dimensions,
    sheets=st.lists(sheets, max_size=2).map(tuple), mass_weight=st.integers(0, 100), bonus=points,
    status=st.just("own"), note=words,
)  # fmt: skip


@given(any_scheme)
def test_a_scheme_written_down_is_the_same_scheme_read_again(scheme):
    assert scheme_of_plain(plain_scheme(scheme)) == scheme


def test_the_starter_is_marked_and_every_shipped_scheme_can_be_used():
    assert [scheme.status for scheme in schemes()] == ["starter"]
    assert "不是上级文件" in STARTER.note
    assert len(examples()) >= 3
    for scheme in (*schemes(), *examples()):
        assert complaints(scheme) == []
        assert scheme.source
        assert sum(one.points for one in scheme.dimensions) == 10_000


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": " "}, "名称"),
        ({"grades": ("advanced",), "cutoffs": {}}, "至少两个"),
        ({"grades": ("五星", "五星"), "cutoffs": {}}, "重复"),
        ({"cutoffs": {"advanced": 6000, "middling": 9000}}, "由高到低"),
        ({"cutoffs": {"advanced": 9000, "middling": 9000}}, "“中间”的分数线90分不低于“先进”的90分"),
        ({"cutoffs": {"lagging": 6000}}, "最低等次"),
        ({"cutoffs": {"advanced": 10_500}}, "“先进”的分数线105分高于最多可得的100分"),
        ({"labels": {"middling": "先进"}}, "等次“先进”写了两次"),
        ({"labels": {"middling": " "}}, "名称不能空"),
        ({"bonus": -100}, "加分上限"),
        ({"dimensions": (Dimension("加分", 1000),)}, "加分上限里"),
        ({"sheets": (FieldSheet("office", cutoffs={"advanced": 5000, "middling": 6000}),)}, "机关的“中间”"),
        ({"sheets": (FieldSheet("school", mass_weight=130),)}, "学校的评议"),
        ({"mass_weight": 101}, "0至100"),
        ({"dimensions": (Dimension("思路", 0),)}, "大于0"),
        ({"dimensions": (Dimension("思路", 1), Dimension("思路", 2))}, "重复"),
        ({"shares": {"advanced": (50.0, 30.0)}}, "下限"),
        ({"shares": {"advanced": (None, 130.0)}}, "0至100"),
        ({"sheets": (FieldSheet("village", shares={"五星": (5.0, None)}),)}, "本方案的等次"),
    ],
)
def test_what_keeps_a_scheme_from_being_used_is_said(changes, said):
    assert said in "".join(complaints(replace(STARTER, **changes)))


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        (9000, "advanced"),
        (8999, "middling"),
        (6000, "middling"),
        (5999, "lagging"),
        (0, "lagging"),
        (None, None),
    ],
)
def test_a_score_on_the_line_has_the_grade(score, grade):
    assert grade_of_score(score, STARTER) == grade


def test_a_scheme_without_lines_gives_no_grade():
    assert grade_of_score(9900, replace(STARTER, cutoffs={})) is None


def test_the_mass_evaluation_has_its_weight_and_the_bonus_its_limit():
    scheme = replace(STARTER, mass_weight=30, bonus=500)
    assert total_score({"基础分": 9000}, scheme, mass=8000) == 8700
    assert total_score({"基础分": 9000}, scheme, mass=8000, bonus=900) == 9200
    assert total_score({"基础分": 9000}, scheme) == 9000
    assert total_score({}, scheme, mass=8000) is None


def test_a_field_with_a_sheet_of_its_own_has_what_it_does_not_say_from_the_scheme():
    scheme = next(one for one in examples() if one.code == "stars-2016")
    assert scheme.sheet_for("community").shares["无星"] == (10, None)
    assert scheme.sheet_for("office").shares["无星"] == (5, None)
    assert scheme.sheet_for("community").vetoes == scheme.vetoes


def test_a_county_may_call_its_middle_grade_otherwise():
    scheme = next(one for one in examples() if one.code == "qiubei-2015")
    assert [scheme.label_of(grade) for grade in scheme.grades] == ["先进", "一般", "后进"]


def test_points_that_do_not_add_up_to_a_hundred_are_said_by_field_and_refused_nowhere():
    scheme = replace(
        STARTER,
        dimensions=(Dimension("组织生活", 9500),),
        sheets=(
            FieldSheet("office", (Dimension("机关", 11_000),)),
            FieldSheet("school", vetoes=("弄虚作假",)),
        ),
    )
    assert unusual(scheme) == ["分项分值合计95分，不是100分。", "机关的分项分值合计110分，不是100分。"]
    assert complaints(scheme) == []
    assert unusual(STARTER) == []


def test_lines_weights_and_bonus_of_a_field_take_the_place_of_the_schemes():
    own = FieldSheet("office", cutoffs={"advanced": 8500, "middling": 5000}, mass_weight=40, bonus=1000)
    scheme = replace(STARTER, sheets=(own,))
    office, village = scheme.sheet_for("office"), scheme.sheet_for("village")
    assert [grade_of_score(8600, one) for one in (office, village)] == ["advanced", "middling"]
    assert total_score({"量表": 9000}, office, mass=8000, bonus=2000) == 9600
    assert total_score({"量表": 9000}, village, mass=8000, bonus=2000) == 9000


def test_a_narrower_field_takes_from_the_wider_what_it_does_not_say():
    wider = FieldSheet("new_sector", vetoes=("欠薪",), cutoffs={"advanced": 8000, "middling": 5000})
    narrower = FieldSheet("private_firm", dimensions=(Dimension("经营", 10_000),))
    scheme = replace(STARTER, sheets=(narrower, wider))
    firm, society = scheme.sheet_for("private_firm"), scheme.sheet_for("social_org")
    assert [one.name for one in firm.dimensions] == ["经营"]
    assert society.dimensions == STARTER.dimensions
    assert firm.vetoes == society.vetoes == ("欠薪",)
    assert firm.cutoffs == society.cutoffs == wider.cutoffs


def test_a_county_with_seven_classes_has_a_sheet_for_each():
    scheme = next(one for one in examples() if one.code == "qiubei-2015")
    fields = ("village", "community", "state_firm", "private_firm", "social_org", "office", "village_group")
    sheets = {scheme.sheet_for(field).dimensions for field in fields}
    assert len(sheets) == len(scheme.sheets) == 7


@pytest.mark.parametrize(
    ("rows", "grades", "labels"),
    [
        ([("advanced", "先进"), ("middling", "一般"), ("lagging", "后进")],
         ("advanced", "middling", "lagging"), {"middling": "一般"}),
        ([("advanced", "先进"), ("", "良好"), ("middling", "中间"), ("lagging", "后进")],
         ("advanced", "良好", "middling", "lagging"), {}),
        ([("advanced", "五星"), ("middling", "四星"), ("lagging", "三星")], ("五星", "四星", "三星"), {}),
        ([("", "先进"), ("", "中间"), ("", "后进")], ("advanced", "middling", "lagging"), {}),
        ([("advanced", "先进"), ("", "先进")], ("advanced", "先进"), {}),
    ],
)  # fmt: skip
def test_a_grade_given_another_name_stays_the_grade_it_was(rows, grades, labels):
    assert grades_named(rows, STARTER) == (grades, labels)
