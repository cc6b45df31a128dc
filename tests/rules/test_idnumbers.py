from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.idnumbers import IdNumber, check_digit, mask, parse_id_number
from app.rules.problems import FieldProblem

VALID = "532699196602240878"


def number(value: object) -> str:
    found = parse_id_number(value)
    assert isinstance(found, IdNumber), found
    return found.number


def code(value: object) -> str:
    found = parse_id_number(value)
    assert isinstance(found, FieldProblem), found
    return found.code


@pytest.mark.parametrize("published", ["11010519491231002X", "34052419800101001X"])
def test_the_examples_of_the_standard_are_valid(published: str) -> None:
    assert number(published) == published


@pytest.mark.parametrize(
    "written",
    [VALID, f"'{VALID}", f" {VALID} ", "532699 19660224 0878", "532699-19660224-0878", "５３２６９９１９６６０２２４０８７８", f"\u200b{VALID}"],
)  # fmt: skip
def test_blanks_hyphens_apostrophes_and_width_do_not_matter(written: str) -> None:
    assert number(written) == VALID


def test_a_small_x_is_an_x() -> None:
    assert number("11010519491231002x") == "11010519491231002X"
    assert number("１１０１０５１９４９１２３１００２ｘ") == "11010519491231002X"


def test_birth_sex_and_region_follow_from_the_number() -> None:
    found = parse_id_number("11010519491231002X")
    assert isinstance(found, IdNumber)
    assert (found.birth, found.sex, found.region) == (date(1949, 12, 31), 2, "110105")


@pytest.mark.parametrize("old", ["110105491231002", 110105491231002])
def test_fifteen_digits_become_eighteen(old: object) -> None:
    assert number(old) == "11010519491231002X"


@pytest.mark.parametrize(
    "lost",
    [5.32699196602241e17, 532699196602240878.0, 532699196602240896, "5.32699E+17", "5.32699196602241e17"],
)
def test_a_number_that_a_spreadsheet_kept_as_a_number_is_refused_and_never_rounded(lost: object) -> None:
    assert code(lost) == "id.number_cell"


@pytest.mark.parametrize(
    "written, expected",
    [
        ("532699196602240879", "id.check_digit"),
        ("532699196602300878", "id.birth"),
        ("532699196613240878", "id.birth"),
        ("53269919660224087", "id.length"),
        ("5326991966022408788", "id.length"),
        ("532699********0878", "id.masked"),
        ("身份证丢失", "id.letters"),
        ("53269919660224O878", "id.letters"),
    ],
)
def test_a_wrong_number_is_a_problem_of_its_own_kind(written: str, expected: str) -> None:
    assert code(written) == expected


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 999), st.integers(110000, 659999))
def test_every_number_with_its_check_digit_is_read_as_itself(birth: date, order: int, region: int) -> None:
    first = f"{region}{birth:%Y%m%d}{order:03d}"
    found = parse_id_number(first + check_digit(first))
    assert isinstance(found, IdNumber)
    assert (found.number, found.birth, found.sex) == (
        first + check_digit(first),
        birth,
        1 if order % 2 else 2,
    )


@given(st.integers(0, 16), st.integers(1, 9))
def test_no_single_wrong_digit_goes_unnoticed(place: int, shift: int) -> None:
    wrong = VALID[:place] + str((int(VALID[place]) + shift) % 10) + VALID[place + 1 :]
    assert isinstance(parse_id_number(wrong), FieldProblem)


@given(st.integers(0, 16))
def test_no_two_neighbours_exchanged_go_unnoticed(place: int) -> None:
    if VALID[place] != VALID[place + 1]:
        swapped = VALID[:place] + VALID[place + 1] + VALID[place] + VALID[place + 2 :]
        assert isinstance(parse_id_number(swapped), FieldProblem)


def test_a_masked_number_shows_region_and_the_last_four() -> None:
    assert mask(VALID) == "532699********0878"
    assert mask("") == ""
