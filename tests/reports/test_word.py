from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from app.reports import annual, word
from app.reports.blocks import PageBreak, Paragraph
from app.reports.facts import Column, TableFacts
from tests.reports.papers import make_facts


@pytest.fixture(scope="module")
def paper():
    return Document(BytesIO(annual.make_word(make_facts())))


def test_the_word_report_says_the_same_as_the_printed_one(paper):
    text = "".join(paragraph.text for paragraph in paper.paragraphs)
    _, writer = annual.compose(make_facts())
    assert all(sentence.text in text for sentence in writer.sentences)
    assert text.rstrip().endswith("中共青山彝族乡委员会2024年1月5日")


def test_the_page_is_that_of_official_papers(paper):
    section = paper.sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(side.mm) for side in sides] == [210, 297, 37, 28]
    assert section.page_width - section.left_margin - section.right_margin == pytest.approx(Mm(156), abs=1000)


def test_headings_and_text_are_in_their_fonts(paper):
    fonts = {
        run.text: run._element.rPr.rFonts.get(qn("w:eastAsia"))
        for p in paper.paragraphs
        for run in p.runs
        if run.text
    }
    assert fonts["中共青山彝族乡委员会"] in ("方正小标宋简体", "仿宋_GB2312")
    assert fonts["一、2023年工作开展情况"] == "黑体"
    assert fonts["（一）加强基层组织建设。"] == "楷体_GB2312"


def test_charts_are_pictures_and_tables_repeat_their_heading(paper):
    assert len(paper.inline_shapes) == 7
    assert len(paper.tables) == 3
    for table in paper.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in paper.tables[0].rows[-1].cells][:3] == ["合计", "53", "1096"]


def test_grouped_columns_stand_under_one_heading():
    columns = (Column("村"), Column("个数", "int", "先进"), Column("占比", "percent", "先进"))
    made = word.tables([TableFacts("汇总表", columns, [("䶮溪村", 1, 1.0)], as_of=date(2023, 12, 31))])
    table = Document(BytesIO(made)).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["村", "先进", "先进"]
    assert [cell.text for cell in table.rows[1].cells] == ["村", "个数", "占比"]
    assert [cell.text for cell in table.rows[2].cells] == ["䶮溪村", "1", "100.0%"]


def test_an_empty_table_says_so():
    made = word.tables([TableFacts("名册", (Column("姓名"), Column("性别")), [], empty="（没有记录）")])
    assert Document(BytesIO(made)).tables[0].rows[1].cells[0].text == "（没有记录）"


def test_papers_wider_than_they_are_high_lie_across():
    wide = TableFacts("宽表", tuple(Column(f"第{n}项") for n in range(12)), [])
    section = Document(BytesIO(word.tables([wide]))).sections[0]
    assert section.page_width > section.page_height


def test_each_letter_of_a_file_counts_its_own_pages():
    blocks = [Paragraph("甲"), PageBreak(new_paper=True), Paragraph("乙")]
    sections = Document(BytesIO(word.paper(blocks, title="提醒", as_of=date(2023, 12, 31)))).sections
    assert len(sections) == 2
    assert sections[1]._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert sections[0]._sectPr.find(qn("w:pgNumType")) is None


def test_each_table_of_a_file_lies_as_it_needs():
    upright = TableFacts("窄表", (Column("姓名"),), [("张三",)])
    across = TableFacts("宽表", tuple(Column(f"第{n}项") for n in range(12)), [])
    sections = Document(BytesIO(word.tables([upright, across, across]))).sections
    assert [section.page_width > section.page_height for section in sections] == [False, True]


def test_tables_for_different_people_count_their_own_pages():
    one = TableFacts("清单", (Column("事项"),), [("谈话",)], starts_paper=True)
    made = Document(BytesIO(word.tables([one, one])))
    assert [s._sectPr.find(qn("w:pgNumType")) is not None for s in made.sections] == [False, True]
    assert "SECTIONPAGES" in made.sections[0].footer._element.xml


def test_columns_are_as_wide_as_on_paper_in_every_row():
    columns = (Column("序号", "center"), Column("事项"))
    made = word.tables([TableFacts("清单", columns, [(1, "收到入党申请书后一个月内应当派人谈话")])])
    rows = Document(BytesIO(made)).tables[0].rows
    widths = [[cell.width for cell in row.cells] for row in rows]
    assert widths[0] == widths[1]
    assert widths[0][0] * 3 < widths[0][1]
    assert sum(widths[0]) == pytest.approx(Mm(180), rel=0.01)
