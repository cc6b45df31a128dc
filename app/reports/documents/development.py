"""Tables of 发展党员: registers, yearly summary, checklist 一人一档, long-idle branches, weekly lists, timetable."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from app import paths
from app.reports.amounts import day
from app.reports.documents.development_records import BranchCount, CaseFacts, IdleLine, PersonLine, PlanLine
from app.reports.documents.records import DueRow, Paper
from app.reports.documents.signing import signed
from app.reports.facts import Column, TableFacts, Value

BY_BRANCH = ("党支部书记：", "经办人：", "收到日期：")


@cache
def wording() -> Mapping[str, Any]:
    """Return the words of the papers, from resources/wording/development.toml."""
    return tomllib.loads((paths.resources() / "wording" / "development.toml").read_text(encoding="utf-8"))


def register_codes() -> dict[str, str]:
    """Return code → title (without township and year) of the registers."""
    return {one["code"]: one["title"].removeprefix("{township}{year}年") for one in wording()["register"]}


def register_spec(code: str) -> Mapping[str, Any]:
    """Return a register: title, the step whose date decides who is on it, columns."""
    found: Mapping[str, Any] = next(one for one in wording()["register"] if one["code"] == code)
    return found


def columns_of(codes: Sequence[str]) -> tuple[Column, ...]:
    """Return table columns by their codes."""
    known = wording()["columns"]
    return tuple(Column(*known[code]) for code in codes)


def cells(line: PersonLine, codes: Sequence[str], number: int) -> tuple[Value, ...]:
    """Return a person's row of a table."""
    plain: dict[str, Value] = {
        **line.values, "serial": number, "name": line.name, "organization": line.organization
    }  # fmt: skip
    return tuple(plain.get(code, "") for code in codes)


def register(paper: Paper, code: str, people: Sequence[PersonLine]) -> TableFacts:
    """Return one register of the year."""
    spec = register_spec(code)
    codes = spec["columns"]
    return TableFacts(
        spec["title"].format(township=paper.township, year=paper.year),
        columns_of(codes),
        [cells(line, codes, at) for at, line in enumerate(people, 1)],
        unit=paper.unit,
        measure=f"共{len(people)}名",
        as_of=paper.as_of,
        signatures=signed(paper),
        landscape=True,
        starts_paper=True,
        empty="（本年度没有）",
    )


def summary(
    paper: Paper, branches: Sequence[BranchCount], people: Sequence[PersonLine], overridden: int = 0
) -> list[TableFacts]:
    """Return 年度汇总: branch by branch, and the people received in the year by name (4-8).

    overridden: how many times a reason was given for what the rules forbid.
    """
    given = f"本年度检查没有通过、写明理由办理的有{overridden}项，见各人的全程纪实表。"
    rows = [
        (
            at, b.organization, b.village, b.applicants, b.activists, b.objects, b.probationary,
            b.received, b.converted, b.given, b.left,
        )
        for at, b in enumerate(branches, 1)
    ]  # fmt: skip
    by_branch = TableFacts(
        f"{paper.township}{paper.year}年发展党员工作情况汇总表",
        _counted(),
        rows,
        totals=("", "合计", "", *_sums(rows)),
        unit=paper.unit,
        measure="单位：人",
        as_of=paper.as_of,
        signatures=signed(paper),
        notes=("本年度接收按支部党员大会通过且党委审批的人数计算。", *([given] if overridden else [])),
        landscape=False,
    )
    return [by_branch, _roster(paper, people)]


def _counted() -> tuple[Column, ...]:
    return (
        Column("序号", "center"),
        Column("党支部"),
        Column("所在村", "center"),
        *(Column(name, "int", "现有人数") for name in ("申请人", "积极分子", "发展对象", "预备党员")),
        *(Column(name, "int", "本年度") for name in ("接收", "转正")),
        *(Column(name, "int", "计划") for name in ("名额", "结余")),
    )


def _sums(rows: Sequence[Sequence[Value]]) -> list[int | None]:
    """Return the sums of the counting columns; nothing where no branch states anything."""
    found: list[int | None] = []
    for at in range(3, 11):
        stated = [int(str(row[at])) for row in rows if row[at] is not None]
        found.append(sum(stated) if stated else None)
    return found


def _roster(paper: Paper, people: Sequence[PersonLine]) -> TableFacts:
    codes = (
        "serial", "name", "sex", "ethnicity", "birth", "education", "occupation", "organization",
        "d15", "d17", "introducers", "volunteer_no", "probation_to",
    )  # fmt: skip
    return TableFacts(
        f"{paper.township}{paper.year}年新发展党员名册",
        columns_of(codes),
        [cells(line, codes, at) for at, line in enumerate(people, 1)],
        unit=paper.unit,
        measure=f"共{len(people)}名",
        as_of=paper.as_of,
        signatures=signed(paper),
        landscape=True,
        empty="（本年度没有发展党员）",
    )


