"""The same papers as Word documents, to be edited further: official layout, real headings and tables."""

import io
from collections.abc import Sequence
from copy import deepcopy
from datetime import date, datetime, time
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from app.reports import frame
from app.reports.amounts import long_day, show
from app.reports.blocks import (
    Attachments,
    Block,
    FigureBlock,
    Heading,
    Line,
    PageBreak,
    Paragraph,
    Signature,
    TableBlock,
    Title,
)
from app.reports.facts import TableFacts, Value
from app.reports.grid import Grid
from app.reports.pen import Pen
from app.reports.tables import Laid, arrange

FONTS = {
    "title": "方正小标宋简体",
    "body": "仿宋_GB2312",
    "hei": "黑体",
    "kai": "楷体_GB2312",
    "song": "宋体",
}
_RIGHT = frozenset({"int", "yuan", "wan", "percent", "score"})
_CENTRE = frozenset({"center", "date"})
_INCH = 72.0


def paper(blocks: Sequence[Block], *, title: str, as_of: date, internal: bool = True) -> bytes:
    """Return an official paper (GB/T 9704-2012) as .docx."""
    document = _begin(title, as_of)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    document.settings.odd_and_even_pages_header_footer = True
    note = f"{'内部资料　' if internal else ''}数据截至{long_day(as_of)}"
    _folio(section.footer, WD_ALIGN_PARAGRAPH.RIGHT, note)
    _folio(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, note)
    pen = Pen(title=title)
    for at, own in enumerate(frame.papers(blocks)):
        if at:
            _count_anew(_begin_section(document))
        for block in own:
            _write(document, block, pen)
    return _bytes(document)


def tables(papers: Sequence[TableFacts]) -> bytes:
    """Return table papers as .docx, each upright or across the page, beginning a page where they do in print."""
    document = _begin(papers[0].title, papers[0].as_of)
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(18)
    counted = "SECTIONPAGES" if any(table.starts_paper for table in papers) else "NUMPAGES"
    _pages(section.footer, "内部资料　注意保存　　　　" if papers[0].internal else "", counted)
    pen, before = Pen(title=papers[0].title), (0.0, 0.0)
    for at, laid in enumerate(arrange(papers, pen)):
        starts_paper = laid.grid.table.starts_paper
        turned = at > 0 and laid.size != before
        if turned or (at and starts_paper):
            section = _begin_section(document)
            if starts_paper:
                _count_anew(section)
        _turn(section, laid.size)
        _table_paper(document, laid, new_page=at > 0 and not turned and not starts_paper and not laid.follows)
        before = laid.size
    return _bytes(document)


def _turn(section: Section, size: tuple[float, float]) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if size[0] > size[1] else WD_ORIENT.PORTRAIT
    short, long = Mm(210), Mm(297)
    section.page_width, section.page_height = (long, short) if size[0] > size[1] else (short, long)


def _count_anew(section: Section) -> None:
    """Have Word count the pages of a section from 1."""
    properties: Any = section._sectPr
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    properties.find(qn("w:pgMar")).addnext(start)


def _begin(title: str, as_of: date | None) -> WordDocument:
    document = Document()
    moment = datetime.combine(as_of or date(2000, 1, 1), time())
    properties = document.core_properties
    properties.title, properties.author = title.replace("\n", ""), "党建台账"
    properties.last_modified_by, properties.comments = "党建台账", ""
    properties.created = properties.modified = moment
    return document


def _bytes(document: WordDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _run(paragraph: Any, text: str, role: str, size: float) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = FONTS[role], Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), FONTS[role])


def _append(document: WordDocument) -> DocxParagraph:
    """Add a paragraph before the document's last element, which closes it.

    python-docx would look for that element among all there are, once a paragraph: hours for the letters of a city.
    """
    added: Any = OxmlElement("w:p")
    document.element.body[-1].addprevious(added)
    return DocxParagraph(added, document)


