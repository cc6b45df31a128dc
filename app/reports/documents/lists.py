"""待办清单 and 体检报告."""

import re
from collections import Counter
from collections.abc import Sequence

from app.reports.amounts import day
from app.reports.documents.records import DueRow, FindingRow, Paper
from app.reports.documents.signing import CHECK, OFFICE, signed
from app.reports.facts import Column, TableFacts

LEVELS = ("阻断", "警告", "提示")
_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")


def due(paper: Paper, rows: Sequence[DueRow]) -> list[TableFacts]:
    """Return what falls due, the most urgent first."""
    columns = (
        Column("序号", "center"),
        Column("到期日", "date"),
        Column("剩余", "center"),
        Column("事项"),
        Column("对象", "center"),
        Column("所在党组织"),
        Column("依据"),
        Column("办结", "center"),
    )
    ranked = sorted(rows, key=lambda r: (r.days is None or r.days >= 0, r.due_on, r.matter, r.subject))
    cells = [
        (at, r.due_on, _left(r.days), r.matter, r.subject, r.organization, r.rule, "")
        for at, r in enumerate(ranked, 1)
    ]
    overdue = sum(r.days is not None and r.days < 0 for r in rows)
    table = TableFacts(
        f"{paper.township}党建工作待办清单",
        columns,
        cells,
        unit=paper.unit,
        measure=f"共{len(cells)}项，其中逾期{overdue}项",
        as_of=paper.as_of,
        signatures=signed(paper, OFFICE),
        landscape=True,
        empty="（近期没有到期的事项）",
    )
    return [table]


def _left(days: int | None) -> str:
    if days is None:
        return "可以办理"
    if days < 0:
        return f"逾期{-days}天"
    return f"{days}天" if days else "今天"


def _dated(label: str) -> str:
    """Return the name of a record with the day in it written as tables write days."""
    return _DAY.sub(lambda found: day(found[0]), label)


def health(paper: Paper, rows: Sequence[FindingRow]) -> list[TableFacts]:
    """Return 体检报告: findings by level, each with its source and its answer."""
    columns = (
        Column("序号", "center"),
        Column("级别", "center"),
        Column("问题"),
        Column("涉及对象"),
        Column("依据"),
        Column("说明"),
    )
    order = {level: rank for rank, level in enumerate(LEVELS)}
    ranked = sorted(rows, key=lambda r: order.get(r.level, len(LEVELS)))
    cells = [
        (at, r.level, r.message, _dated(r.record), r.source, r.explanation) for at, r in enumerate(ranked, 1)
    ]
    counted = Counter(r.level for r in rows)
    summary = "，".join(f"{level}{counted[level]}条" for level in LEVELS if counted[level])
    table = TableFacts(
        f"{paper.township}党建台账体检报告",
        columns,
        cells,
        unit=paper.unit,
        measure=summary,
        as_of=paper.as_of,
        signatures=signed(paper, CHECK),
        landscape=True,
        empty="（没有发现问题）",
    )
    return [table]
