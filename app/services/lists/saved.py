"""常用条件: what the roster was narrowed to and how it was grouped, kept in the ledger under a name."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import BadInput, NotFound
from app.models import queries_settings
from app.models.store import Store

PREFIX = "roster:"
LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """One saved filter: `asked` is what the page keeps of its drop-downs, by name."""

    id: str
    name: str
    asked: Mapping[str, str]


def saved_filters(store: Store) -> list[SavedFilter]:
    """Return the saved filters by name."""
    found = [_saved(row_id, str(value)) for row_id, value in queries_settings.beginning(store, PREFIX)]
    return sorted(found, key=lambda one: one.name)


def save_filter(store: Store, name: str, asked: Mapping[str, str], *, actor: str) -> None:
    """Keep a filter under a name; one of that name is replaced."""
    name = _checked(name)
    content = _content(name, asked)
    twin = _named(store, name)
    with store.operation("filter.save", f"保存常用条件“{name}”", actor):
        if twin is None:
            store.insert("setting", [{"name": f"{PREFIX}{uuid.uuid4().hex}", "value": content}])
        else:
            store.update("setting", twin.id, {"value": content})


def rename_filter(store: Store, saved: SavedFilter, name: str, *, actor: str) -> None:
    """Give a filter another name. Raises BadInput when another one has it."""
    name = _checked(name)
    twin = _named(store, name)
    if twin is not None and twin.id != saved.id:
        raise BadInput(f"已经有名为“{name}”的常用条件。", "请换一个名称。")
    with store.operation("filter.rename", f"常用条件“{saved.name}”改名为“{name}”", actor):
        store.update("setting", saved.id, {"value": _content(name, saved.asked)})


def remove_filter(store: Store, saved: SavedFilter, *, actor: str) -> None:
    """Take a filter off the list; undo brings it back."""
    if store.get("setting", saved.id) is None:
        raise NotFound(f"常用条件“{saved.name}”已经不在了。")
    with store.operation("filter.remove", f"移除常用条件“{saved.name}”", actor):
        store.remove("setting", saved.id)


def _named(store: Store, name: str) -> SavedFilter | None:
    return next((one for one in saved_filters(store) if one.name == name), None)


def _checked(name: str) -> str:
    name = name.strip()
    if not name:
        raise BadInput("名称不能为空。", "请起一个看得懂的名称，如“流动党员”。")
    if len(name) > LONGEST_NAME:
        raise BadInput(f"名称超过{LONGEST_NAME}字。", "请起短一些。")
    return name


def _content(name: str, asked: Mapping[str, str]) -> str:
    kept = {key: value for key, value in asked.items() if value}
    return json.dumps({"name": name, "asked": kept}, ensure_ascii=False, sort_keys=True)


def _saved(row_id: str, value: str) -> SavedFilter:
    content = json.loads(value)
    return SavedFilter(row_id, content["name"], content["asked"])
