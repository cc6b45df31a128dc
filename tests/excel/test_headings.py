"""Headings: words told from years, months and units; each known way of naming a field."""

import pytest

from app.excel.headings import join, take_apart, unit_in, years_in
from app.excel.matches import Surroundings, match
from app.excel.readings import ColumnKey

NOWHERE = Surroundings("", "", None, None)


def fields(kind: str, *headings: str, around: Surroundings = NOWHERE) -> list[ColumnKey | None]:
    """Return what each heading means in a sheet of `kind`; storeys are joined by a slash."""
    found = match(kind, {n: join(text.split("/")) for n, text in enumerate(headings, 1)}, around)
    by_column = {column.index: column.key for column in found.columns}
    return [by_column.get(n) for n in range(1, len(headings) + 1)]


@pytest.mark.parametrize(
    ("text", "core", "year", "month", "factor"),
    [
        ("金额（万元）", "金额", None, None, 1_000_000),
        ("金额/元", "金额", None, None, 100),
        ("2023年１２月收入（元）", "收入", 2023, 12, 100),
        ("2023.1", "", 2023, 1, None),
        ("十一月", "", None, 11, None),
        ("第二季度", "", None, 6, None),
        ("3季度收入", "收入", None, 9, None),
        ("上半年", "", None, 6, None),
        ("其中：经营收入", "经营收入", None, None, None),
        ("一、姓 名", "姓名", None, None, None),
        ("1.姓名*", "姓名", None, None, None),
        ("出生\n年月", "出生年月", None, None, None),
        ("入党时间（年月日）", "入党时间", None, None, None),
        ("党员数（人）", "党员数", None, None, None),
        ("村（社区）", "村社区", None, None, None),
        ("22年度等次", "等次", 2022, None, None),
        ("截至2023年12月31日党员总数", "党员总数", 2023, None, None),
        ("截至2024年6月底收入（万元）", "收入", 2024, 6, 1_000_000),
        ("截止7月5日收入", "收入", None, 6, None),
        ("2024年1—6月（元）", "", 2024, 6, 100),
        ("一至九月累计", "", None, 9, None),
        ("前三季度", "", None, 9, None),
        ("2023年1-12月收入", "收入", 2023, None, None),
        ("二○二二年等次", "等次", 2022, None, None),
        ("ＩＤ", "id", None, None, None),
    ],
)
def test_a_heading_falls_into_words_year_month_and_unit(
    text: str, core: str, year: int | None, month: int | None, factor: int | None
) -> None:
    words = take_apart(text)
    assert (words.core, words.year, words.month, words.factor) == (core, year, month, factor)


@pytest.mark.parametrize(
    ("text", "relative"),
    [("去年等次", -1), ("上年度等次", -1), ("本年等次", 0), ("上一年定级", -1), ("前年等次", -2)],
)
def test_a_year_may_be_told_from_the_year_of_the_sheet(text: str, relative: int) -> None:
    assert take_apart(text).relative == relative


def test_the_unit_may_stand_in_a_title_or_a_note() -> None:
    assert unit_in("2023年收入表 单位：万元") == 1_000_000
    assert unit_in("村集体经济收入台账（元）") == 100
    assert unit_in("单 位：人民币元") == 100
    assert unit_in("填报单位：党建办") is None


def test_years_are_read_from_titles_and_file_names() -> None:
    assert years_in("2022—2023年分类定级") == [2022, 2023]
    assert years_in("台账20240105") == [2024]
    assert years_in("23年收入") == [2023]
    assert years_in("二〇二三年度村集体经济收入") == [2023]
    assert years_in("第20号") == []


@pytest.mark.parametrize("heading", ["公民身份号码", "公民身份证号码", "身份证号码", "身份证号", "身份证", "证件号码", "居民身份证", "身份证号（18位）", "*身份证号码", "党员身份证号码", "身份证\n号 码"])  # fmt: skip
def test_the_id_number_goes_by_many_names(heading: str) -> None:
    assert fields("members", "姓名", heading)[1] == ColumnKey("id_number")
    assert fields("development", "姓名", heading)[1] == ColumnKey("id_number")


