"""The office's own words for the papers of 分类定级."""

from datetime import date

import pytest

from app.errors import BadInput
from app.services.reporting import make_report
from app.services.reporting.wordings import own_words, save_wording, wording_lines
from app.services.townships import put_settings
from tests.reports.papers import text_of
from tests.services.ratings.conftest import ACTOR, office

__all__ = ["office"]


def line(store, key):
    return next(one for one in wording_lines(store) if one.key == key)


def test_every_text_is_shown_with_its_blanks_in_words(store):
    assert line(store, "notice.title").text == "关于【年度】年度党支部分类定级结果的公示"
    assert line(store, "notice.objection").blanks == ("【党委】", "【联系电话】")
    assert not any("{" in one.text or one.is_own for one in wording_lines(store))
    assert len({(one.paper, one.name) for one in wording_lines(store)}) == len(wording_lines(store))


def test_own_words_stand_in_the_paper_until_they_are_taken_back(office, tmp_path):
    office.grade(2023, 东山="advanced")
    shipped = line(office.store, "notice.objection")
    save_wording(office.store, shipped.key, "有意见请到【党委】反映。", actor=ACTOR)
    out = tmp_path / "公示.pdf"
    make_report(office.store, "rating-notice", year=2023, as_of=date(2023, 12, 31), out=out)
    assert "有意见请到青山镇党委反映。" in text_of(out.read_bytes()).replace("\n", "").replace("\r", "")
    assert line(office.store, shipped.key).is_own
    save_wording(office.store, shipped.key, "", actor=ACTOR)
    assert line(office.store, shipped.key) == shipped
    assert own_words(office.store) == {}


def test_the_shipped_words_typed_again_are_nobodys_own(store):
    save_wording(store, "reminder.closing", line(store, "reminder.closing").text, actor=ACTOR)
    assert own_words(store) == {}


@pytest.mark.parametrize("text", ["到【县】反映。", "到{township}反映。", "到【党委反映。"])
def test_words_the_program_cannot_fill_in_are_refused(store, text):
    with pytest.raises(BadInput):
        save_wording(store, "notice.objection", text, actor=ACTOR)
    assert own_words(store) == {}


@pytest.mark.parametrize("text", ["到{county}反映。", "到{office反映。"])
def test_words_of_another_version_that_cannot_be_filled_in_are_left_aside(store, text):
    with store.operation("test", "公文用语", ACTOR):
        put_settings(store, {"公文用语 分类定级结果公示 反映渠道": text})
    assert own_words(store) == {}
    assert not line(store, "notice.objection").is_own
