"""项目、合同、资产资源: lists as a Party office follows them, money under each, arrears and ends of contracts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.models import queries_economy
from app.models.store import Row, Store
from app.rules import codes
from app.rules.calendar import chinese
from app.rules.economy_contracts import Terms, arrears, end_of, expires_within, next_due
from app.rules.money import yuan
from app.services.economy.lines import lines

SOURCES = ("central_fen", "province_fen", "county_fen", "own_fen", "other_fen")


@dataclass(frozen=True, slots=True)
class Project:
    """A project: `sources` are 中央、省级、县级、自筹、其他 in 分, `earned` (year, 分) what came in under it."""

    id: str
    village_id: str
    village: str
    name: str
    kind: str
    mode: str
    sources: tuple[int, ...]
    started_on: str
    finished_on: str
    expected_fen: int | None
    earned: tuple[tuple[int, int], ...]
    jobs: int | None
    households: int | None
    progress: int | None
    trouble: str
    note: str
    ended_on: str

    @property
    def invested_fen(self) -> int:
        """Investment from all sources."""
        return sum(self.sources)

    def earned_in(self, year: int) -> int:
        """Return what came in under the project in a year, 分."""
        return dict(self.earned).get(year, 0)


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract on a day: arrears None when nothing is known of payments; `state` in words (生效中, 即将到期 …)."""

    id: str
    village_id: str
    village: str
    number: str
    name: str
    kind: str
    party: str
    object: str
    area: str
    from_on: str
    to_on: str
    yearly_fen: int | None
    due_dates: str
    received_fen: int
    arrears_fen: int | None
    next_due: tuple[date, int] | None
    deposit_fen: int | None
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class Asset:
    """An asset or a resource of a village."""

    id: str
    village_id: str
    village: str
    name: str
    kind: str
    usage: str
    cost_fen: int | None
    net_fen: int | None
    area: str
    acquired_on: str
    place: str
    contract: str
    note: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to do about a contract by a day."""

    on: date
    village: str
    sentence: str
    code: str
    contract_id: str
    late: bool


def projects(store: Store, *, village_id: str = "", ended: bool = False) -> list[Project]:
    """Return the projects (of a village); those ended only when asked for."""
    earned = _received(store, "project_id")
    return [
        Project(
            row["id"], row["village_id"], row["village"], row["name"], row["kind"] or "",
            codes.label("project_mode", row["mode"]), tuple(row[name] or 0 for name in SOURCES),
            row["started_on"] or "", row["finished_on"] or "", row["expected_fen"],
            tuple(earned.get(row["id"], ())), row["jobs"], row["households"], row["progress"],
            row["trouble"] or "", row["note"] or "", row["ended_on"] or "",
        )
        for row in queries_economy.holdings(store, "project", village_id=village_id, ended=ended)
    ]  # fmt: skip


def contracts(store: Store, *, as_of: date, village_id: str = "", ended: bool = False) -> list[Contract]:
    """Return the contracts (of a village) as they stand on a day."""
    received, days = _received(store, "contract_id"), lines(store).contract_days
    rows = queries_economy.holdings(store, "contract", village_id=village_id, ended=ended)
    return [_contract(row, received.get(row["id"], []), as_of, days) for row in rows]


def assets(store: Store, *, village_id: str = "", ended: bool = False) -> list[Asset]:
    """Return the assets and resources (of a village)."""
    names = {row["id"]: row["name"] for row in queries_economy.holdings(store, "contract", ended=True)}
    return [
        Asset(
            row["id"], row["village_id"], row["village"], row["name"], codes.label("asset_kind", row["kind"]),
            codes.label("asset_usage", row["usage"]), row["cost_fen"], row["net_fen"], row["area"] or "",
            row["acquired_on"] or "", row["place"] or "", names.get(row["contract_id"] or "", ""), row["note"] or "",
        )
        for row in queries_economy.holdings(store, "asset", village_id=village_id, ended=ended)
    ]  # fmt: skip


def contract_reminders(store: Store, *, as_of: date, days: int = 30) -> Iterator[Reminder]:
    """Yield what falls due under contracts: rent within so many days, arrears, ends within the office's own span."""
    received, span = _received(store, "contract_id"), max(days, lines(store).contract_days)
    for row in queries_economy.holdings(store, "contract"):
        terms, came = _terms(row), received.get(row["id"], [])
        last = end_of(terms)
        expiring = expires_within(terms, as_of, span)
        if expiring:
            yield _reminder(
                row,
                expiring,
                f"合同“{row['name']}”{chinese(expiring)}到期，请提前商定续签或收回。",
                "CONTRACT_ENDS",
            )
        elif last and last < as_of:
            yield _reminder(
                row,
                last,
                f"合同“{row['name']}”已于{chinese(last)}到期，请续签或办理终止。",
                "CONTRACT_OVER",
                late=True,
            )
        owed = arrears(terms, came, row["paid_fen"], as_of)
        if owed:
            yield _reminder(
                row, as_of, f"合同“{row['name']}”到期应收未收{yuan(owed)}元，请催收。", "CONTRACT_ARREARS"
            )
        coming = next_due(terms, as_of)
        if coming and (coming[0] - as_of).days <= days:
            who = f"，{row['party']}" if row["party"] else ""
            yield _reminder(
                row,
                coming[0],
                f"合同“{row['name']}”{chinese(coming[0])}前应收{yuan(coming[1])}元{who}。",
                "CONTRACT_DUE",
            )


def _received(store: Store, column: str) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for record, year, fen in queries_economy.received_by(store, column):
        found.setdefault(record, []).append((year, fen))
    return found


def _terms(row: Row) -> Terms:
    return Terms(row["from_on"], row["to_on"], row["yearly_fen"], row["due_dates"], row["ended_on"])


def _contract(row: Row, came: list[tuple[int, int]], as_of: date, days: int) -> Contract:
    terms = _terms(row)
    entered = sum(fen for _, fen in came)
    return Contract(
        row["id"], row["village_id"], row["village"], row["number"] or "", row["name"],
        codes.label("contract_kind", row["kind"]), row["party"] or "", row["object"] or "", row["area"] or "",
        row["from_on"] or "", row["to_on"] or "", row["yearly_fen"], row["due_dates"] or "",
        max(entered, row["paid_fen"] or 0), arrears(terms, came, row["paid_fen"], as_of), next_due(terms, as_of),
        row["deposit_fen"], _state(terms, as_of, days), row["note"] or "",
    )  # fmt: skip


def _state(terms: Terms, as_of: date, days: int) -> str:
    last = end_of(terms)
    if terms.ended_on:
        return "已终止"
    if last and last < as_of:
        return "已到期"
    return "即将到期" if expires_within(terms, as_of, days) else "履行中"


def _reminder(row: Row, on: date, sentence: str, code: str, *, late: bool = False) -> Reminder:
    return Reminder(on, row["village"], sentence, code, row["id"], late)
