from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.errors import Damaged, NewerFile, NotFound, StorageError
from app.models import backups
from app.models.connection import connect
from app.models.ledger import Ledger
from app.models.store import Store
from app.services.backups import make_backup, needs_backup, newest_whole, restore_backup, verify_backup

ACTOR = "王干事"
NOON = datetime(2026, 11, 20, 12, 0, 0)


def add_village(store: Store, name: str) -> None:
    with store.operation("village.add", f"新增村：{name}", ACTOR):
        store.insert("village", [{"name": name}])


def test_a_backup_is_verified_and_counts_what_the_ledger_counts(ledger: Ledger, store: Store) -> None:
    add_village(store, "石桥村")
    made = make_backup(ledger, now=NOON)
    backup, counts = verify_backup(ledger)
    assert backup.path == made.path
    assert counts["village"] == 1
    assert not list(backups.folder(ledger).glob("*.part*"))


def test_drafts_of_a_killed_process_go_and_files_of_others_stay(ledger: Ledger, store: Store) -> None:
    place = backups.folder(ledger)
    place.mkdir()
    left = [place / f"{'0a' * 16}.part", place / f"{'0a' * 16}.part-journal"]
    others = [place / "台账.part1.rar", place / "下载.part"]
    for path in [*left, *others]:
        path.write_bytes(b"x")
    make_backup(ledger)
    assert not any(path.exists() for path in left)
    assert all(path.exists() for path in others)


def test_nothing_new_needs_no_backup(ledger: Ledger, store: Store) -> None:
    assert not needs_backup(ledger)
    add_village(store, "石桥村")
    assert needs_backup(ledger)
    make_backup(ledger)
    assert not needs_backup(ledger)


def test_restoring_brings_back_the_content_under_a_new_identity_and_keeps_the_old_file(
    ledger: Ledger, store: Store
) -> None:
    add_village(store, "石桥村")
    make_backup(ledger, now=NOON)
    add_village(store, "高坡村")
    replica = store.scalar("SELECT replica FROM local")
    store.close()
    _, kept = restore_backup(ledger, now=NOON)
    assert kept is not None
    after = ledger.connect()
    assert [v["name"] for v in after.find("village")] == ["石桥村"]
    assert after.scalar("SELECT replica FROM local") != replica
    add_village(after, "柳树村")
    after.close()
    assert kept.exists()


def test_a_damaged_backup_is_refused_and_the_ledger_stays(ledger: Ledger, store: Store) -> None:
    add_village(store, "石桥村")
    path = make_backup(ledger, now=NOON).path
    raw = bytearray(path.read_bytes())
    raw[5000:5100] = bytes(100)
    path.write_bytes(raw)
    store.close()
    with pytest.raises(StorageError):
        restore_backup(ledger)
    after = ledger.connect()
    assert [v["name"] for v in after.find("village")] == ["石桥村"]
    after.close()


def test_an_unknown_backup_is_named(ledger: Ledger) -> None:
    with pytest.raises(NotFound, match="没有这个备份"):
        verify_backup(ledger, "备份-2020-01-01-000000.djb")


def test_thinning_keeps_recent_daily_weekly_monthly_and_the_newest_three(ledger: Ledger) -> None:
    place = backups.folder(ledger)
    place.mkdir()
    moments = [NOON - timedelta(hours=6 * n) for n in range(4 * 400)]
    for moment in moments:
        (place / f"备份-{moment:%Y-%m-%d-%H%M%S}.djb").write_bytes(b"")
    backups.thin(ledger, NOON)
    left = [b.made_at for b in backups.all_backups(ledger)]
    assert [m for m in moments if m > NOON - timedelta(days=2)] == [
        m for m in left if m > NOON - timedelta(days=2)
    ]
    assert len({m.date() for m in left}) >= 14
    assert len({m.strftime("%Y-%m") for m in left}) == 12
    assert len(left) < 50


def test_old_backups_are_not_thrown_away_when_the_clock_jumps_ahead(ledger: Ledger) -> None:
    place = backups.folder(ledger)
    place.mkdir()
    for hour in range(3):
        (place / f"备份-2026-11-20-{hour:02}0000.djb").write_bytes(b"")
    assert backups.thin(ledger, datetime(2099, 1, 1)) == []


def test_a_backup_holds_the_wrapped_key_so_that_the_recovery_code_opens_it(
    ledger: Ledger, store: Store
) -> None:
    add_village(store, "石桥村")
    path: Path = make_backup(ledger, now=NOON).path
    assert (path.parent / "ledger.key").read_bytes() == (ledger.folder / "ledger.key").read_bytes()


def spoil(path: Path) -> bytes:
    """Damage a file as a bad disk would; return what it holds now."""
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    return path.read_bytes()


def test_a_damaged_ledger_is_replaced_by_a_backup_and_kept(ledger: Ledger, store: Store) -> None:
    add_village(store, "石桥村")
    make_backup(ledger, now=NOON)
    store.close()
    ledger.close()
    spoilt = spoil(ledger.path)
    with pytest.raises(Damaged, match="备份恢复"):
        Ledger.open(ledger.folder)
    held = Ledger.hold(ledger.folder)
    whole = newest_whole(held)
    _, kept = restore_backup(held)
    held.let_go()
    assert whole is not None
    assert kept is not None
    assert kept.read_bytes() == spoilt
    with Ledger.open(ledger.folder) as opened:
        after = opened.connect()
        assert [v["name"] for v in after.find("village")] == ["石桥村"]
        after.close()


def test_the_newest_backup_that_is_whole_is_found_behind_damaged_ones(ledger: Ledger, store: Store) -> None:
    add_village(store, "石桥村")
    first = make_backup(ledger, now=NOON)
    spoil(make_backup(ledger, now=NOON + timedelta(days=1)).path)
    found = newest_whole(ledger)
    assert found is not None
    assert found.path == first.path
    spoil(first.path)
    assert newest_whole(ledger) is None


def test_a_ledger_whose_file_is_gone_is_brought_back(ledger: Ledger, store: Store) -> None:
    add_village(store, "石桥村")
    make_backup(ledger, now=NOON)
    store.close()
    ledger.close()
    ledger.path.unlink()
    held = Ledger.hold(ledger.folder)
    assert restore_backup(held)[1] is None
    held.let_go()
    Ledger.open(ledger.folder).close()


def test_a_backup_of_a_later_program_is_refused_and_the_ledger_stays(ledger: Ledger, store: Store) -> None:
    add_village(store, "石桥村")
    made = make_backup(ledger, now=NOON)
    connection = connect(made.path, ledger.key)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('dangjian', 'm9999_later', '')"
    )
    connection.close()
    add_village(store, "高坡村")
    store.close()
    with pytest.raises(NewerFile, match="更新版本"):
        restore_backup(ledger)
    after = ledger.connect()
    assert [v["name"] for v in after.find("village")] == ["石桥村", "高坡村"]
    after.close()
    assert [p.name for p in ledger.folder.iterdir() if "restored" in p.name] == []


def test_a_clock_set_back_leaves_no_work_without_a_backup(ledger: Ledger, store: Store) -> None:
    add_village(store, "石桥村")
    made = make_backup(ledger, now=datetime(2099, 1, 1))
    assert not needs_backup(ledger)
    add_village(store, "高坡村")
    assert needs_backup(ledger)
    made.path.unlink()
    assert needs_backup(ledger)


def test_backups_that_cannot_be_written_are_told_in_a_sentence(ledger: Ledger, store: Store) -> None:
    add_village(store, "石桥村")
    backups.folder(ledger).write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="备份没有做成"):
        make_backup(ledger)
