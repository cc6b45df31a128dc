from datetime import date

import pytest

from app.errors import BadInput, NotFound
from app.services.development.documents import (
    documents,
    receive_documents,
    remove_document,
    save_document,
)
from app.services.editing import FieldErrors
from tests.services.development.conftest import TODAY

CAME = date(2025, 2, 1)


def line(store, case, code):
    return next(one for one in documents(store, case, as_of=TODAY).lines if one.code == code)


def test_completeness_counts_required_papers_of_steps_that_are_done(office, store):
    case = office.apply()
    office.bring(case, "02")
    assert documents(store, case, as_of=TODAY).completeness == "0/3"
    receive_documents(store, case, ["1-1", "1-2", "1-2-1"], received_on=CAME, actor="王")
    found = documents(store, case, as_of=TODAY)
    assert (found.completeness, found.missing) == ("2/3", ("发展党员工作全程纪实表",))


def test_optional_and_ledger_papers_are_shown_and_not_counted(office, store):
    case = office.apply()
    office.bring(case, "06")
    found = documents(store, case, as_of=TODAY)
    needs = {one.code: one.need_label for one in found.lines}
    assert (needs["2-5"], needs["2-7"], needs["2-6"]) == ("选填", "台账", "必备")
    assert "思想汇报" not in found.missing


def test_a_notice_is_expected_only_of_those_listed_under_the_new_rules(office, store):
    case = office.apply(on="2019-01-05")
    from app.services.development.cases import record_history

    papers = {"03": "2019-03-10", "07": "2020-06-10", "08": "2020-06-12", "10": "2020-07-01"}
    record_history(store, case, papers, as_of=TODAY, actor="王")
    codes = {one.code for one in documents(store, case, as_of=TODAY).lines}
    assert "3-1" in codes
    assert "3-3" not in codes


def test_papers_are_ticked_once(office, store):
    case = office.apply()
    assert receive_documents(store, case, ["1-1"], received_on=CAME, actor="王") == 1
    assert receive_documents(store, case, ["1-1"], received_on=CAME, actor="王") == 0
    assert [one.received_on for one in line(store, case, "1-1").held] == ["2025-02-01"]


def test_several_reports_of_thoughts_stand_side_by_side(office, store):
    case = office.apply()
    office.bring(case, "03")
    for on in ("2025-06-30", "2025-09-30"):
        save_document(store, case, "2-5", dated_on=on, actor="王")
    assert [one.dated_on for one in line(store, case, "2-5").held] == ["2025-06-30", "2025-09-30"]


def test_a_paper_is_corrected_and_taken_off(office, store):
    case = office.apply()
    paper = save_document(
        store, case, "1-1", dated_on="2025年1月5日", number="1", received_on="2025-01-06", actor="王"
    )
    save_document(store, case, "1-1", dated_on="2025-01-04", record_id=paper, actor="王")
    [held] = line(store, case, "1-1").held
    assert (held.dated_on, held.number, held.received_on) == ("2025-01-04", "", "")
    remove_document(store, paper, actor="王")
    assert line(store, case, "1-1").held == ()
    with pytest.raises(NotFound):
        remove_document(store, paper, actor="王")


def test_an_unknown_paper_and_a_day_that_is_none_are_refused(office, store):
    case = office.apply()
    with pytest.raises(BadInput, match="9-9"):
        save_document(store, case, "9-9", actor="王")
    with pytest.raises(FieldErrors) as caught:
        save_document(store, case, "1-1", received_on="前天", actor="王")
    assert [error.field for error in caught.value.errors] == ["received_on"]
