"""A file of 整顿 from listing to 回头看; tasks of the others; both in 待办 and 体检."""

from datetime import date

import pytest

from app.errors import BadInput
from app.services import editing
from app.services.checks import check
from app.services.dues import due
from app.services.ratings import rectifications, tasks
from tests.builders import make_file
from tests.services.ratings.conftest import ACTOR

AS_OF = date(2023, 8, 10)
LISTED = {
    "year": "2023", "is_slack": "是", "is_lagging": "是", "listed_on": "2023-04-10", "due_on": "2023-10-31",
    "situations": "班子不团结、内耗严重；无村级集体经济收入", "problems": "书记外出；账目不公开",
    "township_leader": "李副书记",
}  # fmt: skip


@pytest.fixture
def file(office):
    return listed(office, "沙坝")


def listed(office, name, **values):
    key = {"organization_id": office.branches[name]}
    return editing.save(office.store, "rectification", {**LISTED, **key, **values}, actor=ACTOR)


def add_item(store, file, name, content, **values):
    key = {"rectification_id": file, "list": name, "content": content}
    return editing.save(store, "rectification_item", {**key, **values}, actor=ACTOR)


def test_two_flags_situations_problems_leads_and_three_lists_are_one_file(office, file):
    for name, content in (("problem", "账目不公开"), ("task", "按季公开"), ("duty", "包抓领导每月到村")):
        add_item(office.store, file, name, content)
    held = rectifications.file(office.store, file, as_of=AS_OF)
    assert (held.card.is_lagging, held.card.is_slack) == (True, True)
    assert held.card.situations == ("班子不团结、内耗严重", "无村级集体经济收入")
    assert held.problems == ("书记外出", "账目不公开")
    assert held.card.missing_leads == ("县级领导联系", "第一书记驻村", "县直单位帮扶")
    assert [[item.content for item in held.of_list(name)] for name in rectifications.LISTS] == [
        ["账目不公开"], ["按季公开"], ["包抓领导每月到村"],
    ]  # fmt: skip


def test_slack_and_lagging_are_two_flags_and_one_of_them_is_needed(office):
    with pytest.raises(editing.FieldErrors, match="软弱涣散"):
        listed(office, "东山", is_slack="", is_lagging="")
    for name, lagging, slack in (("东山", "是", ""), ("西河", "", "是"), ("沙坝", "是", "是")):
        listed(office, name, is_lagging=lagging, is_slack=slack)
    cards = {card.organization[:2]: card for card in rectifications.board(office.store, as_of=AS_OF)}
    assert {name: (card.is_lagging, card.is_slack) for name, card in cards.items()} == {
        "东山": (True, False), "西河": (False, True), "沙坝": (True, True),
    }  # fmt: skip


def test_months_not_reported_and_late_tasks_show_on_the_board(office, file):
    store = office.store
    add_item(store, file, "task", "按季公开", due_on="2023-07-31")
    add_item(store, file, "task", "配齐班子", due_on="2023-07-31", done_on="2023-07-01")
    rectifications.report_month(store, file, "2023-06", content="补选委员", on=date(2023, 7, 3), actor=ACTOR)
    [card] = rectifications.board(store, as_of=AS_OF)
    assert card.late == (
        "整顿任务应于2023年7月31日前完成：按季公开。",
        "2023年5月、2023年7月的整顿进展没有上报。",
    )
    assert (card.done, card.last_month, card.stage_label) == (50, "2023-06", "整顿中")
    held = rectifications.file(store, file, as_of=AS_OF)
    assert [(one.month, bool(one.id)) for one in held.months] == [
        ("2023-05", False), ("2023-06", True), ("2023-07", False),
    ]  # fmt: skip


def test_a_month_reported_twice_is_corrected_not_doubled(office, file):
    for content in ("补选委员", "补选委员2名"):
        rectifications.report_month(office.store, file, "2023-06", content=content, on=AS_OF, actor=ACTOR)
    [row] = office.store.find("rectification_progress")
    assert row["content"] == "补选委员2名"


