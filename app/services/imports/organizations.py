"""党组织情况表: organizations with their parents and villages, in whatever order the sheet has them."""

import re
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.models.store import Row
from app.rules import codes, naming
from app.rules.dates import definitely_before
from app.rules.problems import FieldProblem
from app.rules.vocabulary import Level, OrganizationKind, SheetKind
from app.services.imports.context import Context
from app.services.imports.known import Named
from app.services.imports.sheets import Draft, SheetWork, differences

_GRADES = ("等次", "定级", "星级")
_OWN_COMMITTEE = re.compile("(本)?(乡镇|乡|镇|街道|地)?(党委|党工委)?(直属|直管|直接管理)?(党支部)?")
_PLAIN = (
    "short_name", "code", "field", "founded_on", "elected_on", "term_ends_on", "secretary", "phone", "note",
)  # fmt: skip
_HEADS = (OrganizationKind.COMMITTEE, OrganizationKind.GENERAL_BRANCH)


@dataclass(slots=True)
class _Row:
    """One row whose organization is known by name; `found` is the record, existing or planned."""

    work: SheetWork
    draft: Draft
    name: str
    kind: str
    found: Named = field(default_factory=lambda: Named("", "", {}))
    stated: Row = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What tells its name apart."""
        return naming.organization_key(self.name)

    @property
    def parent_key(self) -> str:
        """What tells the name of the stated parent apart; empty when none is stated, and for a 党委."""
        if self.kind == OrganizationKind.COMMITTEE:
            return ""
        return naming.organization_key(self.draft.text("parent") or "")


def plan(context: Context) -> None:
    """Judge all tables of organizations together: a parent may stand in another sheet."""
    for work in context.of_kind(SheetKind.ORGANIZATIONS):
        _tell_grades(work)
    rows = [
        row
        for work in context.of_kind(SheetKind.ORGANIZATIONS)
        for draft in work.drafts()
        if (row := _named(context, work, draft)) is not None
    ]
    by_key: dict[str, list[_Row]] = {}
    rows = [row for row in rows if _is_first(context, row, by_key.setdefault(row.key, []))]
    former = _former(context, rows)
    renamed = _renamed(context, [row for row in rows if row.key not in former])
    for same_name in by_key.values():
        _meet(context, same_name, renamed, former)
    for row in rows:
        _state(context, row)
    heads = [o for o in context.known.organizations.by_id.values() if o.row.get("kind") in _HEADS]
    for row in rows:
        if row.found.planned:
            _place(context, row, heads)
    for row in _settled(context, rows):
        if row.found.planned:
            _create(context, row)
        else:
            _compare(context, row)
    _place_added(context)


def _tell_grades(work: SheetWork) -> None:
    """Point out a column of grades: they are kept by year, in a table of their own."""
    for heading in work.reading.unread:
        if any(word in heading for word in _GRADES):
            what = f"这张表还有“{heading}”一列，没有导入；"
            do = "要导入定级，请把党支部名称、年度和等次另存成一张分类定级表，再导入一次。"
            work.sheet_problem("organization.grades", what + do, level=Level.HINT)


def _place_added(context: Context) -> None:
    """Put each 党总支 that was named only as parent under the only 党委."""
    above = _only_committee(context)
    for head in context.known.organizations.by_id.values() if above else ():
        if "added" in head.row and head.row["kind"] != OrganizationKind.COMMITTEE and above:
            context.writes.update("organization", head.id, {"parent_id": above.id})


def _named(context: Context, work: SheetWork, draft: Draft) -> _Row | None:
    text = draft.text("name")
    name = naming.organization_name(text or "")
    kind = draft.text("kind") or codes.kind_of_name(name)
    if text and kind is None and not draft.bad:
        what = f"看不出“{name}”是哪一类党组织。"
        work.refuse(draft, "name", "organization.kind", what, "请填党组织类别：党委、党总支、党支部等。")
    if draft.bad or not text or kind is None:
        _refused(context, work, draft, name)
        return None
    return _Row(work, draft, name, kind)


def _is_first(context: Context, row: _Row, others: list[_Row]) -> bool:
    """Keep a row unless an earlier one means the same: 第一党支部 may exist once under each parent."""
    for other in others:
        if naming.may_be_same(row.parent_key, other.parent_key):
            what = f"与{context.claims(other.work)}第{other.draft.number}行是同一个党组织。"
            row.work.refuse(row.draft, "name", "organization.duplicate", what, "请只保留一行。")
            row.work.count("bad")
            return False
    others.append(row)
    return True


def _renamed(context: Context, rows: list[_Row]) -> dict[str, Named]:
    """Return name key → the living organization that a row under a new name means by its code, which nobody else has."""
    known = context.known.organizations
    stated = Counter(row.draft.text("code") for row in rows)
    held: dict[str, list[Named]] = {}
    for one in known.by_id.values():
        if one.row.get("code") and not one.ended_on:
            held.setdefault(str(one.row["code"]), []).append(one)
    names = {row.key for row in rows}
    found: dict[str, Named] = {}
    for row in rows:
        code = row.draft.text("code") or ""
        same = held.get(code, []) if stated[code] == 1 and not known.exact(row.name) else []
        if (
            len(same) == 1
            and same[0].row["kind"] == row.kind
            and naming.organization_key(same[0].name) not in names
        ):
            found[row.key] = same[0]
    return found


def _former(context: Context, rows: list[_Row]) -> dict[str, Named]:
    """Return name key → the organization that had this name before it was renamed and has no row under its own."""
    known = context.known.organizations
    names = {row.key for row in rows}
    found = {row.key: known.formerly(row.name) for row in rows}
    return {
        key: one
        for key, one in found.items()
        if one is not None and naming.organization_key(one.name) not in names
    }


def _meet(
    context: Context, rows: list[_Row], renamed: Mapping[str, Named], former: Mapping[str, Named]
) -> None:
    """Find the record of each of the rows with one name; several are told apart by what they stand under."""
    free = list(context.known.organizations.exact(rows[0].name)) if rows else []
    for row in rows:
        found = _record(context, row, free, alone=len(rows) == 1)
        if found is not None:
            free.remove(found)
            context.doubt_if_ended(row.work, row.draft, "name", found)
        elif row.key in former:
            found = former[row.key]
            context.tell_former(row.work, row.draft, "name", row.name, found)
        elif row.key in renamed:
            found = renamed[row.key]
            what = f"组织代码与台账里的“{found.name}”相同，按改名处理。"
            row.work.doubt(
                row.draft, "name", "organization.renamed", what, "不是同一个党组织的，请改正组织代码。"
            )
            context.known.organizations.keep(replace(found, name=row.name))
        row.found = found or Named(
            uuid.uuid4().hex, row.name, {"name": row.name, "kind": row.kind}, planned=True
        )
    for row in rows:
        if row.found.planned:
            context.known.organizations.keep(row.found)


def _record(context: Context, row: _Row, free: list[Named], *, alone: bool) -> Named | None:
    if alone and (len(free) == 1 or not row.parent_key):
        return free[0] if free else None
    keys = [(organization, _parent_key(context, organization)) for organization in free]
    fitting = [one for one, key in keys if key and naming.may_be_same(row.parent_key, key)]
    return next(iter(fitting + [one for one, key in keys if not key]), None)


def _refused(context: Context, work: SheetWork, draft: Draft, name: str) -> None:
    work.count("bad")
    if name:
        place = f"{context.claims(work)}第{draft.number}行"
        context.known.organizations.refused[naming.organization_key(name)] = place


def _parent_key(context: Context, organization: Named) -> str:
    above = context.known.organizations.by_id.get(organization.row.get("parent_id") or "")
    return naming.organization_key(above.name) if above else ""


def _state(context: Context, row: _Row) -> None:
    """Collect what a row states; a village or parent nobody knows makes it bad."""
    work, draft = row.work, row.draft
    row.stated = {"name": row.name, **draft.states("kind", *_PLAIN), **_stated_members(draft)}
    village = context.village(work, draft)
    if village is not None:
        row.stated["village_id"] = village.id
        row.found.row.setdefault("village_id", village.id)
    parent = _parent(context, row)
    if parent is not None:
        row.stated["parent_id"] = parent.id
    if definitely_before(draft.text("term_ends_on"), draft.text("elected_on")):
        work.doubt(draft, "term_ends_on", "date.order", "届满时间早于换届时间。")


def _place(context: Context, row: _Row, heads: list[Named]) -> None:
    """Give a new organization that states no village or parent the natural ones."""
    stated = row.stated
    stated.setdefault("kind", row.kind)
    if row.kind == OrganizationKind.COMMITTEE:
        return
    leading = context.known.villages.leading(row.name)
    if "village_id" not in stated and leading is not None:
        stated["village_id"] = leading.id
    if "parent_id" not in stated and not row.draft.bad:
        above = _natural_parent(context, row, heads)
        if above is not None:
            stated["parent_id"] = above.id


def _settled(context: Context, rows: list[_Row]) -> list[_Row]:
    """Return the good rows: a row is bad as well when the organization above it is, or when it stands above itself."""
    organizations = context.known.organizations
    while True:
        bad = [row for row in rows if row.draft.bad]
        rows = [row for row in rows if not row.draft.bad]
        for row in bad:
            _refused(context, row.work, row.draft, row.name)
            organizations.forget(row.found)
        above = {key: one.row.get("parent_id") for key, one in organizations.by_id.items()}
        above |= {row.found.id: row.stated.get("parent_id", above[row.found.id]) for row in rows}
        wrong = [row for row in rows if not _stands(context, row, above)]
        if not bad and not wrong:
            return rows


def _stands(context: Context, row: _Row, above: dict[str, str | None]) -> bool:
    """Tell whether a row's organization has a place in the tree; otherwise make the row bad."""
    parent = row.stated.get("parent_id")
    if parent is not None and parent not in above:
        return _other_parent(context, row)
    seen: set[str] = set()
    while parent is not None and parent not in seen:
        seen.add(parent)
        parent = above.get(parent)
    if row.found.id not in seen:
        return True
    what = "上级党组织绕了一圈又回到它自己。"
    row.work.refuse(row.draft, "parent", "organization.cycle", what, "请改正上级党组织。")
    return False


