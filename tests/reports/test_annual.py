import copy

import pytest

from app.reports import annual
from app.reports.facts import AnnualResult, VillageIncome
from tests.reports.papers import fonts_of, make_facts, read, stats, text_of


@pytest.fixture(scope="module")
def report() -> AnnualResult:
    return annual.make(make_facts())


def with_stats(**changes):
    """The report's sentences and refusals when some figures are other ones (keys joined with two underscores)."""
    changed = copy.deepcopy(stats())
    for key, value in changes.items():
        *path, last = key.split("__")
        place = changed
        for step in path:
            place = place[step.removeprefix("y")]
        place[last] = value
    _, writer = annual.compose(make_facts(stats=changed))
    return {s.code: s.text for s in writer.sentences}, {r.code: r.reason for r in writer.refused}


def test_the_report_says_what_the_figures_say(report):
    text = text_of(report.pdf)
    for words in (
        "党支部53个",
        "14个先进党支部、38个中间党支部、1个后进党支部",
        "结对共建19对",
        "入党申请人6人，入党积极分子9人，列为发展对象2人，2023年发展党员6人",
        "6个党员空白村民小组已全部完成发展党员储备工作",
        "全乡7个村集体经济收入均达到5万元以上",
        "村集体经济总收入79.56万元",
        "2个村（南坝村、上寨村）2024年集体经济收入进度过半而收入未过半",
        "力争全乡7个村集体经济收入均达到10万元以上",
    ):
        assert words in text, words
    assert report.refused == ()
    assert report.missing == ""


def test_every_figure_in_the_text_can_be_led_back(report):
    figures = annual.figures_of(make_facts())
    keys = {key for sentence in report.sentences for key in sentence.keys}
    assert keys <= set(figures)
    assert {"ratings.2023.lagging", "pairs", "blank_groups_with_reserve", "economy.reaching_target"} <= keys


def test_the_report_has_its_three_parts_tables_and_charts_in_order(report):
    text = text_of(report.pdf)
    places = [
        text.index(words)
        for words in (
            "2023年度党建工作情况报告",
            "一、2023年工作开展情况",
            "二、存在的问题",
            "三、2024年工作计划",
            "2024年1月5日",
        )
    ]
    assert places == sorted(places)
    assert all(f"表{n}" in text for n in (1, 2, 3))
    assert all(f"图{n}" in text for n in range(1, 8))


def test_every_table_and_chart_is_pointed_to_in_the_text(report):
    text = text_of(report.pdf)
    assert "具体情况见表1。" in text
    assert "具体情况见图1、图2。" in text
    assert "具体情况见表3、图5、图6、图7。" in text


def test_charts_are_vectors_and_all_fonts_embedded(report):
    for page in read(report.pdf).pages:
        assert "/XObject" not in page["/Resources"]
    for font in fonts_of(report.pdf):
        assert font["/BaseFont"][7] == "+"
        assert "/FontFile2" in font["/FontDescriptor"].get_object()


def test_the_same_facts_give_the_same_bytes(report):
    assert annual.make(make_facts()).pdf == report.pdf


def test_grades_that_do_not_add_up_to_the_branches_are_not_written():
    written, refused = with_stats(organizations__branches=54)
    assert "ratings" not in written
    assert refused["ratings"] == "先进14、中间38、后进1相加得53，与党支部54对不上。"


def test_income_by_village_that_differs_from_the_total_is_not_written():
    written, refused = with_stats(economy__total_yuan=800000)
    assert "income_total" not in written
    assert "对不上" in refused["income_total"]


def test_members_that_do_not_add_up_are_not_written():
    _, refused = with_stats(members__probationary=7)
    assert refused["members"] == "正式党员1090、预备党员7相加得1097，与党员1096对不上。"


def test_when_some_groups_have_no_reserve_the_sentence_counts_those_that_have():
    written, _ = with_stats(blank_groups_with_reserve=4)
    assert "党员空白村民小组6个，其中4个已完成" in written["blank_groups"]
    assert "仍有2个党员空白村民小组没有" in written["problem_blank"]


def test_without_blank_groups_the_sentence_says_so():
    written, _ = with_stats(blank_groups=0, blank_groups_with_reserve=0)
    assert "没有党员空白村民小组" in written["blank_groups"]
    assert "problem_blank" not in written


