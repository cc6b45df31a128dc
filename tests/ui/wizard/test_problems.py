from app.rules.vocabulary import Level
from app.services.imports import Problem
from app.ui.wizard.problems import OTHER, grouped


def problem(code, level=Level.BLOCK):
    return Problem("花名册.xls", "Sheet1", 5, "E", "身份证号", "53", code, "不对。请改。", level)


def test_what_keeps_rows_out_comes_first_then_the_most_frequent():
    found = grouped(
        [
            problem("date.order", Level.WARNING),
            problem("date.order", Level.WARNING),
            problem("id.length"),
            problem("amount.unreadable"),
            problem("amount.too_large"),
        ]
    )
    assert [(key, len(group)) for key, group in found.items()] == [
        ((True, "金额"), 2),
        ((True, "公民身份号码"), 1),
        ((False, "日期"), 2),
    ]


def test_no_problem_is_lost_in_grouping():
    problems = [problem(code) for code in ("id.length", "something.new", "missing", "date.impossible")]
    found = grouped(problems)
    assert sum(len(group) for group in found.values()) == len(problems)
    assert (True, OTHER) in found
