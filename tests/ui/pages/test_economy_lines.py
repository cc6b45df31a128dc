"""Lines, tiers and calibers of the office's own; projects, contracts and assets of all villages; where villages stand."""

import pytest

from app.services.economy.calibers import caliber_names
from app.services.economy.lines import lines
from app.ui.pages.economy_caliber import CaliberDialog
from app.ui.pages.economy_lines import LinesDialog
from tests.builders import put


@pytest.fixture
def page(ids, opened, settled):
    made = opened("economy")
    settled()
    return made


@pytest.fixture
def dialog(page):
    made = LinesDialog(page.session, page)
    made.open()
    return made


def rows(table):
    return [line.cells for line in table.plain.rows]


def test_villages_that_come_to_a_line_are_counted_with_their_share(page):
    assert rows(page.ranking.reached)[0] == ("5万元以上", "1", "33.3%")
    assert rows(page.ranking.tiers)[0] == ("5万元以下", "2", "66.7%")
    assert "空壳村（5万元以下）2 个：西河村、南坪村。" in page.ranking.low.text()


def test_lines_as_typed_count_at_once(page, dialog, settled, store):
    dialog.fields["bounds"].put("1、2.5")
    dialog.fields["reach"].put("1.5")
    dialog.save()
    settled()
    assert lines(store).bounds == (1_000_000, 2_500_000)
    assert [row[0] for row in rows(page.ranking.tiers)] == ["1万元以下", "1万元至2.5万元", "2.5万元以上"]
    assert rows(page.ranking.reached) == [("1.5万元以上", "2", "66.7%")]


def test_what_is_no_number_is_said_and_nothing_is_kept(dialog, store):
    before = lines(store)
    dialog.fields["shell"].put("五万")
    dialog.save()
    assert "不是数字" in dialog.message.text.text()
    assert lines(store) == before


def test_a_caliber_of_the_offices_own_is_made_by_ticks(page, dialog, settled, store):
    dialog.calibers.opened.emit("")
    made = dialog.findChildren(CaliberDialog)[-1]
    made.name.put("县考核口径")
    made.ticks["categories"]["operating"].setChecked(True)
    made.ticks["excluded"]["donation"].setChecked(True)
    made.save()
    settled()
    assert "县考核口径" in caliber_names(store, 2023).values()
    assert ("县考核口径", "经营收入（不含捐赠）") in [row[:2] for row in rows(dialog.calibers.table)]
    assert "口径：县考核口径" in [page.caliber.itemText(n) for n in range(page.caliber.count())]


def test_a_payment_is_found_from_elsewhere_and_taken_back_with_a_reason(page, ids, store, settled, answers):
    spent = {"village_id": ids["village"][0], "spent_on": "2023-05-01", "category": "operating_cost"}
    put(store, "cost_entry", **spent, item="电费", amount_fen=700)
    wanted = put(store, "cost_entry", **spent, item="水费", amount_fen=300)
    page.refresh()
    page.show_record(f"cost_entry:{wanted}")
    settled()
    costs = page.holdings.lists["cost"]
    assert (page.tabs.currentWidget(), costs.current) == (page.holdings, wanted)
    answers.give("ask_text", "重复登记")
    page.holdings.reverse()
    settled()
    assert sorted((row[3], row[5], row[8]) for row in rows(costs.table)) == [
        ("水费", "-3.00", "冲销"), ("水费", "3.00", "已冲销"), ("电费", "7.00", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["project", "contract", "asset"])
def test_a_finding_leads_to_the_project_contract_or_asset_it_is_about(page, ids, store, settled, kind):
    village = ids["village"][0]
    put(store, kind, village_id=village, name="甲")
    wanted = put(store, kind, village_id=village, name="乙")
    page.refresh()
    page.show_record(f"{kind}:{wanted}")
    settled()
    assert page.tabs.currentWidget() is page.holdings
    assert page.holdings.lists[kind].current == wanted
