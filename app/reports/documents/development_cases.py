"""Papers of one case: 全程纪实表, the cover of 一人一档, the record of a ballot."""

from collections.abc import Sequence
from datetime import date

from app.reports.amounts import day
from app.reports.blocks import Block, Line, PageBreak, Paragraph, Signature, TableBlock, Title
from app.reports.documents.development_records import BallotLine, CaseFacts, MeetingFacts
from app.reports.facts import Column, TableFacts, Value

OWN_BRANCH = "本支部"
BLANK_LINE = Line("　")
SIGNED = "党支部书记（签名）：＿＿＿＿　　填表人：＿＿＿＿"


def record(facts: CaseFacts) -> list[Block]:
    """Return 发展党员工作全程纪实表: the person, every step, what the rules say, reasons given."""
    blocks: list[Block] = [
        Title("发展党员工作全程纪实表"),
        Line(f"党支部（盖章）：{facts.person.organization}"),
        TableBlock("一、基本情况", _person(facts)),
        TableBlock("二、办理过程", _steps(facts), splits=True),
    ]
    if facts.findings:
        blocks.append(TableBlock("三、检查结果和说明", _findings(facts), splits=True))
    return [*blocks, Paragraph(SIGNED)]


def _person(facts: CaseFacts) -> TableFacts:
    values = facts.person.values
    pairs = [
        ("姓名", facts.person.name, "性别", values.get("sex")),
        ("民族", values.get("ethnicity"), "出生年月", _day(values.get("birth"))),
        ("学历", values.get("education"), "籍贯", facts.native_place),
        ("职业", values.get("occupation"), "工作单位", facts.work_unit),
        ("所在党支部", facts.person.organization, "当前阶段", values.get("stage")),
        ("申请入党时间", _day(values.get("d01")), "确定积极分子时间", _day(values.get("d03"))),
        ("列为发展对象时间", _day(values.get("listed")), "支部大会通过时间", _day(values.get("d15"))),
        ("预备期届满", _day(values.get("probation_to")), "转正时间", _day(values.get("full_on"))),
        ("培养联系人", values.get("contacts"), "入党介绍人", values.get("introducers")),
        ("入党志愿书编号", values.get("volunteer_no"), "住址", facts.address),
    ]
    pairs.append(("必备材料", f"应有{facts.required}份，已有{facts.present}份", "案卷结果", facts.outcome))
    if facts.moves:
        pairs.append(("转移情况", "；".join(facts.moves), "", ""))
    first, *rest = pairs
    columns = tuple(
        Column(str(text or " "), "center" if at % 2 == 0 else "text", weight=0.21 if at % 2 == 0 else 0.29)
        for at, text in enumerate(first)
    )
    return TableFacts("", columns, rest)


def _day(value: Value) -> str:
    return day(value) if isinstance(value, (str, date)) else ""


def _steps(facts: CaseFacts) -> TableFacts:
    columns = (
        Column("步骤", "center", weight=0.07),
        Column("内容", "text", weight=0.25),
        Column("日期", "center", weight=0.15),
        Column("办理人", "text", weight=0.19),
        Column("办理情况", "text", weight=0.34),
    )
    own = facts.person.organization
    rows = [
        (one.number, one.name, _span(one.on), OWN_BRANCH if one.who == own else one.who, one.detail)
        for one in facts.steps
    ]
    return TableFacts("", columns, rows)


def _span(on: str) -> str:
    return on.replace("-", ".").replace("至", "至\n")


def _findings(facts: CaseFacts) -> TableFacts:
    columns = (
        Column("级别", "center", weight=0.09),
        Column("检查结果", "text", weight=0.47),
        Column("依据", "text", weight=0.2),
        Column("说明", "text", weight=0.24),
    )
    return TableFacts(
        "", columns, [(one.level, one.message, one.article, one.reason) for one in facts.findings]
    )


