import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.imports.packing import COLUMNS, Packed, Writes

VALUES = st.none() | st.integers(-(2**60), 2**60) | st.text(max_size=8)


@given(st.lists(st.fixed_dictionaries({"id": VALUES, "name": VALUES}), max_size=1200))
def test_rows_come_out_as_they_went_in_whole_or_one_by_one(rows: list[dict[str, object]]) -> None:
    packed = Packed(("id", "name"))
    places = [packed.append(row) for row in rows]
    assert list(packed) == rows
    assert len(packed) == len(rows)
    assert [packed[place] for place in places[:: max(len(rows) // 7, 1)]] == rows[:: max(len(rows) // 7, 1)]


def test_many_rows_take_little_room_and_keep_their_places() -> None:
    packed = Packed(("id", "name"))
    for number in range(2000):
        packed.append({"id": f"{number:032x}", "name": "沙晨"})
    assert packed[0]["id"] == "0" * 32
    assert packed[1999]["id"] == f"{1999:032x}"


def test_a_column_that_is_not_given_is_empty_and_an_unknown_one_is_a_mistake() -> None:
    packed = Packed(("id", "name"))
    packed.append({"id": "1"})
    assert packed[0] == {"id": "1", "name": None}
    with pytest.raises(KeyError):
        packed.append({"id": "1", "shoe_size": 42})


def test_a_change_of_nothing_is_no_change() -> None:
    writes = Writes()
    writes.update("person", "1", {})
    assert writes.empty
    writes.update("person", "1", {"name": "沙晨"})
    assert not writes.empty


def test_tables_come_after_those_they_refer_to() -> None:
    order = list(COLUMNS)
    for table, above in (("organization", "village"), ("village_group", "village"), ("person", "organization"), ("post", "person"), ("step_record", "development_case"), ("rating", "organization"), ("income_entry", "village")):  # fmt: skip
        assert order.index(table) > order.index(above)
