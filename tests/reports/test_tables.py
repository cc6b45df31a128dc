from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.reports import tables
from app.reports.facts import Column, TableFacts
from tests.reports.papers import fonts_of, lines_of, read, text_of

COLUMNS = (Column("序号", "center"), Column("姓名", "center"), Column("所在党支部"), Column("金额", "yuan"))


def table(count, **more):
    rows = [(n, f"张{n}", f"第{n}党支部", n * 100) for n in range(1, count + 1)]
    return TableFacts("收入名册", COLUMNS, rows, as_of=date(2023, 12, 31), **more)


def test_every_page_repeats_the_heading_and_says_which_of_how_many_it_is():
    pdf = tables.render([table(120)])
    pages = read(pdf).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        text = "".join(page.extract_text().split())
        assert "所在党支部" in text
        assert f"第{number}页共{len(pages)}页" in text


def test_every_row_is_printed_once():
    text = text_of(tables.render([table(300)]))
    assert all(text.count(f"第{n}党支部") == 1 for n in range(1, 301))


def test_a_table_without_rows_says_so_and_shows_no_totals():
    text = text_of(tables.render([table(0, totals=("", "合计", "", 0), empty="（没有记录）")]))
    assert "（没有记录）" in text
    assert "合计" not in text


def test_totals_signatures_and_notes_stand_at_the_end():
    pdf = tables.render(
        [table(60, totals=("", "合计", "", 183000), signatures=("党委书记：",), notes=("说明",))]
    )
    last = read(pdf).pages[-1].extract_text()
    assert "1,830.00" in last
    assert "党委书记" in last
    assert "注：说明" in last
    assert "党委书记" not in read(pdf).pages[0].extract_text()


def test_the_signatures_are_not_alone_on_a_page():
    for count in range(28, 40):
        last = read(tables.render([table(count, signatures=("党委书记：",))])).pages[-1].extract_text()
        assert f"第{count}党支部" in last


def test_numbers_end_at_one_edge():
    pdf = tables.render([table(9)])
    pen = tables.Pen(title="量")
    ends = []
    read(pdf).pages[0].extract_text(
        visitor_text=lambda text, cm, tm, font, size: (
            ends.append(round(tm[4] + pen.measure(text.strip(), "song", 10.5), 0))
            if text.strip().endswith(".00")
            else None
        )
    )
    assert len(ends) == 9
    assert len(set(ends)) == 1


def test_a_name_too_long_is_made_smaller_or_wrapped_but_printed_whole():
    long = "阿卜杜热依木·买买提热合曼江·图尔荪托合提"
    rows = [(n, "张三", "第一党支部", 100) for n in range(60)] + [(61, long, "第一党支部", 100)]
    assert long in text_of(tables.render([TableFacts("名册", COLUMNS, rows)]))


def test_a_wide_table_lies_across_the_page_and_a_narrow_one_stands():
    wide = TableFacts("宽表", tuple(Column(f"第{n}项的名称", "yuan") for n in range(14)), [(10**9,) * 14])
    across, upright = (read(tables.render([t])).pages[0].mediabox for t in (wide, table(3)))
    assert across.width > across.height
    assert upright.width < upright.height


def test_columns_of_a_group_stand_under_one_heading():
    columns = (Column("村"), Column("个数", "int", "先进"), Column("占比", "percent", "先进"))
    lines = list(lines_of(tables.render([TableFacts("汇总", columns, [("甲村", 1, 1.0)])]), 0).values())
    assert any("先进" in line for line in lines)
    assert any("个数占比" in line for line in lines)
    assert any("100.0%" in line for line in lines)


def test_several_tables_are_one_paper_with_pages_counted_through():
    text = text_of(tables.render([table(30), table(30)]))
    assert "第1页共2页" in text
    assert "第2页共2页" in text


def test_a_short_table_follows_on_the_page_signed_once_with_the_one_before():
    signed = table(3, signatures=("党委书记：",), notes=("说明",))
    [page] = read(tables.render([signed, signed])).pages
    text = page.extract_text()
    assert (text.count("收入名册"), text.count("党委书记"), text.count("注：说明")) == (2, 1, 1)
    text = text_of(tables.render([signed, table(3, signatures=("部领导：",), notes=("说明",))]))
    assert text.index("党委书记") < text.rindex("收入名册") < text.index("部领导")


def test_a_table_begins_a_page_where_it_does_not_fit_lies_across_or_begins_a_paper():
    for last in (table(30), table(2, landscape=True), table(2, starts_paper=True)):
        pages = read(tables.render([table(20, landscape=False), last])).pages
        assert ["收入名册" in page.extract_text() for page in pages] == [True, True]


@given(st.lists(st.tuples(st.integers(0, 90), st.booleans()), min_size=1, max_size=6))
def test_all_rows_of_all_tables_stand_once_and_above_the_foot_of_a_page(asked):
    found = tables.arrange(
        [table(count, landscape=across, signatures=("党委书记：",)) for count, across in asked],
        tables.Pen(title="排版"),
    )
    for laid, (count, _) in zip(found, asked, strict=True):
        assert [at for start, stop in laid.spans for at in range(start, stop)] == list(range(count))
        assert laid.bottom + laid.signed * tables.SIGN_HEIGHT <= laid.room + 0.01
    for before, laid in pairwise(found):
        assert not laid.follows or before.bottom < laid.top


