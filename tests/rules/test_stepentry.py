from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.reference_steps import step_forms
from app.rules.stepentry import merged, read_entry, typed_values

MEETING = step_forms()["15"]


def read(step, adding=False, **values):
    return read_entry(
        step_forms()[step], {name.replace("__", "."): v for name, v in values.items()}, adding=adding
    )


def wrong(step, **values):
    return dict(read(step, **values)[1])


def test_days_words_and_numbers_are_read_as_clerks_write_them():
    entry, complaints = read(
        "15",
        happened_on="2026年7月10日",
        result="通过",
        votes__due="７",
        votes__secret=True,
        votes__written="",
    )
    assert complaints == []
    assert entry.columns == {"happened_on": "2026-07-10", "result": "passed"}
    assert entry.particulars == {"votes.due": 7, "votes.secret": True, "votes.written": None}


def test_a_date_of_the_program_is_taken_as_it_is():
    assert read("01", happened_on=date(2026, 7, 10))[0].columns["happened_on"] == "2026-07-10"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("votes__due", "七个"),
        ("votes__due", "-1"),
        ("result", "也许"),
        ("happened_on", "2026-02-30"),
        ("votes__secret", "大概"),
    ],
)
def test_what_cannot_be_read_is_named(field, typed):
    assert list(wrong("15", **{field: typed})) == [field.replace("__", ".")]


@pytest.mark.parametrize("typed", ["NaN", "-3", "很多", "1e9"])
def test_days_of_training_are_a_number_from_nought(typed):
    assert list(wrong("11", training__days=typed)) == ["training.days"]


@pytest.mark.parametrize(
    "typed", ["张一、张二", "张一，张二", ["张一", "张二"], [{"name": "张一"}, {"name": "张二"}]]
)
def test_people_are_given_as_names_or_as_a_list(typed):
    entry, complaints = read("05", backers=typed)
    assert complaints == []
    assert entry.people == [{"name": "张一", "person_id": None}, {"name": "张二", "person_id": None}]


def test_a_third_contact_is_too_many():
    assert wrong("05", backers="张一、张二、张三") == {"backers": "培养联系人最多2名。"}


def test_places_are_parted_by_the_usual_marks():
    assert read("08a", places="村委会，昆明流动党支部；  ")[0].particulars["places"] == [
        "村委会",
        "昆明流动党支部",
    ]


def test_a_field_left_out_of_the_form_is_asked_for_only_when_adding():
    assert {name for name, _ in read("02", adding=True, happened_on="2026-07-10")[1]} == {"who"}
    assert read("02", happened_on="2026-07-10")[1] == []


def test_a_field_that_must_be_there_cannot_be_emptied():
    assert wrong("02", who=" ") == {"who": "谈话人不能为空。"}


def test_a_field_the_form_does_not_have_is_a_bug():
    with pytest.raises(KeyError, match="phone"):
        read("01", phone="1")


def test_someone_left_out_without_a_reason_is_named():
    assert wrong("15", votes__left_out=[{"name": "张七"}]) == {
        "votes.left_out": "请为张七选择不计入应到会人数的理由。"
    }


plain = st.dictionaries(
    st.sampled_from(["votes.due", "votes.present", "votes.in_favour", "votes.invalid"]), st.integers(0, 99)
)


@given(first=plain, second=plain)
def test_what_is_put_in_is_there_and_the_rest_stays(first, second):
    found = merged(merged({}, first), second).get("votes", {})
    assert found == {name.partition(".")[2]: value for name, value in {**first, **second}.items()}


@given(given_=plain)
def test_emptying_every_field_leaves_nothing(given_):
    assert merged(merged({}, given_), dict.fromkeys(given_)) == {}


@given(due=st.integers(0, 500), secret=st.booleans(), place=st.sampled_from(["村委会", "乡政府"]))
def test_a_record_shown_in_its_form_and_read_again_is_the_same(due, secret, place):
    typed = {
        "happened_on": "2026-07-10",
        "votes.due": str(due),
        "votes.secret": secret,
        "meeting.place": place,
    }
    entry, _ = read_entry(MEETING, typed, adding=False)
    payload = merged({}, entry.particulars)
    shown = typed_values(MEETING, entry.columns, payload)
    again, _ = read_entry(MEETING, {name: value for name, value in shown.items() if value}, adding=False)
    assert merged({}, again.particulars) == payload
    assert again.columns["happened_on"] == "2026-07-10"
