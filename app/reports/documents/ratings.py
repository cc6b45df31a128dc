"""分类定级汇总表, 升降情况, 历年等次; 结对共建, 联系点, 任务."""

from collections import Counter
from collections.abc import Callable, Sequence

from app.reports.amounts import shares
from app.reports.documents.members import SIGNED
from app.reports.documents.rating_records import MatrixRows, PointRow, TaskRow, TrackRow
from app.reports.documents.records import PairRow, Paper, RatingRow
from app.reports.facts import Column, Row, TableFacts, Value

GRADES = ("先进", "中间", "后进")
UNGRADED = "未定级"


def rating_summary(
    paper: Paper, rows: Sequence[RatingRow], grades: Sequence[str] = GRADES
) -> list[TableFacts]:
    """Return the year's grades: numbers and shares by 类别 and by village, then branch by branch."""
    tables = [_by_group(paper, rows, grades, [row.kind for row in rows], "汇总表（分村）", "村（单位）")]
    if any(row.field for row in rows):
        by_field = _by_group(paper, rows, grades, [row.field for row in rows], "汇总表（分类别）", "类别")
        tables.insert(0, by_field)
    return [*tables, _by_branch(paper, rows)]


def _by_group(
    paper: Paper,
    rows: Sequence[RatingRow],
    grades: Sequence[str],
    groups: Sequence[str],
    title: str,
    heading: str,
) -> TableFacts:
    columns = [Column(heading), Column("党支部数", "int")]
    for grade in grades:
        columns += [Column("个数", "int", grade), Column("占比", "percent", grade)]
    ungraded = sum(row.grade not in grades for row in rows)
    if ungraded:
        columns.append(Column("未定级", "int"))
    members: dict[str, list[RatingRow]] = {}
    for group, row in zip(groups, rows, strict=True):
        members.setdefault(group or "其他", []).append(row)
    cells = [_counts(group, found, grades, ungraded) for group, found in members.items()]
    return TableFacts(
        f"{paper.township}{paper.year}年度党支部分类定级{title}",
        tuple(columns),
        cells,
        totals=tuple(_counts("合计", rows, grades, ungraded)),
        unit=paper.unit,
        measure="单位：个",
        as_of=paper.as_of,
        signatures=SIGNED,
        landscape=True,
    )


def _counts(name: str, rows: Sequence[RatingRow], grades: Sequence[str], ungraded: int) -> Row:
    counted = Counter(row.grade for row in rows)
    numbers = [counted[grade] for grade in grades]
    pairs = [value for pair in zip(numbers, shares(numbers), strict=True) for value in pair]
    rest = [len(rows) - sum(numbers)] if ungraded else []
    return (name, len(rows), *pairs, *rest)


DETAILS: tuple[tuple[Column, Callable[[RatingRow], Value]], ...] = (
    (Column("党支部"), lambda r: r.organization),
    (Column("类别", "center"), lambda r: r.field or r.kind),
    (Column("党员数", "int"), lambda r: r.members),
    (Column("支部自评", "center"), lambda r: r.self_grade),
    (Column("群众测评", "center"), lambda r: r.mass_grade),
    (Column("满意率", "percent"), lambda r: r.satisfaction),
    (Column("得分", "center"), lambda r: None if r.score is None else f"{r.score:.2f}"),
    (Column("党委评定", "center"), lambda r: r.grade),
    (Column("上年等次", "center"), lambda r: r.last_grade),
    (Column("升降", "center"), lambda r: r.change),
    (Column("一票否决"), lambda r: r.vetoes),
    (Column("评定理由"), lambda r: r.reason),
    (Column("整顿责任人", "center"), lambda r: r.leader),
    (Column("备注"), lambda r: r.note),
)
ALWAYS = 10
"""The first columns are always there; the others, and 满意率, only when a branch has something in them."""


def _by_branch(paper: Paper, rows: Sequence[RatingRow]) -> TableFacts:
    shown = [
        (column, value)
        for at, (column, value) in enumerate(DETAILS)
        if (at < ALWAYS and column.heading != "满意率") or any(value(row) not in (None, "") for row in rows)
    ]
    cells = [(at, *(value(row) for _, value in shown)) for at, row in enumerate(rows, 1)]
    return TableFacts(
        f"{paper.township}{paper.year}年度党支部分类定级明细表",
        (Column("序号", "center"), *(column for column, _ in shown)),
        cells,
        unit=paper.unit,
        measure=f"共{len(cells)}个",
        as_of=paper.as_of,
        signatures=SIGNED,
        landscape=True,
    )


def rating_moves(
    paper: Paper, rows: Sequence[RatingRow], grades: Sequence[str] = GRADES, moves: MatrixRows | None = None
) -> list[TableFacts]:
    """Return the moves between last year's grades and this year's, then the branches that moved.

    `moves` has everyone, those without a grade in one of the years too; without it only those graded in both count.
    """
    counted = Counter((r.last_grade, r.grade) for r in rows)
    held = moves or MatrixRows(
        paper.year - 1,
        tuple(grades),
        tuple(grades),
        tuple(tuple(counted[start, end] for end in grades) for start in grades),
    )
    return [_matrix(paper, held, whole=moves is not None), _moved(paper, rows, grades)]


