from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import BadInput
from app.rules.money import FEN_PER_WAN
from app.services import incomes
from app.services.economy.entries import ledger
from app.services.economy.grids import (
    BadBlock,
    Block,
    clipboard_cells,
    paste_block,
    set_cell,
)
from app.services.history import history, undo
from tests.builders import make_income, make_village

ACTOR = "王干事"
END = date(2024, 12, 31)
NAMES = ("长城村", "落母村", "卜戛村", "陆良村", "礓嚓村", "双羊村", "红石村")


@pytest.fixture
def villages(store):
    return tuple(make_village(store, name, sort=at) for at, name in enumerate(NAMES))


def block(villages, cells, months=(6,), **changes):
    values = {"year": 2024, "category": "operating", **changes}
    return Block(villages=tuple(villages), months=tuple(months), cells=cells, **values)


def grid(store):
    return incomes.category_grid(store, year=2024, as_of=END, category="operating")


def test_a_month_for_seven_villages_is_pasted_in_one_step_and_undone_in_one(store, villages):
    cells = clipboard_cells("1,200.50\n3万\n\n4000\n5000元\n6000\n0\n")
    found = paste_block(store, block(villages, cells), actor=ACTOR)
    assert (found.new, found.same, grid(store).total_fen) == (
        5,
        1,
        1200_50 + 30000_00 + 4000_00 + 5000_00 + 6000_00,
    )
    assert [row.months[5] for row in grid(store).rows] == [120050, 3000000, 0, 400000, 500000, 600000, 0]
    assert history(store)[0].sentence == "填写7个村2024年经营收入5格"
    undo(store, actor=ACTOR)
    assert grid(store).total_fen == 0


def test_one_bad_cell_keeps_the_whole_block_out_and_every_bad_cell_is_named(store, villages):
    cells = (("100", "abc"), ("-5", "200"))
    with pytest.raises(BadBlock) as caught:
        paste_block(store, block(villages[:2], cells, (1, 2)), actor=ACTOR)
    assert [(cell.row, cell.column, cell.text) for cell in caught.value.cells] == [
        (0, 1, "abc"),
        (1, 0, "-5"),
    ]
    assert ledger(store, year=2024) == []


def test_a_paste_tells_what_became_of_each_cell(store, villages):
    set_cell(store, villages[0], 1, "100", year=2024, category="operating", actor=ACTOR)
    set_cell(store, villages[0], 2, "100", year=2024, category="operating", actor=ACTOR)
    made = paste_block(store, block(villages[:1], (("100", "200", "300", ""),), (1, 2, 3, 4)), actor=ACTOR)
    assert (made.same, made.changed, made.new, made.emptied) == (1, 1, 1, 0)


def test_a_cell_typed_again_is_corrected_and_emptied_by_a_counter_entry(store, villages):
    for text in ("100", "250", ""):
        set_cell(store, villages[0], 3, text, year=2024, category="operating", actor=ACTOR)
    assert [(one.amount_fen, one.state) for one in ledger(store, year=2024)] == [
        (250_00, "已冲销"),
        (-250_00, "冲销"),
    ]
    set_cell(store, villages[0], 3, "80", year=2024, category="operating", actor=ACTOR)
    assert grid(store).rows[0].months[2] == 80_00


def test_a_cell_made_of_vouchered_entries_is_not_overwritten(store, villages):
    make_income(store, villages[0], "2024-03-05", 100_00)
    with pytest.raises(BadBlock, match="收入明细"):
        set_cell(store, villages[0], 3, "200", year=2024, category="operating", actor=ACTOR)
    assert set_cell(store, villages[0], 3, "100", year=2024, category="operating", actor=ACTOR).same == 1


def test_another_category_of_the_same_month_is_left_alone(store, villages):
    make_income(store, villages[0], "2024-03-05", 100_00, category="subsidy")
    set_cell(store, villages[0], 3, "200", year=2024, category="operating", actor=ACTOR)
    assert incomes.income_grid(store, year=2024, as_of=END).rows[0].months[2] == 300_00


def test_a_village_that_knows_only_the_year_has_its_sum_without_month(store, villages):
    set_cell(store, villages[0], 0, "1.2", year=2024, category="operating", factor=FEN_PER_WAN, actor=ACTOR)
    (entry,) = ledger(store, year=2024)
    assert (entry.on, entry.amount_fen, entry.booked_on) == ("2024", 12_000_00, "2024")


@pytest.mark.parametrize(
    ("cells", "changes"),
    [
        ((("1", "2"),), {}),
        ((("1",), ("2",)), {}),
        ((("1",),), {"category": "contracting"}),
        ((("1",),), {"months": (13,)}),
    ],
)
def test_a_block_of_another_shape_or_category_is_refused_in_words(store, villages, cells, changes):
    with pytest.raises(BadInput, match=r".+。"):
        paste_block(store, block(villages[:1], cells, **changes), actor=ACTOR)


@settings(max_examples=15)
@given(st.lists(st.lists(st.integers(0, 10**9), min_size=3, max_size=3), min_size=1, max_size=4))
def test_what_is_pasted_is_what_the_grid_shows(store_factory, amounts):
    store = store_factory()
    villages = tuple(make_village(store, f"第{at}村") for at in range(len(amounts)))
    cells = tuple(tuple(f"{fen / 100:.2f}" for fen in line) for line in amounts)
    for _ in range(2):
        paste_block(store, block(villages, cells, (1, 7, 0)), actor=ACTOR)
    assert [[row.months[at] for at in (0, 6, 12)] for row in grid(store).rows] == amounts
