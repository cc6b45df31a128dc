"""Rounding to 万元 that adds up: rows, columns and the whole."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.facts import Column, TableFacts
from app.reports.rounding import in_wan, round_table

UNIT = 10_000
AMOUNTS = st.integers(-(10**7), 10**9)
TABLES = st.integers(1, 6).flatmap(
    lambda wide: st.lists(st.lists(AMOUNTS, min_size=wide, max_size=wide), max_size=9)
)


@given(TABLES)
def test_rows_and_columns_of_a_rounded_table_add_up_to_its_total(cells):
    *rows, last = round_table(cells, UNIT)
    for row in rows:
        assert sum(row[:-1]) == row[-1]
    assert last == [sum(row[at] for row in rows) for at in range(len(last))]


@given(TABLES)
def test_every_figure_goes_to_a_neighbour_and_the_total_to_the_nearer(cells):
    *rows, last = round_table(cells, UNIT)
    exact = [[*row, sum(row)] for row in cells]
    sums = [sum(row[at] for row in exact) for at in range(len(last))]
    for made, stated in zip([*rows, last], [*exact, sums], strict=True):
        assert all(got % UNIT == 0 and abs(got - fen) < UNIT for got, fen in zip(made, stated, strict=True))
    assert abs(last[-1] - sums[-1]) * 2 <= UNIT


TABLE = TableFacts(
    "表",
    (
        Column("村"),
        Column("经营", "yuan"),
        Column("补助", "yuan"),
        Column("合计", "yuan"),
        Column("目标", "yuan"),
    ),
    [("甲", 334_500, 334_500, 669_000, 5_000_000), ("乙", 335_000, 335_000, 670_000, None)],
    totals=("合计", 669_500, 669_500, 1_339_000, 5_000_000),
    measure="单位：元",
    sums=(((1, 2), 3),),
)


def test_a_paper_in_wan_yuan_says_so_and_keeps_what_is_empty_empty():
    made = in_wan(TABLE)
    assert made.measure == "单位：万元"
    assert [column.kind for column in made.columns] == ["text", "wan", "wan", "wan", "wan"]
    assert made.rows[1][4] is None
    assert made.totals[3:] == (1_340_000, 5_000_000)


@pytest.mark.parametrize("line", [0, 1, 2])
def test_parts_of_a_paper_in_wan_yuan_add_up_along_and_down(line):
    made = in_wan(TABLE)
    rows = [*made.rows, made.totals]
    assert rows[line][1] + rows[line][2] == rows[line][3]
    assert all(sum(row[at] for row in made.rows) == made.totals[at] for at in (1, 2, 3))


def test_a_table_without_totals_is_rounded_too():
    assert in_wan(replace(TABLE, totals=None)).totals is None
