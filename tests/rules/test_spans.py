"""Spans of days and lengths of trainings as clerks write them into one cell."""

from datetime import date

import pytest

from app.rules.problems import FieldProblem
from app.rules.spans import parse_span, parse_training


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        ("2026.6.8-6.12", "2026-06-08至2026-06-12"),
        ("2026.6.8—2026.6.12", "2026-06-08至2026-06-12"),
        ("2026年6月8日至12日", "2026-06-08至2026-06-12"),
        ("2026年6月8日 到 6月12日", "2026-06-08至2026-06-12"),
        ("2026年9月28日-10月9日", "2026-09-28至2026-10-09"),
        ("2026/6/8～2026/6/12", "2026-06-08至2026-06-12"),
        ("2026-06-08至2026-06-12", "2026-06-08至2026-06-12"),
        ("2026-06-08", "2026-06-08"),
        ("2026.6", "2026-06"),
        (date(2026, 6, 8), "2026-06-08"),
    ],
)
def test_days_from_one_to_another_are_read(cell, stored):
    assert parse_span(cell) == stored


@pytest.mark.parametrize(
    "cell", ["6.8-6.12", "2026.6.8-6.31", "2026.6.8至月底", "已公示", "2026.6.8-6.9-6.10"]
)
def test_what_is_no_span_is_told(cell):
    assert isinstance(parse_span(cell), FieldProblem)


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        (24, 24),
        ("24", 24),
        ("24学时", 24),
        ("24个课时", 24),
        (24.0, 24),
        ("3天", "3天"),
        ("三天", "3天"),
        ("5日", "5天"),
    ],
)
def test_the_length_of_a_training_is_in_hours_or_in_days(cell, stored):
    assert parse_training(cell) == stored


@pytest.mark.parametrize("cell", ["合格", "两周", "3.5天", ""])
def test_what_is_no_length_is_told(cell):
    assert isinstance(parse_training(cell), FieldProblem)
