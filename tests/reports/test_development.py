from datetime import date

import pytest

from app.reports import frame, tables, word
from app.reports.blocks import Line, PageBreak, Paragraph, TableBlock, Title
from app.reports.documents import development, development_cases, development_letters
from app.reports.documents.development_records import (
    BallotLine,
    BranchCount,
    CaseFacts,
    FindingLine,
    LeftOutLine,
    MeetingFacts,
    PersonLine,
    PlanLine,
    RecordedStep,
)
from app.reports.documents.development_records import PaperLine as Sheet
from app.reports.documents.records import DueRow, Paper
from tests.reports.papers import read, text_of

PAPER = Paper("青山彝族乡", 2026, date(2026, 12, 31))
ON = date(2026, 7, 25)
VALUES = {
    "sex": "男", "ethnicity": "彝族", "birth": "2000-01", "education": "高中", "d01": "2025-01-05", "d03": "2025-03-10",
    "d15": "2026-07-10", "d17": "2026-07-25", "probation_to": "2027-07-10", "contacts": "张一、张二", "stage": "预备党员",
}  # fmt: skip
XIN = PersonLine("李䶮", "东坡村党支部", VALUES)
ER = PersonLine("陈二", "西坡村党支部", {**VALUES, "sex": "女"})


def letter(kind, people, **more):
    return development_letters.Letter(
        kind, people, "青山彝族乡", "白水县", "中共青山彝族乡委员会", ON, **more
    )  # fmt: skip


def printed(blocks):
    pdf, pages = frame.render(blocks, title="试印", as_of=ON, internal=False)
    return text_of(pdf).replace("\n", ""), pages


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ((), "＿＿＿＿＿＿同志"),
        (("甲",), "甲同志"),
        (("甲", "乙"), "甲、乙同志"),
        (("甲", "乙", "丙"), "甲等3名同志"),
    ],
)
def test_people_are_named_as_titles_name_them(names, words):
    assert development_letters.whom([PersonLine(name, "") for name in names]) == words


@pytest.mark.parametrize("kind", development_letters.notice_kinds())
def test_a_notice_for_a_few_people_is_one_page_with_span_and_people(kind):
    span = {"from_on": date(2026, 9, 28), "to_on": date(2026, 10, 12), "days": 7}
    text, pages = printed(development_letters.notice(letter(kind, [XIN, ER], **span, phone="0876-4120001")))
    assert pages == 1
    assert "公示时间：2026年9月28日至10月12日（7个工作日）" in text
    assert all(word in text for word in ("李䶮", "陈二", "东坡村党支部", "西坡村党支部", "0876-4120001"))


def test_a_notice_over_new_year_writes_both_years():
    span = {"from_on": date(2026, 12, 28), "to_on": date(2027, 1, 6), "days": 6}
    text, _ = printed(development_letters.notice(letter("object", [XIN], **span)))
    assert "2026年12月28日至2027年1月6日" in text


def test_a_notice_without_people_is_a_blank_form():
    blocks = development_letters.notice(letter("object", []))
    [table] = [block.table for block in blocks if isinstance(block, TableBlock)]
    assert len(table.rows) == 3
    assert "不少于五个工作日" in printed(blocks)[0]


def test_notices_show_no_identity_and_no_telephone_number_of_anybody():
    known = development.wording()["columns"]
    for one in development.wording()["notice"].values():
        headings = [known[code][0] for code in one["columns"]]
        assert not [heading for heading in headings if "身份" in heading or "电话" in heading]


@pytest.mark.parametrize("kind", development_letters.reply_kinds())
def test_a_reply_goes_to_the_branch_with_number_people_and_day(kind):
    made = letter(kind, [XIN], addressee="东坡村党支部", number="青发〔2026〕8号", decided_on=ON)
    text, pages = printed(development_letters.reply(made))
    assert pages == 1
    assert all(
        word in text for word in ("青发〔2026〕8号", "东坡村党支部：", "2026年7月25日集体讨论", "李䶮同志")
    )


def test_a_reply_without_a_number_leaves_room_for_it_in_the_year_it_was_decided():
    made = letter("reception", [XIN], decided_on=date(2025, 5, 15))
    assert "〔2025〕＿＿号" in printed(development_letters.reply(made))[0]


def test_a_reply_of_reception_states_both_ends_of_probation():
    text, _ = printed(development_letters.reply(letter("reception", [XIN], decided_on=ON)))
    assert "2026.07.10" in text
    assert "2027.07.10" in text


def test_a_filing_report_counts_the_people_it_names():
    text, _ = printed(development_letters.filing(letter("filing", [XIN, ER], year=2026)))
    assert "中共白水县委员会组织部：" in text
    assert "审批接收的2名预备党员" in text


