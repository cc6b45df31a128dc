from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.errors import BadInput
from app.models.store import Store
from app.rules.vocabulary import Level
from app.services.checks import check, explain
from app.services.dues import due
from app.services.figures import figure_keys, stats, trace
from app.services.history import undo
from app.services.imports import apply, preview
from tests.builders import (
    make_branch,
    make_case,
    make_income,
    make_member,
    make_person,
    make_step,
    make_village,
    new_store,
    scratch,
)

SAMPLES = Path(__file__).parent.parent / "data" / "changcheng-2023"
AS_OF = date(2023, 12, 31)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with new_store(tmp_path_factory.mktemp("checks") / "ledger") as store:
        yield store


@pytest.fixture
def store(shared):
    with scratch(shared) as one:
        yield one


@pytest.fixture(scope="module")
def township(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with new_store(tmp_path_factory.mktemp("township") / "ledger") as store:
        files = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")
        apply(store, preview(store, files, as_of=AS_OF), actor="测试员")
        yield store


def found(store, as_of=AS_OF):
    return [(one.level, one.code, one.record_label) for one in check(store, as_of=as_of)]


def test_an_empty_ledger_has_nothing_wrong_with_it(store):
    assert check(store, as_of=AS_OF) == []


def test_the_sample_township_has_only_what_is_really_wrong_with_it(township):
    overdue = ["乡机关", "离退休干部", "中心学校", "派出所", "农贸市场流动", "苹果专业合作社"]
    assert found(township) == [
        *((Level.WARNING, "TERM_OVER", f"{name}党支部") for name in overdue),
        (Level.WARNING, "RATING_LOWEST_AGAIN", "卜戛村南坝党支部"),
        (Level.WARNING, "RATING_UNLISTED", "卜戛村南坝党支部"),
        (Level.WARNING, "INCOME_UNBOOKED", "卜戛村 2023-10-27"),
        (Level.WARNING, "INCOME_UNBOOKED", "礓嚓村 2023-06-06"),
        (Level.WARNING, "INCOME_UNBOOKED", "双羊村 2023-02-16"),
        (Level.HINT, "INCOME_VOUCHER_TWICE", "落母村 2024-05-09"),
    ]


def test_every_finding_leads_to_a_record_and_fields_and_names_its_rule(township):
    for one in check(township, as_of=date(2026, 11, 21)):
        assert township.get(one.table, one.record_id)
        assert set(one.fields) <= set(township.columns(one.table))
        assert one.source
        assert one.message


def test_every_figure_of_the_sample_leads_to_records_that_exist(township):
    for key in figure_keys(stats(township, year=2023, as_of=AS_OF)):
        for row in trace(township, key, year=2023, as_of=AS_OF).rows:
            assert township.get(row.table, row.id), key


def test_the_sample_township_has_its_terms_and_half_yearly_reviews_to_do(township):
    items = due(township, as_of=AS_OF, days=30)
    assert [item.code for item in items] == ["TERM"] * 6 + ["D02"] * 2
    assert (items[0].label, items[0].late_days) == ("派出所党支部", 279)
    assert [item.label for item in items[6:]] == ["陈刚兰", "丁功功"]


def test_development_is_judged_by_the_rules_of_its_own_day(store):
    person = make_person(store, "马超文", status="object", birth_on="1998-11-13")
    case = make_case(store, person, "object", organization_id=make_branch(store, stated_members=None))
    for step, on in (("01", "2022-01-10"), ("02", "2022-01-20"), ("03", "2022-08-01"), ("07", "2023-07-31")):
        make_step(store, case, step, on)
    grave = [one for one in check(store, as_of=AS_OF) if one.record_id == case and one.level == Level.BLOCK]
    assert {(one.table, one.record_label, one.rule_set) for one in grave} == {
        ("development_case", "马超文", "2014-05-28")
    }
    assert any("2023年8月1日" in one.message for one in grave)


def test_the_gravest_come_first_and_an_explained_one_last(store):
    village = make_village(store)
    branch = make_branch(store)
    for name in "甲乙丙":
        make_member(store, name, organization_id=branch)
    make_income(store, village, "2023-05-06", 100, booked_on=None)
    make_member(store, "丁", organization_id=branch, full_on="1999-01-01")
    first, second = check(store, as_of=AS_OF)
    assert (first.level, first.code, second.code) == (Level.BLOCK, "FULL_BEFORE_JOINED", "INCOME_UNBOOKED")


@pytest.fixture
def wrong(tmp_path):
    """A ledger of its own with one finding, for what must be written in operations."""
    with new_store(tmp_path / "ledger") as store:
        make_income(store, make_village(store), "2023-05-06", 100, booked_on=None)
        yield store


def test_an_explanation_stays_with_its_finding_and_goes_with_undo(wrong):
    (finding,) = check(wrong, as_of=AS_OF)
    explain(wrong, finding, " 票据在补开 ", on=AS_OF, actor="王干事")
    assert [one.explanation for one in check(wrong, as_of=AS_OF)] == ["票据在补开"]
    undo(wrong, actor="王干事")
    assert check(wrong, as_of=AS_OF) == [finding]


def test_an_explained_finding_stands_behind_the_open_ones(wrong):
    (finding,) = check(wrong, as_of=AS_OF)
    explain(wrong, finding, "票据在补开", on=AS_OF, actor="王干事")
    make_branch(wrong, "西湾党支部", secretary=None)
    assert [one.code for one in check(wrong, as_of=AS_OF)] == ["SECRETARY_MISSING", "INCOME_UNBOOKED"]


def test_a_second_explanation_replaces_the_first(wrong):
    (finding,) = check(wrong, as_of=AS_OF)
    for reason in ("票据在补开", "已催办"):
        explain(wrong, finding, reason, on=AS_OF, actor="王干事")
    assert check(wrong, as_of=AS_OF)[0].explanation == "已催办"
    assert len(wrong.find("explanation")) == 1


def test_an_empty_explanation_is_refused(wrong):
    (finding,) = check(wrong, as_of=AS_OF)
    with pytest.raises(BadInput):
        explain(wrong, finding, "  ", on=AS_OF, actor="王干事")
    assert wrong.find("explanation") == []
