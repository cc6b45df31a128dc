"""Looking over this computer and this ledger: versions, integrity, backups, disk, fonts."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta

from app import __version__
from app.errors import AppError
from app.models.connection import sqlite_version
from app.models.health import integrity
from app.models.history import verify_chain
from app.models.ledger import Ledger
from app.models.store import Store
from app.services.backups import backups, needs_backup

LEAST_FREE = 500_000_000
BACKUP_AGE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing looked at: its name, whether it is in order, and what was seen."""

    name: str
    good: bool
    words: str


def examine(ledger: Ledger, store: Store, *, now: datetime | None = None) -> list[Item]:
    """Look everything over; slow parts (integrity) are done whole."""
    moment = now or datetime.now()
    return [
        Item("程序版本", True, __version__),
        Item("数据组件", True, sqlite_version()),
        _file(store),
        _chain(store),
        _backup(ledger, moment),
        _disk(ledger),
        *_fonts(),
    ]


def _file(store: Store) -> Item:
    answer = integrity(store)
    words = "完好" if answer == "ok" else f"已损坏（{answer}）。请用最近的备份恢复。"
    return Item("台账文件", answer == "ok", words)


def _chain(store: Store) -> Item:
    forged = verify_chain(store)
    if forged is None:
        return Item("操作历史", True, "完整，没有被改写")
    return Item("操作历史", False, f"从操作 {forged[:8]} 起与原样不符，可能被别的程序改过。")


def _backup(ledger: Ledger, now: datetime) -> Item:
    found = backups(ledger)
    if not found:
        fine = not needs_backup(ledger)
        return Item("备份", fine, "还没有备份，也还没有数据" if fine else "还没有备份，请做一个。")
    newest = found[0].made_at
    fresh = not needs_backup(ledger) or now - newest < BACKUP_AGE
    return Item("备份", fresh, f"共 {len(found)} 个，最近一个 {newest:%Y-%m-%d %H:%M}")


def _disk(ledger: Ledger) -> Item:
    free = shutil.disk_usage(ledger.folder).free
    words = f"剩余 {free / 1e9:.1f} GB"
    return Item("磁盘", free >= LEAST_FREE, words if free >= LEAST_FREE else words + "，请清理。")


def _fonts() -> list[Item]:
    from app.reports import fonts

    try:
        found = fonts.default().report()
    except AppError as error:
        return [Item("字体", False, str(error))]
    return [
        Item(f"字体·{file.role_name}", True, f"{file.name}{'（代用）' if file.standin else ''}")
        for file in found
    ]
