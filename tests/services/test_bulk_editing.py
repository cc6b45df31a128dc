import pytest

from app.errors import BadInput
from app.services import bulk_editing, history
from tests.builders import id_number, make_branch, make_group, make_member, make_village

ACTOR = "测试员"


@pytest.fixture
def branches(store):
    with store.operation("test", "登记", ACTOR):
        return make_branch(store, "西湾党支部"), make_branch(store, "东坡党支部")


@pytest.fixture
def three(store, branches):
    with store.operation("test", "登记", ACTOR):
        return [
            make_member(
                store,
                "沙晨",
                organization_id=branches[0],
                joined_on="2001-07-01",
                full_on=None,
                ethnicity=None,
            ),
            make_member(store, "普玉芬", organization_id=branches[1], joined_on="1999-07-01", full_on=None),
            make_member(
                store,
                "杨建",
                organization_id=branches[0],
                joined_on="2010-07-01",
                full_on=None,
                birth_on=None,
            ),
        ]


def fields_of(store, people, name):
    return [store.get("person", one)[name] for one in people]


def test_one_value_for_all_is_shown_from_to_and_written_as_one_operation(store, three, branches):
    plan = bulk_editing.preview(store, three, "organization_id", branches[1])
    assert [(line.name, line.old, line.new) for line in plan.lines] == [
        ("沙晨", "西湾党支部", "东坡党支部"),
        ("杨建", "西湾党支部", "东坡党支部"),
    ]
    assert (plan.same, plan.refused) == (1, 0)
    assert fields_of(store, three, "organization_id") == [branches[0], branches[1], branches[0]]
    assert bulk_editing.apply(store, plan, actor=ACTOR) == "批量修改 2 人的所在党支部"
    assert fields_of(store, three, "organization_id") == [branches[1]] * 3
    history.undo(store, actor=ACTOR)
    assert fields_of(store, three, "organization_id") == [branches[0], branches[1], branches[0]]


def test_who_would_contradict_himself_is_refused_and_the_others_are_changed(store, three):
    plan = bulk_editing.preview(store, three, "full_on", "2002-07-01")
    assert [(line.name, bool(line.problem)) for line in plan.lines] == [
        ("杨建", True),
        ("沙晨", False),
        ("普玉芬", False),
    ]
    assert "转正日期早于入党日期" in plan.lines[0].problem
    bulk_editing.apply(store, plan, actor=ACTOR)
    assert fields_of(store, three, "full_on")[2] is None


def test_an_error_that_was_there_before_does_not_stop_another_field(store, branches):
    person = make_member(store, "老数据", organization_id=branches[0], joined_on="2001", full_on="1999")
    plan = bulk_editing.preview(store, [person], "is_migrant", "是")
    assert (len(plan.changes), plan.refused) == (1, 0)


@pytest.mark.parametrize(
    ("field", "text", "stored"),
    [
        ("education", "大专", "30"),
        ("ethnicity", "彝", "07"),
        ("is_hardship", "√", 1),
        ("status", "预备党员", "probationary"),
        ("joined_on", "2003.7.1", "2003-07-01"),
        ("phone", "13900000001", "13900000001"),
        ("organization_id", "中共东坡支部", "东坡党支部"),
    ],
)
def test_pasted_words_are_read_as_a_workbook_is(store, three, field, text, stored):
    plan = bulk_editing.preview(store, three[:1], field, [text])
    bulk_editing.apply(store, plan, actor=ACTOR)
    [found] = fields_of(store, three[:1], field)
    if field == "organization_id":
        found = store.get("organization", found)["name"]
    assert found == stored


def test_an_empty_pasted_cell_leaves_the_person_and_an_empty_value_for_all_clears(store, three):
    pasted = bulk_editing.preview(store, three, "note", ["驻村", "", "外出"])
    assert (len(pasted.changes), pasted.same) == (2, 1)
    bulk_editing.apply(store, pasted, actor=ACTOR)
    cleared = bulk_editing.preview(store, three, "note", "")
    assert [line.new for line in cleared.lines] == ["（空）", "（空）"]
    bulk_editing.apply(store, cleared, actor=ACTOR)
    assert fields_of(store, three, "note") == [None, None, None]


def test_a_group_is_found_by_its_name_and_an_unknown_one_refused(store, three):
    group = make_group(store, make_village(store, "长城村"), "小坝小组")
    plan = bulk_editing.preview(store, three[:2], "village_group_id", ["小坝", "没有的小组"])
    assert plan.changes == ((three[0], {"village_group_id": group}),)
    assert "没有的小组" in plan.lines[0].problem


def test_numbers_that_belong_to_somebody_or_come_twice_are_refused(store, three, branches):
    held, free = id_number("1970-01-01", 3), id_number("1980-01-01", 5)
    make_member(store, "已有", organization_id=branches[0], id_number=held)
    plan = bulk_editing.preview(store, three, "id_number", [held, free, free])
    assert [line.name for line in plan.lines if line.problem] == ["沙晨", "杨建"]
    found = bulk_editing.preview(store, three[2:], "id_number", [free])
    assert found.changes[0][1]["birth_on"] == "1980-01-01"


def test_a_required_field_is_never_cleared(store, three):
    plan = bulk_editing.preview(store, three, "organization_id", "")
    assert (plan.refused, plan.changes) == (3, ())
    with pytest.raises(BadInput):
        bulk_editing.apply(store, plan, actor=ACTOR)


def test_a_column_of_another_length_is_refused(store, three):
    with pytest.raises(BadInput, match="2行"):
        bulk_editing.preview(store, three, "phone", ["13900000001", "13900000002"])


def test_a_ledger_changed_since_the_preview_is_left_alone(store, three):
    plan = bulk_editing.preview(store, three, "is_migrant", "1")
    bulk_editing.apply(store, bulk_editing.preview(store, three, "note", "外出"), actor=ACTOR)
    with pytest.raises(BadInput, match="又有了改动"):
        bulk_editing.apply(store, plan, actor=ACTOR)
    assert fields_of(store, three, "is_migrant") == [0, 0, 0]


def test_what_is_each_persons_own_is_only_offered_for_a_pasted_column():
    for_all = {spec.name for spec in bulk_editing.bulk_fields()}
    pasted = {spec.name for spec in bulk_editing.bulk_fields(pasted=True)}
    assert pasted - for_all == {"id_number", "birth_on", "phone"}
    assert "name" not in pasted
