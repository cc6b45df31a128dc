"""Schemes as data: what goes in comes out, and what cannot be used is said."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.ratings import Dimension, FieldSheet, Scheme, grade_of_score, total_score
from app.rules.ratings_schemes import complaints, plain_scheme, scheme_of_plain
from app.rules.reference_ratings import examples, schemes

STARTER = schemes()[0]

words = st.text("先进中间后星级一二三四五", min_size=1, max_size=4)
points = st.integers(1, 12_000)
dimensions = st.lists(st.builds(Dimension, words, points), max_size=4).map(tuple)
shares = st.dictionaries(words, st.tuples(st.none() | st.floats(0, 50), st.none() | st.floats(50, 100)))
sheets = st.builds(
    FieldSheet, st.sampled_from(["village", "office"]), dimensions, st.just(("弄虚作假",)), shares
)
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
        ({"cutoffs": {"lagging": 6000}}, "最低等次"),
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
