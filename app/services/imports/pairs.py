"""结对共建: pairs named in a cell of the ratings or on a sheet of their own, with the activities of each."""

from app.excel.readings import ColumnKey
from app.models import matching
from app.models.store import Row
from app.rules import codes
from app.rules.periods import split_period
from app.rules.problems import FieldProblem
from app.rules.texts import split_names
from app.rules.vocabulary import Level, SheetKind
from app.services.imports.branches import branch_of
from app.services.imports.context import Context
from app.services.imports.known import AMBIGUOUS, Named
from app.services.imports.records import BAD, NEW, Records, days_of, joined, year_of
from app.services.imports.sheets import Draft, SheetWork

PARTNERS = ColumnKey("paired_with")
_UNITS = (
    "单位", "机关", "企业", "公司", "厂", "学校", "中学", "小学", "幼儿园", "学院", "大学", "医院", "卫生院", "卫生室", "银行", "合作社", "联合社",
    "协会", "商会", "社会组织", "集团", "农场", "基地", "家庭农场", "中心", "局", "办", "所", "站",
)  # fmt: skip
"""Endings of names, and words for kinds, of partners that are no Party branch."""

_Sides = tuple[str, str]
"""The branch of a row and its partners as written."""


class Pairings:
    """The pairs of all years; two branches are one pair a year, whoever names whom."""

    def __init__(self, context: Context) -> None:
        self._context = context
        known = context.store.find("pairing")
        self._pairs = Records(context, "pairing", known, _sides)
        self._activities = Records(
            context,
            "pairing_activity",
            matching.belonging(context.store, "pairing_activity", "pairing_id", [row["id"] for row in known]),
            lambda row: (row["pairing_id"], row["held_on"] or "", row["content"] or ""),
        )

    def take_names(
        self, work: SheetWork, draft: Draft, key: ColumnKey, own: Named, year: int, stated: Row | None = None
    ) -> list[tuple[str, str]]:
        """Take every partner a cell names; return id and outcome of each pair."""
        found = [
            self._one(work, draft, key, own, name, year, stated or {})
            for name in split_names(draft.cells[key])
        ]
        return [pair for pair in found if pair is not None]

    def take_activity(self, work: SheetWork, draft: Draft, label: str, pair_id: str) -> list[str]:
        """Take the activity a row tells of, if it does."""
        content = draft.value("activity")
        if draft.value("held_on") is None and content is None:
            return []
        more = {"result": draft.value("activity_result"), "note": draft.value("activity_note")}
        stated = {name: value for name, value in more.items() if value is not None}
        return [
            self._activities.take(
                work, draft, label, {"pairing_id": pair_id, "held_on": day, "content": content}, stated
            )[1]
            for day in days_of(draft.text("held_on"))
        ]

    def write(self) -> None:
        """Plan what is new."""
        self._pairs.write()
        self._activities.write()

    def _one(
        self, work: SheetWork, draft: Draft, key: ColumnKey, own: Named, name: str, year: int, stated: Row
    ) -> tuple[str, str] | None:
        partner = self._context.known.organizations.find(name)
        if isinstance(partner, FieldProblem):
            # A unit that is no branch of the township can be a partner too.
            told, other = name, {"partner_id": None, "partner_name": name}
            is_new = not self._pairs.knows({"year": year, "organization_id": own.id, **other})
            if is_new and (partner.code == AMBIGUOUS or self._may_be_branch(draft, name)):
                said = f"结对支部“{name}”不在党组织表里，先按名称记下。"
                work.problem(draft, key, FieldProblem("pairing.partner", said, partner.do, Level.WARNING))
        elif partner.id == own.id:
            work.doubt(draft, key.field, "pairing.self", "结对支部写成了它自己，没有导入。")
            return None
        else:
            self._context.tell_former(work, draft, key, name, partner)
            told, other = partner.name, {"partner_id": partner.id, "partner_name": None}
        fixed = {"year": year, "organization_id": own.id, **other}
        found, outcome = self._pairs.take(work, draft, f"{own.name}{year}年结对", fixed, stated)
        if outcome == NEW and not own.planned:
            work.change(draft, f"{own.name}{year}年", "结对支部", "", told)
        return found, outcome

    def _may_be_branch(self, draft: Draft, name: str) -> bool:
        """Tell whether an unknown partner may be a misspelt branch of the township: a unit is none."""
        if any(word in (draft.text("partner_kind") or "") for word in _UNITS):
            return False
        of_village = self._context.known.villages.leading(name) is not None and not name.endswith(_UNITS)
        return codes.kind_of_name(name) is not None or name.endswith(("村", "社区")) or of_village


def plan(context: Context) -> None:
    """Judge all sheets of pairs, and plan what they and the ratings brought."""
    pairings = context.pairings
    for work in context.of_kind(SheetKind.PAIRS):
        pairings = pairings or Pairings(context)
        above: _Sides = ("", "")
        for draft in work.drafts():
            outcome, above = _take(context, pairings, work, draft, above)
            work.count(outcome)
    if pairings is not None:
        pairings.write()


def told_round(context: Context) -> int | None:
    """Return the latest year graded, here or in the ledger: what a table of pairs without a year is about."""
    return context.rated_year or max(
        (row["year"] for row in context.store.find("rating_round")), default=context.told_year
    )


def note_year(work: SheetWork, year: int) -> None:
    """Tell once that a sheet of pairs says no year."""
    if not work.warned("pairing.year"):
        work.sheet_problem("pairing.year", f"表里没有写年份，按{year}年的结对导入。", level=Level.HINT)


def _take(
    context: Context, pairings: Pairings, work: SheetWork, draft: Draft, above: _Sides
) -> tuple[str, _Sides]:
    """Take one row; a further activity of the pair in the row above need not name the partner again."""
    own = branch_of(context, work, draft)
    told = {"paired_with", "held_on", "activity"} & draft.plain.keys()
    if own is not None and "paired_with" not in told and told and above[0] == own.id:
        draft.put(PARTNERS, above[1])
    elif "paired_with" not in told and not draft.bad:
        work.refuse(draft, "paired_with", "missing", "没有填“结对支部”。", "请补上结对支部。")
    stated = draft.states("leader", "content", "result", "note")
    first, last = split_period(draft.text("from_on"))
    days = {"from_on": first, "to_on": draft.text("to_on") or last}
    stated |= {name: day for name, day in days.items() if day}
    year = year_of(context, work, draft, days["from_on"], days_of(draft.text("held_on"))[0])
    if year is None and (year := told_round(context)) is not None:
        note_year(work, year)
    if year is None and not draft.bad:
        work.refuse(
            draft, "year", "pairing.no_year", "看不出是哪一年的结对。", "请在标题或“年度”列里写上年份。"
        )
    if draft.bad or own is None or year is None:
        return BAD, above
    found = pairings.take_names(work, draft, PARTNERS, own, year, stated)
    outcomes = [outcome for _, outcome in found]
    for pair_id, _ in found:
        outcomes += pairings.take_activity(work, draft, f"{own.name}{year}年结对", pair_id)
    return joined(outcomes), (own.id, draft.text("paired_with") or "")


def _sides(row: Row) -> tuple[int, frozenset[str | None]]:
    return row["year"], frozenset({row["organization_id"], row["partner_id"] or row["partner_name"]})
