import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import combinations, pairwise

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from app.errors import BadInput
from app.reports import charts
from app.reports.charts import values as of
from app.reports.facts import VillageIncome
from tests.reports.papers import fonts_of, read, text_of

DAY = date(2023, 12, 31)
VILLAGES = (
    VillageIncome("东坡村", 16_800_000, 9_000_000, 5_000_000),
    VillageIncome("䶮溪村", 4_130_400, 4_000_000, 5_000_000),
)
GRADES = (("先进", 14), ("中间", 38), ("后进", 1))
MONTHS = (0, 0, 1, 0, 0, 3, 0, 0, 1, 0, 0, 1)
VALUES = {
    "grades": of.GradeYears("全乡", ((2022, (("先进", 11), ("中间", 39), ("后进", 3))), (2023, GRADES))),
    "grade-moves": of.GradeMoves(
        "全乡",
        2022,
        2023,
        ("先进", "中间", "后进"),
        {
            ("先进", "先进"): 11,
            ("中间", "先进"): 3,
            ("中间", "中间"): 36,
            ("后进", "中间"): 2,
            ("后进", "后进"): 1,
        },
    ),
    "funnel": of.Funnel("全乡", DAY, (("入党申请人", 6), ("入党积极分子", 9), ("发展对象", 2))),
    "development-months": of.MonthCounts("全乡", 2023, (("发展党员", MONTHS), ("转正", MONTHS))),
    "members": of.Members(
        "全乡", DAY, (("30岁以下", 40, 30), ("31—35岁", 60, 41)), (("大学本科", 80), ("初中", 91))
    ),
    "income-target": of.Incomes("全乡", 2023, "全口径收入", VILLAGES),
    "income-category": of.IncomeCategories(
        "全乡", 2023, "经营性收入", (("经营收入", 30_000_000), ("投资收益", 10_000_000))
    ),
    "income-months": of.IncomeMonths(
        "全乡", 2023, "经营性收入", tuple(1_000_000 * m for m in range(12)), (500_000,) * 12
    ),
    "income-progress": of.IncomeProgress("全乡", 2024, "经营性收入", date(2024, 6, 30), 0.5, VILLAGES),
    "income-years": of.IncomeYears(
        "全乡", "全口径收入", ((2022, 50_000_000, 7_142_857), (2023, 79_564_984, 11_366_426))
    ),
    "income-tiers": of.IncomeTiers(
        "全乡",
        2023,
        "全口径收入",
        (("5万元以下", 1), ("5万元至10万元", 2), ("10万元以上", 4)),
        (1_000_000, 9_000_000),
    ),
}
EMPTY = {
    "grades": of.GradeYears("全乡", ()),
    "grade-moves": of.GradeMoves("全乡", 2022, 2023, ("先进",), {}),
    "funnel": of.Funnel("全乡", DAY, ()),
    "development-months": of.MonthCounts("全乡", 2023, ()),
    "members": of.Members("全乡", DAY, (), ()),
    "income-target": of.Incomes("全乡", 2023, "全口径收入", ()),
    "income-category": of.IncomeCategories("全乡", 2023, "经营性收入", ()),
    "income-months": of.IncomeMonths("全乡", 2023, "经营性收入", ()),
    "income-progress": of.IncomeProgress("全乡", 2024, "经营性收入", DAY, 0.5, ()),
    "income-years": of.IncomeYears("全乡", "全口径收入", ()),
    "income-tiers": of.IncomeTiers("全乡", 2023, "全口径收入", (("5万元以下", 0), ("5万元以上", 0))),
}


def words(figure):
    """All texts of a figure, its axes, ticks and legend."""
    found = [text.get_text() for text in figure.texts]
    for plot in figure.axes:
        found += [text.get_text() for text in plot.texts]
        found += [tick.get_text() for tick in (*plot.get_xticklabels(), *plot.get_yticklabels())]
    for legend in figure.legends:
        found += [text.get_text() for text in legend.get_texts()]
    return found


def widths(figure):
    return [bar.get_width() for bar in figure.axes[0].patches]


def test_every_chart_of_the_catalogue_is_tried_here():
    assert set(VALUES) == set(EMPTY) == set(charts.CHARTS)


@pytest.mark.parametrize("code", sorted(VALUES))
def test_a_chart_becomes_a_picture_a_drawing_and_a_page(code):
    figure = charts.make(code, VALUES[code])
    picture = Image.open(BytesIO(charts.export(figure, "png")))
    assert picture.format == "PNG"
    assert picture.width > 1000
    assert ET.fromstring(charts.export(figure, "svg")).tag.endswith("svg")
    pdf = charts.export(figure, "pdf")
    assert figure.texts[0].get_text() in text_of(pdf)
    assert all("/FontFile2" in font["/FontDescriptor"].get_object() for font in fonts_of(pdf))
    assert "/XObject" not in read(pdf).pages[0]["/Resources"]


