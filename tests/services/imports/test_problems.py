"""Each thing that can be wrong with a row: where it is said to be, by what code, and whether the row is bad."""

from pathlib import Path
from typing import Any

import pytest

from app.models.store import Store
from app.rules.vocabulary import Level
from tests.services.imports.workbooks import (
    DEVELOPMENT,
    GROUPS,
    INCOME,
    MEMBERS,
    ORGANIZATIONS,
    RATINGS,
    TWO_BRANCHES,
    bring,
    codes,
    look,
    number,
    only,
    rows,
    start,
    workbook,
)

MAN = ["李明", "男", "汉族", number(), "1980-01-23", "大专", "2005.7.1", "2006.7.1", "正式党员", "石门村东山党支部", "", "", "13800000001", "否", ""]  # fmt: skip
COLUMN = {name: "ABCDEFGHIJKLMNO"[index] for index, name in enumerate(MEMBERS)}


def member(**changes: Any) -> list[Any]:
    return [changes.get(name, value) for name, value in zip(MEMBERS, MAN, strict=True)]


def roster(folder: Path, *people: list[Any], name: str = "花名册.xlsx") -> Path:
    return workbook(folder / name, MEMBERS, *people, title="青山镇党员花名册", sheet="名册")


@pytest.mark.parametrize(
    "heading, value, code",
    [
        ("姓名", "", "missing"),
        ("姓名", "无", "missing"),
        ("公民身份号码", "532699198001230018", "id.check_digit"),
        ("公民身份号码", number("19800230"), "id.birth"),
        ("公民身份号码", "53269919800123001", "id.length"),
        ("公民身份号码", "532699********0011", "id.masked"),
        ("公民身份号码", 532699198001230011, "id.number_cell"),
        ("公民身份号码", 5.32699198001230e17, "id.number_cell"),
        ("出生日期", "1980-02-30", "date.impossible"),
        ("入党时间", "05.7.1", "date.short_year"),
        ("入党时间", "7月1日", "date.no_year"),
        ("入党时间", "改革开放后", "date.unreadable"),
        ("转正时间", "2206.7.1", "date.out_of_range"),
        ("人员类别", "退休党员", "person_status.unknown"),
        ("所在党支部", "无", "missing"),
        ("所在党支部", "北京路党支部", "organization.unknown"),
        ("所在党支部", "石门村党支部们", "organization.unknown"),
    ],
)
def test_a_roster_row_is_bad_and_the_cell_is_named(
    store: Store, tmp_path: Path, heading: str, value: object, code: str
) -> None:
    start(store, tmp_path)
    woman = {"姓名": "王芳", "公民身份号码": number(order=3), heading: value}
    plan = look(store, roster(tmp_path, member(), member(**woman)))
    sheet = only(plan)
    assert rows(sheet) == (1, 0, 0, 1)
    [problem] = plan.problems
    assert (problem.file, problem.sheet) == ("花名册.xlsx", "名册")
    assert (problem.row, problem.column, problem.heading, problem.code) == (4, COLUMN[heading], heading, code)
    assert problem.level is Level.BLOCK
    assert problem.message.endswith("。")
    assert problem.place == f"《花名册.xlsx》名册 第4行 {COLUMN[heading]}列“{heading}”"


@pytest.mark.parametrize(
    "heading, value, code",
    [
        ("姓名", "王芳1", "name.odd"),
        ("性别", "男", "id.sex_differs"),
        ("性别", "不详情况", "sex.unknown"),
        ("出生日期", "1981-01-23", "id.birth_differs"),
        ("民族", "火星族", "ethnicity.unknown"),
        ("学历", "很高", "education.unknown"),
        ("入党时间", "1970.7.1", "date.order"),
        ("转正时间", "2004.7.1", "date.order"),
        ("转正时间", "2030.7.1", "date.future"),
        ("是否流动党员", "待核实", "flag.unknown"),
        ("联系电话", "1380000", "phone.odd"),
    ],
)
def test_a_roster_row_with_a_doubt_is_imported(
    store: Store, tmp_path: Path, heading: str, value: object, code: str
) -> None:
    start(store, tmp_path)
    woman = {"姓名": "王芳", "性别": "女", "公民身份号码": number(order=4), heading: value}
    plan = look(store, roster(tmp_path, member(**woman)))
    assert rows(only(plan)) == (1, 0, 0, 0)
    assert codes(plan) == [(3, COLUMN[heading], code)]
    assert plan.problems[0].level is Level.WARNING


