"""What papers can be about, and what is refused because it would be left out unseen."""

from datetime import date

import pytest

from app.errors import BadInput
from app.services.reporting import Chosen, PersonNeeded, gathering, make_report, offered, report_info, reports
from app.services.reporting import development as papers
from tests.builders import make_branch, make_member
from tests.services.development.conftest import TODAY, Office


@pytest.fixture
def township(store):
    office = Office(store)
    office.case = office.apply("李新")
    return office


def offer(township, report_id):
    return offered(township.store, report_info(report_id), year=2026, as_of=TODAY)


def test_people_are_offered_by_name_branch_and_stage(township):
    [(case, words)] = offer(township, "development-record").people
    assert case == township.case
    assert words.startswith("李新　")
    assert words.endswith("入党申请人")


def test_a_paper_is_offered_only_what_it_can_be_about(township):
    for info in reports():
        found = offered(township.store, info, year=2026, as_of=TODAY)
        assert bool(found.people) == info.about_people
        assert bool(found.calibers) == info.has_calibers
        assert info.about_organization or not found.organizations
        assert info.about_village or not found.villages


def test_papers_of_rectification_offer_those_listed_others_every_organization(township):
    assert offer(township, "rectification-plan").organizations == ()
    assert len(offer(township, "reminder").organizations) == len(township.store.find("organization"))


def test_the_kinds_of_branches_there_are_in_a_year_are_offered_for_its_summary(township):
    make_branch(township.store, "镇机关党支部", field="office")
    assert ("office", "机关") in offer(township, "rating-summary").fields
    assert offer(township, "rating-moves").fields == ()


@pytest.mark.parametrize(
    ("report", "chosen", "word"),
    [
        ("roster", {"village_id": "x"}, "村"),
        ("roster", {"organization_id": "x"}, "党组织"),
        ("roster", {"case_ids": ("x",)}, "人"),
        ("annual", {"kind": "object"}, "种类"),
        ("vote-record", {"from_on": date(2026, 1, 5)}, "公示日期"),
        ("pairs", {"caliber": "total"}, "口径"),
        ("rating-moves", {"kind": "village"}, "种类"),
    ],
)
def test_choosing_what_a_paper_is_not_about_is_refused(township, tmp_path, report, chosen, word):
    with pytest.raises(BadInput, match=f"不能选择{word}"):
        make_report(
            township.store, report, year=2026, as_of=TODAY, out=tmp_path / "x.pdf", chosen=Chosen(**chosen)
        )


def test_pages_for_everybody_are_refused_when_there_are_too_many(township, tmp_path, monkeypatch):
    monkeypatch.setattr(papers, "MANY", 0)
    with pytest.raises(PersonNeeded):
        make_report(township.store, "development-record", year=2026, as_of=TODAY, out=tmp_path / "x.pdf")


def test_people_of_one_name_are_told_apart_by_case_and_branch(township):
    other = township.apply("李新")
    with pytest.raises(BadInput) as refused:
        papers.person_cases(township.store, "李新")
    assert township.case in refused.value.do
    assert other in refused.value.do


def test_committees_count_the_members_below_them_once(store):
    committee = make_branch(store, "某某党委", kind="committee")
    branch = make_branch(store, "一支部", parent_id=committee)
    make_member(store, "张三", organization_id=branch)
    rows = {row.name: row for row in gathering.organizations(store)}
    assert rows["某某党委"].below == (1, 0)
    assert rows["一支部"].below == (0, 0)
