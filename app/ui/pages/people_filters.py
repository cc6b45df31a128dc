"""Who the roster shows: the drop-downs over it and the filter they make."""

from collections.abc import Iterable
from typing import Any

from app.rules import codes
from app.rules.vocabulary import PersonStatus
from app.services.lists import RosterFilter
from app.services.lists.roster import GROUPS, MEMBERS
from app.ui.widgets.filters import Choice, FilterBar

HINT = "姓名、拼音首字母、身份证号、电话"
AGES: dict[str, dict[str, int]] = {
    "35 岁及以下": {"age_to": 35},
    "36 至 45 岁": {"age_from": 36, "age_to": 45},
    "46 至 60 岁": {"age_from": 46, "age_to": 60},
    "61 岁及以上": {"age_from": 61},
}
OTHERS: dict[str, dict[str, Any]] = {
    "少数民族": {"minority": True},
    "流动党员": {"is_migrant": True},
    "生活困难党员": {"is_hardship": True},
    "失联党员": {"is_lost": True},
    "光荣在党50年": {"fifty_years_in": 0},
    "没有身份证号": {"without_id": True},
    "已不在册": {"ended": True},
}
EVERYONE = "everyone"


def make_filters() -> FilterBar:
    """Return the row of filters over the roster."""
    bar = FilterBar(HINT, delay_ms=60)
    bar.add("organization", "党组织", [])
    statuses = [(status.value, status.label) for status in reversed(PersonStatus)]
    bar.add("status", "人员类别", [*statuses, (EVERYONE, "所有人员")], "党员")
    bar.add("sex", "性别", list(codes.choices("sex").items()))
    bar.add("age", "年龄", [(name, name) for name in AGES])
    bar.add("other", "其他条件", [(name, name) for name in OTHERS], "其他条件")
    groups = [(code, f"按{name}") for code, name in GROUPS.items()]
    bar.add("group", "分组", groups, "不分组", narrows=False)
    return bar


def organization_choices(outline: Iterable[tuple[str, str, int]]) -> list[Choice]:
    """Return the organizations (id, name, depth) as choices, those under another set in."""
    return [(one, "　" * depth + name) for one, name, depth in outline]


def read_filter(bar: FilterBar, *, year: int, place: tuple[str, str]) -> RosterFilter:
    """Return what the filters ask for; `place` is a village or group (table, id) asked for by another page."""
    given: dict[str, Any] = {"text": bar.text, "organization_id": bar.value("organization")}
    status = bar.value("status")
    given["statuses"] = () if status == EVERYONE else (status,) if status else MEMBERS
    if bar.value("sex"):
        given["sex"] = int(bar.value("sex"))
    given.update(AGES.get(bar.value("age"), {}))
    given.update(OTHERS.get(bar.value("other"), {}))
    if "fifty_years_in" in given:
        given["fifty_years_in"] = year
    if place[1]:
        given[f"{place[0]}_id"] = place[1]
    return RosterFilter(**given)
