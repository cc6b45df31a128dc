"""村集体经济: 季报, 年度汇总, 村级公开."""

from collections.abc import Sequence

from app.reports.amounts import long_day
from app.reports.documents.economy import growth, measure
from app.reports.documents.economy_records import CountRow, PublicLine, PublicVillage, QuarterRow, SummaryRow
from app.reports.documents.records import Paper
from app.reports.documents.signing import ECONOMY, signed
from app.reports.facts import Column, Row, TableFacts

QUARTERS = ("一季度", "二季度", "三季度", "四季度")
SIGNED_BY_VILLAGE = ("村党组织书记：", "村务监督委员会主任：", "填表人：", "公开日期：")
UNDATED = "未分季度"
NAMED = 20


def quarters(paper: Paper, rows: Sequence[QuarterRow], *, caliber: str) -> list[TableFacts]:
    """Return the year by quarters, village by village, with progress and last year's same time."""
    undated = any(row.undated_fen for row in rows)
    parts = [*QUARTERS, *([UNDATED] if undated else [])]
    columns = (
        Column("名次", "center"),
        Column("村"),
        Column("年度目标", "yuan"),
        *(Column(part, "yuan") for part in parts),
        Column("累计", "yuan"),
        Column("其中经营性收入", "yuan"),
        Column("完成率", "percent"),
        Column("上年同期", "yuan"),
        Column("同比", "percent"),
        Column("进度", "center"),
        Column("备注"),
    )
    lines = [_quarter_line(row, undated=undated) for row in sorted(rows, key=lambda row: row.place)]
    amounts = [tuple(line[2 : 5 + len(parts)]) for line in lines]
    target, *sums = ([sum(int(a or 0) for a in column) for column in zip(*amounts, strict=True)]) or [0] * (
        3 + len(parts)
    )
    last = sum(row.last_year_fen or 0 for row in rows)
    done = sums[-2] / target if target else None
    totals = ("", "合计", target or None, *sums, done, last or None, growth(sums[-2], last), "", "")
    table = TableFacts(
        f"{paper.township}{paper.year}年村集体经济收入季报",
        columns,
        lines,
        totals=totals,
        unit=paper.unit,
        measure=measure(caliber),
        as_of=paper.as_of,
        signatures=signed(paper, ECONOMY),
        landscape=True,
        sums=((tuple(range(3, 3 + len(parts))), 3 + len(parts)),),
    )
    return [table]


def _quarter_line(row: QuarterRow, *, undated: bool) -> Row:
    parts = (*row.quarters, row.undated_fen) if undated else row.quarters
    done = row.total_fen / row.target_fen if row.target_fen else None
    return (
        row.place, row.village, row.target_fen, *parts, row.total_fen, row.operating_fen, done, row.last_year_fen,
        growth(row.total_fen, row.last_year_fen), row.state, row.note,
    )  # fmt: skip


def summary(
    paper: Paper,
    rows: Sequence[SummaryRow],
    calibers: Sequence[str],
    counts: Sequence[CountRow],
    notes: Sequence[str],
) -> list[TableFacts]:
    """Return the year's summary: villages by category with every caliber, then tiers, lines reached and lists.

    The first of `calibers` is the sum of the categories; tiers and lines are counted by it.
    """
    categories = list(dict.fromkeys(category for row in rows for category in row.categories))
    first = len(categories)
    made = [
        (
            row.village, *(row.categories.get(category, 0) for category in categories), *row.calibers,
            row.target_fen, row.done, row.tier,
        )
        for row in rows
    ]  # fmt: skip
    money = [[int(row[at] or 0) for at in range(1, first + len(calibers) + 2)] for row in made]
    sums = [sum(column) for column in zip(*money, strict=True)] or [0] * (first + len(calibers) + 1)
    done = sums[first] / sums[-1] if sums[-1] else None
    table = TableFacts(
        f"{paper.township}{paper.year}年村集体经济收入年度汇总表",
        _summary_columns([*categories, *calibers]),
        made,
        totals=("合计", *sums, done, ""),
        unit=paper.unit,
        measure="单位：元",
        as_of=paper.as_of,
        signatures=signed(paper, ECONOMY),
        notes=tuple(notes),
        landscape=True,
        sums=((tuple(range(1, first + 1)), first + 1),) if first else (),
    )
    return [table, _counts(paper, counts, calibers[0])]