def _other_parent(context: Context, row: _Row) -> bool:
    """Look again for the organization above, whose own row has been refused; tell that the tree must be tried again."""
    del row.stated["parent_id"]
    text = row.draft.text("parent")
    if text is not None:
        found = context.known.organizations.find(text)
        if isinstance(found, FieldProblem):
            row.work.problem(row.draft, "parent", found)
        else:
            row.stated["parent_id"] = found.id
    return False


def _stated_members(draft: Draft) -> Row:
    total = draft.value("stated_members")
    parts = [draft.value("stated_full"), draft.value("stated_probationary")]
    if total is None and parts[0] is not None:
        total = sum(int(part) for part in parts if part is not None)
    return {} if total is None else {"stated_members": total}


def _parent(context: Context, row: _Row) -> Named | None:
    text = row.draft.text("parent")
    if text is None:
        return None
    found = context.known.organizations.find(text)
    if not isinstance(found, FieldProblem):
        if found.id != row.found.id:
            return found
        row.work.refuse(
            row.draft, "parent", "organization.own_parent", "上级党组织写成了它自己。", "请改正上级党组织。"
        )
    elif found.code == "organization.unknown" and row.kind == OrganizationKind.COMMITTEE:
        said = f"上级党组织“{text}”不在本台账里，上级留空。"
        hint = FieldProblem("organization.above", said, "如是笔误，请改正。", Level.HINT)
        row.work.problem(row.draft, "parent", hint)
    elif found.code == "organization.unknown" and _OWN_COMMITTEE.fullmatch(text):
        return _only_committee(context)
    elif found.code == "organization.unknown" and _may_be_added(context, codes.kind_of_name(text)):
        return _create_head(context, row, naming.organization_name(text))
    else:
        row.work.problem(row.draft, "parent", found)
    return None


