from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.connection import DatabaseError
from app.models.ledger import Ledger
from app.models.store import Store
from app.services.lists import COLUMNS, RosterFilter, RosterView
from tests.builders import (
    id_number,
    make_branch,
    make_group,
    make_member,
    make_organization,
    make_person,
    make_village,
    new_store,
    put,
    scratch,
)

AS_OF = date(2023, 12, 31)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with new_store(tmp_path_factory.mktemp("roster") / "ledger") as store:
        yield store


@pytest.fixture
def store(shared):
    with scratch(shared) as one:
        yield one


def names(store, filters=None, **more):
    view = RosterView(store, filters, as_of=AS_OF, columns=["name"], **more)
    return [row.values[0] for row in view.page(0, 100)]


def test_only_members_on_the_roll_are_shown_unless_asked_otherwise(store):
    make_member(store, "甲")
    make_member(store, "乙", status="probationary")
    make_member(store, "丙", ended_on="2023-01-01")
    make_person(store, "丁", status="activist")
    assert names(store) == ["甲", "乙"]
    assert names(store, RosterFilter(ended=True)) == ["丙"]
    assert names(store, RosterFilter(statuses=("activist",))) == ["丁"]
    assert names(store, RosterFilter(statuses=())) == ["甲", "乙", "丁"]


def test_values_stand_in_words(store):
    village = make_village(store, "长城村")
    group = make_group(store, village, "小坝小组")
    branch = make_branch(store, "西湾党支部", village_id=village)
    person = make_member(
        store,
        "沙晨",
        id_number=id_number("1966-02-24", 87),
        birth_on="1966-02-24",
        sex=1,
        ethnicity="08",
        education="70",
        organization_id=branch,
        village_group_id=group,
        joined_on="1992-01-18",
        full_on="1993-01-18",
        is_migrant=1,
    )
    for duty in ("书记", "宣传委员"):
        put(store, "post", person_id=person, organization_id=branch, duty=duty)
    put(store, "post", person_id=person, organization_id=branch, duty="组织委员", to_on="2020-01-01")
    codes = [
        "name",
        "sex",
        "ethnicity",
        "age",
        "party_age",
        "organization",
        "village",
        "village_group",
        "duty",
    ]
    view = RosterView(store, as_of=AS_OF, columns=[*codes, "is_migrant", "is_lost", "note"])
    assert view.page(0, 1)[0].values == (
        "沙晨", "男", "壮族", "57", "30", "西湾党支部", "长城村", "小坝小组", "书记、宣传委员", "是", "", "",
    )  # fmt: skip


def test_every_column_can_be_shown_of_a_person_nothing_is_known_of(store):
    make_person(store, "沙晨", status="full")
    view = RosterView(store, as_of=AS_OF, columns=[column.code for column in COLUMNS])
    values = dict(zip(view.columns, view.page(0, 1)[0].values, strict=True))
    assert {code for code, value in values.items() if value} == {"name", "status"}


def test_a_general_branch_shows_everyone_under_it(store):
    general = make_organization(store, "长城村党总支", "general_branch")
    branch, other = make_branch(store, "甲支部", parent_id=general), make_branch(store, "乙支部")
    make_member(store, "甲", organization_id=branch)
    make_member(store, "乙", organization_id=other)
    assert names(store, RosterFilter(organization_id=general)) == ["甲"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"sex": 2}, ["乙"]),
        ({"minority": True}, ["乙"]),
        ({"minority": False}, ["甲"]),
        ({"educations": ("20", "30")}, ["甲"]),
        ({"is_migrant": True}, ["乙"]),
        ({"age_from": 43}, ["甲"]),
        ({"age_to": 42}, ["乙"]),
        ({"age_from": 23, "age_to": 43}, ["甲", "乙"]),
        ({"joined_from": "2010-03"}, ["乙"]),
        ({"joined_to": "2010"}, ["甲", "乙"]),
        ({"joined_to": "2009-12-31"}, ["甲"]),
        ({"fifty_years_in": 2051}, ["甲"]),
        ({"without_id": True}, ["乙"]),
        ({"text": "甲"}, ["甲"]),
        ({"text": "YS"}, ["乙"]),
        ({"text": "139"}, ["乙"]),
        ({"text": "532699"}, ["甲"]),
        ({"text": "19801231"}, ["甲"]),
        ({"text": "0000000"}, ["乙"]),
        ({"text": "·"}, ["甲", "乙"]),
        ({"text": "没有"}, []),
    ],
)
def test_a_filter_narrows(store, filters, expected):
    make_member(
        store,
        "甲",
        initials="js",
        birth_on="1980-12-31",
        id_number=id_number("1980-12-31"),
        education="20",
        full_on="2001-07-01",
    )
    make_member(
        store,
        "乙",
        initials="ys",
        sex=2,
        ethnicity="04",
        birth_on="2000-12-31",
        education="70",
        is_migrant=1,
        joined_on="2010-03-05",
        full_on="2011-03-05",
        id_number=None,
        phone="13900000000",
    )
    assert names(store, RosterFilter(**filters)) == expected


def test_order_can_be_turned_round_and_equals_keep_the_order_of_entry(store):
    for name, born in (("乙", "1990-01-01"), ("甲", "1980-01-01"), ("丙", "1990-01-01")):
        make_member(store, name, birth_on=born)
    assert names(store, order="birth_on") == ["甲", "乙", "丙"]
    assert names(store, order="birth_on", descending=True) == ["丙", "乙", "甲"]
    assert names(store) == ["乙", "甲", "丙"]


@settings(max_examples=30)
@given(
    births=st.lists(st.sampled_from(["1960-01-01", "1970-05", None]), min_size=1, max_size=12),
    order=st.sampled_from([column.code for column in COLUMNS if column.sortable]),
    size=st.integers(1, 5),
    descending=st.booleans(),
)
def test_pages_laid_together_are_the_whole_roster_in_order(shared, births, order, size, descending):
    with scratch(shared) as store:
        for number, born in enumerate(births):
            make_member(store, f"党员{number}", birth_on=born)
        view = RosterView(store, as_of=AS_OF, columns=["name"], order=order, descending=descending)
        first = view.page(0, 100)
        ids = view.ids()
    assert [row.id for row in first] == ids
    assert view.count == len(ids) == len(births)


def test_pages_beyond_the_first_rows_are_the_same_rows(tmp_path):
    ledger, _ = Ledger.create(tmp_path / "ledger")
    store = ledger.connect()
    with store.operation("test", "登记", "测试员"):
        for number in range(600):
            make_member(store, f"党员{599 - number:03d}")
    store.close()
    reader = ledger.connect(readonly=True)
    view = RosterView(reader, as_of=AS_OF, columns=["name"], order="name")
    early = view.page(0, 100)
    late = view.page(550, 100)
    assert [row.values[0] for row in late] == [f"党员{number:03d}" for number in range(550, 600)]
    assert view.page(0, 100) == early
    assert view.place_of(late[-1].id) == 599
    assert view.place_of("nobody") is None
    with pytest.raises(DatabaseError, match="readonly"):
        reader.connection.execute("UPDATE person SET name = 'x'")
    view.close()
    assert reader.scalar("SELECT count(*) FROM temp.sqlite_master") == 0
    reader.close()
    ledger.close()
