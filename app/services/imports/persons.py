"""What rosters and development ledgers say of a person in the same way."""

from datetime import date

from app.models.store import Row
from app.rules.dates import chinese, definitely_before
from app.rules.idnumbers import birth_of, sex_of
from app.rules.problems import FieldProblem
from app.rules.vocabulary import Level, Sex
from app.services.imports.context import Context
from app.services.imports.sheets import Draft, SheetWork

FLAGS = ("is_migrant", "is_hardship", "is_lost")
_PLAIN = (
    "name", "id_number", "sex", "ethnicity", "birth_on", "education", "native_place", "phone", "address",
    "work_unit", "occupation", "joined_on", "full_on", "note",
)  # fmt: skip
_ORDERS = (
    ("birth_on", "joined_on", "入党时间早于出生日期。"),
    ("joined_on", "full_on", "转正时间早于入党时间。"),
)


def plain_fields(draft: Draft) -> Row:
    """Return the fields of the person a row states, by column of the table `person`."""
    stated: Row = draft.states(*_PLAIN)
    for name in FLAGS:
        if (value := draft.value(name)) is not None:
            stated[name] = int(value)
    if (months := draft.value("party_age_correction")) is not None:
        stated["correction_months"] = months
    return stated


def derive_from_number(work: SheetWork, draft: Draft, stated: Row) -> None:
    """Fill birth and sex from the ID number where the row does not state them; where they differ the row stands."""
    number = stated.get("id_number")
    if not number:
        return
    birth, written = birth_of(number), stated.get("birth_on")
    if written is None or birth.startswith(written):
        stated["birth_on"] = birth
    elif written != birth:
        said = f"身份证号里的出生日期是{chinese(birth)}，与表里写的{chinese(written)}不同，已按表里的导入。"
        work.doubt(draft, "birth_on", "id.birth_differs", said)
    sex = stated.setdefault("sex", sex_of(number))
    if sex != sex_of(number):
        said = (
            f"身份证号里的性别是{Sex(sex_of(number)).label}，与表里写的{Sex(sex).label}不同，已按表里的导入。"
        )
        work.doubt(draft, "sex", "id.sex_differs", said)


def check_dates(work: SheetWork, draft: Draft, stated: Row, as_of: date) -> None:
    """Doubt dates that cross or lie after the day of the import."""
    today = as_of.isoformat()
    for early, late, said in _ORDERS:
        if definitely_before(stated.get(late), stated.get(early)):
            work.doubt(draft, late, "date.order", said)
    for name in ("birth_on", "joined_on", "full_on"):
        # Stored dates order as texts, also when they lack day or month.
        if stated.get(name, "") > today:
            work.doubt(draft, name, "date.future", f"{chinese(stated[name])}还没有到。")


def resolve_group(
    context: Context, work: SheetWork, draft: Draft, stated: Row, village_id: str | None
) -> None:
    """Find the village group a row names: the village is the row's own, else the branch's."""
    if village_id is not None:
        stated["village_id"] = village_id
    name = draft.text("village_group")
    if name is None:
        return
    groups = context.known.groups
    if not len(groups):
        if not work.warned("group.none"):
            work.sheet_problem(
                "group.none",
                "台账里还没有村民小组，“村民小组”一列没有导入。请先导入村民小组情况表，再导入本表。",
            )
        return
    village = village_id or context.known.organizations.village_of(stated.get("organization_id"))
    found = groups.find(village, name)
    if found is None:
        names = groups.near(village, name)
        hint = f"相近的有：{'、'.join(names)}。" if names else ""
        what = f"{context.known.villages.name_of(village) or '台账里'}没有名为“{name}”的村民小组，这一格没有导入。"
        work.problem(
            draft, "village_group", FieldProblem("group.unknown", what, f"{hint}请核对。", Level.WARNING)
        )
        return
    stated["village_group_id"] = found.id


def name_references(context: Context, row: Row, wanted: Row) -> Row:
    """Return the fields of `row` that are in `wanted`, with names in place of references."""
    known = context.known
    names = {
        "organization_id": lambda i: (
            known.organizations.by_id[i].name if i in known.organizations.by_id else ""
        ),
        "village_id": known.villages.name_of,
        "village_group_id": known.groups.name_of,
    }
    return {
        key: names[key](row.get(key)) if key in names and row.get(key) else row.get(key) for key in wanted
    }