def _only_committee(context: Context) -> Named | None:
    """Return the committee that 乡党委 or 直属 means: the only one there is."""
    known = context.known.organizations.by_id.values()
    found = [one for one in known if one.row.get("kind") == OrganizationKind.COMMITTEE]
    return found[0] if len(found) == 1 else None


def _may_be_added(context: Context, kind: str | None) -> bool:
    """Tell whether an organization named only as parent is added: a 党委; a 党总支 where no row lists any."""
    if kind != OrganizationKind.GENERAL_BRANCH:
        return kind == OrganizationKind.COMMITTEE
    known = context.known.organizations.by_id.values()
    return all(one.row.get("kind") != kind or "added" in one.row for one in known)


def _create_head(context: Context, row: _Row, name: str) -> Named:
    """Plan the 党委 or 党总支 that no row has but that others stand under."""
    kind = OrganizationKind(codes.kind_of_name(name) or OrganizationKind.COMMITTEE)
    stated: Row = {"name": name, "kind": kind.value}
    leading = context.known.villages.leading(name)
    if kind is not OrganizationKind.COMMITTEE and leading is not None:
        stated["village_id"] = leading.id
    head = Named(uuid.uuid4().hex, name, {**stated, "added": True}, planned=True)
    context.known.organizations.keep(head)
    context.insert(
        row.work, "organization", {**stated, "id": head.id, "sort": context.next_sort("organization")}
    )
    what = f"表里没有“{name}”这一行，将按名称新建这个{kind.label}。"
    row.work.doubt(row.draft, "parent", "organization.added", what, "如是笔误，请改正。")
    return head


