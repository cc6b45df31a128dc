import pytest

from app.errors import StorageError
from app.models import history, triggers
from app.models.connection import DatabaseError, OperationalError
from app.models.ledger import Ledger
from app.models.store import Store

ACTOR = "王干事"


def add_village(store: Store, name: str) -> str:
    with store.operation("village.add", f"新增村：{name}", ACTOR):
        return store.insert("village", [{"name": name}])[0]


def test_a_write_outside_an_operation_is_stopped(store: Store) -> None:
    village = add_village(store, "石桥村")
    with pytest.raises(DatabaseError, match="outside an operation"):
        store.connection.execute("UPDATE village SET name = 'x' WHERE id = ?", [village])
    with pytest.raises(DatabaseError, match="outside an operation"):
        store.insert("village", [{"name": "高坡村"}])
    assert [v["name"] for v in store.find("village")] == ["石桥村"]


def test_rows_cannot_be_deleted_and_the_log_cannot_be_rewritten(store: Store) -> None:
    add_village(store, "石桥村")
    for statement in (
        "DELETE FROM village",
        "DELETE FROM op",
        "UPDATE op SET value = 'x'",
        "UPDATE operation SET actor = 'x'",
        "UPDATE village SET id = 'x'",
    ):
        with pytest.raises(DatabaseError):
            store.connection.execute(statement)


def test_creating_writes_one_op_with_the_fields_given(store: Store) -> None:
    village = add_village(store, "石桥村")
    ops = store.rows("SELECT field, value, parents FROM op WHERE row = ?", [village])
    assert ops == [{"field": "*", "value": '{"name":"石桥村"}', "parents": ""}]


def test_changing_writes_one_op_a_field_with_its_old_value_and_parent(store: Store) -> None:
    village = add_village(store, "石桥村")
    with store.operation("village.edit", "改村", ACTOR):
        store.update("village", village, {"name": "大桥村", "note": "合并", "code": None})
    with store.operation("village.edit", "再改村", ACTOR):
        store.update("village", village, {"name": "新桥村", "note": "合并"})
    ops = store.rows(
        "SELECT seq, field, value, old, parents, replica FROM op WHERE row = ? ORDER BY seq", [village]
    )
    replica, first = ops[0]["replica"], ops[0]["seq"]
    assert [(o["field"], o["value"], o["old"]) for o in ops[1:]] == [
        ("name", "大桥村", "石桥村"),
        ("note", "合并", None),
        ("name", "新桥村", "大桥村"),
    ]
    assert [o["parents"] for o in ops[1:]] == [f"{replica}:{n}" for n in (first, first, first + 1)]


def test_the_history_keeps_numbers_texts_and_nothing_apart(store: Store) -> None:
    with store.operation("person.add", "新增人员", ACTOR):
        [person] = store.insert("person", [{"name": "007", "status": "masses", "sex": 1, "note": "0012"}])
    with store.operation("person.edit", "改人员", ACTOR):
        store.update("person", person, {"name": "8", "sex": None, "is_migrant": 1, "note": None})
    ops = store.rows("SELECT field, value, old FROM op WHERE row = ? AND field <> '*'", [person])
    assert {op["field"]: (op["old"], op["value"]) for op in ops} == {
        "name": ("007", "8"),
        "sex": (1, None),
        "is_migrant": (0, 1),
        "note": ("0012", None),
    }


def test_an_edit_reads_no_more_the_longer_the_history_is(store: Store) -> None:
    plans = [
        row[3]
        for statement in (
            "SELECT seq_to FROM operation WHERE replica = 'r' AND seq_from <= 9 ORDER BY seq_from DESC LIMIT 1",
            "SELECT max(seq) FROM op WHERE replica = 'r'",
            "SELECT id FROM operation WHERE undoes IS NOT NULL",
        )
        for row in store.tuples(f"EXPLAIN QUERY PLAN {statement}")
    ]
    assert [plan for plan in plans if plan.startswith("SCAN") and "USING" not in plan] == []