def test_acceptance_closing_and_looking_back_follow_one_another(office, file):
    store = office.store
    with pytest.raises(BadInput, match="还没有验收"):
        rectifications.close(store, file, on=date(2023, 9, 20), actor=ACTOR)
    said = rectifications.accept(
        store, file, on=date(2023, 9, 10), score=6800, satisfaction=9200, by="县委组织部",
        scores={"班子建设": 1850, "群众评价": 1700}, actor=ACTOR,
    )  # fmt: skip
    assert said == ["验收得分68分，不到70分。"]
    with pytest.raises(BadInput, match="还没有销号"):
        rectifications.look_back(store, file, on=date(2024, 3, 1), finding="", actor=ACTOR)
    rectifications.close(store, file, on=date(2023, 9, 20), actor=ACTOR)
    rectifications.look_back(store, file, on=date(2024, 3, 1), finding="没有反弹", actor=ACTOR)
    held = rectifications.file(store, file, as_of=date(2024, 6, 1))
    assert (held.score, held.satisfaction, held.scores) == (6800, 9200, {"班子建设": 1850, "群众评价": 1700})
    assert (held.card.stage_label, held.look_back, held.card.late) == ("已回头看", "没有反弹", ())


def test_an_organization_listed_again_is_noticed(office, file):
    store = office.store
    listed(office, "沙坝", year="2021", listed_on="2021-04-01", due_on="")
    cards = {card.year: card.repeated for card in rectifications.board(store, as_of=AS_OF)}
    assert cards == {2023: (2021,), 2021: ()}
    [again] = [one for one in check(store, as_of=AS_OF) if one.code == "RECTIFICATION_AGAIN"]
    assert again.message == "沙坝党支部2023年再次列入整顿，2021年也列入过。"


def test_an_organization_is_listed_again_in_a_year_only_once_it_was_taken_off(office, file):
    with pytest.raises(editing.FieldErrors, match="已经列入"):
        listed(office, "沙坝")
    editing.save(office.store, "rectification", {"note": "改"}, record_id=file, actor=ACTOR)
    with office.store.operation("test", "销号", ACTOR):
        office.store.update("rectification", file, {"closed_on": "2023-08-01"})
    assert listed(office, "沙坝", listed_on="2023-09-01") != file


@pytest.mark.parametrize(("score", "satisfaction"), [(10_001, None), (None, 92_500)])
def test_an_acceptance_of_more_than_a_hundred_is_refused(office, file, score, satisfaction):
    with pytest.raises(BadInput, match="0至100"):
        rectifications.accept(
            office.store, file, on=AS_OF, score=score, satisfaction=satisfaction, by="镇党委", actor=ACTOR
        )


def test_late_rectification_is_found_by_the_check_and_falls_due(office, file):
    found = {one.code: one for one in check(office.store, as_of=date(2023, 11, 2))}
    assert (
        found["RECTIFICATION_LATE"].message
        == "沙坝党支部2023年列入整顿，时限2023年10月31日已过，还没有验收。"
    )
    assert "2023年5月" in found["RECTIFICATION_MONTH"].message
    [item] = [one for one in due(office.store, as_of=date(2023, 11, 2)) if one.code == "RECTIFICATION_DUE"]
    assert (item.on, item.late_days, item.organization_id) == (date(2023, 10, 31), 2, office.branches["沙坝"])


def test_what_is_due_is_told_as_it_stood_on_the_day_asked_for(office, file):
    store = office.store
    rectifications.accept(
        store, file, on=date(2023, 11, 10), score=9000, satisfaction=9500, by="县委组织部", actor=ACTOR
    )
    said = {
        day: {one.code for one in due(store, as_of=day)} for day in (date(2023, 11, 2), date(2023, 11, 20))
    }
    assert ["RECTIFICATION_DUE" in codes for codes in said.values()] == [True, False]
    assert not any(one.code.startswith("RECT") for one in due(store, as_of=date(2023, 3, 1), days=300))


