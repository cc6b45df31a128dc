from dataclasses import replace
from datetime import date

import pytest

from app.rules.quality.findings import sentence
from app.rules.quality.ledgers import (
    CostFacts,
    IncomeFacts,
    judge_costs,
    judge_income,
)
from app.rules.reference_economy import accountings
from app.rules.reference_quality import quality_rules

TODAY = date(2023, 12, 31)
RULES = quality_rules()
ENTRY = IncomeFacts(
    "1", "v", "长城村", "2023-06-15", "operating", "劳务服务", 168000, "2023-06-18", "记-1", None
)


def judged(*entries):
    return list(judge_income(entries, RULES, accountings(), TODAY))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"booked_on": None}, ["INCOME_UNBOOKED"]),
        ({"booked_on": "2023-06-14"}, ["INCOME_BOOKED_EARLY"]),
        ({"booked_on": "2023-06"}, []),
        ({"received_on": "2023", "booked_on": "2023-03-01"}, []),
        ({"received_on": "2025-01-01", "booked_on": "2025-01-01"}, ["INCOME_FUTURE"]),
        ({"received_on": "2024-12-31", "booked_on": "2024-12-31"}, []),
        ({"amount_fen": -100}, ["INCOME_NEGATIVE"]),
        ({"amount_fen": -100, "reverses_id": "0"}, []),
        ({"category": None}, ["INCOME_UNCLASSED"]),
        ({"category": "contracting"}, []),
        (
            {"category": "contracting", "received_on": "2024-01-01", "booked_on": "2024-01-01"},
            ["INCOME_OLD_CATEGORY"],
        ),
    ],
)
def test_one_thing_wrong_with_an_entry(changes, expected):
    assert [breach.code for breach in judged(replace(ENTRY, **changes))] == expected


def test_an_unbooked_entry_is_told_with_village_day_sum_and_item():
    (breach,) = judged(replace(ENTRY, booked_on=None))
    assert sentence(breach, RULES[breach.code]) == "长城村2023年6月15日的收入1680.00元（劳务服务）没有入账。"


def test_the_same_entry_twice_is_one_finding_unless_only_the_month_is_known():
    again = replace(ENTRY, id="2")
    assert [b.code for b in judged(ENTRY, again)] == ["INCOME_TWICE"]
    assert judged(ENTRY, replace(again, voucher="记-2")) == []
    monthly = replace(ENTRY, received_on="2023-06", booked_on="2023-06")
    assert judged(monthly, replace(monthly, id="2")) == []


def test_one_receipt_split_into_parts_carries_one_voucher_but_two_receipts_do_not():
    part = replace(ENTRY, id="2", item="苹果园分成", amount_fen=100)
    assert judged(ENTRY, part) == []
    for other in (
        replace(part, received_on="2023-06-16"),
        replace(part, payer="某公司"),
        replace(ENTRY, id="2", amount_fen=1),
    ):
        assert [b.code for b in judged(ENTRY, other)] == ["INCOME_VOUCHER_TWICE"]
    assert (
        judged(ENTRY, replace(part, village_id="w", received_on="2023-07-16", booked_on="2023-07-16")) == []
    )


def test_costs_are_judged_by_the_rule_of_their_year():
    found = judge_costs(
        [CostFacts("v", "长城村", year, "tax_cost", 2) for year in (2023, 2024)], accountings()
    )
    assert [(b.code, b.values["year"], b.values["category"]) for b in found] == [
        ("COST_OLD_CATEGORY", 2023, "税金及附加")
    ]


def test_old_categories_are_told_once_a_village_and_year():
    old = replace(ENTRY, category="contracting", received_on="2024-02-01", booked_on="2024-02-01")
    found = judged(
        old, replace(old, id="2", item="鱼塘"), replace(old, id="3", village_id="w", village="落母村")
    )
    assert [(b.record_id, b.values["count"]) for b in found] == [("v", 2), ("w", 1)]


def test_every_rule_names_its_source_and_a_level():
    assert all(rule.source and rule.text for rule in RULES.values())


def test_a_voucher_on_two_receipts_is_pointed_at_once():
    other = replace(ENTRY, id="2", received_on="2023-07-01", booked_on="2023-07-01", amount_fen=5)
    (breach,) = judged(ENTRY, other)
    assert breach.code == "INCOME_VOUCHER_TWICE"
    assert sentence(breach, RULES[breach.code]) == "长城村2023年的凭证号记-1用在2笔不同的收入上。"


@pytest.mark.parametrize(
    "changes",
    [
        {"item": "分出的另一部分", "amount_fen": 5},
        {"received_on": "2024-07-01", "booked_on": "2024-07-01"},
        {"village_id": "w", "received_on": "2023-07-01", "booked_on": "2023-07-01"},
        {"voucher": None, "received_on": "2023-07-01", "booked_on": "2023-07-01"},
        {"received_on": "2023-07-01", "booked_on": "2023-07-01", "reversed_on": "2023-07-02"},
    ],
)
def test_parts_of_one_receipt_other_years_and_other_villages_may_share_a_number(changes):
    assert judged(ENTRY, replace(ENTRY, id="2", **changes)) == []
