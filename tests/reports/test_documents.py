from datetime import date

import pytest

from app.reports import tables
from app.reports.documents import economy, lists, members, ratings
from app.reports.documents.rating_records import MatrixRows
from app.reports.documents.records import (
    DueRow,
    FindingRow,
    IncomeRow,
    MemberRow,
    OrganizationRow,
    PairRow,
    Paper,
    RatingRow,
)
from app.reports.facts import HalfYear, VillageIncome
from tests.reports.papers import read, text_of

PAPER = Paper("青山彝族乡", 2023, date(2023, 12, 31))
MEMBER = MemberRow(
    "张䶮",
    "男",
    "彝族",
    "1955-07-02",
    "初中",
    "正式党员",
    "1972-07-01",
    "1973-07-01",
    "𠮷祥村党支部",
    "支部书记",
    "",
    50,
)
VILLAGES = (
    VillageIncome("东坡村", 6_200_000, 6_000_000, 10_000_000, 5_000_000),
    VillageIncome("西河村", 1_800_000, 0, 10_000_000),
    VillageIncome("南坝村", 6_200_000, 0, None, 6_200_000),
)
RATINGS = [
    *(
        RatingRow(f"先进{n}支部", "村", 20, grade="先进", last_grade=last, change=change)
        for n, (last, change) in enumerate([("中间", "升")] * 3 + [("先进", "平")] * 11)
    ),
    *(RatingRow(f"中间{n}支部", "机关", 20, grade="中间", last_grade="中间", change="平") for n in range(38)),
    RatingRow("后进支部", "村", 20, grade="后进", last_grade="中间", change="降"),
]
GRADES = ("先进", "中间", "后进")
MOVES = MatrixRows(2022, GRADES, GRADES, ((11, 0, 0), (3, 38, 1), (0, 0, 0)))
NO_MOVES = MatrixRows(2022, GRADES, GRADES, ((0, 0, 0),) * 3)
INCOMES = [
    IncomeRow("东坡村", "2023-03-01", "经营收入", "果园", "某公司", 100_050, "2023-03-05", "记-1"),
    IncomeRow("东坡村", "2023-04-01", "补助收入", "补助", "县财政", 200_000),
    IncomeRow("西河村", "2023-05-01", "经营收入", "出租", "某商户", 300_001, "2023-05-05"),
]


def test_the_roster_has_a_member_a_row_and_neither_identity_nor_telephone_number():
    (table,) = members.roster(PAPER, [MEMBER])
    text = text_of(tables.render([table]))
    assert "青山彝族乡党员花名册" in text
    assert all(word in text for word in ("张䶮", "1955.07", "1972.07.01", "𠮷祥村党支部", "共1名"))
    assert not any("身份证" in column.heading or "电话" in column.heading for column in table.columns)


def test_a_roster_of_1100_members_is_numbered_through_on_all_pages():
    pdf = tables.render(members.roster(PAPER, [MEMBER] * 1100))
    pages = read(pdf).pages
    assert "1100" in pages[-1].extract_text()
    assert all("所在党支部" in page.extract_text() for page in pages)


def test_the_rating_summary_adds_up_per_kind_and_in_all():
    table, details = ratings.rating_summary(PAPER, RATINGS)
    assert [row[0] for row in table.rows] == ["村", "机关"]
    assert table.totals == ("合计", 53, 14, 0.264, 38, 0.717, 1, 0.019)
    for at in (1, 2, 4, 6):
        assert sum(row[at] for row in table.rows) == table.totals[at]
    assert len(details.rows) == 53


def test_branches_without_a_grade_are_shown_as_such():
    table, _ = ratings.rating_summary(PAPER, [*RATINGS, RatingRow("新支部", "村")])
    assert table.columns[-1].heading == "未定级"
    assert table.totals[-1] == 1
    assert table.totals[1] == 54


def test_moves_count_every_branch_once_and_list_those_that_moved():
    matrix, moved = ratings.rating_moves(PAPER, RATINGS, MOVES)
    assert matrix.rows[1] == ("中间", 3, 38, 1, 42)
    assert matrix.totals == ("合计", 14, 38, 1, 53)
    assert [(row[1], row[5]) for row in moved.rows] == [
        ("先进0支部", "升"),
        ("先进1支部", "升"),
        ("先进2支部", "升"),
        ("后进支部", "降"),
    ]


