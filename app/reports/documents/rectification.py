"""整顿: 台账, the three lists, and the plan of each organization."""

from collections.abc import Sequence

from app.reports.blocks import Block, Heading, PageBreak, Paragraph, Signature, Title
from app.reports.documents.members import SIGNED
from app.reports.documents.rating_records import FileRow, ItemRow, PlanFacts
from app.reports.documents.rating_words import long_day, words
from app.reports.documents.records import Paper
from app.reports.facts import Column, TableFacts

LISTS = (("problem", "问题清单"), ("task", "任务清单"), ("duty", "责任清单"))


def ledger(paper: Paper, rows: Sequence[FileRow]) -> list[TableFacts]:
    """Return 软弱涣散党组织整顿台账: who was listed for what and who leads, then how far each is."""
    return [_listed(paper, rows), _state(paper, rows)]


def _listed(paper: Paper, rows: Sequence[FileRow]) -> TableFacts:
    columns = (
        Column("序号", "center"),
        Column("党组织"),
        Column("类型", "center"),
        Column("认定日期", "date"),
        Column("认定情形"),
        Column("主要问题"),
        Column("整改措施"),
        Column("责任领导"),
        Column("第一书记", "center"),
        Column("帮扶单位"),
        Column("完成时限", "date"),
    )
    cells = [
        (
            at, r.organization, r.flags, r.listed_on, r.situations, r.problems, r.measures, r.leads,
            r.first_secretary, r.helping_unit, r.due_on,
        )
        for at, r in enumerate(rows, 1)
    ]  # fmt: skip
    return TableFacts(
        f"{paper.township}{paper.year}年度后进和软弱涣散党组织整顿台账",
        columns,
        cells,
        unit=paper.unit,
        measure=f"共{len(cells)}个",
        as_of=paper.as_of,
        signatures=SIGNED,
        landscape=True,
        empty="（本年度没有列入整顿的党组织）",
    )


def _state(paper: Paper, rows: Sequence[FileRow]) -> TableFacts:
    columns = (
        Column("序号", "center"),
        Column("党组织"),
        Column("整改进展"),
        Column("满意率", "percent", "验收"),
        Column("得分", "center", "验收"),
        Column("验收日期、验收人", "center", "验收"),
        Column("销号日期", "date"),
        Column("回头看"),
        Column("以往列入", "center"),
    )
    cells = [
        (
            at, r.organization, r.progress, r.satisfaction, None if r.score is None else f"{r.score:.2f}",
            r.accepted, r.closed_on, r.looked_back, r.repeated,
        )
        for at, r in enumerate(rows, 1)
    ]  # fmt: skip
    return TableFacts(
        f"{paper.township}{paper.year}年度党组织整顿进展情况",
        columns,
        cells,
        unit=paper.unit,
        measure=f"共{len(cells)}个",
        as_of=paper.as_of,
        signatures=SIGNED,
        landscape=True,
        empty="（本年度没有列入整顿的党组织）",
    )


def lists(paper: Paper, rows: Sequence[ItemRow]) -> list[TableFacts]:
    """Return 问题清单, 任务清单 and 责任清单, one table each."""
    return [_list(paper, label, [row for row in rows if row.list == code]) for code, label in LISTS]


def _list(paper: Paper, label: str, rows: Sequence[ItemRow]) -> TableFacts:
    columns = (
        Column("序号", "center"),
        Column("党组织"),
        Column(label.removesuffix("清单")),
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
        measure=f"共{len(cells)}项",
        as_of=paper.as_of,
        signatures=SIGNED,
        landscape=True,
        empty=f"（{label}还没有填写）",
    )


def plans(paper: Paper, found: Sequence[PlanFacts]) -> list[Block]:
    """Return the plans of 整顿, each beginning a page; one sentence when nobody is listed."""
    if not found:
        return [
            Title(words("plan", "empty_title")),
            Paragraph(words("plan", "empty", year=paper.year)),
            Signature(_issuer(paper), paper.as_of),
        ]
    blocks: list[Block] = []
    for at, facts in enumerate(found):
        blocks += [PageBreak(new_paper=True)] if at else []
        blocks += _plan(paper, facts)
    return blocks


def _plan(paper: Paper, facts: PlanFacts) -> list[Block]:
    listed = words("plan", "listed", day=long_day(facts.listed_on)) if facts.listed_on else ""
    values = {"organization": facts.organization, "year": facts.year, "flags": facts.flags, "listed": listed}
    due = words("plan", "due", day=long_day(facts.due_on)) if facts.due_on else words("plan", "due_open")
    leads = {name: value or words("plan", "unknown") for name, value in facts.leads.items()}
    return [
        Title(words("plan", "title", **values)),
        Paragraph(words("plan", "opening", **values)),
        Heading(words("plan", "part_situations"), 1),
        *_numbered(facts.situations, words("plan", "no_situations")),
        Heading(words("plan", "part_problems"), 1),
        *_numbered(facts.problems, words("plan", "no_problems")),
        Heading(words("plan", "part_leads"), 1),
        Paragraph(words("plan", "leads", **leads)),
        Heading(words("plan", "part_tasks"), 1),
        *_measures(facts),
        Heading(words("plan", "part_acceptance"), 1),
        Paragraph(words("plan", "acceptance", due=due, township=paper.township)),
        Signature(_issuer(paper), paper.as_of),
    ]


def _numbered(texts: Sequence[str], none: str) -> list[Block]:
    if not texts:
        return [Paragraph(none)]
    return [Paragraph(f"{at}.{text.rstrip('。')}。") for at, text in enumerate(texts, 1)]


def _measures(facts: PlanFacts) -> list[Block]:
    found: list[Block] = [Paragraph(facts.plan)] if facts.plan else []
    if not facts.tasks:
        return found or [Paragraph(words("plan", "no_tasks", organization=facts.organization))]
    found.append(Paragraph(words("plan", "tasks", number=len(facts.tasks))))
    return [*found, *(Paragraph(f"{at}.{_measure(task)}") for at, task in enumerate(facts.tasks, 1))]


def _measure(task: ItemRow) -> str:
    unknown = words("plan", "unknown")
    asked = (
        words("plan", "requirement", requirement=task.requirement.rstrip("。")) if task.requirement else ""
    )
    return words(
        "plan",
        "task",
        content=task.content.rstrip("。"),
        requirement=asked,
        responsible=task.responsible or unknown,
        due=long_day(task.due_on) or unknown,
    )


def _issuer(paper: Paper) -> str:
    return paper.issuer or f"中共{paper.township}委员会"