FACTS = CaseFacts(
    person=XIN,
    moves=("2025.01.05起在东坡村党支部",),
    steps=(
        RecordedStep("1", "申请入党", "递交入党申请书", "2025-01-05", "东坡村党支部", ""),
        RecordedStep("8a", "发展对象", "公示", "2026-06-15至2026-06-22", "", "公示范围：村委会"),
    ),
    findings=(FindingLine("阻断", "集中培训只有2天。", "《细则》第十七条", "县委组织部同意"),),
    papers=(Sheet("1-1", "入党申请书", "递交", "必备", True, True, True), Sheet("1-2", "谈话记录", "谈话", "必备", False, True, False)),
    required=2,
    present=1,
)  # fmt: skip


def test_the_record_of_a_case_tells_every_step_and_the_reason_given():
    text, _ = printed(development_cases.record(FACTS))
    wanted = ("李䶮", "2026.06.15至", "2026.06.22", "公示范围：村委会", "县委组织部同意", "应有2份，已有1份")
    assert [word for word in wanted if word not in text] == []


def test_people_one_after_another_begin_a_page_each():
    made = development_cases.joined([development_cases.cover(FACTS, ON)] * 3)
    assert printed(made)[1] == 3
    assert word.paper(made, title="封面", as_of=ON).startswith(b"PK")


def test_a_page_break_at_the_end_leaves_no_empty_page():
    assert printed([Title("一"), PageBreak(), Title("二"), PageBreak()])[1] == 2


def test_a_line_alone_stands_flush_or_in_the_middle():
    pdf, _ = frame.render(
        [Line("甲：", centred=False), Line("乙", centred=True), Paragraph("丙")], title="试", as_of=ON
    )
    assert text_of(pdf).index("甲") < text_of(pdf).index("乙")


def test_a_ballot_lists_those_left_out_with_reason_and_papers():
    meeting = MeetingFacts(
        "东坡村党支部", "2026-07-10", "讨论接收预备党员", "村委会", "刘书记", "", 6, 5, 7,
        (BallotLine("李䶮", 5, 0, 0, None, None, "通过"),),
        (LeftOutLine("张七", "自费出国半年以上", "是", "否"),),
    )  # fmt: skip
    text, pages = printed(development_cases.ballot(meeting))
    assert pages == 1
    assert "应到会有表决权的党员6名，实到会5名，不计入应到会人数的党员1名" in text
    assert all(word in text for word in ("张七", "自费出国半年以上", "通过", "刘书记"))


def test_the_checklist_marks_what_is_there_and_what_is_lacking():
    table = development.checklist(PAPER, FACTS)
    assert [row[-2] for row in table.rows] == ["√", "缺"]
    assert "应有2份，已有1份" in table.measure


def test_the_summary_adds_up_and_leaves_an_unknown_plan_blank():
    counts = [
        BranchCount("东坡村党支部", "东坡村", 1, 2, 0, 1, 1, 0, None, None),
        BranchCount("西坡村党支部", "西坡村", 0, 3, 1, 0, 2, 1, None, None),
    ]
    by_branch, roster = development.summary(PAPER, counts, [XIN])
    assert by_branch.totals[3:] == (1, 5, 1, 1, 3, 1, None, None)
    assert roster.rows[0][1] == "李䶮"
    assert "新发展党员名册" in text_of(tables.render([by_branch, roster]))


@pytest.mark.parametrize("code", development.register_codes())
def test_every_register_has_a_heading_for_each_column(code):
    table = development.register(PAPER, code, [XIN])
    assert len(table.columns) == len(table.rows[0])
    assert read(tables.render([table])).pages


def test_a_weekly_list_has_the_overdue_first():
    rows = [
        DueRow("宣誓：2026年8月25日到期", "甲", "", "2026-08-25", 5),
        DueRow("谈话：逾期", "乙", "", "2026-07-01", -3),
    ]
    table = development.weekly(PAPER, "东坡村党支部", rows)
    assert [row[1] for row in table.rows] == ["乙", "甲"]
    assert table.measure == "共2项，其中逾期1项"


def test_a_plan_prints_windows_and_conflicts():
    line = PlanLine(
        "15 支部大会讨论", "党员大会", "2026-11-20", "2026-12-20", "2026-12-01", "第十九条", "会议记录"
    )
    text = text_of(tables.render([development.timetable(PAPER, "时间表", [line], ["甲与乙不能同时成立。"])]))
    assert all(word in text for word in ("2026.11.20", "2026.12.20", "第十九条", "甲与乙不能同时成立"))
