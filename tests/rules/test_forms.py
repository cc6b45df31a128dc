import pytest

from app.rules.forms import read_value, shown_value
from app.rules.problems import FieldProblem
from app.rules.reference_forms import FormField

SCORE, YEAR = (
    FormField(name, label, name, False, {}, "") for name, label in (("score", "得分"), ("year", "年度"))
)


@pytest.mark.parametrize("typed", ["0", "92.5", "85分", "８５．５", "1000"])
def test_a_score_is_shown_as_it_was_read(typed):
    stored = read_value(SCORE, typed)
    assert isinstance(stored, int)
    assert read_value(SCORE, shown_value(SCORE, stored)) == stored


@pytest.mark.parametrize("typed", ["-5", "1000.01", "85.555", "优秀"])
def test_a_score_the_import_would_refuse_is_refused_in_a_form(typed):
    found = read_value(SCORE, typed)
    assert isinstance(found, FieldProblem)
    assert found.code == "score.unreadable"


@pytest.mark.parametrize(("typed", "stored"), [("2023年度", 2023), (" ２０２３ ", 2023), ("", None)])
def test_a_year_is_read_with_and_without_its_word(typed, stored):
    assert read_value(YEAR, typed) == stored