def _summary_columns(money: Sequence[str]) -> tuple[Column, ...]:
    amounts = (Column(name, "yuan") for name in (*money, "年度目标"))
    return (Column("村"), *amounts, Column("完成率", "percent"), Column("分档", "center"))


def _counts(paper: Paper, rows: Sequence[CountRow], caliber: str) -> TableFacts:
    columns = (
        Column("类别", "center"),
        Column("档次", "center"),
        Column("村数", "int"),
        Column("占全部村", "percent"),
        Column("村"),
    )
    return TableFacts(
        f"{paper.township}{paper.year}年村集体经济收入分档和达标情况",
        columns,
        [(row.kind, row.label, len(row.villages), row.share, _names(row.villages)) for row in rows],
        unit=paper.unit,
        measure=f"口径：{caliber}　单位：个",
        as_of=paper.as_of,
        signatures=signed(paper, ECONOMY),
        landscape=False,
    )


def _names(villages: tuple[str, ...]) -> str:
    return "、".join(villages) if len(villages) <= NAMED else ""


def public(paper: Paper, villages: Sequence[PublicVillage]) -> list[TableFacts]:
    """Return what each village makes public: income and costs by quarters, then entry by entry without names."""
    return [
        table
        for village in villages
        for table in (_public_sums(paper, village), _public_entries(paper, village))
    ]


def _public_sums(paper: Paper, village: PublicVillage) -> TableFacts:
    undated = any(line.undated_fen for line in (*village.income, *village.costs))
    parts = [*QUARTERS, *([UNDATED] if undated else [])]
    income, costs = _added("收入合计", village.income), _added("支出合计", village.costs)
    rows = [
        *(_public_line("收入", line, undated=undated) for line in village.income),
        _public_line("", income, undated=undated),
        *(_public_line("支出", line, undated=undated) for line in village.costs),
        _public_line("", costs, undated=undated),
    ]
    left = PublicLine(
        "收支差额",
        _difference(income, costs),
        income.undated_fen - costs.undated_fen,
    )
    return TableFacts(
        f"{village.village}{paper.year}年村集体经济收支公开表",
        (
            Column("", "center"),
            Column("项目"),
            *(Column(part, "yuan") for part in parts),
            Column("合计", "yuan"),
        ),
        rows,
        totals=tuple(_public_line("", left, undated=undated)),
        unit=f"公开单位：{village.village}",
        measure=measure("全部收支"),
        as_of=paper.as_of,
        signatures=SIGNED_BY_VILLAGE,
        notes=("对公开内容有疑问的，请向村务监督委员会或乡镇（街道）反映。",),
        landscape=False,
        internal=False,
        starts_paper=True,
        sums=((tuple(range(2, 2 + len(parts))), 2 + len(parts)),),
    )


def _added(label: str, lines: Sequence[PublicLine]) -> PublicLine:
    first, second, third, fourth = (sum(line.quarters[at] for line in lines) for at in range(4))
    return PublicLine(label, (first, second, third, fourth), sum(line.undated_fen for line in lines))


def _difference(income: PublicLine, costs: PublicLine) -> tuple[int, int, int, int]:
    first, second, third, fourth = (a - b for a, b in zip(income.quarters, costs.quarters, strict=True))
    return first, second, third, fourth


def _public_line(side: str, line: PublicLine, *, undated: bool) -> Row:
    return (side, line.label, *line.quarters, *([line.undated_fen] if undated else []), line.total_fen)


def _public_entries(paper: Paper, village: PublicVillage) -> TableFacts:
    columns = (
        Column("序号", "center"),
        Column("日期", "date"),
        Column("收支", "center"),
        Column("类别", "center"),
        Column("事项"),
        Column("金额", "yuan"),
    )
    return TableFacts(
        f"{village.village}{paper.year}年村集体经济收支明细",
        columns,
        [(at, e.on, e.kind, e.category, e.item, e.amount_fen) for at, e in enumerate(village.entries, 1)],
        unit=f"公开单位：{village.village}",
        measure="单位：元",
        as_of=paper.as_of,
        signatures=SIGNED_BY_VILLAGE,
        landscape=False,
        internal=False,
        empty=f"（截至{long_day(paper.as_of)}没有收支）",
    )
