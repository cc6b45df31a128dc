"""Cells: the invisible goes, the written stays, and no damaged number passes for a right one."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.excel.cells import clean_text, clean_value, folded, shown
from app.excel.readings import ErrorCell


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        (" 杨 斌\u3000", "杨 斌"),
        ("\ufeff杨斌\u200b", "杨斌"),
        ("５３２６９９１９６６０２２４０８７Ｘ", "53269919660224087X"),
        ("２０２３．７．１", "2023.7.1"),
        ("２０２３年７月１日", "2023年7月1日"),
        ("2023－07－01", "2023-07-01"),
        ("长城村（社区），东山", "长城村（社区），东山"),
        ("𠮷㛃䶮\ufa0e\uf900", "𠮷㛃䶮\ufa0e\uf900"),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提"),
        ("138\u00a01234\u20095678", "138 1234 5678"),
        ("\u202a13800000000\u202c", "13800000000"),
        ("第一行_x000D_\r\n第二行", "第一行 \n第二行"),
        ("６４％", "64%"),
        ("\t=", "="),
    ],
)
def test_a_text_is_cleaned_and_not_reinterpreted(written: str, clean: str) -> None:
    assert clean_text(written) == clean


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_ideographs_are_never_touched(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("value", "clean"),
    [
        ("", None), ("  \u3000", None), (None, None), (True, True), (3.0, 3), (2.5, 2.5), (0, 0),
        (datetime(2023, 7, 1), date(2023, 7, 1)), (datetime(2023, 7, 1, 8, 30), datetime(2023, 7, 1, 8, 30)),
        (date(2023, 7, 1), date(2023, 7, 1)), (time(8, 30), "08:30"), (timedelta(days=1.5), 1.5),
        ("#N/A", ErrorCell("#N/A")), ("#ref!", ErrorCell("#ref!")), ("#1号楼", "#1号楼"),
        ("长" * 2_001, ErrorCell("文字超过2000字")), (float("nan"), ErrorCell("不是数字")),
    ],
)  # fmt: skip
def test_a_value_becomes_what_it_is(value: object, clean: object) -> None:
    assert clean_value(value) == clean
    assert type(clean_value(value)) is type(clean)


@pytest.mark.parametrize("damaged", [5.32699196602240878e17, 532699196602240878, 10**15])
def test_a_number_longer_than_excel_keeps_stays_a_float(damaged: float) -> None:
    assert isinstance(clean_value(damaged), float)


def test_texts_are_compared_without_width_blanks_and_case() -> None:
    assert folded("党 支部（Ａ）") == folded("党支部(a)")


@pytest.mark.parametrize(("value", "said"), [(None, ""), (True, "是"), (date(2023, 7, 1), "2023-07-01"), (ErrorCell("#N/A"), "#N/A"), (5, "5"), (datetime(2023, 7, 1, 8, 5), "2023-07-01 08:05")])  # fmt: skip
def test_a_value_is_shown_as_a_clerk_would_say_it(value: object, said: str) -> None:
    assert shown(value) == said
