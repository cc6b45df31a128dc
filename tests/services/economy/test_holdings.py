from dataclasses import replace
from datetime import date

import pytest

from app.services import editing
from app.services.checks import check
from app.services.dues import due
from app.services.economy.holdings import assets, contract_reminders, contracts, projects
from app.services.economy.lines import lines, save_lines
from app.services.editing import FieldErrors
from tests.builders import make_income, make_village

ACTOR = "王干事"
TODAY = date(2024, 7, 1)


@pytest.fixture
def village(store):
    return make_village(store)


def contract(store, village, **values):
    given = {
        "name": "鱼塘承包",
        "kind": "发包合同",
        "party": "李某",
        "from_on": "2022-01-01",
        "to_on": "2026-12-31",
    }
    given |= {"yearly_fen": "1000", "due_dates": "6月30日、12月31日", "village_id": village, **values}
    return editing.save(store, "contract", given, actor=ACTOR)


def test_a_project_shows_its_money_by_source_and_what_it_earned(store, village):
    given = {
        "village_id": village,
        "name": "茶叶加工",
        "mode": "合作经营",
        "central_fen": "50万",
        "own_fen": "6万",
        "progress": "80",
    }
    project = editing.save(store, "project", given, actor=ACTOR)
    make_income(store, village, "2023-05-01", 30_00, project_id=project)
    make_income(store, village, "2024-05-01", 20_00, project_id=project)
    (one,) = projects(store)
    assert (one.invested_fen, one.mode, one.progress) == (56_000_000, "合作经营", 80)
    assert (one.earned_in(2023), one.earned_in(2022)) == (30_00, 0)


def test_a_contract_tells_what_came_what_is_owed_and_what_is_next(store, village):
    held = contract(store, village)
    make_income(store, village, "2024-06-01", 200_00, contract_id=held, category="operating")
    (one,) = contracts(store, as_of=TODAY)
    assert (one.kind, one.state, one.received_fen, one.arrears_fen) == ("发包合同", "履行中", 200_00, 300_00)
    assert one.next_due == (date(2024, 12, 31), 500_00)


def test_what_falls_due_under_contracts_stands_in_the_due_list(store, village):
    contract(store, village, name="旧合同", number="1", to_on="2024-06-01", yearly_fen="")
    contract(
        store, village, name="快到期", number="2", to_on="2024-08-31", due_dates="7月15日", paid_fen="500"
    )
    found = [
        (item.code, item.on, item.late_days) for item in due(store, as_of=TODAY) if item.table == "contract"
    ]
    assert found == [
        ("CONTRACT_OVER", date(2024, 6, 1), 30),
        ("CONTRACT_ARREARS", TODAY, 0),
        ("CONTRACT_DUE", date(2024, 7, 15), 0),
        ("CONTRACT_ENDS", date(2024, 8, 31), 0),
    ]


def test_a_contract_nobody_pays_into_the_ledger_for_is_not_called_in_arrears(store, village):
    contract(store, village)
    assert [one.code for one in contract_reminders(store, as_of=date(2024, 3, 1))] == []


def test_an_ended_contract_is_left_out_unless_asked_for(store, village):
    contract(store, village, ended_on="2023-05-01", end_reason="协商解除")
    assert contracts(store, as_of=TODAY) == []
    assert contracts(store, as_of=TODAY, ended=True)[0].state == "已终止"


def test_an_asset_names_the_contract_it_is_let_under(store, village):
    held = contract(store, village)
    given = {
        "village_id": village,
        "name": "旧村部",
        "kind": "经营性资产",
        "usage": "出租",
        "cost_fen": "12万",
        "contract_id": held,
    }
    editing.save(store, "asset", given, actor=ACTOR)
    (one,) = assets(store)
    assert (one.kind, one.usage, one.cost_fen, one.contract) == ("经营性资产", "出租", 12_000_000, "鱼塘承包")


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        ("contract", {"name": "甲", "from_on": "2024-01-01", "to_on": "2023-01-01"}, "to_on"),
        ("project", {"name": "甲", "progress": "120"}, "progress"),
        ("project", {"name": "甲", "started_on": "2024-01-01", "finished_on": "2023-12-31"}, "finished_on"),
        (
            "cost",
            {"spent_on": "2024-02-01", "category": "管理费用", "amount_fen": "5", "booked_on": "2024-01-01"},
            "booked_on",
        ),
        ("asset", {"name": "甲", "kind": "不知道"}, "kind"),
    ],
)
def test_a_form_names_the_field_that_cannot_be(store, village, kind, values, field):
    with pytest.raises(FieldErrors) as caught:
        editing.save(store, kind, {"village_id": village, **values}, actor=ACTOR)
    assert [error.field for error in caught.value.errors] == [field]


def test_the_same_contract_number_is_not_registered_twice_in_a_village(store, village):
    contract(store, village, number="2022-1")
    with pytest.raises(FieldErrors, match="同一编号"):
        contract(store, village, number="2022-1")
    contract(store, make_village(store, "落母村"), number="2022-1")


def test_a_village_that_earns_without_project_or_contract_is_hinted_at_where_they_are_kept(store, village):
    make_income(store, village, "2024-06-01", 200_00)
    assert check(store, as_of=TODAY) == []
    contract(store, make_village(store, "落母村"))
    assert [(one.code, one.record_id) for one in check(store, as_of=TODAY)] == [
        ("INCOME_WITHOUT_SOURCE", village)
    ]
    save_lines(store, replace(lines(store), asks_source=False), actor=ACTOR)
    assert check(store, as_of=TODAY) == []