def _begin_section(document: WordDocument) -> Section:
    """Begin a section on a new page, shaped as the one before, again without looking for the document's end."""
    end: Any = document.element.body[-1]
    _append(document)._p.set_sectPr(end.clone())
    for reference in end.xpath("w:headerReference|w:footerReference"):
        end.remove(reference)  # as in the section before
    section = Section(end, document.part)
    section.start_type = WD_SECTION.NEW_PAGE
    return section


def _paragraph(place: Any, *pieces: tuple[str, str], size: float = frame.BODY, indent: int = 0) -> Any:
    """Add a paragraph of (role, text) on the official line pitch; `indent` in characters."""
    added = _append(place) if isinstance(place, WordDocument) else place.add_paragraph()
    shape = added.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(frame.PITCH)
    if indent:
        shape.first_line_indent = Pt(indent * frame.EM)
    for role, text in pieces:
        _run(added, text, role, size)
    return added


def _write(document: WordDocument, block: Block, pen: Pen) -> None:
    match block:
        case Title():
            _paragraph(document)
            for line in block.text.split("\n"):
                added = _paragraph(document, ("title", line), size=frame.TITLE)
                added.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _paragraph(document)
        case Heading():
            role = "kai" if block.level > 1 else "hei"
            added = _paragraph(document, (role, block.text), indent=2 if block.level else 0)
            added.paragraph_format.keep_with_next = True
        case Paragraph():
            added = _paragraph(document, ("kai", block.lead), ("body", block.text), indent=2)
            added.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        case Line():
            added = _paragraph(document, ("body", block.text))
            added.alignment = WD_ALIGN_PARAGRAPH.CENTER if block.centred else WD_ALIGN_PARAGRAPH.LEFT
        case PageBreak():
            _paragraph(document, size=2).paragraph_format.page_break_before = True
        case TableBlock():
            if block.caption:
                _caption(document, block.caption, above=True)
            _table(document, Grid(block.table, pen, frame.WIDTH, frame.IN_TEXT))
            _paragraph(document, size=6).paragraph_format.line_spacing = Pt(8)
        case FigureBlock():
            _figure(document, block)
        case Signature() | Attachments():
            _end(document, block)


def _end(document: WordDocument, block: Signature | Attachments) -> None:
    _paragraph(document)
    if isinstance(block, Attachments):
        for at, name in enumerate(block.names, 1):
            number = f"{at}." if len(block.names) > 1 else ""
            _paragraph(
                document, ("body", f"{'附件：' if at == 1 else ''}{number}{name}"), indent=2 if at == 1 else 5
            )
        return
    _paragraph(document)
    for text, right in ((block.issuer, 2), (long_day(block.day), 4)):
        added = _paragraph(document, ("body", text))
        added.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        added.paragraph_format.right_indent = Pt(right * frame.EM)


def _caption(document: WordDocument, text: str, *, above: bool) -> None:
    added = _paragraph(document, ("hei", text), size=frame.CAPTION)
    added.alignment = WD_ALIGN_PARAGRAPH.CENTER
    added.paragraph_format.keep_with_next = above


def _figure(document: WordDocument, block: FigureBlock) -> None:
    from app.reports import charts

    figure = block.make(frame.WIDTH / _INCH, block.lines * frame.PITCH / _INCH)
    words = figure.texts[0]
    caption = f"{block.label}　{words.get_text()}"
    words.remove()
    added = document.add_paragraph()
    added.paragraph_format.space_after = Pt(0)
    added.paragraph_format.keep_with_next = True
    added.add_run().add_picture(io.BytesIO(charts.export(figure, "png")), width=Pt(frame.WIDTH))
    _caption(document, caption, above=False)


