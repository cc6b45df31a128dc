import pytest

from app.rules.codes import choices, kind_of_name, label, look_up, parse_code, parse_duty
from app.rules.problems import FieldProblem
from app.rules.reference_codes import code_list, parse_codes
from app.rules.vocabulary import Caliber, Grade, IncomeCategory, OrganizationKind, PersonStatus, Word

LISTS = ("ethnicity", "education", "organization_kind", "person_status", "grade", "income_category", "caliber", "field", "sex", "duty")  # fmt: skip


def test_all_56_peoples_are_known_with_and_without_their_last_character() -> None:
    names = [name for code, name in choices("ethnicity").items() if int(code) <= 56]
    assert len(names) == 56
    for name in names:
        assert look_up("ethnicity", name) == look_up("ethnicity", name.removesuffix("族"))


@pytest.mark.parametrize(
    "list_name, word, code",
    [
        ("ethnicity", "彝", "07"),
        ("ethnicity", "彝 族", "07"),
        ("ethnicity", "汉族", "01"),
        ("education", "大专", "30"),
        ("education", "专科", "30"),
        ("education", "本科", "20"),
        ("education", "大学", "20"),
        ("education", "本科（在职）", "20"),
        ("education", "初中及以下", "70"),
        ("education", "中专", "40"),
        ("education", "博士研究生", "10"),
        ("person_status", "中共预备党员", "probationary"),
        ("person_status", "正式", "full"),
        ("person_status", "积极分子", "activist"),
        ("grade", "先进党组织", "advanced"),
        ("grade", "ａ", "advanced"),
        ("grade", "一般", "middling"),
        ("grade", "后进（软弱涣散）", "lagging"),
        ("grade", "较好", "较好"),
        ("income_category", "土地流转收入", "contracting"),
        ("income_category", "入股分红", "investment"),
        ("sex", "女性", "2"),
    ],
)
def test_words_people_write_have_their_code(list_name: str, word: str, code: str) -> None:
    assert parse_code(list_name, word) == code


def test_an_unknown_word_is_a_problem_that_lists_what_is_known() -> None:
    found = parse_code("grade", "合格")
    assert isinstance(found, FieldProblem)
    assert found.code == "grade.unknown"
    assert "先进、中间、后进" in found.do


@pytest.mark.parametrize(
    "name, glossary",
    [
        ("organization_kind", OrganizationKind),
        ("person_status", PersonStatus),
        ("grade", Grade),
        ("income_category", IncomeCategory),
        ("caliber", Caliber),
    ],
)
def test_code_lists_and_glossary_say_the_same(name: str, glossary: type[Word]) -> None:
    assert choices(name) == glossary.labels()


@pytest.mark.parametrize("name", LISTS)
def test_every_list_names_its_source_and_date(name: str) -> None:
    found = code_list(name)
    assert found.source
    assert len(found.dated) == 10


def test_a_word_claimed_twice_is_refused() -> None:
    item = '[[item]]\ncode = "{}"\nlabel = "{}"\nwords = ["甲"]\n'
    head = 'title = "试"\nsource = "试"\ndated = "2023-01-01"\n'
    with pytest.raises(ValueError):
        parse_codes(head + item.format("1", "一") + item.format("2", "二"))


@pytest.mark.parametrize(
    "name, kind",
    [
        ("中共长城彝族乡委员会", "committee"),
        ("长城村党总支", "general_branch"),
        ("长城村总支部委员会", "general_branch"),
        ("长城村西湾党支部", "branch"),
        ("中共西湾支部委员会", "branch"),
        ("两村联合党支部", "joint_branch"),
        ("抗旱临时党支部", "temporary_branch"),
        ("西湾小组", None),
    ],
)
def test_the_kind_of_an_organization_shows_in_the_end_of_its_name(name: str, kind: str | None) -> None:
    assert kind_of_name(name) == kind


def test_duties_have_one_name_and_unknown_ones_stay() -> None:
    assert parse_duty("支部书记") == "书记"
    assert parse_duty("乡村振兴 专干") == "乡村振兴专干"


def test_labels_of_unknown_codes_are_shown_as_they_are() -> None:
    assert (label("grade", "五星"), label("grade", None)) == ("五星", "")


def test_stars_are_understood_but_not_offered() -> None:
    assert parse_code("grade", "★★★★★") == "五星"
    assert label("grade", "四星") == "四星"
    assert "五星" not in choices("grade")
