import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.economy_blocks import read_amounts, read_lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\n\n3", [["1"], [""], ["3"]]),
        ("1\t2\n3", [["1", "2"], ["3", ""]]),
        (" 1,200.5 \t", [["1,200.5", ""]]),
        ("", [[""]]),
    ],
)
def test_a_block_keeps_its_rows_and_columns(text, expected):
    assert read_lines(text) == expected


def test_cells_that_say_nothing_are_left_out_and_bad_ones_named():
    amounts, bad = read_amounts([["1.5万", "—", "/"], ["-3", "三百", "0"]], 100)
    assert amounts == {(0, 0): 1_500_000, (1, 2): 0}
    assert [(cell.row, cell.column) for cell in bad] == [(1, 0), (1, 1)]


@given(st.lists(st.lists(st.integers(0, 10**10), min_size=2, max_size=2), min_size=1, max_size=5))
def test_a_copied_block_is_read_to_the_fen(cells):
    text = "\n".join("\t".join(f"{fen // 100:,}.{fen % 100:02d}" for fen in line) for line in cells)
    amounts, bad = read_amounts(read_lines(text), 100)
    assert not bad
    assert [[amounts[row, column] for column in (0, 1)] for row in range(len(cells))] == cells
