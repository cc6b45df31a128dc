from app.models.ledger import Ledger
from app.models.store import Store
from app.services.backups import make_backup
from app.services.doctor import examine

ACTOR = "王干事"


def by_name(ledger: Ledger, store: Store) -> dict[str, tuple[bool, str]]:
    return {item.name: (item.good, item.words) for item in examine(ledger, store)}


def test_a_sound_ledger_is_found_sound(ledger: Ledger, store: Store) -> None:
    with store.operation("village.add", "新增村", ACTOR):
        store.insert("village", [{"name": "石桥村"}])
    make_backup(ledger)
    found = by_name(ledger, store)
    assert found["台账文件"] == (True, "完好")
    assert found["操作历史"][0]
    assert found["备份"][0]
    assert any(name.startswith("字体·") for name in found)


def test_data_without_a_backup_is_pointed_out(ledger: Ledger, store: Store) -> None:
    with store.operation("village.add", "新增村", ACTOR):
        store.insert("village", [{"name": "石桥村"}])
    assert by_name(ledger, store)["备份"] == (False, "还没有备份，请做一个。")


def test_a_rewritten_history_is_pointed_out(ledger: Ledger, store: Store) -> None:
    with store.operation("village.add", "新增村", ACTOR):
        store.insert("village", [{"name": "石桥村"}])
    store.connection.execute("DROP TRIGGER operation_no_update")
    store.connection.execute("UPDATE operation SET actor = '别人'")
    good, words = by_name(ledger, store)["操作历史"]
    assert not good
    assert "改写" not in words
