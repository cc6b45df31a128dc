"""The organizations, villages and groups a workbook can mean: those of the ledger and those about to be created."""

import difflib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.models import matching
from app.models.store import Row, Store
from app.rules import naming
from app.rules.problems import FieldProblem
from app.rules.texts import squeeze
from app.services.townships import township

AMBIGUOUS = "organization.ambiguous"
_MOST_SUGGESTIONS = 200
_OFFICES = ("乡", "镇", "街道")
_BRANCH_KEYS = ("支部", "总支")


@dataclass(slots=True)
class Named:
    """A record found by name; `row` holds its fields, `planned` tells that this import creates it."""

    id: str
    name: str
    row: Row
    planned: bool = False

    @property
    def ended_on(self) -> str | None:
        """When it came to an end; None while it lives."""
        return self.row.get("ended_on")


def _living_first(rows: Iterable[Row]) -> list[Row]:
    """Order records so that one that has ended is only meant when no living one has its name."""
    return sorted(rows, key=lambda row: row["ended_on"] is not None)


class Suggestions:
    """Names that look like one nobody knows. Looking is slow among many, so only the first questions are answered."""

    def __init__(self) -> None:
        self._answers: dict[tuple[str | None, str], list[str]] = {}

    def near(self, name: str, names: Iterable[str], place: str | None = None) -> list[str]:
        """Return up to three of `names` most like `name`; `place` tells apart questions about other names."""
        question = (place, name)
        if question in self._answers:
            return self._answers[question]
        if len(self._answers) >= _MOST_SUGGESTIONS:
            return []
        self._answers[question] = difflib.get_close_matches(name, list(names), n=3, cutoff=0.5)
        return self._answers[question]


class Villages:
    """Villages by what tells their names apart; `township` is the office whose name may stand before theirs."""

    def __init__(self, rows: Iterable[Row], township: str = "") -> None:
        self._township = squeeze(township)
        self._suggestions = Suggestions()
        self._by_key: dict[str, Named] = {}
        self._by_id: dict[str, Named] = {}
        for row in _living_first(rows):
            if row["ended_on"] is None or self.find(row["name"]) is None:
                self._keep(Named(row["id"], row["name"], row))

    def __len__(self) -> int:
        return len(self._by_key)

    def find(self, name: str) -> Named | None:
        """Return the village of that name; where there is no 前进村, 前进 is the 前进社区."""
        key = self.key(name)
        return self._by_key.get(key) or self._by_key.get(f"{key}社区")

    def plain(self, name: str) -> str:
        """Return the name without blanks and without that of the township before it."""
        name = squeeze(name)
        short = name.removeprefix(self._township)
        return short if len(short) > 1 else name

    def key(self, name: str) -> str:
        """Return what tells a village apart, see `naming.village_key`."""
        return naming.village_key(self.plain(name))

    def name_of(self, village_id: str | None) -> str:
        """Return the name of a village, empty when there is none."""
        return self._by_id[village_id].name if village_id in self._by_id else ""

    def create(self, name: str, sort: int) -> Named:
        """Plan a new village."""
        row: Row = {"id": uuid.uuid4().hex, "name": name, "sort": sort}
        village = Named(row["id"], name, row, planned=True)
        self._keep(village)
        return village

    def leading(self, organization: str) -> Named | None:
        """Return the village whose full name an organization's name begins with; the longest one."""
        found = [
            v for v in self._by_id.values() if len(v.name) > 1 and organization.startswith(self._fulls(v))
        ]
        return max(found, key=lambda village: len(village.name), default=None)

    def _fulls(self, village: Named) -> tuple[str, ...]:
        """Return the full names a village goes by: 长岭村委会 is 长岭村 as well."""
        key = self.key(village.name)
        return (village.name, key if key.endswith("社区") else f"{key}村")

    def near(self, name: str) -> list[str]:
        """Return known names that look like this one."""
        return self._suggestions.near(name, (village.name for village in self._by_key.values()))

    def _keep(self, village: Named) -> None:
        self._by_key[self.key(village.name)] = village
        self._by_id[village.id] = village