def test_the_stamp_of_a_later_write_is_larger_even_when_the_clock_went_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    village = add_village(store, "石桥村")
    monkeypatch.setattr("time.time_ns", lambda: 1_000)
    with store.operation("village.edit", "改村", ACTOR):
        store.update("village", village, {"name": "大桥村"})
    stamps = [row[0] for row in store.tuples("SELECT stamp FROM op ORDER BY seq")]
    assert stamps == sorted(stamps)
    assert stamps[-1] > stamps[-2]


def test_an_operation_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    village = add_village(store, "石桥村")
    before = store.scalar("SELECT count(*) FROM operation")
    with store.operation("village.edit", "不变", ACTOR):
        store.update("village", village, {"name": "石桥村"})
    assert store.scalar("SELECT count(*) FROM operation") == before
    assert store.scalar("SELECT operation FROM local") is None


def test_a_failing_operation_leaves_everything_as_it_was(store: Store) -> None:
    village = add_village(store, "石桥村")
    before = store.tuples("SELECT * FROM op") + store.tuples("SELECT * FROM operation")
    with pytest.raises(ValueError, match="halfway"), store.operation("village.edit", "改村", ACTOR):
        store.update("village", village, {"name": "大桥村"})
        store.insert("village", [{"name": "高坡村"}])
        raise ValueError("halfway")
    assert store.tuples("SELECT * FROM op") + store.tuples("SELECT * FROM operation") == before
    assert [v["name"] for v in store.find("village")] == ["石桥村"]
    add_village(store, "高坡村")


def test_unknown_tables_and_columns_never_reach_a_statement(store: Store) -> None:
    with pytest.raises(KeyError), store.operation("x", "x", ACTOR):
        store.insert("op", [{"row": "x"}])
    with pytest.raises(KeyError), store.operation("x", "x", ACTOR):
        store.insert("village", [{'name") --': "x"}])
    with pytest.raises(KeyError):
        store.find("village", nonsense=1)


def test_a_reading_connection_cannot_write(ledger: Ledger) -> None:
    reader = ledger.connect(readonly=True)
    try:
        with pytest.raises((StorageError, OperationalError)), reader.operation("x", "x", ACTOR):
            reader.insert("village", [{"name": "石桥村"}])
        assert reader.find("village") == []
    finally:
        reader.close()


def test_the_reader_sees_a_write_only_when_it_is_whole(ledger: Ledger, store: Store) -> None:
    reader = ledger.connect(readonly=True)
    try:
        with store.operation("village.add", "新增村", ACTOR):
            store.insert("village", [{"name": "石桥村"}])
            assert reader.find("village") == []
        assert len(reader.find("village")) == 1
    finally:
        reader.close()


def test_every_ledger_table_has_its_triggers_and_its_view(store: Store) -> None:
    have = {
        row[0] for row in store.tuples("SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')")
    }
    tables = triggers.ledger_tables(store.connection)
    assert "person" in tables
    for table in tables:
        assert {f"{table}_{t}" for t in ("created", "changed", "identity", "kept")} <= have
        assert f"live_{table}" in have


def test_every_column_of_every_ledger_table_is_recorded_when_it_changes(store: Store) -> None:
    village = add_village(store, "石桥村")
    with store.operation("village.edit", "全改", ACTOR):
        changes = {
            "name": "a",
            "code": "b",
            "sort": 1,
            "note": "c",
            "ended_on": "2024-01-01",
            "end_reason": "d",
        }
        store.update("village", village, changes)
    recorded = {r[0] for r in store.tuples("SELECT field FROM op WHERE row = ? AND field <> '*'", [village])}
    assert recorded == set(store.columns("village")) - {"id", "_del"}


def test_a_rewritten_history_shows_in_the_chain(store: Store) -> None:
    add_village(store, "石桥村")
    second = add_village(store, "高坡村")
    add_village(store, "柳树村")
    assert history.verify_chain(store) is None
    store.connection.execute("DROP TRIGGER op_no_update")
    store.connection.execute('UPDATE op SET value = \'{"name":"假村"}\' WHERE row = ?', [second])
    forged = store.scalar("SELECT operation FROM op WHERE row = ?", [second])
    assert history.verify_chain(store) == forged