@pytest.mark.parametrize(
    ("headings", "field"),
    [
        (
            (
                "入党时间",
                "入党日期",
                "加入党组织日期",
                "加入中共时间",
                "入党年月",
                "加入中国共产党时间",
                "何时入党",
            ),
            "joined_on",
        ),
        (("转正时间", "转为正式党员日期", "转正日期", "预备党员转正时间", "成为正式党员时间"), "full_on"),
        (
            (
                "所在党支部",
                "所属支部",
                "党组织名称",
                "支部名称",
                "组织关系所在支部",
                "所在党支部（全称）",
                "所属党组织名称",
            ),
            "organization",
        ),
        (("村民小组", "自然村", "村组", "所属村小组", "组别"), "village_group"),
        (("学历", "文化程度", "最高学历", "全日制学历"), "education"),
        (("联系电话", "手机号码", "联系方式", "手机"), "phone"),
        (("出生年月", "出生日期", "出生时间"), "birth_on"),
        (("人员类别", "党员类别", "正式/预备"), "member_kind"),
        (("是否流动党员", "流动党员", "是否为流动党员"), "is_migrant"),
        (("是否困难党员", "是否生活困难"), "is_hardship"),
        (("家庭住址", "现居住地", "户籍所在地"), "address"),
    ],
)
def test_roster_headings_of_other_townships_are_known(headings: tuple[str, ...], field: str) -> None:
    for heading in headings:
        assert fields("members", "姓名", heading)[1] == ColumnKey(field), heading


@pytest.mark.parametrize(
    "heading", ["入党介绍人", "申请入党时间", "书记姓名", "培养联系人电话", "配偶姓名", "上级党组织审批意见"]
)
def test_a_heading_about_something_else_is_not_taken_for_a_roster_field(heading: str) -> None:
    assert fields("members", "姓名", heading)[1] is None


@pytest.mark.parametrize(
    ("headings", "field"),
    [
        (
            ("换届时间", "当选时间", "本届任期起", "上次换届时间", "本届任期/起", "最近一次换届时间"),
            "elected_on",
        ),
        (
            ("届满时间", "任期届满", "应换届时间", "本届任期/止", "下次换届时间", "任期到期时间"),
            "term_ends_on",
        ),
        (("书记", "党组织书记", "支部书记姓名", "书记/姓名"), "secretary"),
        (("党员数", "党员人数", "党员总数", "党员数（人）"), "stated_members"),
        (("其中：正式党员", "正式党员数", "党员数/正式"), "stated_full"),
        (("上级党组织", "隶属党组织", "所属党总支", "上级组织名称"), "parent"),
        (("书记/联系电话", "联系电话", "书记手机号码"), "phone"),
    ],
)
def test_organization_headings_of_other_townships_are_known(headings: tuple[str, ...], field: str) -> None:
    for heading in headings:
        assert fields("organizations", "党组织名称", heading)[1] == ColumnKey(field), heading


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("申请入党/时间", "applied_on"), ("入党申请人/递交入党申请书时间", "applied_on"), ("申请入党/派人谈话", "talked_on"),
        ("入党积极分子/确定时间", "activist_on"), ("入党积极分子的确定和培养教育/列为时间", "activist_on"),
        ("入党积极分子/上级党委备案时间", "filed_on"), ("入党积极分子/培养联系人", "contacts"),
        ("发展对象/确定时间", "object_on"), ("发展对象/党委备案时间", "object_consented_on"), ("发展对象/入党介绍人", "introducers"),
        ("发展对象的确定和考察/政治审查时间", "political_review_on"), ("发展对象/短期集中培训", "training_on"),
        ("预备党员接收/上级党委预审", "preview_on"), ("预备党员接收/支部大会", "meeting_on"), ("预备党员的接收/支部大会讨论时间", "meeting_on"),
        ("预备党员接收/上级党委派人谈话", "approval_talk_on"), ("预备党员接收/党委审批时间", "approved_on"),
        ("预备党员的教育考察和转正/入党宣誓时间", "oath_on"), ("预备党员转正/转正申请时间", "conversion_applied_on"),
        ("预备党员转正/支部大会", "conversion_meeting_on"), ("预备党员转正/党委审批", "conversion_approved_on"),
        ("转为正式党员日期", "conversion_meeting_on"), ("预备党员转正/预备期满时间", "probation_ends_on"),
        ("入党志愿书编号", "volunteer_no"), ("公示起", "publicity_from"), ("公示结束时间", "publicity_to"),
    ],
)  # fmt: skip
def test_steps_are_found_under_their_stage(heading: str, field: str) -> None:
    assert fields("development", "姓名", heading)[1] == ColumnKey(field)


@pytest.mark.parametrize(
    "heading",
    [
        "评定等次",
        "定级结果",
        "评定结果",
        "党委评定",
        "定级等次",
        "等级",
        "最终等次",
        "乡镇党委评定等次",
        "分类定级结果",
    ],
)
def test_the_grade_goes_by_many_names(heading: str) -> None:
    assert fields("ratings", "支部名称", heading)[1] == ColumnKey("grade")


