from hypothesis import assume, given
from hypothesis import strategies as st

from app.reports.linebreak import NO_END, NO_START, balance, boxes, break_lines


def measure(text: str) -> float:
    """Full-width characters count one, others a half."""
    return sum(0.5 if ord(char) < 256 else 1.0 for char in text)


HAN = st.sampled_from(list("党支部委员会村集体经济建设发展"))
MARK = st.sampled_from(sorted(NO_START | NO_END))
TEXT = st.lists(st.one_of(HAN, HAN, HAN, MARK, st.sampled_from(["2023", "14", "64%", " ", "……", "——"]))).map(
    "".join
)


@given(TEXT, st.integers(6, 28), st.integers(0, 2))
def test_no_text_is_lost_or_added(text, width, indent):
    assert "".join(break_lines(text, measure, width, indent)) == text


@given(TEXT, st.integers(6, 28), st.integers(0, 2))
def test_no_line_is_longer_than_the_measure(text, width, indent):
    for at, line in enumerate(break_lines(text, measure, width, indent)):
        assert measure(line.rstrip()) <= (width - indent if at == 0 else width)


@given(TEXT, st.integers(8, 28))
def test_no_line_begins_or_ends_with_a_forbidden_mark(text, width):
    assume(all(measure(box) <= width for box in boxes(text)))
    lines = break_lines(text, measure, width)
    for line in lines[1:]:
        assert line[0] not in NO_START
    for line in lines[:-1]:
        assert line.rstrip()[-1:] not in NO_END


def test_a_full_stop_that_does_not_fit_takes_the_character_before_it_along():
    assert break_lines("一二三四五。六", measure, 5) == ["一二三四", "五。六"]


def test_an_opening_bracket_goes_to_the_next_line_with_its_word():
    assert break_lines("一二三四（五六）", measure, 5) == ["一二三四", "（五六）"]


def test_a_number_with_its_percent_sign_is_kept_whole():
    assert break_lines("覆盖率达到64.5%以上", measure, 6) == ["覆盖率达到", "64.5%以上"]


def test_an_ellipsis_is_not_torn():
    assert break_lines("一二三……四", measure, 4) == ["一二三", "……四"]


def test_a_word_longer_than_the_line_is_cut_where_it_must_be():
    lines = break_lines("abcdefghijklmnop", measure, 4)
    assert "".join(lines) == "abcdefghijklmnop"
    assert all(measure(line) <= 4 for line in lines)


def test_an_empty_text_has_no_lines():
    assert break_lines("", measure, 10) == []


def test_a_title_of_two_lines_is_balanced():
    lines = balance("青山彝族乡二〇二三年度党建工作情况的报告", measure, 18)
    assert len(lines) == 2
    assert abs(measure(lines[0]) - measure(lines[1])) <= 2


def test_a_title_keeps_the_break_it_was_given():
    assert balance("中共青山彝族乡委员会\n工作报告", measure, 20) == ["中共青山彝族乡委员会", "工作报告"]


def test_a_number_keeps_its_unit_and_a_blank_to_fill_in_stays_whole():
    assert boxes("到2026年11月达5万元") == ["到", "2026年", "11月", "达", "5万元"]
    assert boxes("同意＿＿＿＿同志") == ["同", "意", "＿＿＿＿", "同", "志"]
