"""Adding and correcting one record by form: the checks of the import, one operation, nothing half done."""

from dataclasses import dataclass, replace

from app.errors import BadInput, NotFound
from app.models import editing as lookups
from app.models.labels import record_label
from app.models.store import Row, Store
from app.rules.dates import LATEST_YEAR
from app.rules.forms import read_value, shown_value
from app.rules.problems import FieldProblem
from app.rules.reference_forms import Form, FormField, forms
from app.services.economy.calibers import caliber_names
from app.services.editing_checks import CHECKS, complete
from app.services.ratings.entering import GRADES as GRADE_FIELDS
from app.services.ratings.rounds import require_open
from app.services.ratings.schemes import grade_names


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field of a form and what to do."""

    field: str
    message: str


class FieldErrors(BadInput):
    """A form that cannot be saved; `errors` names the fields."""

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__("；".join(error.message for error in errors))
        self.errors = errors


def fields(kind: str) -> tuple[FormField, ...]:
    """Return the fields of a form, in order. Kinds: see resources/reference/forms/forms.toml."""
    return _form(kind).fields


def title(kind: str) -> str:
    """Return what a form is about."""
    return _form(kind).title


def options(store: Store, spec: FormField) -> list[tuple[str, str]]:
    """Return (value, label) of what a choice or a reference field may hold."""
    if spec.kind != "choice":
        return lookups.options(store, spec.table)
    return list(_with_own(store, spec).choices.items())


def load(store: Store, kind: str, record_id: str) -> dict[str, str]:
    """Return a record as its form shows it: field name → text."""
    form = _form(kind)
    row = store.get(form.table, record_id)
    if row is None:
        raise NotFound(f"这条{form.title}记录已经不在了。", "请刷新页面后再试。")
    return {spec.name: shown_value(spec, row[spec.name]) for spec in form.fields}


def save(store: Store, kind: str, values: dict[str, str], *, record_id: str | None = None, actor: str) -> str:
    """Add a record, or correct the given fields of one; return its id.

    Only the fields in `values` are touched. Raises FieldErrors naming every field that cannot be taken.
    """
    form = _form(kind)
    before = store.get(form.table, record_id) if record_id else None
    if record_id and before is None:
        raise NotFound(f"这条{form.title}记录已经不在了。", "请刷新页面后再试。")
    changes = _read(store, form, values, adding=before is None)
    complete(form.table, changes, before)
    _raise_for(store, form, changes, before)
    if before is None:
        return _add(store, form, changes, actor)
    _correct(store, form, changes, before, actor)
    return str(before["id"])


def new_record(store: Store, kind: str, values: dict[str, str]) -> Row:
    """Return a new record read from its form, checked but not written: for an operation that writes more than it.

    Raises FieldErrors naming every field that cannot be taken.
    """
    form = _form(kind)
    changes = _read(store, form, values, adding=True)
    complete(form.table, changes, None)
    _raise_for(store, form, changes, None)
    return changes


def remove(store: Store, kind: str, record_id: str, *, actor: str) -> None:
    """Take a record typed in error off the ledger; its history stays and undo brings it back."""
    form = _form(kind)
    row = store.get(form.table, record_id)
    if row is None:
        raise NotFound(f"这条{form.title}记录已经不在了。", "请刷新页面后再试。")
    if form.table == "rating":
        require_open(store, row["year"])
    if form.table in ("person", "organization", "village", "village_group"):
        raise BadInput(f"{form.title}不能删除。", "请填写结束日期和原因，历史仍可查。")
    if form.table in ("income_entry", "cost_entry"):
        raise BadInput(f"{form.title}不能删除。", "请用“冲销”，原来的一笔和冲销的一笔都会保留。")
    with store.operation(
        f"{kind}.remove", f"移除{form.title}：{record_label(store, form.table, record_id)}", actor
    ):
        store.remove(form.table, record_id)


def _form(kind: str) -> Form:
    return forms()[kind]


def _with_own(store: Store, spec: FormField) -> FormField:
    """Return a field with what the office has added to its choices."""
    if spec.name in GRADE_FIELDS:
        return replace(spec, choices=grade_names(store))
    if spec.name != "caliber":
        return spec
    return replace(spec, choices={**spec.choices, **caliber_names(store, LATEST_YEAR)})


def _read(store: Store, form: Form, values: dict[str, str], *, adding: bool) -> Row:
    changes: Row = {}
    errors: list[FieldError] = []
    for spec in form.fields:
        if spec.name not in values:
            if adding and spec.required:
                errors.append(FieldError(spec.name, f"{spec.label}不能为空。"))
            continue
        value = read_value(_with_own(store, spec), values[spec.name])
        if isinstance(value, FieldProblem):
            errors.append(FieldError(spec.name, value.message))
        elif value is None and spec.required:
            errors.append(FieldError(spec.name, f"{spec.label}不能为空。"))
        else:
            changes[spec.name] = 0 if value is None and spec.name.startswith("is_") else value
    if errors:
        raise FieldErrors(errors)
    return changes


def _raise_for(store: Store, form: Form, changes: Row, before: Row | None) -> None:
    errors = [
        FieldError(spec.name, f"{spec.label}在台账里没有找到，请重新选择。")
        for spec in form.fields
        if spec.kind == "ref" and changes.get(spec.name) and store.get(spec.table, changes[spec.name]) is None
    ]
    merged = {**(before or {}), **changes}
    if not errors and form.table in CHECKS:
        errors = [FieldError(name, message) for name, message in CHECKS[form.table](store, merged)]
    if errors:
        raise FieldErrors(errors)


def _add(store: Store, form: Form, changes: Row, actor: str) -> str:
    with store.operation(f"{form.kind}.add", f"新增{form.title}", actor) as operation:
        [record_id] = store.insert(form.table, [changes])
        operation.sentence = f"新增{form.title}：{record_label(store, form.table, record_id)}"
    return record_id


def _correct(store: Store, form: Form, changes: Row, before: Row, actor: str) -> None:
    changed = {name: value for name, value in changes.items() if before[name] != value}
    labels = "、".join(spec.label for spec in form.fields if spec.name in changed)
    name = record_label(store, form.table, before["id"])
    with store.operation(f"{form.kind}.edit", f"修改{form.title}“{name}”的{labels}", actor):
        store.update(form.table, before["id"], changed)
