from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.connection import connect
from app.models.ledger import Ledger
from app.models.store import Store
from app.services.search import search
from tests.builders import (
    id_number,
    make_branch,
    make_member,
    make_person,
    make_village,
    new_store,
    put,
    scratch,
)

NUMBER = id_number("1966-02-24", 87)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with new_store(tmp_path_factory.mktemp("search") / "ledger") as store:
        yield store


@pytest.fixture
def store(shared):
    with scratch(shared) as one:
        yield one


def labels(store, text, limit=50):
    return [hit.label for hit in search(store, text, limit=limit)]


@pytest.mark.parametrize(
    "text",
    [
        "沙晨",
        "晨",
        " 沙 晨 ",
        "sc",
        "SC",
        "c",
        NUMBER,
        NUMBER[:9],
        NUMBER[-4:],
        "19660224",
        "155057",
        "7328",
        "１５５０５",
        "15505747328",
    ],
)
def test_a_person_is_found_by_any_of_his_marks(store, text):
    branch = make_branch(store, "卫生院党支部")
    make_member(
        store,
        "沙晨",
        initials="sc",
        id_number=NUMBER,
        phone="15505747328",
        organization_id=branch,
        birth_on="1966-02-24",
    )
    make_member(store, "陆天勇", initials="lty", id_number=id_number("1971-11-30", 3), phone="18991234567")
    (hit,) = search(store, text)
    assert (hit.table, hit.label, hit.detail) == ("person", "沙晨", "正式党员　卫生院党支部　1966-02-24")


@pytest.mark.parametrize(
    "text", ["", "  ", "·", "“", "*", "%", '"', "晨沙", "99999999", "zz", "NEAR(", "沙 OR 晨"]
)
def test_what_nobody_bears_finds_nobody(store, text):
    make_member(store, "沙晨", initials="sc", id_number=NUMBER)
    assert search(store, text) == []


def test_the_name_itself_comes_before_longer_names(store):
    for name in ("王李明", "李明亮", "李明"):
        make_member(store, name, initials="")
    assert labels(store, "李明") == ["李明", "李明亮", "王李明"]


def test_rare_characters_and_points_inside_names_are_found(store):
    for name in ("䶮𠮷", "阿依古丽·买买提", "㛃"):
        make_person(store, name)
    assert labels(store, "𠮷") == ["䶮𠮷"]
    assert labels(store, "㛃") == ["㛃"]
    assert labels(store, "古丽买买") == ["阿依古丽·买买提"]
    assert labels(store, "丽·买") == ["阿依古丽·买买提"]


def test_a_name_in_letters_is_found_as_it_is_written(store):
    make_person(store, "Li Ming", initials="lm")
    assert labels(store, "ming") == labels(store, "LM") == ["Li Ming"]


def test_organizations_and_villages_are_found_by_a_part_of_the_name(store):
    village = make_village(store, "长城村")
    make_branch(store, "长城村西湾党支部", village_id=village)
    put(store, "organization", name="长城村党总支", kind="general_branch", ended_on="2020-01-01")
    found = [(hit.table, hit.label, hit.detail) for hit in search(store, "长城")]
    assert found == [
        ("village", "长城村", "村"),
        ("organization", "长城村西湾党支部", "党支部"),
        ("organization", "长城村党总支", "党总支（已撤销）"),
    ]
    assert labels(store, "西湾") == ["长城村西湾党支部"]


def test_people_leave_room_for_places(store):
    for number in range(20):
        make_person(store, f"长城{number}")
    make_village(store, "长城村")
    found = search(store, "长城", limit=10)
    assert len(found) == 10
    assert found[-1].table == "village"


def test_a_changed_name_is_found_by_the_new_one_only(store):
    person = make_person(store, "沙晨", initials="sc", phone="13800000001")
    store.update("person", person, {"name": "马超", "initials": "mc", "phone": "13900000002"})
    assert labels(store, "沙") == labels(store, "sc") == labels(store, "13800") == []
    assert (
        labels(store, "马")
        == labels(store, "mc")
        == labels(store, "13900")
        == labels(store, "0002")
        == ["马超"]
    )


def test_a_removed_person_is_gone_and_comes_back_with_undo(store):
    person = make_member(store, "沙晨", initials="sc", id_number=NUMBER)
    store.remove("person", person)
    assert labels(store, "沙") == labels(store, NUMBER[-4:]) == labels(store, NUMBER) == []
    store.update("person", person, {"_del": 0})
    assert labels(store, "沙") == labels(store, NUMBER[-4:]) == labels(store, NUMBER) == ["沙晨"]


def test_one_who_left_the_roll_is_found_and_marked(store):
    make_member(store, "沙晨", ended_on="2023-05-01", end_reason="死亡")
    assert search(store, "沙晨")[0].detail.endswith("（已不在册）")


def test_an_organization_renamed_or_removed_is_followed(store):
    branch = make_branch(store, "西湾党支部")
    store.update("organization", branch, {"name": "东湾党支部"})
    assert labels(store, "西湾") == []
    assert labels(store, "东湾") == ["东湾党支部"]
    store.remove("organization", branch)
    assert labels(store, "东湾") == []


names = st.text(st.sampled_from("王李沙晨明·龙"), min_size=1, max_size=5)
DIGITS = st.text(st.sampled_from("0123"), min_size=1, max_size=4)


@settings(max_examples=80)
@given(
    people=st.lists(st.tuples(names, st.text("012", min_size=11, max_size=11)), max_size=6),
    part=names,
    digits=DIGITS,
)
def test_search_finds_whom_reading_every_name_would_find(shared, people, part, digits):
    with scratch(shared) as store:
        for name, phone in people:
            make_person(store, name, phone=phone)
        wanted = part.replace("·", "")
        by_name = sorted(name for name, _ in people if wanted and wanted in name.replace("·", ""))
        assert sorted(labels(store, part)) == by_name
        by_phone = sorted(
            name for name, phone in people if phone.startswith(digits) or phone.endswith(digits)
        )
        assert sorted(labels(store, digits)) == by_phone


def test_a_copy_of_the_file_finds_the_same_people(tmp_path):
    ledger, _ = Ledger.create(tmp_path / "ledger")
    store = ledger.connect()
    with store.operation("test", "登记", "测试员"):
        for name in ("甲一", "乙二", "丙三"):
            make_person(store, name)
    with store.operation("test", "移除", "测试员"):
        store.remove("person", store.find("person", name="甲一")[0]["id"])
    copy = tmp_path / "copy.db"
    store.scalar(f"VACUUM INTO '{copy}'")
    opened = Store(connect(copy, ledger.key))
    assert labels(opened, "乙") == ["乙二"]
    assert labels(opened, "三") == ["丙三"]
    opened.close()
    store.close()
    ledger.close()
