"""The roster page: people under a filter, in an order, page by page, columns as chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.models import queries_roster
from app.models.roster_filters import MEMBERS as MEMBERS
from app.models.roster_filters import RosterFilter, selection
from app.models.store import Store
from app.rules import codes, members
from app.rules.vocabulary import PersonStatus

EAGER_ROWS = 512
FLAGS = {0: "", 1: "是"}


@dataclass(frozen=True, slots=True)
class RosterColumn:
    """A column of the roster: `kind` tells how its values read and how they are set (text, date, number)."""

    code: str
    heading: str
    kind: str = "text"
    sortable: bool = True


COLUMNS: tuple[RosterColumn, ...] = (
    RosterColumn("name", "姓名"),
    RosterColumn("sex", "性别"),
    RosterColumn("ethnicity", "民族"),
    RosterColumn("birth_on", "出生日期", "date"),
    RosterColumn("age", "年龄", "number"),
    RosterColumn("education", "学历"),
    RosterColumn("status", "人员类别"),
    RosterColumn("organization", "所在党支部"),
    RosterColumn("duty", "党内职务", sortable=False),
    RosterColumn("village", "所在村"),
    RosterColumn("village_group", "村民小组"),
    RosterColumn("joined_on", "入党时间", "date"),
    RosterColumn("full_on", "转正时间", "date"),
    RosterColumn("party_age", "党龄", "number"),
    RosterColumn("id_number", "公民身份号码"),
    RosterColumn("phone", "联系电话"),
    RosterColumn("native_place", "籍贯"),
    RosterColumn("address", "住址"),
    RosterColumn("work_unit", "工作单位"),
    RosterColumn("occupation", "职业"),
    RosterColumn("is_migrant", "流动党员"),
    RosterColumn("is_hardship", "生活困难"),
    RosterColumn("is_lost", "失联"),
    RosterColumn("note", "备注"),
    RosterColumn("ended_on", "离开日期", "date"),
    RosterColumn("end_reason", "离开原因"),
)
GROUPS = {
    "organization": "所在党支部",
    "status": "人员类别",
    "village": "所在村",
    "education": "学历",
    "ethnicity": "民族",
    "sex": "性别",
    "joined_year": "入党年份",
}
"""What people can be put into groups by, and what it is called."""
UNSTATED = "（未填写）"
STANDARD = (
    "name", "sex", "ethnicity", "birth_on", "education", "status", "organization", "joined_on", "full_on",
    "phone", "is_migrant",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person: values in words, in the order of the columns chosen."""

    id: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RosterGroup:
    """People of one branch, one 学历 …: what they have in common, and how many they are."""

    label: str
    count: int


class RosterView:
    """People selected and ordered once; the first rows come at once, any page after that as quickly.

    Belongs to the thread of its store. Rows are read when a page is asked for; who is in it was settled at the
    first page beyond the first rows. `close` gives the memory back.
    """

    def __init__(
        self,
        store: Store,
        filters: RosterFilter | None = None,
        *,
        as_of: date,
        order: str = "",
        descending: bool = False,
        columns: Sequence[str] = STANDARD,
        group: str = "",
    ) -> None:
        self.columns = tuple(columns)
        self._store = store
        self._as_of = as_of
        wanted = filters or RosterFilter()
        self._chosen = selection(store, wanted, as_of, order=order, descending=descending, group=group)
        self._vector = ""
        self.count = (
            queries_roster.count_members(store, wanted.statuses)
            if wanted.statuses
            and wanted == RosterFilter(statuses=wanted.statuses)
            and set(wanted.statuses) <= set(MEMBERS)
            else queries_roster.count(store, self._chosen)
        )

    def page(self, start: int, size: int) -> list[RosterRow]:
        """Return the rows at places start … start + size - 1, counted from 0."""
        if start + size <= EAGER_ROWS and not self._vector:
            found = queries_roster.first(self._store, self._chosen, self.columns, start + size)[start:]
        else:
            self.prepare()
            found = queries_roster.page(self._store, self._vector, self.columns, start, size)
        return [RosterRow(row[0], self._words(row[1:])) for row in found]

    def prepare(self) -> None:
        """Settle the order of everyone, so that a page anywhere comes at once; done by itself when needed."""
        if not self._vector:
            self._vector = queries_roster.make_vector(self._store, self._chosen)

    def groups(self) -> list[RosterGroup]:
        """Return the groups in the order in which their people come; one of everyone when none are asked for."""
        by = self._chosen.group
        if not by:
            return [RosterGroup("", self.count)]
        found = queries_roster.groups(self._store, self._chosen)
        return [RosterGroup(_group_label(by, called), count) for called, count in found]

    def place_of(self, person_id: str) -> int | None:
        """Return the place of a person, counted from 0; None when not in the view."""
        self.prepare()
        return queries_roster.place_of(self._store, self._vector, person_id)

    def ids(self) -> list[str]:
        """Return the ids of everyone in the view, in order."""
        return queries_roster.ids(self._store, self._chosen)

    def close(self) -> None:
        """Give the memory back."""
        if self._vector:
            queries_roster.drop_vector(self._store, self._vector)
            self._vector = ""

    def _words(self, values: tuple[Any, ...]) -> tuple[str, ...]:
        return tuple(
            _word(code, value, self._as_of) for code, value in zip(self.columns, values, strict=True)
        )


def _group_label(by: str, called: Any) -> str:
    if called is None:
        return UNSTATED
    if by == "joined_year":
        return f"{called}年"
    return _word(by, called, date.min)


def _word(code: str, value: Any, as_of: date) -> str:
    if code == "age":
        found = members.age(value, as_of)
        return "" if found is None else str(found)
    if code == "party_age":
        return _party_age(value, as_of)
    if value is None:
        return ""
    if code in {"sex", "ethnicity", "education"}:
        return codes.label(code, str(value))
    if code == "status":
        return PersonStatus.label_of(value)
    if code in {"is_migrant", "is_hardship", "is_lost"}:
        return FLAGS[value]
    return str(value).replace(",", "、") if code == "duty" else str(value)


def _party_age(value: str, as_of: date) -> str:
    full_on, joined_on, correction = value.split("|")
    start = members.party_age_start(full_on or None, joined_on or None, int(correction))
    years = members.party_age(start, as_of)
    return "" if years is None else str(years)