@pytest.mark.parametrize("code", sorted(VALUES))
def test_a_chart_names_its_place_and_year_and_its_unit(code):
    figure = charts.make(code, VALUES[code])
    assert "全乡" in figure.texts[0].get_text()
    assert "202" in figure.texts[0].get_text()
    assert "单位" in figure.texts[1].get_text() or "百分比" in figure.texts[1].get_text()


@pytest.mark.parametrize("code", sorted(VALUES))
def test_without_data_a_chart_says_so(code):
    assert "没有数据" in words(charts.make(code, EMPTY[code]))


@pytest.mark.parametrize("code", sorted(VALUES))
def test_the_same_values_give_the_same_files(code):
    for form in ("png", "svg", "pdf"):
        first, second = (charts.export(charts.make(code, VALUES[code]), form) for _ in range(2))
        assert first == second


def test_grades_are_drawn_as_shares_and_labelled_with_numbers():
    figure = charts.make("grades", VALUES["grades"])
    assert widths(figure)[3:6] == pytest.approx([14 / 53, 38 / 53, 1 / 53])
    assert {"14（26.4%）", "38（71.7%）", "1", "2022年", "2023年"} <= set(words(figure))


def test_years_under_different_schemes_are_coloured_and_counted_each_by_itself():
    four = (("好", 16), ("较好", 7), ("一般", 8), ("较差", 9))
    five = (("五星", 9), ("四星", 9), ("三星", 5), ("二星", 8), ("一星", 7))
    figure = charts.make("grades", replace(VALUES["grades"], years=((2022, four), (2023, five))))
    drawn = [patch.get_facecolor() for patch in figure.axes[-1].patches]
    assert (len(set(drawn[:4])), len(set(drawn[4:9]))) == (4, 5)
    assert {"9（23.7%）", "5（13.2%）", "8（21.1%）", "7（18.4%）"} <= set(words(figure))
    assert {"较差", "一星"} <= {text.get_text() for text in figure.axes[-1].texts}


def test_names_over_narrow_parts_stand_one_above_the_other():
    before = (("先进党组织", 97), ("较好党组织", 1), ("相对后进党组织", 1))
    figure = charts.make("grades", replace(VALUES["grades"], years=((2022, before), (2023, GRADES))))
    heights = [text.get_position()[1] for text in figure.axes[-1].texts if text.get_text() in dict(before)]
    assert len(set(heights[1:])) == 2


def test_moves_name_both_years_grades_and_who_rose():
    said = words(charts.make("grade-moves", VALUES["grade-moves"]))
    assert {"先进 11", "先进 14", "中间 39", "中间 38", "后进 3", "后进 1"} <= set(said)
    assert {"上升 5", "不变 48", "下降 0", "上升：中间→先进 3、后进→中间 2"} <= set(said)
    assert not any(word.startswith("下降：") for word in said)


STARS = ("五星", "四星", "三星", "二星", "一星", "无星")
FEW_MOVES = {
    ("先进", "先进"): 13,
    ("先进", "中间"): 1,
    ("中间", "先进"): 6,
    ("中间", "后进"): 1,
    ("后进", "中间"): 1,
}
STAR_MOVES = {
    **{(one, one): number for one, number in zip(STARS, (9, 12, 10, 2, 1, 0), strict=True)},
    **dict.fromkeys(pairwise(STARS), 2),
    **{(b, a): 4 for a, b in pairwise(STARS)},
    ("五星", "无星"): 1,
}


@pytest.mark.parametrize("size", [(5.2, 2.9), (9.0, 5.0)])
@pytest.mark.parametrize(
    ("labels", "flows"),
    [
        (("先进", "中间", "后进"), FEW_MOVES),
        (STARS, STAR_MOVES),
        (STARS, {(a, b): 2 for a in STARS for b in STARS}),
    ],
)
def test_no_words_of_the_moves_lie_over_others_however_thin_the_ribbons(labels, flows, size):
    figure = charts.make("grade-moves", of.GradeMoves("全乡", 2022, 2023, labels, flows), *size)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    plot = figure.axes[0]
    boxes = [one.get_window_extent().padded(-1) for one in (*plot.texts, *figure.texts)]
    assert not [(a, b) for a, b in combinations(boxes, 2) if a.overlaps(b)]
    assert all(box.x0 >= 0 and box.x1 <= 100 * size[0] for box in boxes)


def test_every_move_has_its_number_on_the_ribbon_or_under_the_chart():
    said = words(charts.make("grade-moves", of.GradeMoves("全乡", 2022, 2023, STARS, STAR_MOVES), 9.0, 5.0))
    lines = "、".join(said)
    told = sum(word[0] in "升降" and word[1:].isdigit() for word in said) + lines.count("→")
    assert told == sum(a != b for a, b in STAR_MOVES)


