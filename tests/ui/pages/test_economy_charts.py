"""Pictures of the year, and the 三资 platform's workbook held against the ledger, in the page."""

import pytest
from openpyxl import Workbook, load_workbook

from app.services.checks import check
from app.ui.pages.economy_platform import PlatformDialog


@pytest.fixture
def page(ids, opened, settled):
    made = opened("economy")
    settled()
    return made


@pytest.fixture
def export(tmp_path):
    book = Workbook()
    sheet = book.active
    for line in (
        ["村", "收入日期", "收入类别", "项目", "金额（元）"],
        ["东岭村", "2023-01-15", "经营收入", "苹果园分成", 50_400],
        ["西河村", "2023-02-12", "经营收入", "劳务服务", 20_000],
    ):
        sheet.append(line)
    path = tmp_path / "三资平台.xlsx"
    book.save(path)
    return path


def test_all_six_charts_are_drawn(page, settled, qtbot):
    page.tabs.setCurrentWidget(page.charts)
    qtbot.waitUntil(lambda: all(chart.picture_shown for chart in page.charts.charts), timeout=20_000)
    settled()


def test_differences_from_the_platform_are_listed_kept_and_saved(
    page, export, answers, settled, tmp_path, store
):
    dialog = PlatformDialog(page.session, page)
    dialog.open()
    assert not dialog.save_button.isEnabled()
    answers.give("choose_files", [export])
    dialog.choose()
    settled()
    lines = {line.cells[:3]: line.cells[3:6] for line in dialog.table.plain.rows}
    assert lines["西河村", "2月", "经营收入"] == ("20,000.00", "16,800.00", "3,200.00")
    assert ("东岭村", "1月", "经营收入") not in lines
    assert "南坪村" in dialog.message.text.text()
    assert "INCOME_PLATFORM" in {one.code for one in check(store, as_of=page.session.as_of)}
    saved = tmp_path / "对照表.xlsx"
    answers.give("save_file", saved)
    dialog.save()
    settled()
    cells = [str(cell.value) for row in load_workbook(saved).active.iter_rows() for cell in row]
    assert "西河村" in cells


def test_giving_up_the_choice_of_files_leaves_the_dialog_as_it_was(page, answers, settled):
    dialog = PlatformDialog(page.session, page)
    dialog.open()
    answers.give("choose_files", [])
    dialog.choose()
    settled()
    assert not dialog.empty.isHidden()