@pytest.mark.parametrize(("day", "unlisted"), [(date(2022, 11, 1), 0), (date(2022, 12, 1), 2)])
def test_a_file_of_an_earlier_year_counts_until_the_day_it_was_closed(office, day, unlisted):
    for name in ("沙坝", "小湾"):
        make_file(office.store, office.branches[name], 2021, listed_on="2021-04-01", closed_on="2022-11-10")
    found = [one for one in check(office.store, as_of=day) if one.code == "RATING_UNLISTED"]
    assert len(found) == unlisted


def test_a_deadline_far_away_is_not_due_yet(office, file):
    early = due(office.store, as_of=date(2023, 4, 12), days=10)
    assert [one.code for one in early if one.code.startswith("RECTIFICATION")] == []


def test_the_situations_can_be_the_offices_own(store):
    assert len(rectifications.situations(store)) == 13
    rectifications.save_situations(store, ["书记空缺三个月以上", "账目；不清"], actor=ACTOR)
    assert rectifications.situations(store) == ("书记空缺三个月以上", "账目，不清")
    rectifications.save_situations(store, [], actor=ACTOR)
    assert len(rectifications.situations(store)) == 13


def test_quarterly_tasks_are_given_to_many_and_become_late_and_done(office):
    store = office.store
    branches = [office.branches["东山"], office.branches["西河"]]
    assert tasks.add_tasks(store, 2023, branches, ["规范组织生活", " "], quarters=(2, 3), actor=ACTOR) == 4
    found = tasks.branch_tasks(store, 2023, as_of=AS_OF)
    assert [(one.quarter, one.due_on, one.is_late) for one in found] == [
        (2, "2023-06-30", True), (3, "2023-09-30", False),
    ] * 2  # fmt: skip
    late = [one for one in due(store, as_of=AS_OF) if one.code == "BRANCH_TASK"]
    assert [one.late_days for one in late] == [41, 41]
    tasks.finish_tasks(store, [one.id for one in found], on=AS_OF, actor=ACTOR)
    assert [one.code for one in due(store, as_of=AS_OF, days=90) if one.code == "BRANCH_TASK"] == []
    before = due(store, as_of=date(2023, 8, 1))
    assert [one.late_days for one in before if one.code == "BRANCH_TASK"] == [32, 32]


def test_what_a_branch_works_at_follows_from_its_grade_of_the_year_or_the_last(office):
    names = ("东山", "西河", "沙坝")
    tasks.add_tasks(office.store, 2023, [office.branches[one] for one in names], ["一项"], actor=ACTOR)

    def works():
        found = tasks.branch_tasks(office.store, 2023, as_of=AS_OF)
        return list(dict.fromkeys((one.organization[:2], one.work) for one in found))

    assert works() == [("东山", "巩固"), ("西河", "提升"), ("沙坝", "整改")]
    office.grade(2023, 西河="advanced", 沙坝="middling")
    assert works() == [("东山", "巩固"), ("西河", "巩固"), ("沙坝", "提升")]


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        ("task", {"year": "2023", "content": "甲", "quarter": "5"}, "quarter"),
        ("task", {"year": "2023", "content": "甲", "progress": "120"}, "progress"),
        (
            "rectification",
            {"year": "2023", "is_slack": "是", "listed_on": "2023-05-01", "due_on": "2023-04-01"},
            "due_on",
        ),
        ("rectification", {"year": "2023", "is_slack": "是", "satisfaction": "925"}, "satisfaction"),
        ("contact_point", {"leader": "李书记", "from_on": "2023-05-01", "to_on": "2023-04-01"}, "to_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(office, kind, values, field):
    with pytest.raises(editing.FieldErrors) as found:
        editing.save(office.store, kind, {"organization_id": office.branches["东山"], **values}, actor=ACTOR)
    assert [one.field for one in found.value.errors] == [field]
