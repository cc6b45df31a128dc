"""整顿: 台账, the three lists, and the plan of each organization."""

from collections.abc import Callable, Sequence

from app.reports.blocks import Block, Heading, PageBreak, Paragraph, Signature, Title
from app.reports.documents.rating_records import FileRow, ItemRow, MonthRow, PlanFacts
from app.reports.documents.rating_words import (
    BLANK,
    BLANK_DAY,
    BLANK_LINE,
    ended,
    long_day,
    numbered,
    word_list,
    words,
)
from app.reports.documents.ratings import laid_out
from app.reports.documents.records import Paper, issuer_of, office_of
from app.reports.documents.signing import signed
from app.reports.facts import Column, TableFacts, Value

LISTS = (("problem", "问题清单"), ("task", "任务清单"), ("duty", "责任清单"))
BLANK_LINES = 3
NOBODY = "（本年度没有列入整顿的党组织）"


def ledger(paper: Paper, rows: Sequence[FileRow], months: Sequence[MonthRow] = ()) -> list[TableFacts]:
    """Return 软弱涣散党组织整顿台账: who was listed for what and who leads, how far each is, the months reported."""
    following = [_state(paper, rows)] if rows else []
    return [_listed(paper, rows), *following, *([_months(paper, months)] if months else [])]


LISTED: tuple[tuple[Column, Callable[[FileRow], Value]], ...] = (
    (Column("党组织"), lambda r: r.organization),
    (Column("类型", "center"), lambda r: r.flags),
    (Column("认定日期", "date"), lambda r: r.listed_on),
    (Column("认定情形"), lambda r: r.situations),
    (Column("主要问题"), lambda r: r.problems),
    (Column("整改措施"), lambda r: r.measures),
    (Column("责任领导"), lambda r: r.leads),
    (Column("第一书记", "center"), lambda r: r.first_secretary),
    (Column("帮扶单位"), lambda r: r.helping_unit),
    (Column("为民服务项目"), lambda r: r.service_project),
    (Column("完成时限", "date"), lambda r: r.due_on),
)
STATE: tuple[tuple[Column, Callable[[FileRow], Value]], ...] = (
    (Column("党组织"), lambda r: r.organization),
    (Column("整改进展"), lambda r: r.progress),
    (Column("申请日期", "date", "验收"), lambda r: r.applied_on),
    (Column("日期", "date", "验收"), lambda r: r.accepted_on),
    (Column("验收人", "center", "验收"), lambda r: r.accepted_by),
    (Column("满意率", "percent", "验收"), lambda r: r.satisfaction),
    (Column("得分", "score", "验收"), lambda r: r.score),
    (Column("结论", "text", "验收"), lambda r: r.result),
    (Column("销号日期", "date"), lambda r: r.closed_on),
    (Column("日期", "date", "回头看"), lambda r: r.looked_back_on),
    (Column("结果", "text", "回头看"), lambda r: r.look_back),
    (Column("以往列入", "center"), lambda r: r.repeated),
)
RARE = frozenset({"为民服务项目", "申请日期", "结论"})


def _listed(paper: Paper, rows: Sequence[FileRow]) -> TableFacts:
    columns, cells = laid_out(LISTED, rows, RARE)
    former = sum(row.year < paper.year for row in rows)
    return TableFacts(
        f"{paper.township}{paper.year}年度后进和软弱涣散党组织整顿台账",
        columns,
        cells,
        unit=paper.unit,
        measure=_organizations(rows),
        as_of=paper.as_of,
        signatures=signed(paper),
        notes=(f"其中{former}份为以前年度列入、尚未销号的台账。",) if former else (),
        landscape=True,
        empty=NOBODY,
    )


def _state(paper: Paper, rows: Sequence[FileRow]) -> TableFacts:
    columns, cells = laid_out(STATE, rows, RARE)
    return TableFacts(
        f"{paper.township}{paper.year}年度党组织整顿进展情况",
        columns,
        cells,
        unit=paper.unit,
        measure=_organizations(rows),
        as_of=paper.as_of,
        signatures=signed(paper),
        landscape=True,
    )


def _organizations(rows: Sequence[FileRow]) -> str:
    return f"共{len({row.organization for row in rows})}个党组织" if rows else ""


def _months(paper: Paper, rows: Sequence[MonthRow]) -> TableFacts:
    columns = (
        Column("序号", "center"),
        Column("党组织"),
        Column("月份", "center"),
        Column("整改进展"),
        Column("成效"),
        Column("上报日期", "date"),
    )
    cells = [
        (at, r.organization, r.month, r.content, r.result, r.reported_on) for at, r in enumerate(rows, 1)
    ]
    return TableFacts(
        f"{paper.township}{paper.year}年度党组织整顿月报情况",
        columns,
        cells,
        unit=paper.unit,
        as_of=paper.as_of,
        signatures=signed(paper),
        landscape=True,
    )


