import re

from app.reports import annual, wording
from app.reports.facts import GRADES
from app.reports.wording import Template, Wording, Writer
from tests.reports.papers import make_facts

LABELS = {"ratings.$Y.a": "先进", "ratings.$Y.b": "后进", "branches": "党支部", "groups": "空白村民小组"}


def sentence(text, *, code="one", when=(), must=(), optional=False, section="s"):
    return Template(code, section, text, "", tuple(when), tuple(must), optional)


def writer(*templates, figures, names=()):
    words = Wording({}, (("s", ""),), LABELS, templates)
    return Writer(words, figures, dict(names), {"area": "全乡"}, {"$Y": 2023})


def test_figures_and_words_are_put_in_and_the_keys_kept_in_order():
    w = writer(
        sentence("{area}{branches}个党支部，先进{ratings.$Y.a}个。"),
        figures={"branches": 53, "ratings.2023.a": 14},
    )
    assert w.section("s") == [("", "全乡53个党支部，先进14个。")]
    assert w.sentences[0].keys == ("branches", "ratings.2023.a")


def test_figures_that_do_not_add_up_refuse_the_sentence_with_the_reason():
    w = writer(
        sentence("{branches}", must=["ratings.$Y.a + ratings.$Y.b == branches"]),
        figures={"branches": 53, "ratings.2023.a": 14, "ratings.2023.b": 38},
    )
    assert w.section("s") == []
    assert w.refused[0].reason == "先进14、后进38相加得52，与党支部53对不上。"
    assert w.refused[0].keys == ("branches",)


def test_a_part_larger_than_the_whole_refuses_the_sentence():
    w = writer(sentence("{groups}", must=["groups <= branches"]), figures={"groups": 7, "branches": 5})
    assert w.section("s") == []
    assert w.refused[0].reason == "空白村民小组7，党支部5，前者不应超过后者。"


def test_the_first_variant_whose_case_holds_is_taken():
    variants = (
        sentence("全部{groups}", when=["groups == branches"]),
        sentence("其中{groups}", when=["groups > 0"]),
        sentence("没有"),
    )
    for groups, text in ((5, "全部5"), (3, "其中3"), (0, "没有")):
        assert writer(*variants, figures={"groups": groups, "branches": 5}).section("s") == [("", text)]


def test_an_unknown_figure_is_refused_by_name_or_left_out_when_optional():
    w = writer(sentence("{groups}"), sentence("{branches}", code="two", optional=True), figures={})
    assert w.section("s") == []
    assert [r.reason for r in w.refused] == ["台账里还没有“空白村民小组”的数据。"]


def test_forms_of_money_names_and_counts():
    w = writer(
        sentence("{yuan|wan}万元，{list|count}个（{list|names}），{named|names}"),
        figures={"yuan": 113664.26, "list": ("甲村", "乙村"), "named": 1},
        names={"named": ("丙支部",)},
    )
    assert w.section("s")[0][1] == "11.37万元，2个（甲村、乙村），丙支部"


def test_a_long_list_of_names_is_cut_and_counted():
    assert wording.list_names([f"村{n}" for n in range(12)]).endswith("村9等12个")


def test_what_stands_for_every_grade_is_written_once_for_each():
    every = sentence("评出«{ratings.$Y.$G}个$L｜、»。", must=["«ratings.$Y.$G｜ + » == branches"])
    words = wording.spelled_out(Wording({}, (("s", ""),), LABELS, (every,)), (("a", "五星"), ("b", "四星")))
    figures = {"branches": 53, "ratings.2023.a": 14, "ratings.2023.b": 39}
    w = Writer(words, figures, {}, {}, {"$Y": 2023})
    assert w.section("s") == [("", "评出14个五星、39个四星。")]
    assert w.sentences[0].keys == ("ratings.2023.a", "ratings.2023.b")
    short = Writer(words, {**figures, "branches": 54}, {}, {}, {"$Y": 2023})
    assert short.section("s") == []
    assert short.refused[0].reason == "五星14、四星39相加得53，与党支部54对不上。"


def test_nested_figures_get_dotted_keys_and_sums():
    flat = wording.flatten({"a": {"b": 1, "c": {"甲": 0.1, "乙": 0.2}}, "d": ["x"]})
    assert flat["a.b"] == 1
    assert flat["a.c"] == 0.3
    assert flat["d"] == ("x",)


WORDS = {"township", "area", "year", "last_year", "next_year", "as_of", "half_year_as_of"}
ONCE_KEPT = {
    "contact_points",
    "contact_visits",
    "rectification.listed",
    "rectification.slack",
    "rectification.closed",
}
"""Figures a ledger has once there is anything to count."""
NOT_IN_STATS_YET = {
    "members.trained",
    "training.classes",
    "training.attendances",
    "training.coverage",
    "terms.overdue",
    "terms.due_next_year",
}


GRADE_WORDS = {
    "advanced",
    "middling",
    "lagging",
    "best",
    "worst",
    "middle",
    "others",
    "grade_count",
    "empty_grades",
}


def annual_wording():
    return wording.spelled_out(wording.load("annual"), GRADES, GRADES)


def keys_of(rule):
    return [token.partition("|")[0] for token in rule.split() if re.match(r"[a-z_]+", token)]


def test_every_figure_that_can_refuse_a_sentence_has_a_chinese_name():
    named = set(annual_wording().labels)
    for template in annual_wording().templates:
        for key in (key for rule in template.must for key in keys_of(rule)):
            assert key.replace("$W", "lagging") in named, key


def test_every_hole_of_the_annual_wording_is_a_figure_or_a_word():
    known = set(annual.figures_of(make_facts())) | WORDS | GRADE_WORDS | ONCE_KEPT | NOT_IN_STATS_YET
    for template in annual_wording().templates:
        for hole in re.findall(r"\{([^{}|]+)", template.text):
            assert hole.replace("$Y", "2023").replace("$P", "2022").replace("$W", "lagging") in known, hole
