"""Branches that have long developed nobody, and 党员空白村小组 with what they have in reserve: two different lists."""

from dataclasses import dataclass
from datetime import date

from app.models import queries_plans as queries
from app.models.populations import RESERVE_NOTE
from app.models.store import Row, Store
from app.rules.calendar import Day
from app.rules.members import whole_years
from app.rules.vocabulary import OrganizationKind

YELLOW, ORANGE, RED = 1, 2, 3
LEVELS = {YELLOW: "一年没有发展党员", ORANGE: "连续两年没有发展党员", RED: "连续三年以上没有发展党员"}


@dataclass(frozen=True, slots=True)
class IdleBranch:
    """A branch without development. years: whole years since the last reception (or its founding); level 1, 2, 3."""

    organization_id: str
    organization: str
    village: str
    parent: str
    last_on: str
    years: int
    level: int
    full: int
    applicants: int
    activists: int
    objects: int
    sentence: str

    @property
    def level_label(self) -> str:
        """The level in words."""
        return LEVELS[self.level]


@dataclass(frozen=True, slots=True)
class BlankGroup:
    """A 村民小组 without any 党员, and its reserve: the names on the way into the Party, else what its office states."""

    group_id: str
    village: str
    group: str
    households: int | None
    reserve: tuple[str, ...]


def idle_branches(store: Store, *, as_of: date, years: int = 1) -> list[IdleBranch]:
    """Return the branches that have received nobody for at least `years` years, the longest first.

    Temporary ones cannot receive (第二十二条) and are left out, as are those of which no day is known at all.
    """
    last = queries.last_received(store, as_of.isoformat())
    stages: dict[str, dict[str, int]] = {}
    for row in queries.waiting(store, as_of.isoformat()):
        stages.setdefault(row["organization_id"] or "", {})[row["stage"]] = row["people"]
    found = []
    for branch in queries.branches(store):
        since = last.get(branch["id"], "") or branch["founded_on"] or ""
        # A date cut short counts as its last day.
        passed = whole_years(Day.parse(since).last, as_of) if since else None
        if passed is None or passed < years or branch["kind"] == OrganizationKind.TEMPORARY_BRANCH:
            continue
        counts = stages.get(branch["id"], {})
        found.append(
            IdleBranch(
                branch["id"],
                branch["name"],
                branch["village"],
                branch["parent"],
                last.get(branch["id"], ""),
                passed,
                min(passed, RED),
                branch["full"],
                counts.get("applicant", 0),
                counts.get("activist", 0),
                counts.get("object", 0),
                _sentence(branch["name"], last.get(branch["id"], ""), passed, counts),
            )
        )
    return sorted(found, key=lambda one: (-one.years, one.last_on))


def _sentence(name: str, last_on: str, years: int, counts: dict[str, int]) -> str:
    since = f"最近一次接收预备党员是{Day.parse(last_on).chinese()}" if last_on else "没有接收预备党员的记录"
    people = counts.get("activist", 0) + counts.get("object", 0)
    reserve = f"现有入党积极分子和发展对象{people}人" if people else "现在没有入党积极分子"
    return f"{name}{since}，已满{years}年，{reserve}。"


def blank_groups(store: Store, *, as_of: date) -> list[BlankGroup]:
    """Return the 党员空白村小组 of a day, each with its reserve."""
    return [
        BlankGroup(
            row["id"],
            row["village"],
            row["name"],
            row["households"],
            _reserve(row),
        )
        for row in queries.blank_groups(store, as_of.isoformat())
    ]


def _reserve(row: Row) -> tuple[str, ...]:
    stated = (row["note"] or "").partition(RESERVE_NOTE)[2].partition("；")[0]
    return tuple(name.strip() for name in (row["reserve"] or stated).split("、") if name.strip())
