"""The choices of a paper: whom it is about, which kind, which days, which unit."""

from datetime import date

import pytest
from pypdf import PdfReader

from app.services import reporting
from app.services.reporting import Chosen, Offer
from app.ui.pages.reports_options import OptionsBar

PEOPLE = tuple((f"case{n}", f"张{n}　第{n}党支部　入党申请人") for n in range(30))


@pytest.fixture
def bar(dressed, qtbot):
    made = OptionsBar()
    qtbot.addWidget(made)
    return made


def field(bar, name):
    return bar.findChild(object, name)


def put(bar, report_id, **offer):
    bar.put(reporting.report_info(report_id), Offer(**offer))


def test_a_paper_without_choices_shows_no_fields(bar):
    put(bar, "roster")
    assert bar.isHidden()
    assert bar.chosen == Chosen()


def test_a_paper_about_people_is_about_all_until_somebody_is_chosen(bar, qtbot):
    put(bar, "development-record", people=PEOPLE)
    assert bar.chosen == Chosen()
    with qtbot.waitSignal(bar.changed):
        field(bar, "person").setCurrentIndex(8)
    assert bar.chosen == Chosen(case_ids=("case7",))
    assert bar.words == "张7"


def test_what_is_typed_and_on_no_list_goes(bar):
    put(bar, "development-record", people=PEOPLE)
    person = field(bar, "person")
    person.setCurrentIndex(3)
    person.setEditText("没有这个人")
    person.lineEdit().editingFinished.emit()
    assert person.currentText() == PEOPLE[2][1]
    assert bar.chosen.case_ids == ("case2",)


def test_what_was_chosen_stays_while_the_same_paper_is_shown(bar):
    put(bar, "reminder", organizations=(("a", "东山党支部"), ("b", "西河党支部")))
    field(bar, "organization").setCurrentIndex(2)
    put(bar, "reminder", organizations=(("b", "西河党支部"), ("c", "南坝党支部")))
    assert bar.chosen.organization_id == "b"
    put(bar, "reminder", organizations=(("c", "南坝党支部"),))
    assert bar.chosen.organization_id == ""


def test_a_notice_takes_kind_and_days_as_clerks_write_them(bar):
    put(bar, "notice", people=PEOPLE)
    assert bar.chosen.kind == "object"
    field(bar, "kind").setCurrentIndex(2)
    field(bar, "from_on").put("2026.11.23")
    chosen = bar.chosen
    assert (chosen.kind, chosen.from_on, chosen.to_on) == ("conversion", date(2026, 11, 23), None)


@pytest.mark.parametrize("typed", ["随便", "2026-11"])
def test_a_day_that_cannot_be_read_or_is_not_whole_is_refused(bar, typed):
    from app.errors import BadInput

    put(bar, "notice")
    field(bar, "from_on").put(typed)
    with pytest.raises(BadInput):
        _ = bar.chosen


def test_the_usual_unit_stands_first(bar):
    put(bar, "project-list", villages=(("v", "甲村"),))
    assert bar.chosen.unit == "wan"
    put(bar, "income-summary")
    assert bar.chosen.unit == "yuan"


@pytest.fixture
def page(ids, opened):
    return opened("reports")


def test_a_village_chosen_is_the_only_one_on_the_paper(page, settled, store):
    [village, *_] = store.find("village", name="甲村") or store.find("village")
    page.show_record("report:village-public")
    settled()
    everything = len(PdfReader(page._path).pages)
    chosen = field(page.options, "village")
    chosen.setCurrentIndex(chosen.findData(village["id"]))
    settled()
    text = PdfReader(page._path).pages[0].extract_text()
    assert village["name"] in text
    assert len(PdfReader(page._path).pages) <= everything


def test_a_day_that_cannot_be_read_is_told_in_place_of_the_paper(page, settled):
    page.show_record("report:notice")
    settled()
    day = field(page.options, "from_on")
    day.put("随便")
    day.editingFinished.emit()
    settled()
    assert page.stack.currentWidget() is page.empty
    assert not page.print_button.isEnabled()


def test_the_kinds_of_branches_are_offered_after_all_together(bar):
    put(bar, "rating-summary", fields=(("village", "村"), ("office", "机关")))
    assert bar.chosen.kind == ""
    field(bar, "kind").setCurrentIndex(2)
    assert bar.chosen.kind == "office"
