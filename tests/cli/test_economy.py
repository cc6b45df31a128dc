"""`platform`: what the 三资 platform exports held against the ledger, and kept for the checks."""

from pathlib import Path

from openpyxl import Workbook

from tests.cli.commands import Desk


def workbook(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def test_a_sum_the_platform_tells_otherwise_is_a_finding_until_both_agree(desk: Desk, tmp_path: Path) -> None:
    desk("init", "--name", "青山镇", "--county", "某县")
    heading: list[object] = ["村名", "收入日期", "收入类别", "金额（元）", "入账日期"]
    first = workbook(tmp_path / "台账.xlsx", heading, ["东坡村", "2024-01-05", "经营收入", 100, "2024-01-05"])
    desk("import", first)
    platform = workbook(tmp_path / "平台.xlsx", ["2024年村集体经济收入"], ["村名", "1月"], ["东坡村", 130.5])
    looked = desk("--json", "platform", "compare", platform, "--year", "2024", "--dry-run")
    assert (looked.code, desk("--json", "check").data["findings"]) == (1, [])
    found = desk("--json", "platform", "compare", platform, "--year", "2024")
    [one] = found.data["differences"]
    told = one["village"], one["period"], one["platform_fen"], one["ledger_fen"], one["more_fen"]
    assert (found.code, told) == (1, ("东坡村", "1月", 13_050, 10_000, 3_050))
    [finding] = desk("--json", "check").data["findings"]
    assert finding["code"] == "INCOME_PLATFORM"
    assert "台账100.00元，三资平台130.50元，相差30.50元" in finding["message"]
    second = workbook(
        tmp_path / "补记.xlsx", heading, ["东坡村", "2024-01-06", "其他收入", 30.5, "2024-01-06"]
    )
    desk("import", second)
    assert desk("--json", "check").data["findings"] == []
    assert desk("platform", "compare", platform, "--year", "2024").code == 0


def test_every_planted_contradiction_is_found_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    desk("init", "--name", "青山镇", "--county", "某县")
    heading: list[object] = ["村名", "收入日期", "收入类别", "项目名称", "金额（元）", "入账日期", "凭证号"]
    rows: list[list[object]] = [
        ["东坡村", "2024-01-05", "经营收入", "租金", 100, "2024-01-05", "记-1"],
        ["东坡村", "2024-02-05", "经营收入", "租金", 110, "2024-02-06", "记-1"],
        ["东坡村", "2024-03-05", "经营收入", "水费", 120, "2024-03-01", "记-2"],
        ["东坡村", "2024-04-05", "发包及上交收入", "鱼塘", 130, "2024-04-05", "记-3"],
        ["东坡村", "2024-05-05", "补助收入", "奖补", 140, "", ""],
        ["东坡村", "2023-04-05", "发包及上交收入", "鱼塘", 130, "2023-04-05", "记-3"],
        ["西河村", "2024-01-05", "经营收入", "租金", 100, "2024-01-05", "记-1"],
    ]
    desk("import", workbook(tmp_path / "台账.xlsx", heading, *rows))
    found = desk("--json", "--as-of", "2024-12-31", "check").data["findings"]
    assert sorted(one["code"] for one in found) == [
        "INCOME_BOOKED_EARLY", "INCOME_OLD_CATEGORY", "INCOME_UNBOOKED", "INCOME_VOUCHER_TWICE",
    ]  # fmt: skip
    costs: list[list[object]] = [
        ["村名", "支出时间", "支出事项", "支出类别", "支出金额（元）"],
        ["东坡村", "2023-03-05", "印花税", "税金及附加", 10],
        ["东坡村", "2024-03-05", "印花税", "税金及附加", 10],
    ]
    desk("import", workbook(tmp_path / "支出.xlsx", *costs))
    contracts: list[list[object]] = [
        ["村名", "合同名称", "承包人", "年租金（元）", "开始日期", "到期日期"],
        ["西河村", "鱼塘承包", "王五", 100, "2020-01-01", "2030-12-31"],
    ]
    desk("import", workbook(tmp_path / "合同.xlsx", *contracts))
    more = desk("--json", "--as-of", "2024-12-31", "check").data["findings"]
    assert sorted({one["code"] for one in more} - {one["code"] for one in found}) == [
        "COST_OLD_CATEGORY", "INCOME_WITHOUT_SOURCE",
    ]  # fmt: skip
    assert [one["record_label"] for one in more if one["code"] == "INCOME_WITHOUT_SOURCE"] == ["东坡村"]
