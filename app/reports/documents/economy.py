"""村集体经济: 收入台账, 半年核查表, 年度排名."""

from collections.abc import Mapping, Sequence

from app.reports.amounts import short_percent
from app.reports.documents.economy_records import CheckedVillage, CostRow
from app.reports.documents.records import IncomeRow, Paper
from app.reports.documents.signing import ECONOMY, signed
from app.reports.facts import Column, HalfYear, Row, TableFacts, VillageIncome

TOTAL = "全口径收入"
HALF_YEAR = (
    Column("序号", "center"),
    Column("村"),
    Column("年度目标", "yuan"),
    Column("已完成收入", "yuan"),
    Column("完成率", "percent"),
    Column("其中经营性收入", "yuan"),
    Column("尚差", "yuan"),
    Column("进度", "center"),
    Column("核查情况"),
    Column("处理意见"),
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
COMPARED = 2
"""So many last columns of the ranking compare with the year before."""
NOBODY = CheckedVillage()


def measure(caliber: str) -> str:
    """Return the words at the right above a table of money: by which caliber, in which unit."""
    return f"口径：{caliber}　单位：元"


def income_ledger(
    paper: Paper, entries: Sequence[IncomeRow], costs: Sequence[CostRow] = (), *, caliber: str = TOTAL
) -> list[TableFacts]:
    """Return the year's income: villages by category, then entry by entry; costs entry by entry when there are any."""
    tables = [_by_category(paper, entries, caliber), _entries(paper, entries, caliber)]
    return [*tables, _costs(paper, costs)] if costs else tables


def _by_category(paper: Paper, entries: Sequence[IncomeRow], caliber: str) -> TableFacts:
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
        measure=measure(caliber),
        as_of=paper.as_of,
        signatures=signed(paper, ECONOMY),
        landscape=True,
        sums=((tuple(range(1, len(categories) + 1)), len(categories) + 1),),
    )


def _entries(paper: Paper, entries: Sequence[IncomeRow], caliber: str) -> TableFacts:
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
            at, e.village, e.received_on, e.category, e.item, e.payer, e.amount_fen, e.booked_on or "未入账",
            e.voucher, e.note,
        )
        for at, e in enumerate(entries, 1)
    ]  # fmt: skip
    total = sum(e.amount_fen for e in entries)
    return TableFacts(
        f"{paper.township}{paper.year}年村集体经济收入台账",
        columns,
        rows,
        totals=("", "合计", "", "", "", "", total, "", "", ""),
        unit=paper.unit,
        measure=measure(caliber),
        as_of=paper.as_of,
        signatures=signed(paper, ECONOMY),
        landscape=True,
    )


def _costs(paper: Paper, costs: Sequence[CostRow]) -> TableFacts:
    columns = (
        Column("序号", "center"),
        Column("村", "center"),
        Column("支出日期", "date"),
        Column("支出类别", "center"),
        Column("事项"),
        Column("收款方"),
        Column("金额", "yuan"),
        Column("凭证号", "center"),
        Column("备注"),
    )
    rows = [
        (at, e.village, e.spent_on, e.category, e.item, e.payee, e.amount_fen, e.voucher, e.note)
        for at, e in enumerate(costs, 1)
    ]
    return TableFacts(
        f"{paper.township}{paper.year}年村集体经济支出台账",
        columns,
        rows,
        totals=("", "合计", "", "", "", "", sum(e.amount_fen for e in costs), "", ""),
        unit=paper.unit,
        measure="单位：元",
        as_of=paper.as_of,
        signatures=signed(paper, ECONOMY),
        landscape=True,
    )


def half_year(
    paper: Paper, half: HalfYear, checked: Mapping[str, CheckedVillage] | None = None, *, caliber: str = TOTAL
) -> list[TableFacts]:
    """Return the half-year check: who is behind when half the year is over, what was found and decided."""
    said = checked or {}
    rows = [
        (
            at, v.village, v.target_fen, v.income_fen, v.done, v.operating_fen,
            None if v.target_fen is None else max(0, v.target_fen - v.income_fen),
            _progress(v, half.time_share), said.get(v.village, NOBODY).found, said.get(v.village, NOBODY).decision,
        )
        for at, v in enumerate(half.villages, 1)
    ]  # fmt: skip
    target = sum(v.target_fen or 0 for v in half.villages)
    income = sum(v.income_fen for v in half.villages)
    operating = sum(v.operating_fen for v in half.villages)
    missing = sum(max(0, (v.target_fen or v.income_fen) - v.income_fen) for v in half.villages)
    share = income / target if target else None
    late = [v.village for v in half.villages if _progress(v, half.time_share) == BEHIND]
    named = (
        f"进度过半、收入未过半的村{len(late)}个：{'、'.join(late)}。"
        if late
        else "没有进度过半、收入未过半的村。"
    )
    table = TableFacts(
        f"{paper.township}{half.year}年村集体经济半年核查表",
        HALF_YEAR,
        rows,
        totals=("", "合计", target, income, share, operating, missing, "", "", ""),
        unit=paper.unit,
        measure=measure(caliber),
        as_of=half.as_of,
        signatures=signed(paper, ECONOMY),
        notes=(
            f"时间进度{short_percent(half.time_share)}；完成率低于时间进度的村为落后，须及时调度。",
            named,
        ),
        landscape=True,
    )
    return [table]


BEHIND = "落后"


def _progress(village: VillageIncome, share: float) -> str:
    if village.done is None:
        return "无目标"
    return BEHIND if village.done < share else "正常"


def income_ranking(
    paper: Paper, villages: Sequence[VillageIncome], *, caliber: str = TOTAL
) -> list[TableFacts]:
    """Return the villages by income of the year, equal incomes with equal rank."""
    ranked = sorted(villages, key=lambda v: -v.income_fen)
    places: list[int] = []
    for at, v in enumerate(ranked, 1):
        places.append(places[-1] if at > 1 and ranked[at - 2].income_fen == v.income_fen else at)
    rows = [
        (
            place, v.village, v.income_fen, v.operating_fen, v.target_fen, v.done, v.last_year_fen,
            growth(v.income_fen, v.last_year_fen),
        )
        for place, v in zip(places, ranked, strict=True)
    ]  # fmt: skip
    sums = [
        sum(part or 0 for part in parts)
        for parts in zip(*((r[2], r[3], r[4], r[6]) for r in rows), strict=True)
    ]
    income, operating, target, last = sums or (0, 0, 0, 0)
    done = income / target if target else None
    totals = ("", "合计", income, operating, target, done, last or None, growth(income, last))
    shown = len(RANKING) if last else len(RANKING) - COMPARED
    table = TableFacts(
        f"{paper.township}{paper.year}年村集体经济收入排名",
        RANKING[:shown],
        [row[:shown] for row in rows],
        totals=totals[:shown],
        unit=paper.unit,
        measure=measure(caliber),
        as_of=paper.as_of,
        signatures=signed(paper, ECONOMY),
    )
    return [table]


def growth(now: int, before: int | None) -> float | None:
    """Return the growth against an earlier sum; None when there was nothing."""
    return (now - before) / before if before else None
