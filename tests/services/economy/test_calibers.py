from datetime import date

import pytest

from app.errors import BadInput, NotFound
from app.services import editing, incomes
from app.services.economy.calibers import (
    CaliberDraft,
    caliber_items,
    caliber_names,
    calibers_in_force,
    end_caliber,
    save_caliber,
)
from tests.builders import make_income, make_target, make_village, put

ACTOR = "王干事"
END = date(2023, 12, 31)
COUNTY = CaliberDraft(
    "县考核口径", ("operating", "investment", "other"), ("donation", "land"), ("management_cost",)
)


@pytest.fixture
def village(store):
    village = make_village(store)
    make_income(store, village, "2023-03-01", 1000_00)
    make_income(store, village, "2023-04-01", 300_00, category="other", nature="donation")
    make_income(store, village, "2023-05-01", 50_00, category="other")
    make_income(store, village, "2023-06-01", 70_00, category="subsidy")
    put(
        store,
        "cost_entry",
        village_id=village,
        spent_on="2023-07",
        category="management_cost",
        amount_fen=20_00,
    )
    put(store, "cost_entry", village_id=village, spent_on="2023-08", category="public_cost", amount_fen=9_00)
    return village


def total(store, caliber):
    return incomes.income_grid(store, year=2023, as_of=END, caliber=caliber).total_fen


def test_the_same_village_shows_another_sum_under_each_caliber(store, village):
    own = save_caliber(store, COUNTY, actor=ACTOR)
    assert [total(store, code) for code in ("total", "operating", "net", own)] == [
        1420_00,
        1000_00,
        980_00,
        1030_00,
    ]


def test_a_caliber_of_the_office_says_in_words_what_it_counts(store):
    save_caliber(store, COUNTY, actor=ACTOR)
    item = caliber_items(store, 2023)[-1]
    assert item.formula == "经营收入＋投资收益＋其他收入－管理费用（不含捐赠、征地补偿）"
    assert item.draft.excluded == ("donation", "land")
    assert item.id


def test_a_changed_caliber_holds_from_its_day_on(store):
    code = save_caliber(store, COUNTY, actor=ACTOR)
    save_caliber(
        store, CaliberDraft("县考核口径", ("operating",), valid_from="2024-01-01", code=code), actor=ACTOR
    )
    assert calibers_in_force(store, 2023)[code].categories == {"operating", "investment", "other"}
    assert calibers_in_force(store, 2024)[code].categories == {"operating"}


def test_saving_a_caliber_again_under_its_name_changes_it_instead_of_adding_one(store):
    first = save_caliber(store, COUNTY, actor=ACTOR)
    assert save_caliber(store, CaliberDraft("县考核口径", ("operating",)), actor=ACTOR) == first
    assert list(caliber_names(store, 2023)) == ["total", "operating", "net", first]


def test_a_caliber_no_longer_used_ends_with_a_reason(store):
    code = save_caliber(store, COUNTY, actor=ACTOR)
    end_caliber(store, code, reason="县里不再考核", on=END, actor=ACTOR)
    assert code not in calibers_in_force(store, 2023)
    with pytest.raises(NotFound):
        end_caliber(store, code, reason="再停一次", on=END, actor=ACTOR)


def test_a_caliber_that_targets_stand_under_cannot_end(store, village):
    code = save_caliber(store, COUNTY, actor=ACTOR)
    make_target(store, village, 2023, 100_00, caliber=code)
    with pytest.raises(BadInput):
        end_caliber(store, code, reason="不用了", on=END, actor=ACTOR)


@pytest.mark.parametrize(
    "draft",
    [CaliberDraft(" "), CaliberDraft("甲", ("no_such",)), CaliberDraft("甲", valid_from="明年")],
)
def test_a_caliber_without_name_or_with_unknown_parts_is_refused(store, draft):
    with pytest.raises(BadInput):
        save_caliber(store, draft, actor=ACTOR)


def test_a_target_can_be_set_by_form_under_a_caliber_of_the_office(store, village):
    code = save_caliber(store, COUNTY, actor=ACTOR)
    spec = next(spec for spec in editing.fields("target") if spec.name == "caliber")
    assert (code, "县考核口径") in editing.options(store, spec)
    given = {"village_id": village, "year": "2023", "caliber": code, "amount_fen": "10万"}
    target = editing.save(store, "target", given, actor=ACTOR)
    assert store.get("target", target)["caliber"] == code
