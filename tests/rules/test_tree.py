from hypothesis import given
from hypothesis import strategies as st

from app.rules import tree

NAMES = "党甲乙丙丁戊己"
forests = st.dictionaries(st.sampled_from(NAMES), st.none() | st.sampled_from(NAMES + "外"))


def test_each_organization_is_followed_by_those_under_it_in_the_order_given():
    parents = {"乡": None, "甲总支": "乡", "乙总支": "乡", "甲一": "甲总支", "机关": "乡", "甲二": "甲总支"}
    assert [(one.id, one.depth) for one in tree.nest(parents)] == [
        ("乡", 0),
        ("甲总支", 1),
        ("甲一", 2),
        ("甲二", 2),
        ("乙总支", 1),
        ("机关", 1),
    ]


@given(forests)
def test_everyone_has_exactly_one_place_even_in_circles(parents):
    assert sorted(place.id for place in tree.nest(parents)) == sorted(parents)


@given(forests, st.dictionaries(st.sampled_from(NAMES), st.integers(0, 100)))
def test_the_roots_together_carry_every_count(parents, own):
    places = tree.nest(parents)
    sums = tree.carried_up(places, own)
    assert sum(sums[p.id] for p in places if not p.above) == sum(own.get(one, 0) for one in parents)


def test_only_those_in_the_circle_are_named_not_those_hanging_from_it():
    assert tree.circles({"甲": "乙", "乙": "甲", "丙": "甲", "丁": None, "戊": "戊"}) == ["甲", "乙", "戊"]