def _create(context: Context, row: _Row) -> None:
    row.found.row.update(row.stated)
    sort = context.next_sort("organization")
    context.insert(row.work, "organization", {"id": row.found.id, **row.stated, "sort": sort})
    row.work.count("new")


def _natural_parent(context: Context, row: _Row, heads: list[Named]) -> Named | None:
    """Return what a new organization without a stated parent stands under: its village's 党总支, else the only 党委."""
    village_id = row.stated.get("village_id")
    others = [head for head in heads if head.id != row.found.id]
    in_village = [
        o
        for o in others
        if village_id is not None
        and row.kind != OrganizationKind.GENERAL_BRANCH
        and o.row.get("kind") == OrganizationKind.GENERAL_BRANCH
        and village_id == (o.row.get("village_id") or _leading_id(context, o.name))
    ]
    committees = [o for o in others if o.row.get("kind") == OrganizationKind.COMMITTEE]
    for found in (in_village, committees):
        if len(found) == 1:
            return found[0]
    return None


def _leading_id(context: Context, name: str) -> str | None:
    village = context.known.villages.leading(name)
    return village.id if village else None


def _compare(context: Context, row: _Row) -> None:
    stated = row.stated
    if context.known.organizations.formerly(row.name) is row.found or (
        naming.organization_key(row.found.name) == naming.organization_key(row.name)
    ):
        stated.pop("name")
    changes = differences(row.found.row, stated)
    if not changes:
        row.work.count("same")
        return
    names = {key: _name_of(context, key, value) for key, value in changes.items()}
    before = {key: _name_of(context, key, row.found.row.get(key)) for key in changes}
    row.work.changes(row.draft, row.found.name, "organization", before, names)
    context.writes.update("organization", row.found.id, changes)
    row.found.row.update(changes)
    row.work.count("changed")


def _name_of(context: Context, key: str, value: object) -> object:
    if key == "village_id":
        return context.known.villages.name_of(None if value is None else str(value))
    if key == "parent_id" and value is not None:
        return context.known.organizations.by_id[str(value)].name
    return value
