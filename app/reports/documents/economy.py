"""村集体经济: 收入台账, 半年核查表, 年度排名."""

from collections.abc import Sequence

from app.reports.amounts import short_percent
from app.reports.documents.records import IncomeRow, Paper
from app.reports.facts import Column, HalfYear, Row, TableFacts, VillageIncome

SIGNED = ("党委书记：", "分管领导：", "填表人：", "填表日期：")
HALF_YEAR = (
    Column("序号", "center"),
    Column("村"),
    Column("年度目标", "yuan"),
    Column("已完成收入", "yuan"),
    Column("完成率", "percent"),
    Column("其中经营性收入", "yuan"),
    Column("尚差", "yuan"),
    Column("进度", "center"),
    Column("调度意见"),
)
RANKING = (
    Column("名次", "center"),
    Column("村"),
    Column("收入", "yuan"),
    Column("其中经营性收入", "yuan"),
    Column("年度目标", "yuan"),
    Column("完成率", "percent"),
    Column("上年收入", "yuan"),
    Column("同比增长", "percent"),
)


def income_ledger(paper: Paper, entries: Sequence[IncomeRow]) -> list[TableFacts]:
    """Return the year's income: villages by category, then entry by entry."""
    return [_by_category(paper, entries), _entries(paper, entries)]


def _by_category(paper: Paper, entries: Sequence[IncomeRow]) -> TableFacts:
    categories = list(dict.fromkeys(e.category for e in entries))
    villages = list(dict.fromkeys(e.village for e in entries))
    sums = {(v, c): 0 for v in villages for c in categories}
    for entry in entries:
        sums[entry.village, entry.category] += entry.amount_fen
    columns = (Column("村"), *(Column(c or "未分类", "yuan") for c in categories), Column("合计", "yuan"))
    rows: list[Row] = []
    for village in villages:
        amounts = [sums[village, category] for category in categories]
        rows.append((village, *amounts, sum(amounts)))
    totals = [sum(sums[v, c] for v in villages) for c in categories]
    return TableFacts(
        f"{paper.township}{paper.year}年村集体经济收入汇总表",
        columns,
        rows,
        totals=("合计", *totals, sum(totals)),
        unit=paper.unit,
        measure="单位：元",
        as_of=paper.as_of,
        signatures=SIGNED,
        landscape=True,
    )


def _entries(paper: Paper, entries: Sequence[IncomeRow]) -> TableFacts:
    columns = (
        Column("序号", "center"),
        Column("村", "center"),
        Column("收款日期", "date"),
        Column("收入类别", "center"),
        Column("项目"),
        Column("付款方"),
        Column("金额", "yuan"),
        Column("入账日期", "date"),
        Column("凭证号", "center"),
        Column("备注"),
    )
    rows = [
        (
            at,
            e.village,
            e.received_on,
            e.category,
            e.item,
            e.payer,
            e.amount_fen,
            e.booked_on or "未入账",
            e.voucher,
            e.note,
        )
        for at, e in enumerate(entries, 1)
    ]
    total = sum(e.amount_fen for e in entries)
    return TableFacts(
        f"{paper.township}{paper.year}年村集体经济收入台账",
        columns,
        rows,
        totals=("", "合计", "", "", "", "", total, "", "", ""),
        unit=paper.unit,
        measure="单位：元",
        as_of=paper.as_of,
        signatures=SIGNED,
        landscape=True,
    )


def half_year(paper: Paper, half: HalfYear) -> list[TableFacts]:
    """Return the half-year check: who is behind when half the year is over."""
    rows = [
        (
            at,
            v.village,
            v.target_fen,
            v.income_fen,
            v.done,
            v.operating_fen,
            None if v.target_fen is None else max(0, v.target_fen - v.income_fen),
            _progress(v, half.time_share),
            "",
        )
        for at, v in enumerate(half.villages, 1)
    ]
    target = sum(v.target_fen or 0 for v in half.villages)
    income = sum(v.income_fen for v in half.villages)
    operating = sum(v.operating_fen for v in half.villages)
    missing = sum(max(0, (v.target_fen or v.income_fen) - v.income_fen) for v in half.villages)
    share = income / target if target else None
    table = TableFacts(
        f"{paper.township}{half.year}年村集体经济半年核查表",
        HALF_YEAR,
        rows,
        totals=("", "合计", target, income, share, operating, missing, "", ""),
        unit=paper.unit,
        measure="单位：元",
        as_of=half.as_of,
        signatures=SIGNED,
        notes=(f"时间进度{short_percent(half.time_share)}；完成率低于时间进度的村为落后，须及时调度。",),
        landscape=True,
    )
    return [table]


def _progress(village: VillageIncome, share: float) -> str:
    if village.done is None:
        return "无目标"
    return "落后" if village.done < share else "正常"


def income_ranking(paper: Paper, villages: Sequence[VillageIncome]) -> list[TableFacts]:
    """Return the villages by income of the year, equal incomes with equal rank."""
    ranked = sorted(villages, key=lambda v: -v.income_fen)
    rows = [
        (
            1 + sum(other.income_fen > v.income_fen for other in villages),
            v.village,
            v.income_fen,
            v.operating_fen,
            v.target_fen,
            v.done,
            v.last_year_fen,
            _growth(v.income_fen, v.last_year_fen),
        )
        for v in ranked
    ]
    sums = [
        sum(part or 0 for part in parts)
        for parts in zip(*((r[2], r[3], r[4], r[6]) for r in rows), strict=True)
    ]
    income, operating, target, last = sums or (0, 0, 0, 0)
    done = income / target if target else None
    table = TableFacts(
        f"{paper.township}{paper.year}年村集体经济收入排名",
        RANKING,
        rows,
        totals=("", "合计", income, operating, target, done, last or None, _growth(income, last)),
        unit=paper.unit,
        measure="单位：元",
        as_of=paper.as_of,
        signatures=SIGNED,
    )
    return [table]


def _growth(now: int, before: int | None) -> float | None:
    return (now - before) / before if before else None
