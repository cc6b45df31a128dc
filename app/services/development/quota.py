"""The year's plan of 发展党员: places handed down, given to branches, used and left (第三十八条)."""

from dataclasses import dataclass
from datetime import date

from app.errors import BadInput
from app.models import queries_plans as queries
from app.models.store import Store
from app.rules.development.facts import Step
from app.rules.development.findings import Finding
from app.rules.development.view import passed
from app.rules.reference_development import development_rules
from app.rules.vocabulary import Level
from app.services.cases import HeldCase

MOST = 10_000
RECEPTION = "15"
CODE, SOURCE = "QUOTA", "年度发展党员计划"


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """A branch's places of a year: given (None: none given yet), used by people its meetings received, left."""

    organization_id: str
    organization: str
    village: str
    given: int | None
    used: int
    note: str = ""

    @property
    def left(self) -> int:
        """Places not used yet; below nought when more were received than given."""
        return (self.given or 0) - self.used


@dataclass(frozen=True, slots=True)
class QuotaPlan:
    """The plan of a year: the township's places (None when not entered) and the branches' shares."""

    year: int
    total: int | None
    rows: tuple[QuotaRow, ...]

    @property
    def given(self) -> int:
        """Places given to branches."""
        return sum(row.given or 0 for row in self.rows)

    @property
    def used(self) -> int:
        """Places used by all branches."""
        return sum(row.used for row in self.rows)

    @property
    def used_ungiven(self) -> int:
        """Places used by branches that were given none of their own."""
        return sum(row.used for row in self.rows if row.given is None)


def quota(store: Store, *, year: int) -> QuotaPlan:
    """Return the plan of a year, branch by branch."""
    places = {row["organization_id"] or "": row for row in queries.quotas(store, year)}
    used = queries.received(store, year)
    rows = tuple(
        QuotaRow(
            branch["id"],
            branch["name"],
            branch["village"],
            places[branch["id"]]["places"] if branch["id"] in places else None,
            used.get(branch["id"], 0),
            (places[branch["id"]]["note"] or "") if branch["id"] in places else "",
        )
        for branch in queries.branches(store)
    )
    return QuotaPlan(year, places[""]["places"] if "" in places else None, rows)


def give_places(
    store: Store, *, year: int, organization_id: str | None, places: int, note: str = "", actor: str
) -> None:
    """Set a branch's places of a year (None: the township's own). Raises BadInput where the plan would be exceeded."""
    if not 0 <= places <= MOST:
        raise BadInput(f"名额{places}不对。", f"请填0到{MOST}之间的整数。")
    plan = quota(store, year=year)
    row = next((one for one in plan.rows if one.organization_id == organization_id), None)
    name = row.organization if row else "全乡镇"
    if organization_id is None:
        if places < plan.given:
            raise BadInput(
                f"{year}年计划{places}名，少于已经分给各党支部的{plan.given}名。", "请先调整各党支部的名额。"
            )
    elif row is not None:
        _check_share(plan, row, places)
    with store.operation("quota.set", f"下达{name}{year}年发展党员计划{places}名", actor):
        held = store.find("quota", year=year, organization_id=organization_id)
        values = {"places": places, "note": note.strip() or None}
        if held:
            store.update("quota", held[0]["id"], values)
        else:
            store.insert("quota", [{"year": year, "organization_id": organization_id, **values}])


def _check_share(plan: QuotaPlan, row: QuotaRow, places: int) -> None:
    given = plan.given - (row.given or 0) + places
    if plan.total is not None and given > plan.total:
        raise BadInput(
            f"{plan.year}年计划共{plan.total}名，这样分配合计{given}名，超出{given - plan.total}名。",
            "请减少名额。",
        )
    if places < row.used:
        raise BadInput(
            f"{row.organization}{plan.year}年已经接收{row.used}人，名额不能少于已用数。", "请核对。"
        )


def over_use(store: Store, *, year: int, organization_id: str, more: int) -> str:
    """Return the sentence that refuses receiving `more` people in a branch in a year, "" when its places suffice.

    A branch without places of its own draws on what the township has not given away; without any plan nothing is refused.
    """
    plan = quota(store, year=year)
    row = next((one for one in plan.rows if one.organization_id == organization_id), None)
    if row is not None and row.given is not None:
        if row.used + more > row.given:
            return (
                f"{row.organization}{year}年发展党员计划{row.given}名，已用{row.used}名，"
                f"再接收{more}名就超出计划{row.used + more - row.given}名。"
            )
        return ""
    if plan.total is None:
        return ""
    free = plan.total - plan.given - plan.used_ungiven
    if more > free:
        name = row.organization if row else "该党支部"
        return f"{name}没有分到{year}年的名额，全乡镇计划{plan.total}名，未分配的只剩{max(free, 0)}名，不够接收{more}名。"
    return ""


def quota_findings(
    store: Store, held: HeldCase, step: Step, today: date, *, besides: int = 0
) -> list[Finding]:
    """Return the finding that a meeting's resolution goes beyond the year's plan; `besides`: others of the same bulk step."""
    branch = held.row["organization_id"]
    if step.code != RECEPTION or step.on is None or not passed(step) or not branch:
        return []
    year = step.on.first.year
    counted = any(
        row["step"] == RECEPTION
        and row["result"] in (None, "passed")
        and (row["happened_on"] or "")[:4] == str(year)
        for row in held.steps
    )
    sentence = "" if counted else over_use(store, year=year, organization_id=branch, more=besides + 1)
    if not sentence:
        return []
    dates = (step.on.first,)
    return [
        Finding(
            CODE,
            Level.BLOCK,
            sentence,
            (RECEPTION,),
            ("meeting_on",),
            SOURCE,
            "",
            development_rules().at(today).code,
            dates,
        )
    ]
