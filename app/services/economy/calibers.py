"""口径: the ways to count income — those shipped and the office's own, each dated and editable."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.errors import BadInput, NotFound
from app.models.store import Row, Store
from app.rules import codes
from app.rules.economy import ANY_CATEGORY, Caliber
from app.rules.reference_economy import calibers

BETWEEN = "、"
FIELDS = (
    ("categories", "income_category"),
    ("excluded", "income_nature"),
    ("costs", "cost_category"),
)


@dataclass(frozen=True, slots=True)
class CaliberDraft:
    """A caliber as it is edited: codes of categories (none: all), of kinds of money left out, of costs taken off."""

    name: str
    categories: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    costs: tuple[str, ...] = ()
    follows_mark: bool = True
    valid_from: str = "2005-01-01"
    note: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class CaliberItem:
    """A caliber as lists show it; `id` is empty for a shipped one, `formula` says in words what it counts."""

    id: str
    draft: CaliberDraft
    formula: str
    source: str

    @property
    def code(self) -> str:
        """Code of the caliber."""
        return self.draft.code


def calibers_in_force(store: Store, year: int) -> dict[str, Caliber]:
    """Return code → caliber in force at the end of a year; the office's own stand after the shipped ones."""
    found = dict(calibers(year))
    own: dict[str, Row] = {}
    for row in sorted(store.find("caliber", ended_on=None), key=lambda row: str(row["valid_from"])):
        if str(row["valid_from"]) <= f"{year}-12-31":
            own[row["code"]] = row
    return {**found, **{code: _caliber(row) for code, row in own.items()}}


def caliber_names(store: Store, year: int) -> dict[str, str]:
    """Return code → name of the calibers in force, in the order they are offered."""
    return {code: one.name for code, one in calibers_in_force(store, year).items()}


def caliber_items(store: Store, year: int) -> list[CaliberItem]:
    """Return the calibers in force with their formulas in words."""
    ids = {row["code"]: row["id"] for row in store.find("caliber", ended_on=None)}
    return [_item(one, ids.get(code, "")) for code, one in calibers_in_force(store, year).items()]


def save_caliber(store: Store, draft: CaliberDraft, *, actor: str) -> str:
    """Write a caliber of the office's own, new or changed; return its code.

    A shipped code (total, operating, net) is overridden from `valid_from` on. Raises BadInput in words.
    """
    name = draft.name.strip()
    if not name:
        raise BadInput("口径要有名称。", "请填写名称，例如“县考核口径”。")
    _check(draft)
    code = draft.code or _new_code(store, name)
    values: Row = {
        "code": code, "name": name, "valid_from": draft.valid_from, "follows_mark": int(draft.follows_mark),
        "note": draft.note or None, "ended_on": None, "end_reason": None,
        **{field: _words(listed, getattr(draft, field)) for field, listed in FIELDS},
    }  # fmt: skip
    held = store.find("caliber", code=code, valid_from=draft.valid_from)
    with store.operation("caliber.save", f"设置收入口径“{name}”", actor):
        if held:
            store.update("caliber", held[0]["id"], values)
        else:
            store.insert("caliber", [values])
    return code


def end_caliber(store: Store, code: str, *, reason: str, on: date, actor: str) -> None:
    """Stop using a caliber of the office's own. Raises NotFound; BadInput without a reason or while targets use it."""
    rows = store.find("caliber", code=code, ended_on=None)
    if not rows:
        raise NotFound("没有这个自定口径。", "通用口径不能停用。")
    if not reason.strip():
        raise BadInput("请写明停用的原因。")
    if code not in calibers(on.year) and store.find("target", caliber=code, year=on.year):
        raise BadInput(f"今年的目标还在用口径“{rows[0]['name']}”。", "请先把目标改为别的口径。")
    with store.operation("caliber.end", f"停用收入口径“{rows[0]['name']}”：{reason.strip()}", actor):
        for row in rows:
            store.update("caliber", row["id"], {"ended_on": on.isoformat(), "end_reason": reason.strip()})


def formula(caliber: Caliber) -> str:
    """Return in words what a caliber counts: 经营收入＋投资收益－经营支出（不含捐赠）."""
    if ANY_CATEGORY in caliber.categories:
        plus = "全部收入"
    else:
        plus = "＋".join(
            label for code, label in codes.choices("income_category").items() if code in caliber.categories
        )
    minus = "".join(
        f"－{label}" for code, label in codes.choices("cost_category").items() if code in caliber.costs
    )
    left = _labels("income_nature", caliber.excluded)
    return f"{plus}{minus}" + (f"（不含{BETWEEN.join(left)}）" if left else "")


def _item(one: Caliber, record_id: str) -> CaliberItem:
    any_category = ANY_CATEGORY in one.categories
    draft = CaliberDraft(
        one.name,
        () if any_category else _ordered("income_category", one.categories),
        _ordered("income_nature", one.excluded),
        _ordered("cost_category", one.costs),
        one.follows_mark,
        code=one.code,
    )
    return CaliberItem(record_id, draft, formula(one), one.source)


def _caliber(row: Row) -> Caliber:
    categories = _codes("income_category", row["categories"])
    return Caliber(
        row["code"],
        categories or frozenset({ANY_CATEGORY}),
        bool(row["follows_mark"]),
        _codes("cost_category", row["costs"]),
        row["source"] or row["note"] or "本单位自定",
        _codes("income_nature", row["excluded"]),
        row["name"],
    )


def _check(draft: CaliberDraft) -> None:
    for field, listed in FIELDS:
        unknown = set(getattr(draft, field)) - set(codes.choices(listed))
        if unknown:
            raise BadInput(
                f"口径里有认不出的类别：{BETWEEN.join(sorted(unknown))}。", "请从列出的类别中选择。"
            )
    try:
        date.fromisoformat(draft.valid_from)
    except ValueError:
        raise BadInput("口径的启用日期不对。", "请填写日期，如 2024-01-01。") from None


def _new_code(store: Store, name: str) -> str:
    held = next((row["code"] for row in store.find("caliber", name=name)), None)
    taken = {row["code"] for row in store.find("caliber")}
    return held or next(f"own{n}" for n in range(1, len(taken) + 2) if f"own{n}" not in taken)


def _codes(listed: str, text: str | None) -> frozenset[str]:
    found = (codes.look_up(listed, word) for word in (text or "").split(BETWEEN) if word)
    return frozenset(code for code in found if code)


def _words(listed: str, chosen: Iterable[str]) -> str | None:
    return BETWEEN.join(_labels(listed, chosen)) or None


def _labels(listed: str, chosen: Iterable[str]) -> list[str]:
    wanted = set(chosen)
    return [label for code, label in codes.choices(listed).items() if code in wanted]


def _ordered(listed: str, chosen: Iterable[str]) -> tuple[str, ...]:
    wanted = set(chosen)
    return tuple(code for code in codes.choices(listed) if code in wanted)