def test_rare_names_are_right_and_fonts_embedded():
    rows = [(1, "张䶮", "𠮷祥党支部", 5), (2, "李㛃", "𬭎村党支部", 7)]
    pdf = tables.render([TableFacts("名册", COLUMNS, rows)])
    text = text_of(pdf)
    assert all(word in text for word in ("张䶮", "𠮷祥党支部", "李㛃", "𬭎村党支部"))
    assert all("/FontFile2" in font["/FontDescriptor"].get_object() for font in fonts_of(pdf))


def test_the_same_table_gives_the_same_bytes():
    assert tables.render([table(50)]) == tables.render([table(50)])


def test_long_work_tells_how_far_it_is():
    class Count:
        def __init__(self):
            self.seen = []

        def step(self, done, total, note=""):
            self.seen.append((done, total))

    count = Count()
    tables.render([table(120)], progress=count)
    assert count.seen[-1][0] == count.seen[-1][1] == len(count.seen)


def test_characters_that_cannot_be_printed_are_named_before():
    rows = [(1, "张\U0002ffff", "一支部", 5)]
    assert tables.missing([TableFacts("名册", COLUMNS, rows)]) == "\U0002ffff"
    assert tables.missing([table(3)]) == ""


def test_papers_for_different_people_count_their_own_pages():
    pages = read(tables.render([table(2), table(60, starts_paper=True), table(2, starts_paper=True)])).pages
    said = ["".join(page.extract_text().split()) for page in pages]
    assert "第1页共1页" in said[0]
    assert "第1页共2页" in said[1]
    assert "第2页共2页" in said[2]
    assert "第1页共1页" in said[3]


def test_the_last_page_of_a_table_has_more_than_a_row_or_two():
    for count in range(30, 80):
        pages = read(tables.render([table(count, signatures=("党委书记：",))])).pages
        last = "".join(pages[-1].extract_text().split())
        assert f"第{count - 2}党支部" in last


def test_a_wide_table_has_one_smaller_type_all_over():
    columns = (Column("序号", "center"), *(Column(f"项目{n}") for n in range(8)))
    wide = TableFacts("宽表", columns, [(1, *("一二三四五六七八九十",) * 8)], landscape=False)
    sizes = set()
    read(tables.render([wide])).pages[0].extract_text(
        visitor_text=lambda text, cm, tm, font, size: sizes.add(round(size, 1)) if "三" in text else None
    )
    assert len(sizes) == 1


def test_long_texts_get_the_room_that_is_left_over():
    columns = (Column("序号", "center"), Column("事项"), Column("办结", "center"))
    long = "培养教育和考察满一年，具备条件的可以研究列为发展对象，并报上级党委同意"
    lines = lines_of(tables.render([TableFacts("清单", columns, [(1, long, "")], landscape=True)]), 0)
    assert any(long in line for line in lines.values())


LONG = "某某自治州某某县某某乡特色农产品种植加工销售专业合作社联合社与旅游开发有限责任公司联合党支部"


def test_a_long_reporting_unit_leaves_the_day_and_the_measure_a_line_of_their_own():
    said = lines_of(tables.render([table(3, unit=LONG, measure="单位：元", landscape=False)]), 0).values()
    assert LONG in said
    assert "截至2023年12月31日单位：元" in said


def test_a_long_title_at_the_foot_stays_clear_of_the_page_number():
    long = TableFacts(LONG * 2, COLUMNS, [(n, "张三", "一支部", 5) for n in range(60)], landscape=False)
    foot = [text for text in lines_of(tables.render([long]), 1).values() if "第2页共" in text]
    assert foot
    assert LONG * 2 not in foot[0]
    assert foot[0].endswith("联合党支部")


def test_a_total_in_heavier_type_stays_within_its_column():
    columns = tuple(Column(f"第{n}季度", "yuan") for n in range(8))
    facts = TableFacts("季报", columns, [(1_000_00,) * 8], totals=(88_888_888_88,) * 8)
    pen = tables.Pen(title="量")
    grid, _ = tables.lay(facts, pen)
    fitted = grid._fit("88,888,888.88", 0, is_total=True)
    assert pen.measure("88,888,888.88", "hei", fitted.size) <= grid.widths[0]


def test_a_cell_longer_than_a_page_goes_on_over_the_next_pages_and_loses_nothing():
    sentences = [f"第{n}个问题是书记长期外出务工。" for n in range(100, 500)]
    columns = (Column("序号", "center"), Column("主要问题"), Column("备注"))
    rows = [(1, "".join(sentences), ""), (2, "短", "")]
    pdf = tables.render([TableFacts("台账", columns, rows, landscape=True, signatures=("党委书记：",))])
    printed = "".join(text_of(pdf).split())
    assert all(printed.count(f"第{n}") == 1 for n in range(100, 500))
    pages = read(pdf).pages
    assert len(pages) > 2
    for page in pages:
        heights: set[float] = set()
        page.extract_text(visitor_text=lambda _text, _, place, *_font, to=heights: to.add(place[5]))
        foot = round(10 * tables.MM, 2)
        assert all(height > tables.BOTTOM or height in (0, foot) for height in heights)


def test_scores_are_shown_with_two_decimals_at_the_right_edge():
    text = text_of(tables.render([TableFacts("得分表", (Column("得分", "score"),), [(8650,), (10000,)])]))
    assert "86.50" in text
    assert "100.00" in text


def test_what_no_font_can_print_is_told_wherever_in_a_table_it_stands():
    columns = (Column("好\U0002fffe", "int", "等次\U0003fffd"),)
    found = tables.missing([TableFacts("表", columns, [(1,)], notes=("注\U0004fffd",))])
    assert set(found) >= {"\U0003fffd", "\U0004fffd"}
