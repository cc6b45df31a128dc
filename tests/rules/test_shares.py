from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.rules.shares import percent, share

WHOLES = st.integers(1, 10_000_000)


def printed(part, whole):
    return Fraction(Decimal(percent(share(part, whole)).removesuffix("%")))


@given(WHOLES, st.data())
def test_a_printed_share_is_within_half_a_tenth_of_the_exact_one(whole, data):
    part = data.draw(st.integers(0, whole))
    assert -Fraction(1, 20) < printed(part, whole) - Fraction(100 * part, whole) <= Fraction(1, 20)


@given(WHOLES, st.data())
def test_more_of_the_same_is_never_printed_as_less(whole, data):
    part = data.draw(st.integers(1, whole))
    assert printed(part - 1, whole) <= printed(part, whole)


@given(WHOLES, st.data())
def test_a_quotient_is_printed_as_the_share_of_its_counts(whole, data):
    part = data.draw(st.integers(0, whole))
    assert percent(part / whole) == percent(share(part, whole))


def test_two_of_six_is_what_a_calculator_says_beside_any_other_parts():
    assert [percent(share(part, 6)) for part in (2, 2, 2)] == ["33.3%"] * 3
    assert [percent(share(part, 53)) for part in (14, 38, 1)] == ["26.4%", "71.7%", "1.9%"]


def test_an_exact_half_of_a_tenth_goes_up():
    assert [percent(share(part, 2000)) for part in (1, 3, 125)] == ["0.1%", "0.2%", "6.3%"]
    assert [percent(part / 2000) for part in (1, 3, 125)] == ["0.1%", "0.2%", "6.3%"]


def test_all_is_a_hundred_percent_and_nothing_of_nothing_is_none():
    assert (percent(share(53, 53)), percent(share(0, 0))) == ("100.0%", "0.0%")
