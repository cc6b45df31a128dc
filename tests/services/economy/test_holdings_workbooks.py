"""Costs, projects, contracts and assets go out as workbooks and come back as they were."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.models.store import Store
from app.services.economy.entries import reverse_entry
from app.services.economy.holdings import assets, contracts, projects
from app.services.exports import export
from app.services.imports import apply, preview
from tests.builders import make_village, put

END = date(2024, 12, 31)
KINDS = ("projects", "contracts", "assets", "costs", "income")


def fill(store: Store) -> None:
    village = make_village(store, "东坡村")
    make_village(store, "西河村")
    project = put(
        store, "project", village_id=village, name="冷库", mode="own", central_fen=50_000_000, own_fen=123,
        started_on="2023-04", expected_fen=600_000, jobs=5, households=30, progress=80, trouble="电压不稳",
    )  # fmt: skip
    put(store, "project", village_id=village, name="茶园")
    contract = put(
        store, "contract", village_id=village, project_id=project, number="2023-7", name="冷库租赁", party="某公司",
        object="冷库一座", from_on="2023-05-01", to_on="2028-04-30", yearly_fen=1_200_000, due_dates="每年6月30日",
    )  # fmt: skip
    put(store, "contract", village_id=village, number="2023-8", name="冷库租赁", yearly_fen=100)
    put(store, "asset", village_id=village, contract_id=contract, name="冷库", cost_fen=60_000_000, net_fen=1)
    receipt = {
        "village_id": village,
        "received_on": "2024-06-30",
        "category": "operating",
        "booked_on": "2024-07-01",
    }
    put(
        store,
        "income_entry",
        **receipt,
        item="租金",
        amount_fen=1_200_000,
        project_id=project,
        contract_id=contract,
    )
    put(store, "income_entry", **receipt, item="茶叶", amount_fen=5, project="合作社")
    spent = {
        "village_id": village,
        "spent_on": "2024-03-05",
        "category": "operating_cost",
        "booked_on": "2024-03-05",
    }
    put(store, "cost_entry", **spent, item="电费", amount_fen=3_000, project_id=project, voucher="记-1")
    wrong = put(store, "cost_entry", **spent, item="水费", amount_fen=700)
    put(store, "cost_entry", **spent, item="水费", amount_fen=700)
    reverse_entry(store, wrong, "重复登记", kind="cost", actor="测试员")


def told(store: Store) -> list[str]:
    """Return everything the villages hold, names instead of ids."""
    names = {
        row["id"]: row["name"] for table in ("village", "project", "contract") for row in store.find(table)
    }
    names |= {row["id"]: f"{row['item']}{row['amount_fen']}" for row in store.find("cost_entry")}
    found = []
    for table in ("project", "contract", "asset", "cost_entry", "income_entry"):
        for row in store.find(table):
            kept = {key: value for key, value in row.items() if key not in ("id", "sort")}
            found.append(f"{table} " + repr({key: names.get(value, value) for key, value in kept.items()}))
    return sorted(found)


def test_what_went_out_comes_back_the_same_and_only_once(store_factory, tmp_path: Path) -> None:
    first, second = store_factory(), store_factory()
    fill(first)
    files = [tmp_path / f"{kind}.xlsx" for kind in KINDS]
    for kind, path in zip(KINDS, files, strict=True):
        export(first, kind, path, actor="测试员")
    plan = preview(second, files, as_of=END)
    assert [(sheet.kind, sheet.bad) for sheet in plan.sheets] == [(kind, 0) for kind in KINDS]
    with second.operation("test", "登记", "测试员"):
        second.insert("village", [{"name": "东坡村"}, {"name": "西河村"}])
    apply(second, preview(second, files, as_of=END), actor="测试员")
    assert told(second) == told(first)
    again = preview(second, files, as_of=END)
    assert sum(sheet.new + sheet.changed + sheet.bad for sheet in again.sheets) == 0
    for shown in (projects, assets):
        assert len(shown(second)) == len(shown(first))
    assert [one.arrears_fen for one in contracts(second, as_of=END)] == [0, None]


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("contracts", [["2024年村集体合同台账"], ["序号", "村名", "合同名称", "承包人", "年承包金（万元）", "起始日期", "到期时间"], [1, "东坡村", "鱼塘承包", "王五", 1.2, "2020.1.1", "2029.12.31"]]),
        ("projects", [["某镇产业项目台账（单位：万元）"], ["村", "项目名称", "发展模式", "中央资金", "自筹资金", "预期年收益", "带动户数", "实施进度"], ["东坡村", "冷库", "", 50, 3, 6, 30, 80]]),
        ("assets", [["村集体资产清查表"], ["行政村", "资产名称", "资产原值（元）", "使用现状", "坐落位置"], ["东坡村", "办公楼", 1000, "", "村口"]]),
        ("costs", [["2024年村集体支出台账"], ["村名", "支出时间", "支出项目", "支出类别", "支出金额（元）"], ["东坡村", "2024.3.5", "电费", "管理费用", 30.5]]),
    ],
)  # fmt: skip
def test_tables_as_townships_keep_them_are_known(
    store: Store, tmp_path: Path, kind: str, rows: list[list[object]]
) -> None:
    make_village(store, "东坡村")
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    path = tmp_path / "表.xlsx"
    book.save(path)
    plan = preview(store, [path], as_of=END)
    assert [(sheet.kind, sheet.new, sheet.bad) for sheet in plan.sheets] == [(kind, 1, 0)]
