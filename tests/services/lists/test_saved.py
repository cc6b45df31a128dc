import pytest

from app.errors import BadInput
from app.services import history
from app.services.lists.saved import remove_filter, rename_filter, save_filter, saved_filters

ACTOR = "测试员"


def names(store):
    return [saved.name for saved in saved_filters(store)]


def test_a_filter_is_kept_under_its_name_and_replaced_by_one_of_that_name(store):
    save_filter(store, " 流动党员 ", {"other": "流动党员", "sex": ""}, actor=ACTOR)
    save_filter(store, "女党员", {"sex": "2"}, actor=ACTOR)
    save_filter(store, "流动党员", {"other": "流动党员", "group": "village"}, actor=ACTOR)
    found = {saved.name: dict(saved.asked) for saved in saved_filters(store)}
    assert found == {"流动党员": {"other": "流动党员", "group": "village"}, "女党员": {"sex": "2"}}


def test_a_filter_is_renamed_but_not_to_a_name_that_is_taken(store):
    for name in ("甲", "乙"):
        save_filter(store, name, {"text": name}, actor=ACTOR)
    first = saved_filters(store)[0]
    with pytest.raises(BadInput, match="已经有名为"):
        rename_filter(store, first, next(name for name in ("甲", "乙") if name != first.name), actor=ACTOR)
    rename_filter(store, first, "丙", actor=ACTOR)
    assert "丙" in names(store)
    assert first.name not in names(store)


def test_a_removed_filter_comes_back_by_undo(store):
    save_filter(store, "甲", {"text": "甲"}, actor=ACTOR)
    remove_filter(store, saved_filters(store)[0], actor=ACTOR)
    assert names(store) == []
    history.undo(store, actor=ACTOR)
    assert names(store) == ["甲"]


@pytest.mark.parametrize("name", ["", "  ", "长" * 31])
def test_a_name_must_be_one(store, name):
    with pytest.raises(BadInput):
        save_filter(store, name, {"text": "x"}, actor=ACTOR)
