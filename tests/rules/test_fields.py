import pytest

from app.rules.fields import FIELDS, check, spec
from app.rules.problems import FieldProblem
from app.rules.reference_codes import code_list


@pytest.mark.parametrize(
    "kind, field, written, stored",
    [
        ("members", "name", "沙 晨", "沙晨"),
        ("members", "sex", "女", 2),
        ("members", "ethnicity", "彝", "07"),
        ("members", "joined_on", "1992.01.18", "1992-01-18"),
        ("members", "is_migrant", "√", True),
        ("groups", "has_member", "无", False),
        ("groups", "has_member", "", None),
        ("income", "amount", "1.2万元", 1200000),
        ("income", "month", "一季度", 3),
        ("income", "month", "上半年", 6),
        ("income", "month", "6月份", 6),
        ("income", "booked_on", "未入账", False),
        ("income", "booked_on", "已入账", True),
        ("income", "booked_on", "2023.6.18", "2023-06-18"),
        ("income", "year", "2023年度", 2023),
        ("organizations", "stated_members", "18人", 18),
        ("ratings", "score", "92.5分", 9250),
        ("ratings", "mass_grade", "满意率96%", 9600),
        ("ratings", "mass_grade", "96.5％", 9650),
        ("ratings", "mass_grade", 0.965, 9650),
        ("ratings", "mass_grade", 98, 9800),
        ("ratings", "mass_grade", "先进", "advanced"),
        ("members", "education", "—", None),
        ("members", "duty", "支部书记", "书记"),
    ],
)
def test_a_cell_becomes_what_is_stored(kind: str, field: str, written: object, stored: object) -> None:
    assert check(kind, field, written) == stored


@pytest.mark.parametrize(
    "kind, field, written, code",
    [
        ("members", "name", "", "missing"),
        ("members", "organization", "—", "missing"),
        ("members", "id_number", 5.3e17, "id.number_cell"),
        ("members", "joined_on", "2023.2.30", "date.impossible"),
        ("members", "education", "不知道", "education.unknown"),
        ("members", "note", "长" * 2001, "text.too_long"),
        ("organizations", "stated_members", "十八", "number.unreadable"),
        ("income", "month", "13", "month.unreadable"),
        ("income", "year", "23", "year.unreadable"),
        ("ratings", "score", "优秀", "score.unreadable"),
        ("ratings", "score", -1, "score.unreadable"),
        ("ratings", "mass_grade", "满意", "grade.unknown"),
    ],
)
def test_a_cell_that_cannot_be_taken_says_why(kind: str, field: str, written: object, code: str) -> None:
    found = check(kind, field, written)
    assert isinstance(found, FieldProblem)
    assert found.code == code


def test_money_follows_the_unit_of_its_column() -> None:
    assert check("targets", "amount", 5.0, factor=1_000_000) == 5_000_000


def test_every_choice_has_its_list() -> None:
    for fields in FIELDS.values():
        for found in fields.values():
            if found.kind == "choice":
                assert code_list(found.codes).labels


def test_a_field_nobody_knows_is_a_mistake_of_the_caller() -> None:
    assert spec("members", "shoe_size") is None
    with pytest.raises(KeyError):
        check("members", "shoe_size", "42")
