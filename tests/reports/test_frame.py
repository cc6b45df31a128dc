from datetime import date
from itertools import pairwise

import pytest

from app.reports import frame
from app.reports.blocks import Attachments, Heading, PageBreak, Paragraph, Signature, TableBlock, Title
from app.reports.facts import Column, TableFacts
from app.reports.linebreak import NO_START
from app.reports.pen import MM
from tests.reports.papers import lines_of, read, text_of

AS_OF = date(2023, 12, 31)


def render(*blocks, internal=True):
    return frame.render(blocks, title="试", as_of=AS_OF, internal=internal)[0]


def body_lines(pdf, page):
    """Text lines of a page within the text block."""
    low = 35 * MM - 1
    return {y: text for y, text in lines_of(pdf, page).items() if y > low}


def test_a_full_page_has_22_lines_of_28_characters():
    pdf = render(Paragraph("党" * 28 * 60))
    lines = body_lines(pdf, 1)
    assert len(lines) == 22
    assert {len(text) for text in lines.values()} == {28}


def test_lines_are_as_far_apart_as_22_of_them_fill_the_block():
    ys = list(body_lines(render(Paragraph("党" * 28 * 60)), 1))
    gaps = {round(a - b, 0) for a, b in pairwise(ys)}
    assert gaps == {29.0}
    assert ys[0] < (297 - 37) * MM
    assert ys[-1] > 35 * MM


def test_a_paragraph_begins_two_characters_in():
    lines = list(body_lines(render(Paragraph("党" * 60)), 0).values())
    assert [len(line) for line in lines] == [26, 28, 6]


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages():
    pdf = render(Paragraph("党" * 28 * 50))
    places = []
    for page in read(pdf).pages:
        page.extract_text(
            visitor_text=lambda text, cm, tm, font, size: (
                places.append(tm[4]) if text.startswith("—") else None
            )
        )
    assert places[0] > 105 * MM
    assert places[1] < 105 * MM
    assert "—2—" in "".join(read(pdf).pages[1].extract_text().split())


def test_no_page_ends_with_a_heading():
    filler = Paragraph("党" * (26 + 28 * 20))
    pdf = render(filler, Heading("一、工作开展情况", 1), Paragraph("建" * 80))
    assert "一、" not in text_of_page(pdf, 0)
    assert text_of_page(pdf, 1).startswith("一、工作开展情况")


def text_of_page(pdf, page):
    return "".join(body_lines(pdf, page).values())


def test_a_paragraph_leaves_no_single_line_on_a_page():
    pdf = render(Paragraph("党" * (26 + 28 * 22)))
    assert len(body_lines(pdf, 1)) == 2


def test_the_signature_never_stands_alone_on_a_page():
    pdf = render(Paragraph("党" * (26 + 28 * 20)), Signature("中共青山彝族乡委员会", date(2024, 1, 5)))
    last = list(body_lines(pdf, 1).values())
    assert len(last) == 4
    assert last[-2:] == ["中共青山彝族乡委员会", "2024年1月5日"]


def test_the_date_of_the_signature_ends_four_characters_from_the_right():
    pdf = render(Paragraph("党"), Signature("中共青山彝族乡委员会", date(2024, 1, 5)))
    ends = []
    read(pdf).pages[0].extract_text(
        visitor_text=lambda text, cm, tm, font, size: ends.append(tm[4]) if "2024年1月" in text else None
    )
    pen = frame.Pen(title="量")
    wide = pen.measure("2024年1月5日", "body", frame.BODY, frame.TRACK)
    assert ends[0] + wide == pytest.approx(frame.LEFT + frame.WIDTH - 4 * frame.EM, abs=0.1)


def test_punctuation_does_not_begin_a_line():
    pdf = render(Paragraph("党的建设，" * 200))
    for page in range(2):
        for line in list(body_lines(pdf, page).values()):
            assert line[0] not in NO_START


def test_a_long_table_repeats_its_heading_and_keeps_every_row():
    rows = [(f"第{n}村", n) for n in range(1, 61)]
    table = TableFacts("", (Column("村名"), Column("党员", "int")), rows, totals=("合计", 1830))
    pdf = render(Title("报告"), TableBlock("表1　情况", table))
    pages = read(pdf).pages
    assert len(pages) > 1
    assert all("村名" in page.extract_text() for page in pages)
    whole = text_of(pdf)
    assert all(f"第{n}村" in whole for n in range(1, 61))
    assert "1830" in whole


def test_internal_papers_say_so_and_public_ones_do_not():
    assert "内部资料" in text_of(render(Paragraph("党")))
    public = text_of(render(Paragraph("党"), internal=False))
    assert "内部资料" not in public
    assert "数据截至2023年12月31日" in public


def test_attachments_are_numbered_without_full_stops():
    pdf = text_of(render(Paragraph("党"), Attachments(("党员花名册", "汇总表"))))
    assert "附件：1.党员花名册2.汇总表" in pdf


def test_every_paper_of_a_file_counts_its_own_pages():
    long = Paragraph("党" * 28 * 25)
    pdf, count = frame.render([long, PageBreak(new_paper=True), long], title="试", as_of=AS_OF)
    assert count == 4
    for number, page in zip((1, 2, 1, 2), read(pdf).pages, strict=True):
        assert f"—{number}—" in "".join(page.extract_text().split())


def test_blank_lines_give_way_where_that_saves_a_page():
    text = [Title("公示"), Paragraph("党" * (26 + 28 * 14))]
    signed = Signature("中共青山彝族乡委员会", date(2024, 1, 5))
    assert len(read(render(*text, signed)).pages) == 1
    longer = [Title("公示"), Paragraph("党" * (26 + 28 * 18)), signed]
    assert len(read(render(*longer)).pages) == 2


def test_a_short_table_stays_whole_unless_it_may_be_split():
    table = TableFacts("", (Column("村名"),), [(f"第{n}村",) for n in range(8)])
    filler = Paragraph("党" * (26 + 28 * 14))
    whole = frame.render([filler, TableBlock("表", table)], title="试", as_of=AS_OF)[0]
    split = frame.render([filler, TableBlock("表", table, splits=True)], title="试", as_of=AS_OF)[0]
    assert "第0村" not in text_of_page(whole, 0)
    assert "第0村" in text_of_page(split, 0)
    assert "第7村" in text_of_page(split, 1)


def test_a_line_left_short_by_a_blank_to_fill_in_is_not_spread():
    pdf = render(Paragraph("根据规定，" * 4 + "＿" * 12 + "同志"))
    assert next(iter(body_lines(pdf, 0).values())) == "根据规定，" * 4
    [line, *_] = frame.paragraph(Paragraph("根据规定，" * 4 + "＿" * 12 + "同志"), frame.Pen(title="量"))
    assert line.spread == 0


def test_a_long_issuer_is_signed_in_several_lines_within_the_page():
    issuer = "某某自治州某某县某某乡特色农产品种植加工销售专业合作社联合社与旅游开发有限责任公司联合党支部"
    lines = list(body_lines(render(Paragraph("党"), Signature(issuer, date(2024, 1, 5))), 0).values())
    assert "".join(lines[1:-1]) == issuer
    assert len(lines) == 4
