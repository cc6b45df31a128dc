"""联系点: which leader is charged with which branch, and his visits."""

from typing import Any

from app.models import matching
from app.models.store import Row
from app.rules.periods import split_period
from app.rules.problems import FieldProblem
from app.rules.texts import split_names
from app.rules.vocabulary import SheetKind
from app.services.imports.branches import branch_of, place_of
from app.services.imports.context import Context
from app.services.imports.known import Named
from app.services.imports.records import BAD, Records, joined, year_of
from app.services.imports.sheets import Draft, SheetWork


def plan(context: Context) -> None:
    """Judge all sheets of contact points."""
    works = context.of_kind(SheetKind.CONTACTS)
    contacts = _Contacts(context) if works else None
    for work in works:
        for draft in work.drafts():
            if contacts is not None:
                work.count(contacts.take(work, draft))
    if contacts is not None:
        contacts.write()


class _Contacts:
    """The contact points as recorded and as this import brings them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        known = context.store.find("contact_point")
        self._since: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for row in known:
            self._remember(row)
        self._points = Records(context, "contact_point", known, _point)
        ids = [row["id"] for row in known]
        self._visits = Records(
            context,
            "contact_visit",
            matching.belonging(context.store, "contact_visit", "contact_point_id", ids),
            lambda row: (row["contact_point_id"], row["visited_on"] or "", row["content"] or ""),
        )

    def take(self, work: SheetWork, draft: Draft) -> str:
        """Take one row: a leader, his branches, perhaps a visit."""
        branches = self._branches(work, draft)
        leader = draft.text("leader") or draft.text("name")
        if leader is None and not draft.bad:
            work.refuse(draft, "leader", "missing", "没有填“联系领导”。", "请补上联系领导的姓名。")
        if draft.bad or leader is None:
            return BAD
        year = year_of(self._context, work, draft)
        outcomes: list[str] = []
        for branch in branches:
            outcomes += self._one(work, draft, leader, branch, year)
        return joined(outcomes)

    def write(self) -> None:
        """Plan what is new."""
        self._points.write()
        self._visits.write()

    def _one(self, work: SheetWork, draft: Draft, leader: str, branch: Named, year: int | None) -> list[str]:
        first, last = split_period(draft.text("from_on"))
        ends = draft.text("to_on") or last
        since = self._meant(leader, branch.id, first, year)
        stated = {**draft.states("duty", "note"), **({"to_on": ends} if ends else {})}
        fixed = {"organization_id": branch.id, "leader": leader, "from_on": since}
        label = f"{leader}联系{branch.name}"
        point, outcome = self._points.take(work, draft, label, fixed, stated)
        self._remember({**fixed, "to_on": ends})
        visited_on = draft.value("visited_on")
        content, solved = draft.value("content"), draft.value("solved")
        if visited_on is None and (content or solved) and year is not None:
            visited_on = str(year)
        if visited_on is None:
            return [outcome]
        more = {"solved": solved, "note": draft.value("visit_note")}
        visit = {"contact_point_id": point, "visited_on": visited_on, "content": content}
        told = {name: value for name, value in more.items() if value is not None}
        return [outcome, self._visits.take(work, draft, label, visit, told)[1]]

    def _meant(self, leader: str, branch: str, first: str | None, year: int | None) -> str | None:
        """Return since when the point meant has been one: as recorded where the row says no more than that."""
        for since, until in self._since.get((leader, branch), []):
            if first and (since.startswith(first) or (since and first.startswith(since))):
                return since
            if not first and (year is None or since[:4] <= str(year) <= (until[:4] or "9999")):
                return since or None
        return first or (str(year) if year else None)

    def _remember(self, row: Row) -> None:
        spans = self._since.setdefault((row["leader"], row["organization_id"]), [])
        spans.append((row["from_on"] or "", row["to_on"] or ""))

    def _branches(self, work: SheetWork, draft: Draft) -> list[Named]:
        if draft.value("organization") is None:
            leading = branch_of(self._context, work, draft)
            return [leading] if leading else []
        village = place_of(self._context, work, draft)
        found = []
        for name in split_names(draft.value("organization")):
            one = self._context.known.organizations.find(name, village)
            if isinstance(one, FieldProblem):
                work.problem(draft, "organization", one)
            else:
                self._context.doubt_if_ended(work, draft, "organization", one)
                found.append(one)
        return found


def _point(row: Row) -> tuple[Any, ...]:
    return row["leader"], row["organization_id"], row["from_on"] or ""
