"""The office's own lines: tiers, 空壳 and 薄弱, lines to reach, and what change asks for an explanation."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from app.errors import BadInput
from app.models.store import Store
from app.reports.amounts import wan_short
from app.rules.economy import Tiers
from app.rules.money import FEN_PER_WAN, parse_amount
from app.rules.reference_economy import tiers
from app.services.townships import put_settings, setting

SETTING = "income_lines"
WAN = FEN_PER_WAN
BETWEEN, IS, AND = "；", "：", "、"


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines in 分, closed below: `bounds` of the tiers, under `shell` a village is 空壳, under `weak` 薄弱.

    `reach` are the lines whose villages are counted (5万、10万 … 以上); a change of more than `jump_percent` that is
    at least `jump_least` asks for an explanation; contracts are called up `contract_days` before they end.
    """

    bounds: tuple[int, ...]
    shell: int = 5 * WAN
    weak: int = 10 * WAN
    reach: tuple[int, ...] = (5 * WAN, 10 * WAN, 15 * WAN, 30 * WAN, 50 * WAN, 100 * WAN)
    jump_percent: int = 50
    jump_least: int = 1 * WAN
    contract_days: int = 90
    asks_source: bool = True


def lines(store: Store) -> Lines:
    """Return the lines in use: the office's own, else those shipped."""
    stated = dict(part.partition(IS)[::2] for part in setting(store, SETTING).split(BETWEEN) if part)
    shipped = Lines(tiers().bounds)
    return Lines(
        _amounts(stated, "分档") or shipped.bounds,
        _amount(stated, "空壳", shipped.shell),
        _amount(stated, "薄弱", shipped.weak),
        _amounts(stated, "达标") or shipped.reach,
        int(stated.get("变化幅度", shipped.jump_percent)),
        _amount(stated, "变化金额", shipped.jump_least),
        int(stated.get("合同提醒天数", shipped.contract_days)),
        stated.get("核对收入来源", "是") == "是",
    )


def save_lines(store: Store, wanted: Lines, *, actor: str) -> None:
    """Keep the office's own lines. Raises BadInput when bounds do not rise or a line is not above nothing."""
    for bounds in (wanted.bounds, wanted.reach):
        if not bounds or bounds[0] <= 0 or any(low >= high for low, high in pairwise(bounds)):
            raise BadInput("分档的金额要从低到高，都大于0。", "请重新填写，例如 5、10、50、100（万元）。")
    if wanted.shell > wanted.weak or wanted.jump_percent <= 0 or wanted.contract_days < 0:
        raise BadInput("空壳线不能高于薄弱线，变化幅度要大于0。", "请重新填写。")
    stated = {
        "分档": _words(*wanted.bounds), "空壳": _words(wanted.shell), "薄弱": _words(wanted.weak),
        "达标": _words(*wanted.reach), "变化幅度": str(wanted.jump_percent), "变化金额": _words(wanted.jump_least),
        "合同提醒天数": str(wanted.contract_days), "核对收入来源": "是" if wanted.asks_source else "否",
    }  # fmt: skip
    with store.operation("setting", "设置村集体经济收入分档", actor):
        put_settings(store, {SETTING: BETWEEN.join(f"{name}{IS}{value}" for name, value in stated.items())})


def _words(*fen: int) -> str:
    return AND.join(f"{Decimal(one) / FEN_PER_WAN:f}万元" for one in fen)


def _amounts(stated: dict[str, str], name: str) -> tuple[int, ...]:
    found = [parse_amount(text) for text in stated.get(name, "").split(AND) if text]
    return tuple(fen for fen in found if isinstance(fen, int))


def _amount(stated: dict[str, str], name: str, default: int) -> int:
    return next(iter(_amounts(stated, name)), default)


def tiers_of(store: Store) -> Tiers:
    """Return the tiers in use with their names."""
    bounds, shipped = lines(store).bounds, tiers()
    return shipped if bounds == shipped.bounds else Tiers("own", shipped.name, bounds, tier_names(bounds))


def tier_names(bounds: Sequence[int]) -> tuple[str, ...]:
    """Return the names of the bands between bounds: 5万元以下, 5万元至10万元 … 100万元以上."""
    marks = [f"{wan_short(bound)}万元" for bound in bounds]
    middle = [f"{low}至{high}" for low, high in pairwise(marks)]
    return (f"{marks[0]}以下", *middle, f"{marks[-1]}以上")
