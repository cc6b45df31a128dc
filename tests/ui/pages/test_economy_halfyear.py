import pytest


@pytest.fixture
def half(ids, opened, settled):
    page = opened("economy")
    settled()
    page.tabs.setCurrentWidget(page.half)
    return page.half


def lines(half):
    return {line.cells[0]: line.cells[4:] for line in half.table.plain.rows}


def test_the_list_begins_with_the_first_village_to_be_decided_on(half):
    assert half.summary.text().startswith("2023年进度过半、收入未过半的村 2 个：西河村、南坪村。")
    assert half.village.text() == half.table.plain.rows[0].cells[0]
    assert lines(half)[half.village.text()][1] == "待定"
    assert "建议：" in half.proposal.text()


def test_saving_keeps_the_decision_and_goes_on_to_the_next(half, settled):
    first = half.village.text()
    half.decision.put("help")
    half.reason.put("县里派人帮扶")
    half.save_button.click()
    settled()
    assert lines(half)[first][1] == half.decision.itemText(half.decision.findData("help"))
    assert half.village.text() != first
    half.table.choose(lambda key: key == next(o.key for o in half.table.plain.rows if o.cells[0] == first))
    assert half.reason.text_value() == "县里派人帮扶"
    assert "2023-12-31" in half.decided.text()


def test_when_all_is_decided_the_list_says_so(half, settled):
    for _ in range(3):
        half.save_button.click()
        settled()
    assert half.summary.text().endswith("处理意见都已写明。")


def test_without_targets_there_is_nothing_to_check(opened, settled):
    page = opened("economy")
    settled()
    page.tabs.setCurrentWidget(page.half)
    assert not page.half.empty.isHidden()
    assert page.half.split.isHidden()
