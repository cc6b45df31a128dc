"""分类定级汇总表, 升降情况, 结对共建."""

from collections import Counter
from collections.abc import Sequence

from app.reports.amounts import shares
from app.reports.documents.members import SIGNED
from app.reports.documents.records import PairRow, Paper, RatingRow
from app.reports.facts import Column, Row, TableFacts

GRADES = ("先进", "中间", "后进")


def rating_summary(
    paper: Paper, rows: Sequence[RatingRow], grades: Sequence[str] = GRADES
) -> list[TableFacts]:
    """Return the year's grades: numbers and shares per kind and of all, then branch by branch."""
    return [_by_kind(paper, rows, grades), _by_branch(paper, rows)]


def _by_kind(paper: Paper, rows: Sequence[RatingRow], grades: Sequence[str]) -> TableFacts:
    columns = [Column("类别"), Column("党支部数", "int")]
    for grade in grades:
        columns += [Column("个数", "int", grade), Column("占比", "percent", grade)]
    ungraded = sum(row.grade not in grades for row in rows)
    if ungraded:
        columns.append(Column("未定级", "int"))
    kinds = list(dict.fromkeys(row.kind for row in rows))
    cells = [_counts(kind or "其他", [r for r in rows if r.kind == kind], grades, ungraded) for kind in kinds]
    return TableFacts(
        f"{paper.township}{paper.year}年度党支部分类定级汇总表",
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


def _by_branch(paper: Paper, rows: Sequence[RatingRow]) -> TableFacts:
    columns = (
        Column("序号", "center"),
        Column("党支部"),
        Column("类别", "center"),
        Column("党员数", "int"),
        Column("支部自评", "center"),
        Column("群众测评", "center"),
        Column("党委评定", "center"),
        Column("得分", "center"),
        Column("上年等次", "center"),
        Column("升降", "center"),
        Column("备注"),
    )
    cells = [
        (
            at,
            r.organization,
            r.kind,
            r.members,
            r.self_grade,
            r.mass_grade,
            r.grade,
            None if r.score is None else f"{r.score:g}",
            r.last_grade,
            r.change,
            r.note,
        )
        for at, r in enumerate(rows, 1)
    ]
    return TableFacts(
        f"{paper.township}{paper.year}年度党支部分类定级明细表",
        columns,
        cells,
        unit=paper.unit,
        measure=f"共{len(cells)}个",
        as_of=paper.as_of,
        signatures=SIGNED,
        landscape=True,
    )


def rating_moves(paper: Paper, rows: Sequence[RatingRow], grades: Sequence[str] = GRADES) -> list[TableFacts]:
    """Return the moves between last year's grades and this year's, then the branches that moved."""
    counted = Counter((r.last_grade, r.grade) for r in rows)
    columns = (
        Column(f"{paper.year - 1}年等次", "center"),
        *(Column(grade, "int", f"{paper.year}年等次") for grade in grades),
        Column("合计", "int"),
    )
    cells = [_move_row(start, [counted[start, end] for end in grades]) for start in grades]
    sums = [sum(counted[start, end] for start in grades) for end in grades]
    matrix = TableFacts(
        f"{paper.township}{paper.year}年度党支部等次升降情况",
        columns,
        cells,
        totals=tuple(_move_row("合计", sums)),
        unit=paper.unit,
        measure="单位：个",
        as_of=paper.as_of,
        notes=("只计两年都评定等次的党支部。",),
    )
    return [matrix, _moved(paper, rows, grades)]


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
        (at, r.organization, r.kind, r.last_grade, r.grade, _direction(r, grades), r.note)
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
        empty="（没有等次变化的党支部）",
    )


def _direction(row: RatingRow, grades: Sequence[str]) -> str:
    return "升" if grades.index(row.grade) < grades.index(row.last_grade) else "降"


def pairs(paper: Paper, rows: Sequence[PairRow]) -> list[TableFacts]:
    """Return the table of paired branches."""
    columns = (
        Column("序号", "center"),
        Column("先进党支部"),
        Column("结对党支部"),
        Column("结对党支部等次", "center"),
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