def test_a_written_birth_that_differs_from_the_number_is_kept(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(store, roster(tmp_path, member(出生日期="1981-01-23", 性别="女")))
    [person] = store.find("person")
    assert (person["birth_on"], person["sex"]) == ("1981-01-23", 2)


def test_an_unknown_branch_comes_with_the_names_it_may_be(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    [problem] = look(store, roster(tmp_path, member(所在党支部="石门村冬山党支部"))).problems
    assert problem.code == "organization.unknown"
    assert "石门村东山党支部" in problem.message


def test_a_name_that_fits_two_branches_is_not_guessed(store: Store, tmp_path: Path) -> None:
    two = [*TWO_BRANCHES, ["沙坝村东山党支部", "党支部", "中共青山镇委员会", "沙坝村"]]
    bring(store, workbook(tmp_path / "组织.xlsx", ORGANIZATIONS, *two))
    [problem] = look(store, roster(tmp_path, member(所在党支部="东山党支部"))).problems
    assert problem.code == "organization.ambiguous"
    assert "石门村东山党支部、沙坝村东山党支部" in problem.message


@pytest.mark.parametrize(
    "name",
    ["东山党支部", "石门东山党支部", "中共石门村东山支部委员会", "青山镇石门村东山党支部", "石门村 东山支部"],
)
def test_a_branch_is_found_by_any_clear_form_of_its_name(store: Store, tmp_path: Path, name: str) -> None:
    start(store, tmp_path)
    bring(store, roster(tmp_path, member(所在党支部=name)))
    [person] = store.find("person")
    assert store.get("organization", person["organization_id"])["name"] == "石门村东山党支部"


def test_the_same_number_twice_in_one_file_is_said_of_the_second(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    plan = look(store, roster(tmp_path, member(), member(姓名="李明明", 所在党支部="沙坝村党支部")))
    assert rows(only(plan)) == (1, 0, 0, 1)
    assert codes(plan) == [(4, "D", "person.duplicate")]
    assert "《花名册.xlsx》名册第3行" in plan.problems[0].message


def test_the_same_number_in_two_files_is_said_of_the_second(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    one = roster(tmp_path, member())
    other = roster(tmp_path, member(所在党支部="沙坝村党支部"), name="另一份.xlsx")
    plan = look(store, one, other)
    assert [sheet.bad for sheet in plan.sheets] == [0, 1]
    assert "《花名册.xlsx》名册第3行" in plan.problems[0].message


def test_the_same_person_of_one_branch_in_two_files_is_one_with_a_doubt(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    one = roster(tmp_path, member(联系电话=""))
    other = roster(tmp_path, member(备注="重复"), name="另一份.xlsx")
    plan = look(store, one, other)
    assert [rows(sheet) for sheet in plan.sheets] == [(1, 0, 0, 0), (0, 0, 1, 0)]
    assert codes(plan) == [(3, "A", "person.duplicate")]
    bring(store, one, other)
    [person] = store.find("person")
    assert (person["phone"], person["note"]) == ("13800000001", "重复")


def test_two_people_without_numbers_who_cannot_be_told_apart(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    plan = look(store, roster(tmp_path, member(公民身份号码=""), member(公民身份号码="")))
    assert codes(plan) == [(4, "A", "person.duplicate")]


def test_namesakes_of_one_branch_in_the_ledger_are_not_guessed(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    other = member(公民身份号码=number("19800123", 3))
    bring(store, roster(tmp_path, member(), other))
    plan = look(store, roster(tmp_path, member(公民身份号码=""), name="无号.xlsx"))
    assert codes(plan) == [(3, "A", "person.ambiguous")]


def test_a_failed_formula_is_said_and_not_taken_for_empty(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    plan = look(store, roster(tmp_path, member(所在党支部="#N/A")))
    assert codes(plan) == [(3, "J", "cell.error")]


def test_an_unknown_group_of_a_known_village_leaves_the_cell_out(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    bring(
        store,
        workbook(tmp_path / "组.xlsx", GROUPS, ["石门村", "上寨小组", "有"], ["沙坝村", "下寨小组", "无"]),
    )
    plan = look(
        store,
        roster(
            tmp_path,
            member(所属村小组="上塞小组"),
            member(姓名="王芳", 公民身份号码=number(order=3), 所属村小组="上寨组"),
        ),
    )
    assert codes(plan) == [(3, "L", "group.unknown")]
    assert "上寨小组" in plan.problems[0].message
    assert rows(only(plan)) == (2, 0, 0, 0)


def test_a_roster_before_any_group_says_so_once(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    people = [
        member(所属村小组="上寨组"),
        member(姓名="王芳", 公民身份号码=number(order=3), 所属村小组="上寨组"),
    ]
    plan = look(store, roster(tmp_path, *people))
    assert codes(plan) == [(0, "", "group.none")]


def test_a_total_of_people_that_does_not_add_up_is_said(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    plan = look(store, roster(tmp_path, member(), ["合计", "2人"]))
    assert codes(plan) == [(4, "", "total.people")]
    assert rows(only(plan)) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "line, problem",
    [
        (["", "党支部", "", "石门村"], ("A", "missing")),
        (["石门村片区", "", "", "石门村"], ("A", "organization.kind")),
        (["石门村北坡党支部", "党支部", "石门乡党总支"], ("C", "organization.unknown")),
        (["石门村北坡党支部", "党支部", "石门村北坡党支部"], ("C", "organization.own_parent")),
        (["中共石门村东山支部委员会", "党支部", "石门村党总支"], ("A", "organization.duplicate")),
        (["石门村北坡党支部", "党支部", "", "", "", "", "", "2021年13月1日"], ("H", "date.impossible")),
    ],
)
def test_a_bad_row_of_organizations(
    store: Store, tmp_path: Path, line: list[str], problem: tuple[str, str]
) -> None:
    plan = look(store, workbook(tmp_path / "组织.xlsx", ORGANIZATIONS, *TWO_BRANCHES, line))
    assert codes(plan) == [(7, *problem)]
    assert only(plan).bad == 1


def test_an_organization_with_crossing_terms_is_imported_with_a_doubt(store: Store, tmp_path: Path) -> None:
    line = ["石门村北坡党支部", "党支部", "", "石门村", 3, "", "", "2021年3月1日", "2020年3月1日"]
    plan = look(store, workbook(tmp_path / "组织.xlsx", ORGANIZATIONS, *TWO_BRANCHES, line))
    assert codes(plan) == [(7, "I", "date.order")]
    assert only(plan).bad == 0


def test_a_branch_whose_own_row_is_bad_is_said_so_where_it_is_named(store: Store, tmp_path: Path) -> None:
    broken = ["石门村北坡党支部", "党支部", "", "石门村", "", "", "", "2021年13月1日"]
    organizations = workbook(tmp_path / "组织.xlsx", ORGANIZATIONS, *TWO_BRANCHES, broken)
    plan = look(store, organizations, roster(tmp_path, member(所在党支部="石门村北坡党支部")))
    assert [problem.code for problem in plan.problems] == ["date.impossible", "organization.refused"]
    assert "《组织.xlsx》Sheet1第7行" in plan.problems[1].message


@pytest.mark.parametrize(
    "line, problem",
    [
        (["石门村", ""], ("B", "missing")),
        (["石门村", "老街村民小组"], ("B", "group.duplicate")),
    ],
)
def test_a_bad_row_of_groups(store: Store, tmp_path: Path, line: list[str], problem: tuple[str, str]) -> None:
    plan = look(store, workbook(tmp_path / "组.xlsx", GROUPS, ["石门村", "老街组", "有"], [*line, "有", 30]))
    assert codes(plan) == [(3, *problem)]


def test_a_group_without_a_village_belongs_to_the_one_above(store: Store, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "组.xlsx", GROUPS, ["", "孤组", "有"], ["石门村", "老街组", "有"], ["", "新街组", "无"]
    )
    plan = look(store, file)
    assert codes(plan) == [(2, "A", "missing"), (4, "A", "village.from_above")]
    assert only(plan).created == {"village": 1, "village_group": 2}


def test_an_unknown_kind_of_organization_gives_way_to_the_name(store: Store, tmp_path: Path) -> None:
    line = ["石门村北坡党支部", "农村", "石门村党总支", "石门村"]
    file = workbook(tmp_path / "组织.xlsx", ORGANIZATIONS, *TWO_BRANCHES, line)
    assert codes(look(store, file)) == [(7, "B", "organization_kind.unknown")]
    bring(store, file)
    assert store.find("organization", name="石门村北坡党支部")[0]["kind"] == "branch"


def test_a_village_first_named_by_the_groups_is_pointed_out(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    plan = look(
        store, workbook(tmp_path / "组.xlsx", GROUPS, ["石门村", "老街组", "有"], ["柳树村", "一组", "无"])
    )
    assert codes(plan) == [(3, "", "village.new")]
    assert only(plan).created == {"village": 1, "village_group": 2}


@pytest.mark.parametrize(
    "line, problem",
    [
        (["", number("19950505"), "东山党支部", "", "入党申请人", "2023.5.1"], ("A", "missing")),
        (["赵强", number("19950505"), "—", "", "入党申请人", "2023.5.1"], ("C", "missing")),
        (
            ["赵强", number("19950505"), "西山党支部", "", "入党申请人", "2023.5.1"],
            ("C", "organization.unknown"),
        ),
        (
            ["赵强", number("19950505"), "东山党支部", "", "观察中", "2023.5.1"],
            ("E", "person_status.unknown"),
        ),
        (["赵强", number("19950505"), "东山党支部", "", "", ""], ("E", "stage.missing")),
        (["赵强", number("19950505"), "东山党支部", "", "", "2023.5.32"], ("F", "date.impossible")),
        (["赵强", number("19960606"), "东山党支部", "", "入党申请人", "2023.5.1"], ("B", "person.duplicate")),
    ],
)
def test_a_bad_row_of_the_development_ledger(
    store: Store, tmp_path: Path, line: list[str], problem: tuple[str, str]
) -> None:
    start(store, tmp_path)
    good = [
        "钱进",
        number("19960606"),
        "东山党支部",
        "",
        "入党积极分子",
        "2022.5.1",
        "2022.5.20",
        "2022.12.1",
    ]
    plan = look(store, workbook(tmp_path / "发展.xlsx", DEVELOPMENT, good, line))
    assert codes(plan) == [(3, *problem)]
    assert rows(only(plan)) == (1, 0, 0, 1)


def test_steps_in_the_wrong_order_are_a_doubt(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    line = [
        "钱进",
        number("19960606"),
        "东山党支部",
        "",
        "入党积极分子",
        "2022.5.1",
        "2022.5.20",
        "2021.12.1",
    ]
    plan = look(store, workbook(tmp_path / "发展.xlsx", DEVELOPMENT, line))
    assert codes(plan) == [(2, "H", "date.order")]


@pytest.mark.parametrize(
    "line, problem",
    [
        (["—", "中间", "中间", "中间"], ("A", "missing")),
        (["北坡党支部", "中间", "中间", "中间"], ("A", "organization.unknown")),
        (["西河党支部", "中间", "中间", "合格"], ("D", "rating.outside_scheme")),
        (["石门村东山党支部", "中间", "中间", "后进"], ("A", "rating.duplicate")),
    ],
)
def test_a_bad_row_of_ratings(
    store: Store, tmp_path: Path, line: list[str], problem: tuple[str, str]
) -> None:
    start(store, tmp_path)
    plan = look(
        store, workbook(tmp_path / "定级.xlsx", RATINGS, ["东山党支部", "先进", "先进", "先进"], line)
    )
    assert codes(plan) == [(3, *problem)]
    assert rows(only(plan)) == (1, 0, 0, 1)


def test_a_partner_nobody_knows_is_kept_by_name(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    line = ["东山党支部", "先进", "先进", "先进", "县农业农村局机关党支部、西河党支部"]
    file = workbook(tmp_path / "定级.xlsx", RATINGS, line)
    assert codes(look(store, file)) == [(2, "E", "pairing.partner")]
    bring(store, file)
    assert {row["partner_name"] for row in store.find("pairing")} == {"县农业农村局机关党支部", None}


@pytest.mark.parametrize(
    "line, problem",
    [
        (["石门寸", "2023-05-01", "经营收入", "摊位", 100], ("A", "village.unknown")),
        (["石门村", "2023-02-30", "经营收入", "摊位", 100], ("B", "date.impossible")),
        (["石门村", "2023-05-01", "卖苹果的钱", "摊位", 100], ("C", "income_category.unknown")),
        (["石门村", "2023-05-01", "经营收入", "摊位", "约100"], ("E", "amount.unreadable")),
        (["石门村", "2023-05-01", "经营收入", "摊位", 1.005], ("E", "amount.precision")),
        (["石门村", "2023-05-01", "经营收入", "摊位", ""], ("E", "missing")),
        (["石门村", "2023-05-01", "经营收入", "摊位", 100, "2023年5月"], None),
        (["石门村", "2023-05-01", "经营收入", "摊位", 100, "下次入"], ("F", "date.unreadable")),
    ],
)
def test_a_bad_row_of_income(
    store: Store, tmp_path: Path, line: list[Any], problem: tuple[str, str] | None
) -> None:
    start(store, tmp_path)
    good = ["沙坝村", "2023-04-01", "投资收益", "分红", 200, "2023-04-02"]
    plan = look(store, workbook(tmp_path / "收入.xlsx", INCOME, good, line))
    assert codes(plan) == ([] if problem is None else [(3, *problem)])


def test_an_income_without_any_year_is_refused(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    plan = look(
        store,
        workbook(tmp_path / "收入.xlsx", ["村名", "收入类别", "金额（元）"], ["石门村", "经营收入", 100]),
    )
    assert [problem.code for problem in plan.problems] == ["income.no_date"]
    assert only(plan).bad == 1


def test_a_total_that_does_not_add_up_is_said_with_the_difference(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    lines = [["石门村", "2023-05-01", "经营收入", "摊位", 100.5, "2023-05-02"], ["合计", "", "", "", 101]]
    plan = look(store, workbook(tmp_path / "收入.xlsx", INCOME, *lines))
    assert codes(plan) == [(3, "", "total.differs")]
    assert "相差0.50元" in plan.problems[0].message
    assert only(plan).bad == 0


def test_subtotals_and_a_grand_total_that_add_up_are_silent(store: Store, tmp_path: Path) -> None:
    start(store, tmp_path)
    lines = [
        ["石门村", "2023-05-01", "经营收入", "摊位", 100],
        ["小计", "", "", "", 100],
        ["沙坝村", "2023-05-01", "经营收入", "摊位", 50],
        ["小计", "", "", "", 50],
        ["合计", "", "", "", 150],
    ]
    assert look(store, workbook(tmp_path / "收入.xlsx", INCOME, *lines)).problems == ()


@pytest.mark.parametrize(
    "line, problem",
    [
        (["石门寸", 5, 10], ("A", "village.unknown")),
        (["石门村", "五", 10], ("B", "amount.unreadable")),
        (["沙坝村", 6, 10], ("A", "target.duplicate")),
        (["石门村", "", ""], None),
    ],
)
def test_a_bad_row_of_targets(
    store: Store, tmp_path: Path, line: list[Any], problem: tuple[str, str] | None
) -> None:
    start(store, tmp_path)
    file = workbook(tmp_path / "目标.xlsx", ["村名", "2023年目标（万元）", "2024年目标（万元）"], ["沙坝村", 5, 10], line, title="村集体经济目标")  # fmt: skip
    found = codes(look(store, file))
    assert found == ([] if problem is None else [(4, *problem)])
