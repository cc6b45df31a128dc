"""Which branch a row means: told by its own name, by the village or the organization above it, or by the village alone."""

from app.rules.problems import FieldProblem
from app.rules.vocabulary import Level
from app.services.imports.context import Context
from app.services.imports.known import Named
from app.services.imports.sheets import Draft, SheetWork


def branch_of(context: Context, work: SheetWork, draft: Draft) -> Named | None:
    """Return the branch of a row; where no column names branches, the organization that leads its village.

    A row that names none, or one nobody knows, becomes bad.
    """
    village = place_of(context, work, draft)
    if draft.value("organization") is not None:
        return context.organization(work, draft, village_id=village)
    leading = context.known.organizations.of_village(village) if village else None
    if leading is None and not draft.bad:
        work.refuse(draft, "organization", "missing", "没有填“党支部名称”。", "请补上党支部名称。")
    return leading


def place_of(context: Context, work: SheetWork, draft: Draft) -> str | None:
    """Return the id of the village a row is about: its own column's, that of the organization above, the section's."""
    if work.has_column("village"):
        village = context.village(work, draft, level=Level.WARNING)
        return village.id if village else None
    organizations = context.known.organizations
    above = organizations.find(draft.text("parent") or "") if draft.value("parent") else None
    if above is not None and not isinstance(above, FieldProblem):
        return organizations.village_of(above.id)
    section = context.known.villages.find(draft.text("village") or "") if draft.value("village") else None
    return section.id if section else None
