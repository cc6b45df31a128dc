"""The papers of 发展党员 made from the ledger."""

from datetime import date

import pytest

from app.errors import BadInput, NotFound
from app.services.development.cases import record_history
from app.services.development.steps import record_step
from app.services.development.timetables import general_timetable
from app.services.figures import stats
from app.services.reporting import Chosen, make_report, reports
from app.services.reporting.development import person_cases, table_paper
from app.services.reporting.plans import write_plan
from tests.reports.papers import text_of
from tests.services.development.conftest import CLEAN, TODAY, Office

LEAVING_OUT = {"name": "张七", "reason": "away", "agreed_above": True, "passed_by_meeting": True}


@pytest.fixture(scope="module")
def township(store_factory):
    store = store_factory()
    office = Office(store)
    office.done = office.apply("李新")
    office.bring(office.done, "24")
    votes = {"votes.due": "6", "votes.present": "5", "votes.in_favour": "5", "votes.left_out": [LEAVING_OUT]}
    votes |= {"excused.agreed_on": "2026-07-01", "excused.number": "青组〔2026〕3号"}
    record_step(store, office.done, "15", votes, seq=1, as_of=TODAY, actor="王")
    person = {
        "name": "马三",
        "birth_on": "1995-05-05",
        "sex": "女",
        "phone": "13800001234",
        "occupation": "农民",
    }
    office.waiting = office.apply("马三", person=person)
    papers = dict(CLEAN[:4]) | {
        "06": ["2025-09-01"],
        "07": "2026-06-10",
        "08": "2026-06-12",
    }
    record_history(store, office.waiting, papers, as_of=TODAY, actor="王")
    return office


def made(township, tmp_path, report, *, year=2026, form="pdf", **chosen):
    out = tmp_path / f"{report}.{form}"
    result = make_report(township.store, report, year=year, as_of=TODAY, out=out, chosen=Chosen(**chosen))
    return text_of(out.read_bytes()).replace("\n", "") if form == "pdf" else result


@pytest.mark.parametrize(
    "report", [one for one in reports() if one.about_people or one.id.startswith(("devel", "idle", "due-"))]
)
def test_every_paper_is_made_in_every_form_for_everybody(township, tmp_path, report):
    for form in report.formats:
        made(township, tmp_path, report.id, form=form)
        assert (tmp_path / f"{report.id}.{form}").stat().st_size > 1000


def test_the_record_of_one_person_is_about_nobody_else(township, tmp_path):
    text = made(township, tmp_path, "development-record", case_ids=(township.done,))
    assert "李新" in text
    assert "马三" not in text
    assert "应到6人，实到5人，赞成5票" in text
    assert "批复文号：青发〔2026〕8号" in text


def test_a_notice_is_about_those_agreed_to_and_not_yet_hung(township, tmp_path):
    text = made(township, tmp_path, "notice", from_on=date(2026, 6, 15))
    assert "马三同志" in text
    assert "2026年6月15日至6月22日（5个工作日）" in text
    assert "13800001234" not in text


def test_a_notice_too_short_is_refused_with_the_day_it_may_end(township, tmp_path):
    with pytest.raises(BadInput, match=r"4个工作日.*2026年6月22日"):
        made(township, tmp_path, "notice", from_on=date(2026, 6, 15), to_on=date(2026, 6, 18))


def test_a_notice_takes_the_days_on_record(township, tmp_path):
    text = made(township, tmp_path, "notice", case_ids=(township.done,))
    assert "2026年6月15日至6月22日（5个工作日）" in text


def test_a_register_has_whom_the_year_brought_there(township, tmp_path):
    text = made(township, tmp_path, "development-register", kind="approvals")
    assert "李新" in text
    assert "6/5/5" in text
    assert "马三" not in text
    assert "（本年度没有）" in made(township, tmp_path, "development-register", year=2025, kind="approvals")


def test_an_unknown_kind_is_told_with_those_there_are(township, tmp_path):
    with pytest.raises(BadInput, match="extension（延长预备期批复）"):
        made(township, tmp_path, "approval-reply", kind="wrong")


def test_replies_go_to_each_branch_for_its_own_decision(township, tmp_path):
    assert "青发〔2026〕8号" in made(township, tmp_path, "approval-reply")
    converted = made(township, tmp_path, "approval-reply", year=2027, kind="conversion")
    assert "按期转为中共正式党员" in converted
    assert "李新" in converted
    assert "李新" not in made(township, tmp_path, "approval-reply", year=2027, kind="extension")


def test_the_superiors_consent_stands_under_those_left_out_of_a_ballot(township, tmp_path):
    text = made(township, tmp_path, "vote-record")
    assert "上级党组织于2026年7月1日同意以上党员不计入应到会人数（青组〔2026〕3号）。" in text


def test_the_ballots_of_a_year_are_recorded_meeting_by_meeting(township, tmp_path):
    text = made(township, tmp_path, "vote-record")
    assert "张七" in text
    with pytest.raises(BadInput, match="2020年没有"):
        made(township, tmp_path, "vote-record", year=2020)


def test_the_summary_counts_as_the_figures_do(township):
    figures = stats(township.store, year=2026, as_of=TODAY)["development"]
    by_branch, roster = table_paper(township.store, "development-summary", Chosen(), year=2026, as_of=TODAY)
    assert by_branch.totals[3:9] == (0, 1, 0, 0, figures["accepted_in_year"], figures["converted_in_year"])
    assert [row[1] for row in roster.rows] == ["李新"]


def test_reasons_given_are_counted_in_the_summary_and_printed_with_the_case(store, tmp_path):
    office = Office(store)
    case = office.apply()
    office.take(case, "03", {"happened_on": "2025-03-10"})
    office.take(case, "07", {"happened_on": "2025-09-10"}, override_reason="援藏人员，经县委组织部批准")
    [by_branch, _] = table_paper(store, "development-summary", Chosen(), year=TODAY.year, as_of=TODAY)
    assert any("写明理由办理的有1项" in note for note in by_branch.notes)
    out = tmp_path / "纪实.pdf"
    make_report(store, "development-record", year=2027, as_of=TODAY, out=out)
    assert "援藏人员，经县委组织部批准" in text_of(out.read_bytes()).replace("\n", "")


def test_someone_is_found_by_name_unless_several_bear_it(township):
    assert person_cases(township.store, "李新") == (township.done,)
    with pytest.raises(NotFound, match="王无"):
        person_cases(township.store, "王无")


def test_two_of_one_name_are_not_told_apart_by_it(store):
    office = Office(store)
    for _ in range(2):
        office.apply("李同")
    with pytest.raises(BadInput, match="2个人叫“李同”"):
        person_cases(store, "李同")


def test_a_case_that_is_gone_is_told(township, tmp_path):
    with pytest.raises(NotFound, match="案卷"):
        made(township, tmp_path, "development-record", case_ids=("nobody",))


def test_a_plan_is_written_with_the_windows(township, tmp_path):
    table = general_timetable(None, {"15": date(2026, 12, 20)}, as_of=TODAY)
    out = tmp_path / "plan.pdf"
    write_plan(township.store, [("", table)], out, as_of=TODAY)
    assert "2026.12.20" in text_of(out.read_bytes())
    with pytest.raises(BadInput, match="不能存成"):
        write_plan(township.store, [("", table)], tmp_path / "plan.txt", as_of=TODAY)