def test_grades_of_several_instances_and_years_are_kept_apart() -> None:
    around = Surroundings("2023年分类定级", "", None, 2023)
    assert fields(
        "ratings",
        "党支部",
        "支部自评",
        "群众测评",
        "党委评定",
        "县级审定",
        "上年等次",
        "得分",
        "年龄",
        around=around,
    ) == [
        ColumnKey("organization"),
        ColumnKey("self_grade", 2023),
        ColumnKey("mass_grade", 2023),
        ColumnKey("grade", 2023),
        ColumnKey("county_grade", 2023),
        ColumnKey("grade", 2022),
        ColumnKey("score", 2023),
        None,
    ]


def test_incomes_may_stand_by_month_and_category() -> None:
    around = Surroundings("2023年村集体经济收入", "", 1_000_000, 2023)
    assert fields("income", "村名", "1月", "2月", "一季度小计", "合计", around=around) == [
        ColumnKey("village"),
        ColumnKey("amount", 2023, 1),
        ColumnKey("amount", 2023, 2),
        None,
        ColumnKey("amount"),
    ]
    assert fields(
        "income",
        "村名",
        "经营收入",
        "租金收入",
        "入股分红收入",
        "上级补助",
        "其它收入",
        "总收入",
        around=around,
    ) == [
        ColumnKey("village"),
        ColumnKey("amount", 2023, None, "operating"),
        ColumnKey("amount", 2023, None, "operating"),
        ColumnKey("amount", 2023, None, "investment"),
        ColumnKey("amount", 2023, None, "subsidy"),
        ColumnKey("amount", 2023, None, "other"),
        ColumnKey("amount"),
    ]
    assert fields("income", "村名", "2022年/经营收入", "2023年/经营收入") == [
        ColumnKey("village"),
        ColumnKey("amount", 2022, None, "operating"),
        ColumnKey("amount", 2023, None, "operating"),
    ]


def income(*headings: str) -> list[tuple[int | None, str | None] | None]:
    """Return month and category of the columns after 村名 that count as income of 2023."""
    found = fields("income", "村名", *headings, around=Surroundings("2023年收入", "", None, 2023))[1:]
    return [(key.month, key.category) if key and key.field == "amount" else None for key in found]


def test_money_that_stands_in_two_columns_is_counted_once() -> None:
    assert income("一季度", "1月", "2月", "3月") == [None, (1, None), (2, None), (3, None)]
    assert income("一季度", "上半年", "二季度", "累计") == [(3, None), None, (6, None), None]
    assert income("一季度", "二季度", "经营收入", "投资收益") == [(3, None), (6, None), None, None]
    assert income("经营收入", "发包收入", "投资收益", "经营性收入") == [
        (None, "operating"),
        (None, "contracting"),
        (None, "investment"),
        None,
    ]
    assert income("收入金额", "其中：经营收入") == [(None, None), (None, "operating")]
    assert income("总收入", "其中：经营收入") == [(None, None), (None, "operating")]
    assert income("经营收入", "其中：租金收入", "补助收入") == [(None, "operating"), None, (None, "subsidy")]
    assert income("收入金额", "经营收入", "补助收入") == [
        (None, None),
        (None, "operating"),
        (None, "subsidy"),
    ]
    assert income("上半年收入", "全年收入") == [(6, None), (None, None)]
    assert income("1-3月累计", "1-6月累计", "前三季度") == [(3, None), (6, None), (9, None)]
    assert income("6月", "1-6月累计") == [(6, None), None]
    assert income("本月收入", "累计收入") == [(None, None), None]
    assert income("上半年", "下半年", "合计") == [(6, None), (12, None), (None, None)]


def test_a_lone_total_is_the_income() -> None:
    around = Surroundings("2023年村集体经济收入", "", None, 2023)
    assert fields("income", "村名", "总收入（万元）", around=around)[1] == ColumnKey("amount", 2023)


def test_a_target_is_no_income_and_an_income_no_target() -> None:
    assert fields("income", "村名", "2023年目标（万元）")[1] is None
    assert fields("targets", "村名", "完成额（万元）")[1] is None
    assert fields("targets", "村名", "2023年任务数", "2024年目标收入") == [
        ColumnKey("village"),
        ColumnKey("amount", 2023),
        ColumnKey("amount", 2024),
    ]


@pytest.mark.parametrize(("heading", "field"), [("有无党员", "has_member"), ("是否有党员", "has_member"), ("党员人数", "has_member"), ("是否党员空白小组", "is_blank"), ("发展党员储备情况", "reserve"), ("总户数", "households")])  # fmt: skip
def test_headings_of_village_groups_are_known(heading: str, field: str) -> None:
    assert fields("groups", "行政村", "自然村名称", heading) == [
        ColumnKey("village"),
        ColumnKey("name"),
        ColumnKey(field),
    ]