def cover(facts: CaseFacts, as_of: date) -> list[Block]:
    """Return the cover of 一人一档."""
    values = facts.person.values
    lines = (
        ("姓　　名", facts.person.name),
        ("所在党支部", facts.person.organization),
        ("申请入党时间", _long(values.get("d01"))),
        ("确定积极分子时间", _long(values.get("d03"))),
        ("列为发展对象时间", _long(values.get("listed"))),
        ("接收预备党员时间", _long(values.get("d15"))),
        ("转为正式党员时间", _long(values.get("full_on"))),
        ("入党志愿书编号", str(values.get("volunteer_no") or "")),
    )
    columns = (Column(lines[0][0], "center", weight=0.36), Column(lines[0][1], "center", weight=0.64))
    return [
        *[BLANK_LINE] * 2,
        Title("发展党员材料\n（一人一档）"),
        BLANK_LINE,
        TableBlock("", TableFacts("", columns, [(label, value or " ") for label, value in lines[1:]])),
        Signature(facts.person.organization, as_of),
    ]


def _long(value: Value) -> str:
    if not isinstance(value, str) or not value:
        return ""
    parts = [str(int(part)) for part in value.split("-")]
    return "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def ballot(meeting: MeetingFacts) -> list[Block]:
    """Return the record of a ballot with the list of those left out of 应到 (第十九条、第二十条)."""
    due, present = _number(meeting.due), _number(meeting.present)
    left = len(meeting.left_out)
    words = (
        f"{_long(meeting.on)}，{meeting.organization}召开党员大会，{meeting.matter}。"
        f"应到会有表决权的党员{due}名，实到会{present}名"
        + (f"，不计入应到会人数的党员{left}名" if left else "")
        + "。会议采取无记名投票方式，逐个进行讨论和表决，结果如下。"
    )
    blocks: list[Block] = [
        Title("党员大会票决情况记录"),
        Paragraph(words),
        TableBlock("一、表决结果", _ballots(meeting.ballots)),
    ]
    if meeting.left_out:
        columns = (
            Column("姓名", "center", weight=0.14),
            Column("理由", "text", weight=0.5),
            Column("上级党组织同意", "center", weight=0.18),
            Column("党员大会通过", "center", weight=0.18),
        )
        rows = [(one.name, one.reason, one.agreed_above, one.passed_by_meeting) for one in meeting.left_out]
        blocks.append(TableBlock("二、不计入应到会人数的党员", TableFacts("", columns, rows)))
        blocks += [Paragraph(meeting.consent)] if meeting.consent else []
    blocks += [
        Paragraph(f"会议地点：{meeting.place or '＿＿＿＿＿＿'}　　主持人：{meeting.host or '＿＿＿＿'}"),
        Paragraph(f"记录人：{meeting.recorder or '＿＿＿＿'}　　监票人、计票人：＿＿＿＿"),
        Paragraph("党支部书记（签名）：＿＿＿＿＿＿"),
    ]
    return blocks


def _ballots(lines: Sequence[BallotLine]) -> TableFacts:
    columns = (
        Column("姓名", "center", weight=0.16),
        *(Column(name, "center", weight=0.12) for name in ("赞成", "不赞成", "弃权", "无效票", "书面意见")),
        Column("结果", "center", weight=0.24),
    )
    rows = [
        (
            one.name, _number(one.in_favour), _number(one.against), _number(one.abstained), _number(one.invalid),
            _number(one.written), one.result,
        )
        for one in lines
    ]  # fmt: skip
    blank = [tuple(" " for _ in columns)] * 3
    return TableFacts("", columns, rows or blank)


def _number(value: int | None) -> str:
    return "＿＿" if value is None else str(value)


def joined(papers: Sequence[Sequence[Block]]) -> list[Block]:
    """Return several papers as one file, each with page numbers of its own."""
    found: list[Block] = []
    for at, blocks in enumerate(papers):
        found += [PageBreak(new_paper=True), *blocks] if at else blocks
    return found
