"""分类定级汇总表, 升降情况; 结对共建, 联系点, 任务."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from app.reports.documents.rating_records import MatrixRows, PointRow, TaskRow
from app.reports.documents.rating_words import FALLEN, RISEN, long_day
from app.reports.documents.records import PairRow, Paper, RatingRow
from app.reports.documents.signing import signed
from app.reports.facts import Column, Row, TableFacts, Value
from app.rules.shares import share

GRADES = ("先进", "中间", "后进")
UNGRADED, OTHERS = "未定级", "其他"
CHANGED = (RISEN, FALLEN)
Line = TypeVar("Line")


def rating_summary(
    paper: Paper, rows: Sequence[RatingRow], grades: Sequence[str] = GRADES, kind: str = ""
) -> list[TableFacts]:
    """Return the year's grades: numbers and shares by 类别 and by village, then branch by branch.

    `kind` names the 类别 of the branches when they are all of one. A round without any grade yet has only its branches.
    """
    tables = [_by_branch(paper, rows, kind)]
    if not any(row.grade for row in rows):
        return tables
    if kind or len({row.kind for row in rows}) > 1 or not any(row.field for row in rows):
        by_village = [row.kind for row in rows]
        tables.insert(0, _by_group(paper, rows, grades, by_village, f"{kind}党支部分类定级汇总表（分村）"))
    if not kind and any(row.field for row in rows):
        by_field = [row.field for row in rows]
        tables.insert(0, _by_group(paper, rows, grades, by_field, "党支部分类定级汇总表（分类别）", "类别"))
    return tables


def _by_group(
    paper: Paper,
    rows: Sequence[RatingRow],
    grades: Sequence[str],
    groups: Sequence[str],
    title: str,
    heading: str = "村（单位）",
) -> TableFacts:
    columns = [Column(heading), Column("党支部数", "int")]
    for grade in grades:
        columns += [Column("个数", "int", grade), Column("占比", "percent", grade)]
    ungraded = sum(row.grade not in grades for row in rows)
    if ungraded:
        columns.append(Column(UNGRADED, "int"))
    members: dict[str, list[RatingRow]] = {}
    for group, row in zip(groups, rows, strict=True):
        members.setdefault(group or OTHERS, []).append(row)
    cells = [_counts(group, found, grades, ungraded) for group, found in members.items()]
    return TableFacts(
        f"{paper.township}{paper.year}年度{title}",
        tuple(columns),
        cells,
        totals=tuple(_counts("合计", rows, grades, ungraded)),
        unit=paper.unit,
        measure="单位：个",
        as_of=paper.as_of,
        signatures=signed(paper),
        notes=paper.notes,
    )


def _counts(name: str, rows: Sequence[RatingRow], grades: Sequence[str], ungraded: int) -> Row:
    found = Counter(row.grade for row in rows)
    numbers = [found[grade] for grade in grades]
    pairs = [value for number in numbers for value in (number, share(number, sum(numbers)))]
    rest = [len(rows) - sum(numbers)] if ungraded else []
    return (name, len(rows), *pairs, *rest)


DETAILS: tuple[tuple[Column, Callable[[RatingRow], Value]], ...] = (
    (Column("党支部"), lambda r: r.organization),
    (Column("类别", "center"), lambda r: r.field or OTHERS),
    (Column("党员数", "int"), lambda r: r.members),
    (Column("支部自评", "center"), lambda r: r.self_grade),
    (Column("群众测评", "center"), lambda r: r.mass_grade),
    (Column("满意率", "percent"), lambda r: r.satisfaction),
    (Column("党员评议", "center"), lambda r: r.member_grade),
    (Column("得分", "score"), lambda r: r.score),
    (Column("党委评定", "center"), lambda r: r.township_grade),
    (Column("县级评定", "center"), lambda r: r.county_grade),
    (Column("上年等次", "center"), lambda r: r.last_grade),
    (Column("升降", "center"), lambda r: r.change),
    (Column("一票否决"), lambda r: r.vetoes),
    (Column("评定理由"), lambda r: r.reason),
    (Column("整顿责任人", "center"), lambda r: r.leader),
    (Column("备注"), lambda r: r.note),
)
RARE = frozenset({"满意率", "党员评议", "县级评定", "一票否决", "评定理由", "整顿责任人", "备注"})
"""Columns that are there only when a branch has something in them."""


def laid_out(
    shown: Sequence[tuple[Column, Callable[[Line], Value]]], rows: Sequence[Line], rare: frozenset[str]
) -> tuple[tuple[Column, ...], list[Row]]:
    """Return the columns, 序号 before them, and the rows numbered; a rare column without anything in it is left out."""
    kept = [
        (column, value)
        for column, value in shown
        if column.heading not in rare or any(value(row) not in (None, "", 0) for row in rows)
    ]
    cells: list[Row] = [(at, *(value(row) for _, value in kept)) for at, row in enumerate(rows, 1)]
    return (Column("序号", "center"), *(column for column, _ in kept)), cells


def _by_branch(paper: Paper, rows: Sequence[RatingRow], kind: str) -> TableFacts:
    columns, cells = laid_out(DETAILS, rows, RARE)
    return TableFacts(
        f"{paper.township}{paper.year}年度{kind}党支部分类定级明细表",
        columns,
        cells,
        unit=paper.unit,
        measure=counted(cells, "个"),
        as_of=paper.as_of,
        signatures=signed(paper),
        notes=paper.notes,
        landscape=True,
    )


def rating_moves(paper: Paper, rows: Sequence[RatingRow], moves: MatrixRows) -> list[TableFacts]:
    """Return the moves from last year's grades (rows) to this year's (columns), then who rose and who fell.

    `moves` counts those without a grade too.
    """
    return [_matrix(paper, moves), _moved(paper, rows, moves.columns)]


def _matrix(paper: Paper, moves: MatrixRows) -> TableFacts:
    columns = (
        Column(f"{moves.before_year}年等次", "center"),
        *(Column(name or UNGRADED, "int", f"{paper.year}年等次") for name in moves.columns),
        Column("合计", "int"),
    )
    named = zip(moves.rows, moves.numbers, strict=True)
    sums = [sum(column) for column in zip(*moves.numbers, strict=True)]
    is_open = "" in (*moves.rows, *moves.columns)
    note = "未定级包括当年新成立、未参加定级和已撤销的党支部。"
    return TableFacts(
        f"{paper.township}{paper.year}年度党支部等次升降情况",
        columns,
        [_move_row(name or UNGRADED, numbers) for name, numbers in named],
        totals=tuple(_move_row("合计", sums)),
        unit=paper.unit,
        measure="单位：个",
        as_of=paper.as_of,
        signatures=signed(paper),
        notes=((note,) if is_open else ()) + paper.notes,
        landscape=False,
    )


def counted(rows: Sequence[Row], word: str) -> str:
    """Return how many rows there are, for the line above them; nothing for none."""
    return f"共{len(rows)}{word}" if rows else ""


def _move_row(name: str, counts: Sequence[int]) -> Row:
    return (name, *counts, sum(counts))


def _moved(paper: Paper, rows: Sequence[RatingRow], grades: Sequence[str]) -> TableFacts:
    moved = [row for row in rows if row.change in CHANGED]
    ranked = sorted(moved, key=lambda row: (CHANGED.index(row.change), grades.index(row.grade)))
    columns = (
        Column("序号", "center"),
        Column("党支部"),
        Column("村（单位）", "center"),
        Column("上年等次", "center"),
        Column("本年等次", "center"),
        Column("升降", "center"),
        Column("原因"),
    )
    cells = [
        (at, r.organization, r.kind, r.last_grade, r.grade, r.change, r.reason or r.note)
        for at, r in enumerate(ranked, 1)
    ]
    compared = any(row.change for row in rows)
    return TableFacts(
        f"{paper.township}{paper.year}年度等次变化的党支部",
        columns,
        cells,
        unit=paper.unit,
        measure=counted(cells, "个"),
        as_of=paper.as_of,
        signatures=signed(paper),
        notes=paper.notes if cells else (),
        landscape=False,
        empty="（没有等次变化的党支部）" if compared else "（两年的等次名称不同，不能比较升降）",
    )


PAIRS: tuple[tuple[Column, Callable[[PairRow], Value]], ...] = (
    (Column("党支部"), lambda p: p.leader),
    (Column("等次", "center"), lambda p: p.leader_grade),
    (Column("结对党组织"), lambda p: p.partner),
    (Column("结对方等次", "center"), lambda p: p.partner_grade),
    (Column("结对时间", "date"), lambda p: p.since),
    (Column("结束时间", "date"), lambda p: p.until),
    (Column("共建内容"), lambda p: p.content),
    (Column("牵头人", "center"), lambda p: p.person),
    (Column("活动次数", "int"), lambda p: p.activities),
    (Column("成效"), lambda p: p.result),
)


def pairs(paper: Paper, rows: Sequence[PairRow]) -> list[TableFacts]:
    """Return the table of paired branches; when a pair ended and how often they met only where any did."""
    columns, cells = laid_out(PAIRS, rows, frozenset({"结束时间", "活动次数"}))
    table = TableFacts(
        f"{paper.township}{paper.year}年度党支部结对共建情况表",
        columns,
        cells,
        unit=paper.unit,
        measure=counted(cells, "对"),
        as_of=paper.as_of,
        signatures=signed(paper),
        landscape=True,
        empty="（本年度没有登记结对共建）",
    )
    return [table]


def contact_points(paper: Paper, rows: Sequence[PointRow]) -> list[TableFacts]:
    """Return the table of leaders' contact points with their visits of the year."""
    columns = [
        Column("序号", "center"),
        Column("联系领导", "center"),
        Column("职务"),
        Column("联系点党支部"),
        Column("开始时间", "date"),
        Column("走访次数", "int"),
        Column("解决问题", "int"),
        Column("最近走访", "date"),
        Column("备注"),
    ]
    ended = "（{}结束）"
    cells = [
        (
            at, r.leader, r.duty, r.organization, r.from_on, r.visits, r.solved, r.last_on,
            r.note + (ended.format(long_day(r.to_on)) if r.to_on else ""),
        )
        for at, r in enumerate(rows, 1)
    ]  # fmt: skip
    visits, solved = sum(r.visits for r in rows), sum(r.solved for r in rows)
    leaders = len({r.leader for r in rows})
    table = TableFacts(
        f"{paper.township}{paper.year}年度班子成员党支部联系点情况表",
        tuple(columns),
        cells,
        totals=("合计", f"{leaders}人", "", f"{len(cells)}个", None, visits, solved, None, ""),
        unit=paper.unit,
        measure=counted(cells, "个"),
        as_of=paper.as_of,
        signatures=signed(paper),
        landscape=True,
        empty="（本年度没有登记联系点）",
    )
    return [table]


def tasks(paper: Paper, rows: Sequence[TaskRow]) -> list[TableFacts]:
    """Return the goals and quarterly tasks of 先进 and 中间 branches."""
    columns = (
        Column("序号", "center"),
        Column("党支部"),
        Column("等次", "center"),
        Column("争创目标", "center"),
        Column("季度", "center"),
        Column("工作举措"),
        Column("要求"),
        Column("责任人", "center"),
        Column("完成时限", "date"),
        Column("完成日期", "date"),
        Column("进展", "center"),
    )
    cells = [
        (
            at, r.organization, r.grade, r.goal, r.quarter, r.content, r.requirement, r.responsible,
            r.due_on, r.done_on, r.state,
        )
        for at, r in enumerate(rows, 1)
    ]  # fmt: skip
    table = TableFacts(
        f"{paper.township}{paper.year}年度党支部争创目标和任务清单",
        columns,
        cells,
        unit=paper.unit,
        measure=counted(cells, "项"),
        as_of=paper.as_of,
        signatures=signed(paper),
        landscape=True,
        empty="（本年度没有布置任务）",
    )
    return [table]
