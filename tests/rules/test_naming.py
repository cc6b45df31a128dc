import pytest

from app.rules.naming import (
    group_key,
    has_place_before,
    is_short_for,
    loose_key,
    may_be_same,
    organization_key,
    organization_name,
    village_key,
)


@pytest.mark.parametrize(
    "names",
    [
        ("长城村西湾党支部", "中共长城村西湾支部委员会", "长城村西湾支部", " 长城村 西湾 党支部", "长城村西湾党支部委员会"),
        ("长城村党总支", "长城村总支", "中共长城村总支部委员会", "长城村党总支部委员会"),
        ("中共长城彝族乡委员会", "长城彝族乡党委", "中国共产党长城彝族乡委员会"),
        ("卫生院（联合）党支部", "卫生院(联合)支部"),
    ],
)  # fmt: skip
def test_forms_of_one_organization_have_one_key(names: tuple[str, ...]) -> None:
    assert len({organization_key(name) for name in names}) == 1


def test_different_kinds_with_the_same_name_keep_apart() -> None:
    keys = {
        organization_key(name) for name in ("长城村党总支", "长城村党支部", "长城村党委", "长城村联合党支部")
    }
    assert len(keys) == 4


def test_a_short_name_fits_the_end_of_the_full_one_only() -> None:
    full = organization_key("长城村西湾党支部")
    assert is_short_for(organization_key("西湾党支部"), full)
    assert not is_short_for(organization_key("党支部"), full)
    assert not is_short_for(full, full)
    assert not is_short_for(organization_key("长城村党支部"), full)


def test_the_name_of_the_office_may_stand_before() -> None:
    full = organization_key("长城村西湾党支部")
    assert has_place_before(organization_key("长城彝族乡长城村西湾党支部"), full)
    assert not has_place_before(organization_key("新长城村西湾党支部"), full)


def test_the_word_village_may_be_left_out() -> None:
    assert loose_key(organization_key("长城西湾党支部")) == loose_key(organization_key("长城村西湾党支部"))


def test_villages_and_groups_are_known_by_their_own_name() -> None:
    assert (
        len({village_key(n) for n in ("长城村", "长城", "长城村委会", "长城行政村", "长城村民委员会")}) == 1
    )
    assert village_key("柳树社区") != village_key("柳树村")
    assert len({group_key(n) for n in ("老沟小组", "老沟村民小组", "老沟组", "老沟 小组", "老沟")}) == 1
    assert group_key("一组") != group_key("二组")


def test_stored_names_have_no_blanks_and_brackets_of_chinese_print() -> None:
    assert organization_name("卫生院 (联合) “党支部”") == "卫生院（联合）党支部"


def test_keys_of_one_organization_in_any_form_may_be_the_same() -> None:
    keys = [
        organization_key(name)
        for name in ("石门村东山党支部", "东山支部", "青山镇石门村东山党支部", "石门东山支部")
    ]
    assert all(may_be_same(keys[0], other) for other in keys)
    assert may_be_same("", keys[0])
    assert not may_be_same(keys[0], organization_key("石门村西河党支部"))
