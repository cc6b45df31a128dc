"""党支部历年等次: every branch's grades over the years, and how one branch was judged year by year."""

from collections.abc import Callable, Sequence

from app.reports.documents.rating_records import BranchYearRow, TrackRow
from app.reports.documents.ratings import counted, laid_out
from app.reports.documents.records import Paper
from app.reports.documents.signing import signed
from app.reports.facts import Column, Row, TableFacts, Value

STEPS: tuple[tuple[Column, Callable[[BranchYearRow], Value]], ...] = (
    (Column("年度", "center"), lambda y: f"{y.year}年"),
    (Column("支部自评", "center"), lambda y: y.self_grade),
    (Column("群众测评", "center"), lambda y: y.mass_grade),
    (Column("满意率", "percent"), lambda y: y.satisfaction),
    (Column("党员评议", "center"), lambda y: y.member_grade),
    (Column("得分", "score"), lambda y: y.score),
    (Column("党委评定", "center"), lambda y: y.township_grade),
    (Column("县级评定", "center"), lambda y: y.county_grade),
    (Column("升降", "center"), lambda y: y.change),
    (Column("一票否决"), lambda y: y.vetoes),
    (Column("评定理由"), lambda y: y.reason),
    (Column("备注"), lambda y: y.note),
)
RARE = frozenset({"满意率", "党员评议", "得分", "县级评定", "一票否决", "评定理由", "备注"})


def tracks(paper: Paper, years: Sequence[int], rows: Sequence[TrackRow]) -> list[TableFacts]:
    """Return the grades of every branch over the years, and who had the lowest one again and again.

    A year in which the members of any branch gave a grade shows theirs beside the one that counts.
    """
    judged = [any(row.member_grades[at] for row in rows) for at in range(len(years))]
    columns = [Column("序号", "center"), Column("党支部"), Column("村（单位）", "center")]
    for year, both in zip(years, judged, strict=True):
        columns += (
            [Column(name, "center", f"{year}年") for name in ("等次", "党员评议")]
            if both
            else [Column(f"{year}年", "center")]
        )
    cells: list[Row] = [
        (at, r.organization, r.kind, *_grades(r, judged), r.warning) for at, r in enumerate(rows, 1)
    ]
    table = TableFacts(
        f"{paper.township}党支部历年等次一览表",
        (*columns, Column("备注")),
        cells,
        unit=paper.unit,
        measure=counted(cells, "个"),
        as_of=paper.as_of,
        signatures=signed(paper),
        empty="（还没有评定过等次）",
    )
    return [table]


def _grades(row: TrackRow, judged: Sequence[bool]) -> list[str]:
    found = []
    for grade, members, both in zip(row.grades, row.member_grades, judged, strict=True):
        found += [grade, members] if both else [grade]
    return found


def branch_years(paper: Paper, organization: str, rows: Sequence[BranchYearRow]) -> TableFacts:
    """Return how one branch was judged year by year, the newest year first."""
    columns, cells = laid_out(STEPS, rows, RARE)
    return TableFacts(
        f"{organization}历年评定情况",
        columns,
        cells,
        unit=paper.unit,
        measure=f"共{len(cells)}年" if cells else "",
        as_of=paper.as_of,
        signatures=signed(paper),
        empty="（还没有评定过等次）",
    )