def _matrix(paper: Paper, moves: MatrixRows, *, whole: bool) -> TableFacts:
    columns = (
        Column(f"{moves.before_year}年等次", "center"),
        *(Column(name or UNGRADED, "int", f"{paper.year}年等次") for name in moves.columns),
        Column("合计", "int"),
    )
    named = zip(moves.rows, moves.numbers, strict=True)
    sums = [sum(column) for column in zip(*moves.numbers, strict=True)]
    note = "未定级包括当年新成立、未参加定级和已撤销的党支部。" if whole else "只计两年都评定等次的党支部。"
    return TableFacts(
        f"{paper.township}{paper.year}年度党支部等次升降情况",
        columns,
        [_move_row(name or UNGRADED, numbers) for name, numbers in named],
        totals=tuple(_move_row("合计", sums)),
        unit=paper.unit,
        measure="单位：个",
        as_of=paper.as_of,
        signatures=SIGNED,
        notes=(note,) if not whole or UNGRADED in {c.heading for c in columns} or "" in moves.rows else (),
        landscape=False,
    )


def _move_row(name: str, counts: Sequence[int]) -> Row:
    return (name, *counts, sum(counts))


def _moved(paper: Paper, rows: Sequence[RatingRow], grades: Sequence[str]) -> TableFacts:
    both = [r for r in rows if r.last_grade in grades and r.grade in grades and r.last_grade != r.grade]
    ranked = sorted(
        both, key=lambda r: (grades.index(r.grade) > grades.index(r.last_grade), grades.index(r.grade))
    )
    columns = (
        Column("序号", "center"),
        Column("党支部"),
        Column("类别", "center"),
        Column("上年等次", "center"),
        Column("本年等次", "center"),
        Column("升降", "center"),
        Column("原因"),
    )
    cells = [
        (at, r.organization, r.kind, r.last_grade, r.grade, _direction(r, grades), r.reason or r.note)
        for at, r in enumerate(ranked, 1)
    ]
    return TableFacts(
        f"{paper.township}{paper.year}年度等次变化的党支部",
        columns,
        cells,
        unit=paper.unit,
        measure=f"共{len(cells)}个",
        as_of=paper.as_of,
        signatures=SIGNED,
        landscape=False,
        empty="（没有等次变化的党支部）",
    )


def _direction(row: RatingRow, grades: Sequence[str]) -> str:
    return "升" if grades.index(row.grade) < grades.index(row.last_grade) else "降"


def pairs(paper: Paper, rows: Sequence[PairRow]) -> list[TableFacts]:
    """Return the table of paired branches."""
    columns = (
        Column("序号", "center"),
        Column("党支部"),
        Column("结对党组织"),
        Column("结对方等次", "center"),
        Column("结对时间", "date"),
        Column("共建内容"),
        Column("牵头人", "center"),
        Column("成效"),
    )
    cells = [
        (at, p.leader, p.partner, p.partner_grade, p.since, p.content, p.person, p.result)
        for at, p in enumerate(rows, 1)
    ]
    table = TableFacts(
        f"{paper.township}{paper.year}年度党支部结对共建情况表",
        columns,
        cells,
        unit=paper.unit,
        measure=f"共{len(cells)}对",
        as_of=paper.as_of,
        signatures=SIGNED,
    )
    return [table]


def tracks(paper: Paper, years: Sequence[int], rows: Sequence[TrackRow]) -> list[TableFacts]:
    """Return the grades of every branch over the years, and who had the lowest one again and again."""
    columns = (
        Column("序号", "center"),
        Column("党支部"),
        Column("村（单位）", "center"),
        *(Column(f"{year}年", "center") for year in years),
        Column("提示"),
    )
    cells: list[Row] = [(at, r.organization, r.kind, *r.grades, r.warning) for at, r in enumerate(rows, 1)]
    table = TableFacts(
        f"{paper.township}党支部历年等次一览表",
        columns,
        cells,
        unit=paper.unit,
        measure=f"共{len(cells)}个",
        as_of=paper.as_of,
        signatures=SIGNED,
        empty="（还没有评定过等次）",
    )
    return [table]


def contact_points(paper: Paper, rows: Sequence[PointRow]) -> list[TableFacts]:
    """Return the table of leaders' contact points with their visits of the year."""
    columns = (
        Column("序号", "center"),
        Column("联系领导", "center"),
        Column("职务"),
        Column("联系点党支部"),
        Column("开始时间", "date"),
        Column("走访次数", "int"),
        Column("解决问题", "int"),
        Column("最近走访", "date"),
        Column("备注"),
    )
    cells = [
        (at, r.leader, r.duty, r.organization, r.from_on, r.visits, r.solved, r.last_on, r.note)
        for at, r in enumerate(rows, 1)
    ]
    totals = (
        "合计",
        "",
        "",
        f"{len(cells)}个",
        None,
        sum(r.visits for r in rows),
        sum(r.solved for r in rows),
    )
    table = TableFacts(
        f"{paper.township}{paper.year}年度班子成员党支部联系点情况表",
        columns,
        cells,
        totals=(*totals, None, ""),
        unit=paper.unit,
        measure=f"共{len(cells)}个",
        as_of=paper.as_of,
        signatures=SIGNED,
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
        Column("完成情况", "center"),
    )
    cells = [
        (
            at, r.organization, r.grade, r.goal, r.quarter, r.content, r.requirement, r.responsible,
            r.due_on, r.done,
        )
        for at, r in enumerate(rows, 1)
    ]  # fmt: skip
    table = TableFacts(
        f"{paper.township}{paper.year}年度党支部争创目标和任务清单",
        columns,
        cells,
        unit=paper.unit,
        measure=f"共{len(cells)}项",
        as_of=paper.as_of,
        signatures=SIGNED,
        landscape=True,
        empty="（本年度没有布置任务）",
    )
    return [table]
