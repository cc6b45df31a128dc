import pytest

from app.rules.periods import parse_month, parse_period, parse_quarter, split_period
from app.rules.problems import FieldProblem


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2023.3—2023.12", ("2023-03", "2023-12")),
        ("2023年3月至12月", ("2023-03", "2023-12")),
        ("2023-03-01到2023-06-30", ("2023-03-01", "2023-06-30")),
        ("2023年5月", ("2023-05", None)),
        ("2023年6月底前完成", ("2023-06", None)),
        ("2023年3月至6月底", ("2023-03", "2023-06")),
    ],
)
def test_a_span_of_time_in_one_cell_is_its_two_ends(written, days):
    stored = parse_period(written)
    assert isinstance(stored, str)
    assert split_period(stored) == days


def test_what_is_no_span_is_left_out_with_a_word():
    found = parse_period("长期")
    assert isinstance(found, FieldProblem)
    assert found.code == "period.unreadable"


def test_a_month_without_its_year_says_so():
    found = parse_period("6月底前")
    assert isinstance(found, FieldProblem)
    assert found.code == "date.no_year"


@pytest.mark.parametrize(
    ("written", "quarter"),
    [("一季度", 1), ("第3季度", 3), ("Q2", 2), ("2023年四季度", 4), (4, 4), ("全年", 0)],
)
def test_a_quarter_is_read_however_it_is_written(written, quarter):
    assert parse_quarter(written) == quarter


@pytest.mark.parametrize("written", ["五季度", "春", "5"])
def test_what_is_no_quarter_is_refused(written):
    assert isinstance(parse_quarter(written), FieldProblem)


@pytest.mark.parametrize(
    ("written", "month"), [("5月", "05"), (12, "12"), ("2023.5", "2023-05"), ("2023年11月份", "2023-11")]
)
def test_a_month_keeps_its_year_where_it_has_one(written, month):
    assert parse_month(written) == month


def test_a_year_alone_is_no_month():
    assert isinstance(parse_month("2023年"), FieldProblem)
