"""村集体经济: 项目台账, 合同台账, 资产资源台账."""

from collections.abc import Sequence

from app.reports.documents.records import Paper
from app.reports.documents.signing import ECONOMY, signed
from app.reports.facts import Column, Row, TableFacts

PROJECTS = (
    Column("序号", "center"),
    Column("村", "center"),
    Column("项目名称"),
    Column("类型", "center"),
    Column("经营方式", "center"),
    Column("合计", "yuan", "总投资"),
    Column("中央", "yuan", "总投资"),
    Column("省级", "yuan", "总投资"),
    Column("县级", "yuan", "总投资"),
    Column("自筹", "yuan", "总投资"),
    Column("其他", "yuan", "总投资"),
    Column("开工", "date"),
    Column("预期年收益", "yuan"),
    Column("当年收益", "yuan"),
    Column("就业人数", "int"),
    Column("带动户数", "int"),
    Column("进度", "percent"),
    Column("存在问题"),
)
CONTRACTS = (
    Column("序号", "center"),
    Column("村", "center"),
    Column("编号", "center"),
    Column("合同名称"),
    Column("类型", "center"),
    Column("对方"),
    Column("标的"),
    Column("面积", "center"),
    Column("起", "date"),
    Column("止", "date"),
    Column("年租金（承包金）", "yuan"),
    Column("缴款期"),
    Column("已收", "yuan"),
    Column("欠缴", "yuan"),
    Column("状态", "center"),
    Column("备注"),
)
ASSETS = (
    Column("序号", "center"),
    Column("村", "center"),
    Column("名称"),
    Column("类别", "center"),
    Column("使用状态", "center"),
    Column("原值", "yuan"),
    Column("净值", "yuan"),
    Column("面积", "center"),
    Column("购建日期", "date"),
    Column("坐落（四至）"),
    Column("出租合同"),
    Column("备注"),
)
INVESTED = ((6, 7, 8, 9, 10), 5)


def project_list(paper: Paper, rows: Sequence[Row]) -> list[TableFacts]:
    """Return the projects; rows as `PROJECTS` without the number."""
    return [_table(paper, "村集体经济项目台账", PROJECTS, rows, sums=(INVESTED,))]


def contract_list(paper: Paper, rows: Sequence[Row]) -> list[TableFacts]:
    """Return the contracts; rows as `CONTRACTS` without the number."""
    return [_table(paper, "村集体经济合同台账", CONTRACTS, rows)]


def asset_list(paper: Paper, rows: Sequence[Row]) -> list[TableFacts]:
    """Return the assets and resources; rows as `ASSETS` without the number."""
    return [_table(paper, "村集体资产资源台账", ASSETS, rows)]


def _table(
    paper: Paper,
    title: str,
    columns: tuple[Column, ...],
    rows: Sequence[Row],
    *,
    sums: tuple[tuple[tuple[int, ...], int], ...] = (),
) -> TableFacts:
    made = [(at, *row) for at, row in enumerate(rows, 1)]
    totals = [
        "",
        "合计",
        *(_total(column, [row[at] for row in made]) for at, column in enumerate(columns) if at > 1),
    ]
    return TableFacts(
        f"{paper.township}{title}",
        columns,
        made,
        totals=tuple(totals),
        unit=paper.unit,
        measure="单位：元",
        as_of=paper.as_of,
        signatures=signed(paper, ECONOMY),
        landscape=True,
        sums=sums,
    )


def _total(column: Column, values: Sequence[object]) -> int | str | None:
    if column.kind not in ("yuan", "int"):
        return ""
    return sum(value for value in values if isinstance(value, int)) or None
