"""The rules as data hang together: every rule can be judged, every anchor exists, every sentence can be filled."""

import string
from datetime import date

import pytest

from app.rules.development.checks import CHECKS
from app.rules.development.schema import DocumentKind
from app.rules.reference_development import development_rules

RECORDS = "记录要求"
WHOLE_CASE = {
    "order",
    "missing",
    "future",
    "refused",
    "ended",
    "stage",
    "open_twice",
    "full_date",
    "joined_date",
    "gaps",
}
WORDS = {
    *(
        "step",
        "date",
        "other",
        "other_date",
        "limit",
        "name",
        "names",
        "problem",
        "count",
        "who",
        "between",
        "result",
        "written",
        "derived",
    ),
    *(
        "present",
        "due",
        "need",
        "in_favour",
        "left",
        "roll",
        "sanction",
        "until",
        "span",
        "special",
        "note",
        "ends",
    ),
}
EVERY_RULE = [
    *development_rules().sets[0].rules,
    *development_rules().sets[1].rules,
    *development_rules().local_rules,
]


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: f"{rule.rule_set} {rule.code}")
def test_rule_can_be_judged_and_said(rule):
    assert rule.check in CHECKS or rule.check in WHOLE_CASE
    assert (rule.check in CHECKS) == bool(rule.steps)
    assert set(rule.steps) <= set(development_rules().steps)
    assert {rule.params.get("from"), rule.params.get("to")} <= {None, *development_rules().steps}
    assert {name for _, name, _, _ in string.Formatter().parse(rule.text) if name} <= WORDS
    assert rule.text.endswith("。")
    assert rule.source


def test_there_are_25_steps_and_the_notice_in_five_stages():
    steps = development_rules().steps
    assert [code for code in steps if code != "08a"] == [f"{number:02d}" for number in range(1, 26)]
    assert list(steps)[8] == "08a"
    assert len({step.stage for step in steps.values()}) == 5


def test_each_day_has_its_own_rule_set():
    book = development_rules()
    assert book.at(date(2026, 5, 10)).code == "2014-05-28"
    assert book.at(date(2026, 5, 11)).code == "2026-05-11"
    assert book.at(date(2010, 1, 1)).code == "2014-05-28"
    assert book.sets[0].valid_to < book.sets[1].valid_from


def test_what_2026_changed():
    old, new = development_rules().sets
    assert {rule.code for rule in new.rules} - {rule.code for rule in old.rules} == {
        "D04",
        "D06",
        "D09",
        "PLACES",
        "UNSUITED",
    }
    assert "08a" not in old.hard
    assert "08a" in new.hard["12"]
    assert new.steps["08"].name_in(new.code) == "报上级党委同意"
    assert old.steps["08"].name_in(old.code) == "报上级党委备案"


def test_every_national_rule_of_a_step_names_its_article():
    for rule_set in development_rules().sets:
        for rule in rule_set.rules:
            assert rule.article.startswith("第") or rule.source == RECORDS or rule.check in WHOLE_CASE
        for code, step in rule_set.steps.items():
            assert code not in rule_set.hard or step.articles[rule_set.code].startswith("第")


def test_local_rules_are_off_until_switched_on_and_switching_is_absolute():
    book = development_rules()
    assert book.sets[0].find("L01") is None
    switched = book.switched(local=["L01"], off=["D01"])
    assert switched.sets[0].find("L01") is not None
    assert switched.sets[0].find("D01") is None
    again = switched.switched(local=["L02"])
    assert again.sets[0].find("L01") is None
    assert again.sets[1].find("L02") is not None


def test_the_archive_set_is_the_one_of_the_article():
    archive = [paper.name for paper in development_rules().documents if paper.archive]
    assert archive == [
        "入党申请书",
        "入党积极分子培养考察登记表",
        "政治审查材料（政治审查结论）",
        "中国共产党入党志愿书",
        "转正申请书",
        "预备党员教育考察登记表",
    ]


def test_papers_hang_on_known_steps_and_have_a_need():
    for paper in development_rules().documents:
        assert paper.step in {"", *development_rules().steps}
        assert paper.need in {"required", "optional", "ledger"}


def test_a_province_adds_its_own_paper_after_those_of_the_step():
    shipped = development_rules()
    own = DocumentKind("群众座谈记录", "03", "群众座谈记录", "required")
    codes = [paper.code for paper in shipped.with_papers([own]).documents]
    assert codes[codes.index("2-2") + 1] == own.code
    assert set(codes) - {own.code} == {paper.code for paper in shipped.documents}