def checklist(paper: Paper, facts: CaseFacts) -> TableFacts:
    """Return the checklist 一人一档 of a person."""
    columns = (
        Column("代号", "center"),
        Column("材料名称"),
        Column("所属步骤"),
        Column("要求", "center"),
        Column("落款日期", "date"),
        Column("编号文号", "center"),
        Column("收到日期", "date"),
        Column("有无", "center"),
        Column("备注"),
    )
    rows = [
        (
            p.code, f"{p.name}{'★' if p.archive else ''}", p.step, p.need, p.dated_on, p.number, p.received_on,
            "√" if p.present else "缺" if p.expected and p.need == "必备" else "", p.note,
        )
        for p in facts.papers
    ]  # fmt: skip
    return TableFacts(
        f"{facts.person.name}同志发展党员材料清单（一人一档）",
        columns,
        rows,
        unit=facts.person.organization,
        measure=f"齐备度：必备材料应有{facts.required}份，已有{facts.present}份",
        as_of=paper.as_of,
        signatures=("党支部书记：", "审核人：", "审核日期："),
        notes=("★为转正后存入本人人事档案或者党员档案的材料。", "齐备度只计已办步骤的必备材料。"),
        landscape=False,
        starts_paper=True,
        empty="（还没有到需要材料的步骤）",
    )


def idle(paper: Paper, lines: Sequence[IdleLine]) -> TableFacts:
    """Return the list of branches without development for one, two, three years."""
    columns = (
        Column("序号", "center"),
        Column("党支部"),
        Column("所在村", "center"),
        Column("最近一次接收", "date"),
        Column("满几年", "int"),
        Column("情形", "center"),
        Column("正式党员", "int"),
        *(Column(name, "int", "现有人数") for name in ("申请人", "积极分子", "发展对象")),
        Column("措施"),
    )
    rows = [
        (
            at, one.organization, one.village, one.last_on or "无记录", one.years, one.level, one.full,
            one.applicants, one.activists, one.objects, "",
        )
        for at, one in enumerate(lines, 1)
    ]  # fmt: skip
    counted = {
        word: sum(one.level == word for one in lines) for word in dict.fromkeys(o.level for o in lines)
    }
    return TableFacts(
        f"{paper.township}长期没有发展党员的党支部名单",
        columns,
        rows,
        unit=paper.unit,
        measure="，".join(f"{word}{count}个" for word, count in counted.items()),
        as_of=paper.as_of,
        signatures=signed(paper),
        notes=("对具备发展党员条件但长期不做发展党员工作的基层党组织，上级党委应当加强指导和督促检查。",),
        landscape=True,
        empty="（没有满一年没有发展党员的党支部）",
    )


def weekly(paper: Paper, branch: str, rows: Sequence[DueRow]) -> TableFacts:
    """Return the weekly list of one branch: what falls due for whom, by which article."""
    columns = (
        Column("序号", "center"),
        Column("姓名", "center"),
        Column("事项"),
        Column("到期日", "date"),
        Column("剩余", "center"),
        Column("依据"),
        Column("办结日期", "center"),
        Column("备注"),
    )
    ranked = sorted(rows, key=lambda r: (r.days is None or r.days >= 0, r.due_on, r.subject))
    cells_ = [
        (at, r.subject, r.matter.partition("：")[0], r.due_on, _left(r.days), r.rule, "", "")
        for at, r in enumerate(ranked, 1)
    ]
    overdue = sum(r.days is not None and r.days < 0 for r in rows)
    return TableFacts(
        f"{branch}发展党员工作待办清单",
        columns,
        cells_,
        unit=paper.unit.replace("填报单位", "印发单位"),
        measure=f"共{len(rows)}项，其中逾期{overdue}项",
        as_of=paper.as_of,
        signatures=BY_BRANCH,
        landscape=True,
        starts_paper=True,
        empty="（没有到期的事项）",
    )


def _left(days: int | None) -> str:
    if days is None:
        return "可以办理"
    return f"逾期{-days}天" if days < 0 else f"{days}天" if days else "今天"


def timetable(paper: Paper, title: str, lines: Sequence[PlanLine], conflicts: Sequence[str]) -> TableFacts:
    """Return a timetable as a plan: every step with its legal window and the day planned."""
    columns = (
        Column("步骤"),
        Column("办理人"),
        Column("不早于", "date"),
        Column("不晚于", "date"),
        Column("计划日期", "date"),
        Column("依据"),
        Column("材料"),
        Column("实际日期", "center"),
    )
    rows = [
        (one.step, one.who, one.earliest, one.latest, day(one.planned), one.why, one.papers, "")
        for one in lines
    ]
    return TableFacts(
        title,
        columns,
        rows,
        unit=paper.unit.replace("填报单位", "编制单位"),
        as_of=paper.as_of,
        signatures=("党支部书记：", "组织委员：", "编制日期："),
        notes=(*conflicts, "计划日期只供安排，实际日期以办理时的材料为准。"),
        landscape=True,
        starts_paper=True,
        empty="（日期互相冲突，无法安排）",
    )