def _table_paper(document: WordDocument, laid: Laid, *, new_page: bool) -> None:
    table = laid.grid.table
    if laid.follows:
        _paragraph(document)
    for at, line in enumerate(table.title.split("\n")):
        heading = _paragraph(document, ("title", line), size=18)
        heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
        heading.paragraph_format.page_break_before = new_page and at == 0
        heading.paragraph_format.keep_with_next = True
    as_of = f"截至{long_day(table.as_of)}" if table.as_of else ""
    above = "　　".join(part for part in (table.unit, as_of, table.measure) if part)
    _paragraph(document, ("song", above), size=10).paragraph_format.keep_with_next = True
    _table(document, laid.grid)
    if laid.signed and table.signatures:
        _paragraph(document, ("song", "　　　　　　　　".join(table.signatures)), size=10.5)
    for note in table.notes if laid.noted else ():
        _paragraph(document, ("song", f"注：{note}"), size=9.5)


def _table(document: WordDocument, grid: Grid) -> None:
    """Write a table with the widths and the type it has on paper."""
    facts, size = grid.table, grid.size
    grouped = any(column.group for column in facts.columns)
    made = document.add_table(rows=2 if grouped else 1, cols=len(facts.columns))
    made.style = "Table Grid"
    made.autofit = False
    for column, width in zip(made.columns, grid.widths, strict=True):
        column.width = Pt(width)
        for cell in column.cells:
            cell.width = Pt(width)
    _head(made, facts, grouped, size)
    rows: list[Sequence[Value]] = list(facts.rows)
    if facts.totals is not None and rows:
        rows.append(facts.totals)
    _rows(made, facts, rows, size)
    if not rows:
        cells = made.add_row().cells
        _cell(cells[0].merge(cells[-1]), facts.empty, "song", size, "center")


def _rows(made: Any, facts: TableFacts, rows: Sequence[Sequence[Value]], size: float) -> None:
    """Write the rows as copies of one made in full: setting type and sides cell by cell takes five times as long."""
    pattern = made.add_row()
    for cell, column in zip(pattern.cells, facts.columns, strict=True):
        _cell(cell, "　", "song", size, column.kind)
    made._tbl.remove(pattern._tr)
    for row in rows:
        line = deepcopy(pattern._tr)
        for run, value, column in zip(line.iter(qn("w:r")), row, facts.columns, strict=True):
            run.text = show(value, column.kind)
        made._tbl.append(line)


def _head(made: Any, facts: TableFacts, grouped: bool, size: float) -> None:
    """Write the heading, of one or two storeys, and have Word repeat it on every page."""
    low = made.rows[-1].cells
    for at, column in enumerate(facts.columns):
        _cell(
            low[at] if column.group or not grouped else made.cell(0, at),
            column.heading,
            "hei",
            size,
            "center",
        )
    start = 0
    while grouped and start < len(facts.columns):
        group, stop = facts.columns[start].group, start + 1
        while group and stop < len(facts.columns) and facts.columns[stop].group == group:
            stop += 1
        if group:
            _cell(made.cell(0, start).merge(made.cell(0, stop - 1)), group, "hei", size, "center")
        else:
            made.cell(0, start).merge(made.cell(1, start))
        start = stop
    for row in made.rows:
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(mark)


def _cell(cell: Any, text: str, role: str, size: float, kind: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if kind in _RIGHT:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif kind in _CENTRE:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, text, role, size)


def _folio(footer: Any, side: Any, note: str) -> None:
    """Write “— 1 —” on its side of the footer and the note after it."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    _run(paragraph, "— ", "song", frame.FOLIO)
    _field(paragraph, "PAGE", frame.FOLIO)
    _run(paragraph, " —", "song", frame.FOLIO)
    below = footer.add_paragraph()
    below.alignment = side
    _run(below, note, "song", 9)


def _pages(footer: Any, note: str, counted: str) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in ((f"{note}第 ", "PAGE"), (" 页　共 ", counted)):
        _run(paragraph, text, "song", 9)
        _field(paragraph, field, 9)
    _run(paragraph, " 页", "song", 9)


def _field(paragraph: Any, code: str, size: float) -> None:
    """Add a field Word computes: PAGE, NUMPAGES or SECTIONPAGES."""
    run = paragraph.add_run()
    run.font.name, run.font.size = FONTS["song"], Pt(size)
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._element.append(part)