def test_ribbons_are_as_thick_as_the_branches_they_carry():
    figure = charts.make("grade-moves", VALUES["grade-moves"])
    ribbons = [
        patch for patch in figure.axes[0].patches if hasattr(patch, "get_path") and len(patch.get_path()) == 9
    ]
    thick = [float(patch.get_path().vertices[7][1] - patch.get_path().vertices[0][1]) for patch in ribbons]
    assert sorted(thick) == pytest.approx(sorted(n / 53 for n in (11, 3, 36, 2, 1)))


def test_funnel_bars_are_as_long_as_the_numbers():
    figure = charts.make("funnel", VALUES["funnel"])
    assert widths(figure) == [6, 9, 2]
    assert {"6", "9", "2", "发展对象"} <= set(words(figure))


def test_villages_short_of_the_target_look_different():
    figure = charts.make("income-target", VALUES["income-target"])
    bars = figure.axes[0].patches
    assert [bar.get_width() for bar in bars] == pytest.approx([16.8, 4.1304])
    assert bars[0].get_facecolor() != bars[1].get_facecolor()
    assert {"16.80", "4.13"} <= set(words(figure))
    assert any("全口径收入" in word for word in words(figure))


def test_villages_behind_the_time_look_different():
    figure = charts.make("income-progress", VALUES["income-progress"])
    whole, done, _, late = figure.axes[0].patches
    assert whole.get_width() == 1.0
    assert done.get_width() == pytest.approx(3.36)
    assert late.get_width() == pytest.approx(0.82608)
    behind = of.IncomeProgress("全乡", 2024, "经营性收入", DAY, 1.0, VILLAGES)
    bars = charts.make("income-progress", behind).axes[0].patches
    assert bars[1].get_facecolor() != bars[3].get_facecolor()


def test_categories_are_ranked_and_their_shares_add_up():
    said = words(charts.make("income-category", VALUES["income-category"]))
    assert "30.00（75.0%）" in said
    assert "10.00（25.0%）" in said


def test_months_show_only_what_happened():
    figure = charts.make("development-months", VALUES["development-months"])
    assert [bar.get_height() for bar in figure.axes[0].patches] == [*MONTHS, *MONTHS]
    assert "0" not in words(figure)


def test_ages_show_men_to_the_left_and_women_to_the_right():
    figure = charts.make("members", VALUES["members"])
    assert widths(figure) == [-40, 30, -60, 41]
    assert any("党员171名，其中女党员71名" in word for word in words(figure))


def test_rare_names_are_right_in_a_charts_page():
    assert "䶮溪村" in text_of(charts.export(charts.make("income-target", VALUES["income-target"]), "pdf"))


def test_a_dollar_sign_in_a_name_is_not_a_formula():
    odd = of.Incomes("全乡", 2023, "全口径收入", (VillageIncome("甲$村$", 100, 0, 50),))
    assert "甲$村$" in text_of(charts.export(charts.make("income-target", odd), "pdf"))


def test_unknown_charts_and_forms_are_refused_with_the_choice():
    with pytest.raises(BadInput, match="income-target"):
        charts.make("pie", None)
    with pytest.raises(BadInput, match="svg"):
        charts.export(charts.make("funnel", VALUES["funnel"]), "bmp")


def test_charts_never_load_the_interactive_part_of_matplotlib():
    code = "import sys, app.reports.annual, app.reports.charts; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_city_of_villages_is_cut_to_those_there_is_room_for():
    many = tuple(VillageIncome(f"第{n}村", n * 100_000, 0, 5_000_000) for n in range(1, 201))
    top = words(charts.make("income-target", of.Incomes("全市", 2023, "全口径收入", many)))
    assert "第200村" in top
    assert "第170村" not in top
    assert any("共200个村，图中为收入最高的30个村" in word for word in top)
    slow = words(
        charts.make("income-progress", of.IncomeProgress("全市", 2023, "经营性收入", DAY, 0.5, many))
    )
    assert "第1村" in slow
    assert "第31村" not in slow


def test_five_years_say_sums_and_means_of_every_year():
    said = "".join(words(charts.make("income-years", VALUES["income-years"])))
    for word in ("2022—2023年", "50.00", "79.56", "11.37", "口径：全口径收入"):
        assert word in said


def test_tiers_say_numbers_shares_and_how_villages_lie():
    said = "".join(words(charts.make("income-tiers", VALUES["income-tiers"])))
    for word in ("4个（57.1%）", "共7个村", "最低1.00万元", "最高9.00万元", "口径：全口径收入"):
        assert word in said
