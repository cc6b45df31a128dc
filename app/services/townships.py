"""Who the ledger belongs to, and the small settings that travel with it."""

from dataclasses import dataclass

from app.errors import BadInput
from app.models.store import Store

LEVELS = {"township": "乡镇（街道）", "county": "县（市、区）"}


@dataclass(frozen=True, slots=True)
class Township:
    """The office that keeps the ledger; the telephone number stands on its 公示."""

    name: str
    county: str
    level: str
    phone: str = ""


def setting(store: Store, name: str, default: str = "") -> str:
    """Return one setting of the ledger."""
    found = store.find("setting", name=name)
    return str(found[0]["value"]) if found and found[0]["value"] is not None else default


def put_settings(store: Store, values: dict[str, str]) -> None:
    """Write settings; to be called inside an operation."""
    for name, value in values.items():
        found = store.find("setting", name=name)
        if found:
            store.update("setting", found[0]["id"], {"value": value})
        else:
            store.insert("setting", [{"name": name, "value": value}])


def township(store: Store) -> Township:
    """Return the office the ledger belongs to."""
    return Township(
        setting(store, "township"),
        setting(store, "county"),
        setting(store, "level", "township"),
        setting(store, "phone"),
    )


def rename(store: Store, *, name: str, county: str, level: str, actor: str, phone: str | None = None) -> None:
    """Set the office's name, county and level, and its telephone number; None leaves that as it is."""
    _check(name, level)
    stated = {"township": name.strip(), "county": county.strip(), "level": level}
    stated |= {} if phone is None else {"phone": phone.strip()}
    with store.operation("setting", f"登记单位名称：{county}{name}", actor):
        put_settings(store, stated)


def _check(name: str, level: str) -> None:
    if not name.strip():
        raise BadInput("单位名称不能为空。", "请填写乡镇（街道）的名称，例如“长城彝族乡”。")
    if level not in LEVELS:
        raise BadInput(f"级别“{level}”不认识。", "请用 township（乡镇）或 county（县）。")


def set_up(store: Store, *, name: str, county: str, level: str, actor: str) -> None:
    """Write the office into a new ledger; this first operation cannot be taken back."""
    _check(name, level)
    with store.operation("setup", f"新建台账：{county}{name}", actor):
        put_settings(store, {"township": name.strip(), "county": county.strip(), "level": level})


def set_actor(store: Store, *, name: str) -> None:
    """Set who works with the ledger; every later operation bears this name."""
    if not name.strip():
        raise BadInput("使用人姓名不能为空。", "请填写经办人的姓名。")
    with store.operation("setting", f"使用人改为：{name.strip()}", name.strip()):
        put_settings(store, {"actor": name.strip()})