def test_branches_not_graded_yet_are_listed_without_counts_of_nothing():
    (details,) = ratings.rating_summary(PAPER, [RatingRow("新支部", "村", self_grade="中间")])
    assert [row[1] for row in details.rows] == ["新支部"]


def test_years_whose_grades_do_not_compare_are_not_said_to_be_unchanged():
    _, moved = ratings.rating_moves(PAPER, [RatingRow("甲支部", grade="先进", last_grade="五星")], NO_MOVES)
    assert moved.rows == []
    assert "不能比较" in moved.empty


def test_income_by_category_and_entries_have_one_total():
    summary, ledger = economy.income_ledger(PAPER, INCOMES)
    assert [column.heading for column in summary.columns] == ["村", "经营收入", "补助收入", "合计"]
    assert summary.totals == ("合计", 400_051, 200_000, 600_051)
    assert ledger.totals[6] == 600_051
    assert [row[7] for row in ledger.rows] == ["2023-03-05", "未入账", "2023-05-05"]


def test_the_half_year_check_names_who_is_behind_the_time():
    (table,) = economy.half_year(PAPER, HalfYear(2024, date(2024, 6, 30), VILLAGES))
    assert [row[7] for row in table.rows] == ["正常", "落后", "无目标"]
    assert [row[6] for row in table.rows] == [3_800_000, 8_200_000, None]
    assert table.totals[6] == 12_000_000


def test_villages_with_equal_income_share_a_rank():
    (table,) = economy.income_ranking(PAPER, VILLAGES)
    assert [(row[0], row[1]) for row in table.rows] == [(1, "东坡村"), (1, "南坝村"), (3, "西河村")]
    assert table.rows[0][7] == pytest.approx(0.24)
    assert table.rows[2][7] is None


def test_due_items_are_ordered_by_day_and_count_the_overdue():
    rows = [
        DueRow("转正", "李四", "二支部", "2024-02-01", 32),
        DueRow("谈话", "张三", "一支部", "2023-12-20", -11),
        DueRow("考察", "王五", "一支部", "2023-12-31", 0),
    ]
    (table,) = lists.due(PAPER, rows)
    assert [row[2] for row in table.rows] == ["逾期11天", "今天", "32天"]
    assert table.measure == "共3项，其中逾期1项"


def test_findings_are_ordered_by_weight():
    rows = [FindingRow("提示", "丙", "三"), FindingRow("阻断", "甲", "一"), FindingRow("警告", "乙", "二")]
    (table,) = lists.health(PAPER, rows)
    assert [row[1] for row in table.rows] == ["阻断", "警告", "提示"]
    assert table.measure == "阻断1条，警告1条，提示1条"


EMPTY_PAPERS = [
    members.roster(PAPER, []),
    members.fifty_years(PAPER, []),
    members.organizations(PAPER, []),
    members.terms(PAPER, []),
    ratings.rating_summary(PAPER, []),
    ratings.rating_moves(PAPER, [], NO_MOVES),
    ratings.pairs(PAPER, []),
    economy.income_ledger(PAPER, []),
    economy.half_year(PAPER, HalfYear(2024, date(2024, 6, 30), ())),
    economy.income_ranking(PAPER, []),
    lists.due(PAPER, []),
    lists.health(PAPER, []),
]
FULL_PAPERS = [
    members.fifty_years(PAPER, [MEMBER] * 18),
    members.organizations(PAPER, [OrganizationRow("中共青山彝族乡委员会", "党委", full=3, probationary=1)]),
    members.terms(PAPER, [OrganizationRow("一支部", "党支部", state="已届满", term_ends_on="2023-12-01")]),
    ratings.rating_summary(PAPER, RATINGS),
    ratings.rating_moves(PAPER, RATINGS, MOVES),
    ratings.pairs(PAPER, [PairRow("先进1支部", "后进支部", "后进", "2023-03", "党员教育", "李四")]),
    economy.income_ledger(PAPER, INCOMES),
    economy.income_ranking(PAPER, VILLAGES),
]


@pytest.mark.parametrize(
    "papers", [*EMPTY_PAPERS, *FULL_PAPERS], ids=lambda p: p[0].title.split("\n")[-1][-8:]
)
def test_every_paper_can_be_printed_and_is_titled_and_dated(papers):
    text = text_of(tables.render(papers))
    assert papers[0].title.replace("\n", "") in text
    assert "年" in text
    assert "内部资料" in text
    for table in papers:
        for row in [*table.rows, *([table.totals] if table.totals else [])]:
            assert len(row) == len(table.columns)