class Groups:
    """Village groups by village and name; `by_id` holds them all."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._suggestions = Suggestions()
        self._by_village: dict[tuple[str, str], Named] = {}
        self._by_name: dict[str, list[Named]] = {}
        self.by_id: dict[str, Named] = {}
        for row in _living_first(rows):
            if row["ended_on"] is None or self.find(row["village_id"], row["name"]) is None:
                self._keep(Named(row["id"], row["name"], row))

    def __len__(self) -> int:
        return len(self._by_village)

    def find(self, village_id: str | None, name: str) -> Named | None:
        """Return the group of a village; without a village the only group of that name."""
        key = naming.group_key(name)
        if village_id is not None:
            return self._by_village.get((village_id, key))
        same = self._by_name.get(key, [])
        return same[0] if len(same) == 1 else None

    def create(self, row: Row) -> Named:
        """Plan a new group from its fields (without id)."""
        group = Named(uuid.uuid4().hex, row["name"], row, planned=True)
        group.row["id"] = group.id
        self._keep(group)
        return group

    def name_of(self, group_id: str | None) -> str:
        """Return the name of a group, empty when there is none."""
        return self.by_id[group_id].name if group_id in self.by_id else ""

    def near(self, village_id: str | None, name: str) -> list[str]:
        """Return names of groups of the village (of any, without one) that look like this one."""
        names = (g.name for (village, _), g in self._by_village.items() if village_id in (None, village))
        return self._suggestions.near(name, names, village_id)

    def _keep(self, group: Named) -> None:
        key = naming.group_key(group.name)
        self._by_village[(group.row["village_id"], key)] = group
        self._by_name.setdefault(key, []).append(group)
        self.by_id[group.id] = group


class Organizations:
    """Organizations by the ways people name them; `township` is the office whose name may stand before theirs."""

    def __init__(
        self, rows: Iterable[Row], township: str = "", former: Iterable[tuple[str, str]] = ()
    ) -> None:
        self._township = squeeze(township)
        self.by_id: dict[str, Named] = {}
        self._by_former: dict[str, list[Named]] = {}
        self._by_key: dict[str, list[Named]] = {}
        self._by_loose: dict[str, list[Named]] = {}
        self._answers: dict[tuple[str, str | None], Named | FieldProblem] = {}
        self._suggestions = Suggestions()
        self.refused: dict[str, str] = {}
        for row in _living_first(rows):
            if row["ended_on"] is None or not self.exact(row["name"]):
                self.keep(Named(row["id"], row["name"], row))
        for held, name in former:
            if held in self.by_id:
                self._by_former.setdefault(naming.organization_key(name), []).append(self.by_id[held])

    def keep(self, organization: Named) -> None:
        """Add an organization, existing or planned."""
        self.by_id[organization.id] = organization
        for key in _keys(organization):
            self._by_key.setdefault(key, []).append(organization)
            for loose in self._loose(key):
                self._by_loose.setdefault(loose, []).append(organization)
        self._answers.clear()

    def forget(self, organization: Named) -> None:
        """Take back a planned organization whose row turned out bad; an existing one stays."""
        if not organization.planned:
            return
        del self.by_id[organization.id]
        for key in _keys(organization):
            self._by_key[key].remove(organization)
            for loose in self._loose(key):
                self._by_loose[loose].remove(organization)
        self._answers.clear()

    def _loose(self, key: str) -> set[str]:
        """Return the keys without what people leave out, that of the township before the name included."""
        return {naming.loose_key(key), naming.loose_key(key.removeprefix(self._township) or key)}

    def exact(self, name: str) -> list[Named]:
        """Return the organizations with the same name, prefix 中共 and the form of 党支部 aside."""
        return self._by_key.get(naming.organization_key(name), [])

    def formerly(self, name: str) -> Named | None:
        """Return the only organization that had this name before it was renamed, unless another goes by it now."""
        found = self._by_former.get(naming.organization_key(name), [])
        return found[0] if len(found) == 1 and not self.exact(name) else None

    def find(self, name: str, village_id: str | None = None) -> Named | FieldProblem:
        """Return the one organization a name can mean, or what is wrong with the name."""
        question = (name, village_id)
        if question not in self._answers:
            self._answers[question] = self._find(name, village_id)
        return self._answers[question]

    def find_in(self, name: str, text: str) -> Named | None:
        """Return the only organization a short name can mean whose own place stands in `text`: 石门村党员花名册."""
        key = naming.organization_key(name)
        found = {
            organization.id: organization
            for organization in (*self.exact(name), *self._longer(key))
            if (place := naming.organization_key(organization.name).removesuffix(key)) and place in text
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def village_of(self, organization_id: str | None) -> str | None:
        """Return the village an organization, or the one above it, belongs to."""
        seen: set[str] = set()
        while organization_id and organization_id not in seen and organization_id in self.by_id:
            seen.add(organization_id)
            row = self.by_id[organization_id].row
            if row.get("village_id"):
                return str(row["village_id"])
            organization_id = row.get("parent_id")
        return None

    def _find(self, name: str, village_id: str | None) -> Named | FieldProblem:
        key = naming.organization_key(name)
        for found in self._ways(key):
            unique = {organization.id: organization for organization in found}
            if len(unique) > 1 and village_id is not None:
                here = {i: o for i, o in unique.items() if self.village_of(i) == village_id}
                unique = here or unique
            if len(unique) == 1:
                return next(iter(unique.values()))
            if unique:
                names = "、".join(organization.name for organization in list(unique.values())[:5])
                return FieldProblem(AMBIGUOUS, f"“{name}”可能是：{names}。", "请写党组织的全称。")
        return self._unknown(name, key)

    def _ways(self, key: str) -> Iterator[list[Named]]:
        """Yield the organizations a name can mean, the surest first."""
        yield self._by_key.get(key, [])
        yield self._by_former.get(key, [])
        yield self._by_loose.get(naming.loose_key(key), [])
        yield self._of_the_office(key)
        yield self._longer(key)
        yield self._bare(key)

    def of_village(self, village_id: str) -> Named | None:
        """Return the organization that leads a village: the only one there, or the one above all others."""
        here = [
            one for one in self.by_id.values() if one.row.get("village_id") == village_id and not one.ended_on
        ]
        ids = {one.id for one in here}
        tops = [one for one in here if one.row.get("parent_id") not in ids]
        return tops[0] if len(tops) == 1 else None

    def _of_the_office(self, key: str) -> list[Named]:
        """Return 镇机关党支部 for 青山镇机关党支部, where 青山镇 is the township itself."""
        if not self._township or not key.startswith(self._township):
            return []
        rest = key.removeprefix(self._township)
        return [
            one
            for end in _OFFICES
            if self._township.endswith(end)
            for one in self._by_key.get(end + rest, [])
        ]

    def _bare(self, key: str) -> list[Named]:
        """Return the organization called by its place alone, 石桥村 or 中心小学; one with others under it is not meant."""
        found = [one for ending in _BRANCH_KEYS for one in self._by_key.get(key + ending, [])]
        above = {one.row.get("parent_id") for one in self.by_id.values()} if found else set()
        return [one for one in found if one.id not in above]

    def _longer(self, key: str) -> list[Named]:
        return [
            organization
            for other, found in self._by_key.items()
            if naming.is_short_for(key, other) or naming.has_place_before(key, other)
            for organization in found
        ]

    def _unknown(self, name: str, key: str) -> FieldProblem:
        if key in self.refused:
            return FieldProblem(
                "organization.refused",
                f"党组织“{name}”在{self.refused[key]}有问题，没有导入。",
                "请先改正那一行。",
            )
        names = self._suggestions.near(name, (organization.name for organization in self.by_id.values()))
        hint = f"相近的有：{'、'.join(names)}。请改成全称，" if names else "请核对名称，"
        return FieldProblem(
            "organization.unknown", f"台账里没有党组织“{name}”。", f"{hint}或先导入党组织情况表。"
        )


def _keys(organization: Named) -> set[str]:
    names = (organization.name, organization.row.get("short_name"))
    return {naming.organization_key(name) for name in names if name}


@dataclass(slots=True)
class Known:
    """All that can be named."""

    villages: Villages
    groups: Groups
    organizations: Organizations


def load(store: Store) -> Known:
    """Return what the ledger knows."""
    office = township(store).name
    return Known(
        Villages(matching.villages(store), office),
        Groups(matching.groups(store)),
        Organizations(matching.organizations(store), office, matching.former_names(store)),
    )
