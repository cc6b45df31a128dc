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
