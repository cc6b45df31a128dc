"""A township's own rules: switched without a programmer, kept in the ledger, judged by at once."""

from datetime import date

import pytest

from app.errors import BadInput
from app.rules.vocabulary import Level
from app.services.checks import check
from app.services.development.documents import documents, receive_documents
from app.services.development.ownrules import (
    ACROSS,
    NATIONAL,
    PLACE,
    add_paper,
    approval_from,
    calendar,
    holiday_lines,
    own_papers,
    remove_paper,
    reset_holidays,
    rule_lines,
    rulebook,
    save_holidays,
    set_approval_from,
    switch_rules,
)
from app.services.development.timetables import general_timetable
from app.services.history import history, undo

TODAY = date(2026, 11, 20)


def line(store, code):
    return next(one for one in rule_lines(store, as_of=TODAY) if one.code == code)


def codes(store):
    return {one.code for one in check(store, as_of=date(2028, 1, 1)) if one.table == "development_case"}


def test_local_rules_and_papers_against_each_other_are_off_until_switched_on(store):
    lines = rule_lines(store, as_of=TODAY)
    assert {one.layer for one in lines} == {NATIONAL, PLACE, ACROSS}
    assert not any(one.on for one in lines if one.layer != NATIONAL)
    assert all(one.on for one in lines if one.layer == NATIONAL and one.code != "GAPS")
    assert all(one.name and one.basis for one in lines)
    assert len({one.name for one in lines}) == len(lines)


def test_a_limit_is_listed_in_words(store):
    assert line(store, "D08").terms == "3个月，最长6个月"
    assert line(store, "D04").terms == "5个工作日"
    assert line(store, "CONTACTS").terms == "1至2名"
    assert (line(store, "D04").basis, line(store, "L01").basis) == ("2026年细则第十三条", "地方规定")


def test_a_rule_switched_on_judges_the_cases_and_shapes_the_timetable(office, store):
    case = office.apply()
    office.bring(case, "03", {"03": {"happened_on": "2025-04-10", "result": "同意"}})
    assert "L01" not in codes(store)
    before = general_timetable(store, {"03": date(2026, 12, 1)}, as_of=TODAY)
    switch_rules(store, ["L01"], on=True, actor="王")
    assert line(store, "L01").on
    assert "L01" in codes(store)
    after = general_timetable(store, {"03": date(2026, 12, 1)}, as_of=TODAY)
    assert [one.windows[0].latest.on for one in (before, after)] == [date(2026, 12, 1), date(2026, 6, 1)]
    switch_rules(store, ["L01"], on=False, actor="王")
    assert "L01" not in codes(store)


def test_switching_is_told_in_the_history_and_can_be_taken_back(store):
    switch_rules(store, ["L04", "L05"], on=True, actor="王")
    newest = history(store)[0]
    assert newest.sentence == "启用发展党员规则：思想汇报每季度一次、谈话与大会不在同一天"
    undo(store, operation=newest.id, actor="王")
    assert not line(store, "L04").on


def test_a_block_of_the_national_text_stays_on(store):
    assert line(store, "D03").fixed
    with pytest.raises(BadInput, match="不能停用"):
        switch_rules(store, ["D02", "D03"], on=False, actor="王")
    assert line(store, "D02").on
    switch_rules(store, ["D02"], on=False, actor="王")
    assert not line(store, "D02").on


def test_the_three_months_of_approval_begin_where_the_township_says(store):
    assert approval_from(store) == "meeting"
    set_approval_from(store, "received", actor="王")
    assert rulebook(store).approval_from == "received"


def test_a_paper_of_one_s_own_is_asked_for_like_the_others(office, store):
    case = office.apply()
    before = documents(store, case, as_of=TODAY).required
    add_paper(store, name="群众座谈记录", step="01", need="required", actor="王")
    found = documents(store, case, as_of=TODAY)
    assert found.required == before + 1
    assert "群众座谈记录" in found.missing
    receive_documents(store, case, ["群众座谈记录"], received_on=TODAY, actor="王")
    assert "群众座谈记录" not in documents(store, case, as_of=TODAY).missing
    with pytest.raises(BadInput, match="已有案卷"):
        remove_paper(store, "群众座谈记录", actor="王")


def test_a_paper_nobody_has_handed_in_can_be_taken_off_again(store):
    add_paper(store, name="群众座谈记录", step="03", need="optional", actor="王")
    assert own_papers(store) == {"群众座谈记录"}
    remove_paper(store, "群众座谈记录", actor="王")
    assert own_papers(store) == frozenset()
    with pytest.raises(BadInput, match="不能去掉"):
        remove_paper(store, "1-1", actor="王")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": " "}, "名称"),
        ({"name": "入党申请书"}, "已有"),
        ({"step": "99"}, "步骤"),
        ({"need": "maybe"}, "要求"),
    ],
)
def test_a_paper_that_cannot_be_is_refused_in_words(store, given, said):
    wanted = {"name": "群众座谈记录", "step": "03", "need": "required", **given}
    with pytest.raises(BadInput, match=said):
        add_paper(store, **wanted, actor="王")


def test_the_notice_of_a_new_year_is_entered_and_counted_with(store):
    day = date(2027, 1, 1)
    assert not calendar(store).knows(2027)
    save_holidays(store, year="2027", off="1月1日至3日、2月5日至11日", work="2月14日", source="", actor="王")
    assert calendar(store).knows(2027)
    assert not calendar(store).is_working(day)
    assert calendar(store).is_working(date(2027, 2, 14))
    newest = holiday_lines(store)[0]
    assert (newest.year, newest.off, newest.own) == (2027, "1月1日至3日、2月5日至11日", True)
    assert "2027年" in newest.source
    reset_holidays(store, 2027, actor="王")
    assert not calendar(store).knows(2027)


def test_a_shipped_year_is_corrected_and_put_back(store):
    save_holidays(store, year="2026", off="1月1日", work="", source="本县通知", actor="王")
    assert calendar(store).is_working(date(2026, 10, 1))
    reset_holidays(store, 2026, actor="王")
    assert not calendar(store).is_working(date(2026, 10, 1))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"year": "二〇二七"}, "年份"),
        ({"year": "1999"}, "年份"),
        ({"off": "元旦"}, "元旦"),
        ({"off": ""}, "放假"),
        ({"work": "1月4日"}, "本来就上班"),
        ({"work": "1月2日"}, "既写成放假"),
    ],
)
def test_a_year_that_cannot_be_is_refused_in_words(store, given, said):
    wanted = {"year": "2027", "off": "1月1日至3日", "work": "", "source": "", **given}
    with pytest.raises(BadInput, match=said):
        save_holidays(store, **wanted, actor="王")


def test_missing_steps_of_older_books_are_listed_when_the_township_wants_it(store):
    assert not line(store, "GAPS").on
    switch_rules(store, ["GAPS"], on=True, actor="王")
    assert line(store, "GAPS").on
    assert rulebook(store).gaps
    assert line(store, "GAPS").level is Level.HINT
