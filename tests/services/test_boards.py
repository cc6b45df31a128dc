import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotFound
from app.services import boards
from app.services.cases import held_cases
from tests.builders import make_branch, make_person
from tests.ui.page_ledger import fill

AS_OF = datetime.date(2023, 12, 31)


@pytest.fixture
def ids(store):
    return fill(store)


def states(store, name, as_of=AS_OF):
    board = boards.case_board(store, as_of=as_of)
    [row] = [row for row in board.rows if row.name == name]
    return {head.code: cell.state for head, cell in zip(board.steps, row.cells, strict=True)}


def test_a_new_applicant_waits_for_the_talk(ids, store):
    found = states(store, "陈一鸣", datetime.date(2023, 10, 1))
    assert (found["01"], found["02"], found["15"]) == ("done", "current", "waiting")


def test_a_talk_not_held_within_a_month_is_late(ids, store):
    assert states(store, "陈一鸣")["02"] == "late"


def test_a_step_passed_over_is_missing(ids, store):
    assert states(store, "吴玉兰")["04"] == "missing"


def test_a_notice_of_later_rules_does_not_apply_to_an_earlier_case(ids, store):
    assert states(store, "郑国强")["08a"] == "unused"


def test_a_step_dated_in_the_future_is_not_done(ids, store):
    assert states(store, "林小雨", datetime.date(2023, 11, 1))["02"] != "done"


def test_the_row_says_what_is_due_and_how_late(ids, store):
    row = next(row for row in boards.case_board(store, as_of=AS_OF).rows if row.name == "陈一鸣")
    assert row.late_days == (AS_OF - datetime.date(2023, 10, 20)).days
    assert "谈话" in row.due_words


def test_a_page_names_contacts_next_steps_and_what_was_done(ids, store):
    page = boards.case_page(store, ids["development_case"][2], as_of=AS_OF)
    assert page.contacts == ("刘书记",)
    assert [entry.code for entry in page.entries] == ["01", "02", "03", "04", "05"]
    assert page.next


def test_a_case_that_is_gone_is_told(ids, store):
    with pytest.raises(NotFound):
        boards.case_page(store, "nowhere", as_of=AS_OF)


def test_a_closed_case_is_no_longer_on_the_board(ids, store):
    with store.operation("test", "结案", "测试员"):
        store.update("development_case", ids["development_case"][0], {"closed_on": "2023-12-01"})
    assert "陈一鸣" not in [row.name for row in boards.case_board(store, as_of=AS_OF).rows]
    assert "陈一鸣" in [row.name for row in boards.case_board(store, as_of=AS_OF, closed=True).rows]


def test_a_removed_case_is_on_no_board(ids, store):
    with store.operation("test", "移除", "测试员"):
        store.remove("development_case", ids["development_case"][0])
    assert "陈一鸣" not in [row.name for row in boards.case_board(store, as_of=AS_OF, closed=True).rows]


def test_cases_that_came_with_a_workbook_are_judged_as_such(store):
    person = make_person(store, "甲", organization_id=make_branch(store))
    with store.operation("import", "导入", "测试员"):
        store.insert("development_case", [{"person_id": person, "stage": "applicant"}])
    [held] = held_cases(store)
    assert held.case.imported


def test_two_thousand_cases_take_no_statement_for_each(store):
    branch = make_branch(store)
    with store.operation("test", "批量", "测试员"):
        people = store.insert(
            "person",
            [{"name": f"甲{n}", "status": "activist", "organization_id": branch} for n in range(2000)],
        )
        cases = store.insert("development_case", [{"person_id": one, "stage": "activist"} for one in people])
        store.insert(
            "step_record",
            [
                {"case_id": case, "step": step, "happened_on": f"2023-0{n}-01"}
                for case in cases
                for n, step in enumerate(("01", "02", "03"), start=1)
            ],
        )
    asked = []
    store.connection.set_trace_callback(asked.append)
    board = boards.case_board(store, as_of=AS_OF)
    store.connection.set_trace_callback(None)
    assert len(board.rows) == 2000
    assert len(asked) < 10


@given(st.lists(st.sampled_from(boards.STAGES), max_size=40))
def test_every_case_is_counted_at_one_stage(stages):
    rows = [boards.BoardRow("", "", "", "", "", stage, "", ()) for stage in stages]
    assert sum(boards.stage_counts(rows).values()) == len(stages)
