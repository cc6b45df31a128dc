import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.problems import FieldProblem
from app.rules.texts import (
    clean_name,
    is_blank,
    parse_flag,
    parse_name,
    parse_phone,
    split_names,
    squeeze,
    tidy,
)
from app.rules.vocabulary import Level


@pytest.mark.parametrize(
    "written, name",
    [
        ("沙 晨", "沙晨"),
        ("沙　晨", "沙晨"),
        (" 黄福 ", "黄福"),
        ("买买提•阿不都", "买买提·阿不都"),
        ("买买提・阿不都", "买买提·阿不都"),
        ("买买提．阿不都", "买买提·阿不都"),
        ("䶮明", "䶮明"),
        ("𠮷田", "𠮷田"),
        ("㛃文", "㛃文"),
        ("Ａｎｎａ", "Anna"),
    ],
)
def test_a_name_is_kept_without_blanks_and_with_its_own_characters(written: str, name: str) -> None:
    assert parse_name(written) == name


@pytest.mark.parametrize("written", [None, "", "  ", "无", "123"])
def test_a_row_without_a_name_is_a_problem(written: object) -> None:
    found = parse_name(written)
    assert isinstance(found, FieldProblem)
    assert found.code == "name.missing"


def test_a_name_with_signs_is_kept_with_a_doubt() -> None:
    found = parse_name("沙晨1")
    assert isinstance(found, FieldProblem)
    assert (found.code, found.level, found.kept) == ("name.odd", Level.WARNING, "沙晨1")


@pytest.mark.parametrize(
    "written", ["是", "√", "✓", "1", 1, 1.0, True, "有", "Y", "y", "对", "流动党员", "3人", 5]
)
def test_yes_in_all_its_forms(written: object) -> None:
    assert parse_flag(written) is True


@pytest.mark.parametrize("written", ["否", "×", "0", 0, False, "无", "空", "", None, "—", "N", "不是"])
def test_no_in_all_its_forms(written: object) -> None:
    assert parse_flag(written) is False


def test_neither_yes_nor_no_is_a_problem() -> None:
    found = parse_flag("待定")
    assert isinstance(found, FieldProblem)
    assert found.code == "flag.unknown"


@pytest.mark.parametrize("word", [None, "", " ", "无", "—", "——", "/", "暂无", "空", "-"])
def test_words_for_nothing_are_blank(word: object) -> None:
    assert is_blank(word)


@pytest.mark.parametrize("word", [0, "0", False, "无为", "是"])
def test_a_zero_and_other_words_are_not_blank(word: object) -> None:
    assert not is_blank(word)


@pytest.mark.parametrize(
    "cell, names",
    [
        ("孙贵发、付云欣", ["孙贵发", "付云欣"]),
        ("孙贵发，付云欣", ["孙贵发", "付云欣"]),
        ("孙贵发;付云欣", ["孙贵发", "付云欣"]),
        ("孙贵发 付云欣", ["孙贵发", "付云欣"]),
        ("孙贵发\n付云欣", ["孙贵发", "付云欣"]),
        ("沙 晨、黄 福", ["沙晨", "黄福"]),
        ("沙 晨", ["沙晨"]),
        ("孙贵发、孙贵发", ["孙贵发"]),
        ("无", []),
        (None, []),
    ],
)
def test_several_people_in_one_cell_are_told_apart(cell: object, names: list[str]) -> None:
    assert split_names(cell) == names


@pytest.mark.parametrize(
    "written, kept", [(15505747328.0, "15505747328"), ("155 0574 7328", "15505747328"), ("+8615505747328", "15505747328"), ("0876-4123456", "0876-4123456")]
)  # fmt: skip
def test_phone_numbers_are_digits(written: object, kept: str) -> None:
    assert parse_phone(written) == kept


def test_an_odd_phone_number_is_kept_with_a_doubt() -> None:
    found = parse_phone("1550574732")
    assert isinstance(found, FieldProblem)
    assert (found.level, found.kept) == (Level.WARNING, "1550574732")


@given(st.text(alphabet="沙晨黄福·𠮷 　•", min_size=1))
def test_cleaning_a_name_twice_changes_nothing_more(name: str) -> None:
    assert clean_name(clean_name(name)) == clean_name(name)


def test_numbers_from_cells_lose_their_point_and_invisible_signs_go() -> None:
    assert tidy(18.0) == "18"
    assert tidy("\ufeff'沙晨\u200b") == "沙晨"
    assert squeeze("第 １ 党 支 部") == "第1党支部"