def test_when_some_villages_miss_the_target_only_those_that_reach_it_are_counted():
    incomes = (VillageIncome("甲村", 4_000_000, 0, 5_000_000), VillageIncome("乙村", 6_000_000, 0, 5_000_000))
    changed = stats()
    changed["economy"]["reaching_target"] = 6
    _, writer = annual.compose(make_facts(stats=changed, incomes=incomes))
    written = {s.code: s.text for s in writer.sentences}
    assert "7个村中6个村达到目标" in written["income_level"]
    assert "1个村（甲村）集体经济收入未达到年度目标" in written["problem_target"]


def test_fallen_grades_are_not_hidden():
    written, _ = with_stats(**{"rating_moves__先进->中间": 1, "rating_moves__先进->先进": 10})
    assert "等次下降的党支部1个" in written["moves"]


@pytest.mark.parametrize(
    ("up", "down", "said"),
    [
        (3, 0, "等次上升的党支部3个，等次不变的党支部50个，没有党支部降低等次。"),
        (0, 3, "等次下降的党支部3个，等次不变的党支部50个，没有党支部提升等次。"),
        (0, 0, "两年都定级的50个党支部等次没有变化。"),
        (1, 2, "等次上升的党支部1个，等次下降的党支部2个，等次不变的党支部50个。"),
    ],
)
def test_moves_nobody_made_are_named_not_counted(up, down, said):
    moves = {"先进->先进": 25, "先进->中间": down, "中间->先进": up, "中间->中间": 25}
    written, _ = with_stats(rating_moves=moves)
    assert written["moves"] == f"与2022年相比，{said}"


def test_grades_of_two_scales_are_not_said_to_have_risen_or_fallen():
    changed = stats()
    changed["rating_moves"] = {"先进->好": 14, "先进->较差": 0, "后进->好": 0, "后进->较差": 1}
    _, writer = annual.compose(make_facts(stats=changed))
    assert "moves" not in {s.code for s in writer.sentences} | {s.code for s in writer.refused}


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (
            {"listed": 3, "slack": 1, "closed": 2},
            "列入整顿的党组织3个，其中软弱涣散党组织1个。已完成整顿销号2个。",
        ),
        ({"listed": 3, "slack": 0, "closed": 0}, "列入整顿的党组织3个。"),
    ],
)
def test_files_of_rectification_and_visits_are_told_once_there_are_any(counts, said):
    assert not {"rectification", "contact_points"} & set(with_stats()[0])
    written, _ = with_stats(rectification=counts, contact_points=16, contact_visits=42)
    assert written["rectification"] + written.get("rectification_closed", "") == said
    assert written["contact_points"] == "建立班子成员党支部联系点16个，到党支部列席指导42次。"


def test_a_town_and_a_street_are_called_what_they_are():
    assert annual.area_word("城关镇") == "全镇"
    assert annual.area_word("东城街道") == "全街道"
    assert annual.area_word("青山彝族乡") == "全乡"
    assert annual.area_word("丘北县") == "全县"


def test_an_empty_ledger_gives_a_report_that_says_what_is_missing():
    result = annual.make(
        make_facts(
            stats={},
            names={},
            organizations=(),
            grades=(),
            incomes=(),
            accepted_by_month=(),
            categories=(),
            half_year=None,
        )
    )
    assert {"organizations", "members", "development", "ratings"} <= {r.code for r in result.refused}
    assert all("还没有" in r.reason for r in result.refused)
    assert "三、2024年工作计划" in text_of(result.pdf)


def test_a_name_no_font_has_is_reported_with_the_report():
    result = annual.make(make_facts(names={"ratings.2023.lagging": ("\U0002ffff村党支部",)}))
    assert result.missing == "\U0002ffff"


def test_no_problems_are_claimed_only_when_the_ledger_knows():
    calm = {
        "ratings__y2023__lagging": 0,
        "ratings__y2023__middling": 39,
        "economy__unbooked_entries": 0,
        "economy__half_year": {},
    }
    written, _ = with_stats(**calm)
    assert "没有后进党支部" in written["no_problem"]
    blank = text_of(annual.make(make_facts(stats={}, names={}, incomes=(), half_year=None)).pdf)
    assert "没有后进党支部" not in blank
    assert "由党委会研究后填写" in blank