def lists(paper: Paper, rows: Sequence[ItemRow]) -> list[TableFacts]:
    """Return 问题清单, 任务清单 and 责任清单, one table each; one that says so when there is nothing to put on them."""
    if not rows:
        return [_list(paper, "清单", (), NOBODY)]
    of_list = {code: [row for row in rows if row.list == code] for code, _ in LISTS}
    return [_list(paper, label, of_list[code], f"（{label}还没有填写）") for code, label in LISTS]


def _list(paper: Paper, label: str, rows: Sequence[ItemRow], empty: str) -> TableFacts:
    columns = (
        Column("序号", "center"),
        Column("党组织"),
        Column(label.removesuffix("清单") or "内容"),
        Column("要求"),
        Column("责任人", "center"),
        Column("完成时限", "date"),
        Column("完成日期", "date"),
        Column("备注"),
    )
    cells = [
        (at, r.organization, r.content, r.requirement, r.responsible, r.due_on, r.done_on, r.note)
        for at, r in enumerate(rows, 1)
    ]
    return TableFacts(
        f"{paper.township}{paper.year}年度党组织整顿{label}",
        columns,
        cells,
        unit=paper.unit,
        measure=f"共{len(cells)}项" if cells else "",
        as_of=paper.as_of,
        signatures=signed(paper),
        landscape=True,
        empty=empty,
    )


def plans(paper: Paper, found: Sequence[PlanFacts]) -> list[Block]:
    """Return the plans of 整顿, each beginning a page; one sentence when nobody is listed."""
    if not found:
        return [
            Title(words(paper.own, "plan", "empty_title")),
            Paragraph(words(paper.own, "plan", "empty", year=paper.year)),
            Signature(issuer_of(paper), paper.as_of),
        ]
    blocks: list[Block] = []
    for at, facts in enumerate(found):
        blocks += [PageBreak(new_paper=True)] if at else []
        blocks += _plan(paper, facts)
    return blocks


def _plan(paper: Paper, facts: PlanFacts) -> list[Block]:
    own = paper.own
    values = {
        "organization": facts.organization,
        "year": facts.year,
        "flags": facts.flags or words(own, "plan", "no_flags"),
        "listed": words(own, "plan", "listed", day=long_day(facts.listed_on)) if facts.listed_on else "",
    }
    leads = {name: value or BLANK for name, value in facts.leads.items()}
    due = long_day(facts.due_on) or BLANK_DAY
    return [
        Title(words(own, "plan", "title", **values)),
        Paragraph(words(own, "plan", "opening", **values)),
        Heading(words(own, "plan", "part_situations"), 1),
        *_numbered(facts.situations),
        Heading(words(own, "plan", "part_problems"), 1),
        *_numbered(facts.problems),
        Heading(words(own, "plan", "part_leads"), 1),
        *(Paragraph(text) for text in word_list(own, "plan", "leads", **leads)),
        *_service(paper, facts),
        Heading(words(own, "plan", "part_tasks"), 1),
        *_measures(paper, facts),
        Heading(words(own, "plan", "part_acceptance"), 1),
        Paragraph(words(own, "plan", "acceptance", due=due, office=office_of(paper))),
        Signature(issuer_of(paper), paper.as_of),
    ]


def _service(paper: Paper, facts: PlanFacts) -> list[Block]:
    project = ended(facts.service_project)
    return [Paragraph(words(paper.own, "plan", "service", project=project))] if project else []


def _numbered(texts: Sequence[str]) -> list[Block]:
    """Return the texts as numbered paragraphs; where there is none, lines to write on."""
    shown = [f"{ended(text)}。" for text in texts] or [BLANK_LINE] * BLANK_LINES
    return [Paragraph(text) for text in numbered(shown)]


def _measures(paper: Paper, facts: PlanFacts) -> list[Block]:
    found: list[Block] = [Paragraph(line.strip()) for line in facts.plan.splitlines() if line.strip()]
    if not facts.tasks:
        return found or _numbered(())
    if len(facts.tasks) > 1:
        found.append(Paragraph(words(paper.own, "plan", "tasks", number=len(facts.tasks))))
    return [*found, *(Paragraph(text) for text in numbered([_measure(paper, task) for task in facts.tasks]))]


def _measure(paper: Paper, task: ItemRow) -> str:
    asked = ended(task.requirement)
    return words(
        paper.own,
        "plan",
        "task",
        content=ended(task.content),
        requirement=words(paper.own, "plan", "requirement", requirement=asked) if asked else "",
        responsible=task.responsible or BLANK,
        due=long_day(task.due_on) or BLANK_DAY,
    )
