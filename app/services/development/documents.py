"""一人一档: the papers of a case — which there should be by now, which have come in, 齐备度."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.errors import BadInput, NotFound
from app.models import queries_development as queries
from app.models.store import Row, Store
from app.rules.dates import parse_date
from app.rules.development.files import completeness
from app.rules.problems import FieldProblem
from app.services.cases import HeldCase
from app.services.development.ownrules import NEEDS
from app.services.development.reading import held_case
from app.services.editing import FieldError, FieldErrors


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """A paper that came in; dates are stored text, "" for none."""

    id: str
    dated_on: str
    number: str
    received_on: str
    note: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One kind of paper on the checklist. expected: its step is done. need: required, optional, ledger."""

    code: str
    name: str
    step: str
    step_name: str
    need: str
    archive: bool
    expected: bool
    held: tuple[HeldPaper, ...]

    @property
    def need_label(self) -> str:
        """必备, 选填 or 台账."""
        return NEEDS[self.need]


@dataclass(frozen=True, slots=True)
class CaseDocuments:
    """The checklist of a case; 齐备度 counts the required papers of steps that are done."""

    case_id: str
    name: str
    lines: tuple[PaperLine, ...]
    required: int
    present: int
    missing: tuple[str, ...]

    @property
    def completeness(self) -> str:
        """齐备度 as it is shown: 12/14."""
        return f"{self.present}/{self.required}"


def documents(store: Store, case_id: str, *, as_of: date) -> CaseDocuments:
    """Return the checklist of a case. Raises NotFound when it is gone."""
    held = held_case(store, case_id)
    return checklist(held, queries.papers(store, case_id), as_of)


def checklist(held: HeldCase, rows: Iterable[Row], as_of: date) -> CaseDocuments:
    """Return the checklist of a case from its rows of papers."""
    book = held.book
    rule_set = book.at(as_of).code
    state = completeness(held.case, as_of, book)
    papers: dict[str, list[HeldPaper]] = {}
    for row in rows:
        paper = HeldPaper(
            row["id"], row["dated_on"] or "", row["number"] or "", row["received_on"] or "", row["note"] or ""
        )
        papers.setdefault(row["kind"], []).append(paper)
    lines = tuple(
        PaperLine(
            one.kind.code,
            one.kind.name,
            one.kind.step,
            book.steps[one.kind.step].name_in(rule_set) if one.kind.step else "全程",
            one.kind.need,
            one.kind.archive,
            one.expected,
            tuple(papers.get(one.kind.code, ())),
        )
        for one in state.papers
    )
    missing = tuple(kind.name for kind in state.missing)
    return CaseDocuments(held.case.key, held.row["name"], lines, state.required, state.present, missing)


def receive_documents(
    store: Store, case_id: str, kinds: Iterable[str], *, received_on: date, dated_on: str = "", actor: str
) -> int:
    """Tick several kinds of paper as received on a day; those there already are left. Return how many were added."""
    held = held_case(store, case_id)
    there = {paper.kind for paper in held.case.documents}
    new = [kind for kind in dict.fromkeys(kinds) if kind not in there]
    if not new:
        return 0
    dated = _date("dated_on", dated_on)
    names = "、".join(_name(held, kind) for kind in new)
    with store.operation("document.add", f"收到{held.row['name']}的材料：{names}", actor):
        rows = [
            {"case_id": case_id, "kind": kind, "dated_on": dated, "received_on": received_on.isoformat()}
            for kind in new
        ]
        store.insert("document", rows)
    return len(new)


def save_document(
    store: Store,
    case_id: str,
    kind: str,
    *,
    dated_on: str = "",
    number: str = "",
    received_on: str = "",
    note: str = "",
    record_id: str | None = None,
    actor: str,
) -> str:
    """Write one paper, or correct it; several of a kind may be there (思想汇报). Raises FieldErrors."""
    held = held_case(store, case_id)
    row = {
        "case_id": case_id,
        "kind": kind,
        "dated_on": _date("dated_on", dated_on),
        "number": number.strip() or None,
        "received_on": _date("received_on", received_on),
        "note": note.strip() or None,
    }
    verb = "更正" if record_id else "收到"
    with store.operation(
        "document.edit" if record_id else "document.add",
        f"{verb}{held.row['name']}的{_name(held, kind)}",
        actor,
    ):
        if record_id:
            store.update("document", record_id, row)
            return record_id
        return store.insert("document", [row])[0]


def remove_document(store: Store, record_id: str, *, actor: str) -> None:
    """Take a paper entered in error off the case."""
    row = store.get("document", record_id)
    if row is None:
        raise NotFound("这份材料的记录已经不在了。", "请刷新页面后再试。")
    held = held_case(store, row["case_id"])
    with store.operation("document.remove", f"移除{held.row['name']}的{_name(held, row['kind'])}", actor):
        store.remove("document", record_id)


def _name(held: HeldCase, kind: str) -> str:
    found = next((one.name for one in held.book.documents if one.code == kind), None)
    if found is None:
        raise BadInput(f"没有编号为“{kind}”的材料。", "请从材料清单中选择。")
    return found


def _date(field: str, text: str) -> str | None:
    if not text.strip():
        return None
    found = parse_date(text)
    if isinstance(found, FieldProblem):
        raise FieldErrors([FieldError(field, found.message)])
    return found.iso
