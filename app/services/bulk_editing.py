"""批量修改: one field of many people, to one value for all or to a pasted column, shown before it is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from app.errors import BadInput
from app.models import matching
from app.models.store import Row, Store
from app.progress import SILENT, Progress
from app.rules import codes
from app.rules.forms import read_value
from app.rules.problems import FieldProblem
from app.rules.reference_forms import FormField, forms
from app.rules.texts import tidy
from app.services.editing_checks import CHECKS, complete
from app.services.imports.known import Known, Named, load
from app.services.showing import shown

CHUNK = 500
OWN = {"id_number", "birth_on", "phone"}
"""What is each person's own: taken from a pasted column, never one value for all."""
NEVER = {"name"}
CODED_BY = {"status": "person_status"}
"""Fields whose list of codes has another name."""


@dataclass(frozen=True, slots=True)
class BulkLine:
    """What happens to one person: the field as it is, as it will be, and why it cannot be, if so."""

    person_id: str
    name: str
    organization: str
    old: str
    new: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class BulkPlan:
    """What a bulk edit would do: those who cannot be changed first; `same` counts who has the value already."""

    label: str
    lines: tuple[BulkLine, ...]
    changes: tuple[tuple[str, Row], ...]
    same: int
    state: int

    @property
    def refused(self) -> int:
        """How many people cannot be changed."""
        return len(self.lines) - len(self.changes)

    @property
    def sentence(self) -> str:
        """What the history shows."""
        return f"批量修改 {len(self.changes)} 人的{self.label}"


def bulk_fields(*, pasted: bool = False) -> tuple[FormField, ...]:
    """Return the fields of a person that can be set for many, in the order of the form."""
    left_out = NEVER if pasted else NEVER | OWN
    return tuple(spec for spec in forms()["person"].fields if spec.name not in left_out)


def preview(
    store: Store,
    people: Sequence[str],
    field: str,
    values: str | Sequence[str],
    *,
    progress: Progress = SILENT,
) -> BulkPlan:
    """Return what setting `field` of these people would do, writing nothing.

    `values` is one text for all, which may be empty, or one text for each, of which an empty one leaves the person as he
    is; as typed or as chosen in a form. Raises BadInput when there are not as many values as people.
    """
    spec = next(spec for spec in bulk_fields(pasted=True) if spec.name == field)
    texts = [values] * len(people) if isinstance(values, str) else list(values)
    if len(texts) != len(people):
        raise BadInput(
            f"选中了{len(people)}人，粘贴的内容有{len(texts)}行，对不上。", "请选中同样多的人，再粘贴。"
        )
    judge = _Judge(store, spec, empty_keeps=not isinstance(values, str))
    lines: list[BulkLine] = []
    changes: list[tuple[str, Row]] = []
    for number, (person, text) in enumerate(zip(_persons(store, people), texts, strict=True), 1):
        found = judge.line(person, text)
        if isinstance(found, BulkLine):
            lines.append(found)
        elif found:
            changes.append((person["id"], found))
            lines.append(judge.changed(person, found))
        if not number % CHUNK:
            progress.step(number, len(people), f"已核对 {number} 人")
    lines.sort(key=lambda line: not line.problem)
    return BulkPlan(spec.label, tuple(lines), tuple(changes), len(people) - len(lines), matching.state(store))


def apply(store: Store, plan: BulkPlan, *, actor: str, progress: Progress = SILENT) -> str:
    """Write a plan as one operation and return its sentence; who cannot be changed stays as he is.

    Raises BadInput when the ledger changed since the preview or nothing would change.
    """
    if matching.state(store) != plan.state:
        raise BadInput("预览之后台账又有了改动，这次没有修改。", "请重新核对后再修改。")
    if not plan.changes:
        raise BadInput("没有要修改的人。")
    with store.operation("person.bulk", plan.sentence, actor):
        for start in range(0, len(plan.changes), CHUNK):
            progress.step(start, len(plan.changes), f"已修改 {start} 人")
            store.update_many("person", plan.changes[start : start + CHUNK])
    return plan.sentence


class _Judge:
    """Reads the value for one person after the other, and tells what it would change."""

    def __init__(self, store: Store, spec: FormField, *, empty_keeps: bool) -> None:
        self._store, self._spec, self._empty_keeps = store, spec, empty_keeps
        self._words = cache(partial(shown, store, "person"))
        self._read = cache(self._value)
        self._known: Known | None = None
        self._numbers: set[object] = set()

    def line(self, person: Row, text: str) -> Row | BulkLine:
        """Return what changes of a person, nothing when the value is there already, or a line that says why not."""
        name = self._spec.name
        value = self._read(text)
        if (self._empty_keeps and not text) or value == person[name]:
            return {}
        problem = value.message if isinstance(value, FieldProblem) else self._taken(value)
        if problem:
            return self._line(person, text, problem)
        changes: Row = {name: value}
        complete("person", changes, person)
        before = {message for _, message in CHECKS["person"](self._store, person)}
        after = [message for _, message in CHECKS["person"](self._store, {**person, **changes})]
        caused = "".join(message for message in after if message not in before)
        return self._line(person, self._words(name, value), caused) if caused else changes

    def changed(self, person: Row, changes: Row) -> BulkLine:
        """Return the line of a person who is changed."""
        return self._line(person, self._words(self._spec.name, changes[self._spec.name]), "")

    def _line(self, person: Row, new: str, problem: str) -> BulkLine:
        old = self._words(self._spec.name, person[self._spec.name])
        where = self._words("organization_id", person["organization_id"])
        return BulkLine(person["id"], person["name"], where, old, new, problem)

    def _taken(self, value: object) -> str:
        if value is None and self._spec.required:
            return f"{self._spec.label}不能为空。"
        if self._spec.name != "id_number" or value is None:
            return ""
        twice = value in self._numbers
        self._numbers.add(value)
        return "这个号码在粘贴的内容里出现了两次，请核对。" if twice else ""

    def _value(self, text: str) -> object:
        spec, plain = self._spec, tidy(text)
        if spec.kind == "ref" and plain:
            return plain if self._store.get(spec.table, plain) else self._named(plain)
        if spec.kind == "choice" and plain not in spec.choices:
            plain = codes.recognise(CODED_BY.get(spec.name, spec.name), plain) or plain
        found = read_value(spec, plain)
        return 0 if found is None and spec.kind == "flag" else found

    def _named(self, text: str) -> object:
        self._known = self._known or load(self._store)
        found: Named | FieldProblem | None
        if self._spec.table == "organization":
            found = self._known.organizations.find(text)
        else:
            found = self._known.groups.find(None, text)
        if found is None:
            return FieldProblem("group.unknown", f"台账里没有唯一叫“{text}”的村民小组。", "请核对名称。")
        return found.id if isinstance(found, Named) else found


def _persons(store: Store, people: Sequence[str]) -> Iterator[Row]:
    for start in range(0, len(people), CHUNK):
        part = people[start : start + CHUNK]
        found = matching.persons(store, part)
        yield from (found[one] for one in part)
