import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.money import FEN_PER_WAN, FEN_PER_YUAN, parse_amount, yuan
from app.rules.problems import FieldProblem


@pytest.mark.parametrize(
    "written, fen",
    [
        (1680, 168000),
        (1680.0, 168000),
        (795649.84, 79564984),
        (0.1 + 0.2, 30),
        ("1,680.50", 168050),
        ("１，６８０．５０", 168050),
        ("¥1680", 168000),
        ("￥-5元", -500),
        ("1680元", 168000),
        ("人民币1680元整", 168000),
        ("1.2万元", 1200000),
        ("1.2 万", 1200000),
        ("(1,200.50)", -120050),
        ("（300）", -30000),
        ("-3", -300),
        ("－3", -300),
        (0, 0),
    ],
)
def test_amounts_in_yuan_are_read_to_the_fen(written: object, fen: int) -> None:
    assert parse_amount(written) == fen


def test_the_unit_of_the_column_counts_unless_the_cell_has_its_own() -> None:
    assert parse_amount(5.0, FEN_PER_WAN) == 5_000_000
    assert parse_amount("79.564984", FEN_PER_WAN) == 79_564_984
    assert parse_amount("300元", FEN_PER_WAN) == 30_000


@pytest.mark.parametrize(
    "written, code",
    [
        ("约5万", "amount.unreadable"),
        ("1,23", "amount.unreadable"),
        ("12.3.4", "amount.unreadable"),
        ("五万", "amount.unreadable"),
        (float("nan"), "amount.unreadable"),
        (float("inf"), "amount.unreadable"),
        (True, "amount.unreadable"),
        (1.005, "amount.precision"),
        ("0.001", "amount.precision"),
        (1e15, "amount.too_large"),
    ],
)
def test_what_is_no_exact_amount_is_a_problem(written: object, code: str) -> None:
    found = parse_amount(written)
    assert isinstance(found, FieldProblem)
    assert found.code == code


@given(st.integers(-(10**12), 10**12))
def test_an_amount_goes_through_its_printed_form_unchanged(fen: int) -> None:
    assert parse_amount(yuan(fen)) == fen
    assert parse_amount(yuan(fen) + "元") == fen


@given(st.integers(-(10**11), 10**11))
def test_a_number_cell_with_two_decimals_is_never_off_by_a_fen(fen: int) -> None:
    assert parse_amount(fen / FEN_PER_YUAN) == fen


@given(st.integers(-(10**9), 10**9))
def test_a_number_cell_in_ten_thousands_is_never_off_by_a_fen(fen: int) -> None:
    assert parse_amount(fen / FEN_PER_WAN, FEN_PER_WAN) == fen
