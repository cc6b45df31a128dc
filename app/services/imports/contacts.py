"""联系点: which leader is charged with which branch, and his visits."""

from typing import Any

from app.models import matching
from app.models.store import Row
from app.rules.periods import split_period
from app.rules.problems import FieldProblem
from app.rules.texts import clean_name, split_names
from app.rules.vocabulary import Level, SheetKind
from app.services.imports.branches import branch_of, place_of
from app.services.imports.cellchecks import WITH_DUTY
from app.services.imports.context import Context
from app.services.imports.known import Named
from app.services.imports.records import BAD, Records, days_of, joined, year_of
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
        leader, duty = _leader(draft)
        if leader is None and not draft.bad:
            work.refuse(draft, "leader", "missing", "没有填“联系领导”。", "请补上联系领导的姓名。")
        if draft.bad or leader is None:
            return BAD
        year = year_of(self._context, work, draft)
        outcomes: list[str] = []
        for branch in branches:
            outcomes += self._one(work, draft, (leader, duty), branch, year)
        return joined(outcomes)

    def write(self) -> None:
        """Plan what is new."""
        self._points.write()
        self._visits.write()

    def _one(
        self, work: SheetWork, draft: Draft, who: tuple[str, str | None], branch: Named, year: int | None
    ) -> list[str]:
        leader, duty = who
        first, last = split_period(draft.text("from_on"))
        ends = draft.text("to_on") or last
        since = self._meant(leader, branch.id, first, year)
        stated = {
            **draft.states("note"),
            **({"duty": duty} if duty else {}),
            **({"to_on": ends} if ends else {}),
        }
        fixed = {"organization_id": branch.id, "leader": leader, "from_on": since}
        label = f"{leader}联系{branch.name}"
        point, outcome = self._points.take(work, draft, label, fixed, stated)
        self._remember({**fixed, "to_on": ends})
        return [outcome, *self._visited(work, draft, label, point, year)]

    def _visited(self, work: SheetWork, draft: Draft, label: str, point: str, year: int | None) -> list[str]:
        """Take the visits of a row: one for each day; what is told of no day belongs to the year."""
        content, solved, days = draft.text("content"), draft.text("solved"), draft.text("visited_on")
        if days is None and not _tells(content) and not _tells(solved):
            if content or solved or draft.value("times"):
                _tell_counts(work, draft)
            return []
        more = {"solved": solved, "note": draft.value("visit_note")}
        told = {name: value for name, value in more.items() if value is not None}
        visits = [
            {
                "contact_point_id": point,
                "visited_on": day or (str(year) if year else None),
                "content": content,
            }
            for day in days_of(days)
        ]
        return [
            self._visits.take(work, draft, label, visit, told)[1] for visit in visits if visit["visited_on"]
        ]

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


def _leader(draft: Draft) -> tuple[str | None, str | None]:
    """Return name and duty of the leader; both may stand in one cell: 赵明（党委书记）."""
    name = draft.text("leader") or draft.text("name")
    both = WITH_DUTY.fullmatch(name or "")
    return (clean_name(both[1]), both[2]) if both else (name, draft.text("duty"))


def _tells(text: str | None) -> bool:
    """Tell whether a cell says more than a number: 2个 problems solved are no account of a visit."""
    return bool(text) and not str(text).rstrip("余次个件").isdigit()


def _tell_counts(work: SheetWork, draft: Draft) -> None:
    """Tell once that numbers of visits alone are no visits."""
    if not work.warned("contact.count"):
        said = "只写了次数或个数，没有走访日期和内容，走访没有导入；请一次走访写一行。"
        work.sheet_problem("contact.count", said, row=draft.number, level=Level.HINT)
