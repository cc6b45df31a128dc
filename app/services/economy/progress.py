"""Targets against time for any day: who is behind, where the year may end (预测), what changed and asks why."""

from dataclasses import dataclass
from datetime import date

from app.models.store import Store
from app.rules.economy import IncomeGroup, is_behind, year_share
from app.rules.economy_pace import Change, Forecast, come_by, forecast, months_passed
from app.services.economy.explaining import explain, explanation_of
from app.services.economy.lines import Lines, lines
from app.services.figures.incomes import primary_targets
from app.services.figures.view import EconomyYear, Target
from app.services.incomes import SLOTS, UNDATED

JUMP = "收入变化"


@dataclass(frozen=True, slots=True)
class VillageProgress:
    """A village on a day, all sums in 分 under `caliber`; `months` are January … December and, last, without month.

    `year_on_year` compares with the same months last year, `month_on_month` the last month begun with the one before.
    """

    village_id: str
    village: str
    caliber: str
    target_id: str
    target_fen: int | None
    actual_fen: int
    undated_fen: int
    months: tuple[int, ...]
    passed: float
    behind: bool
    forecast: Forecast | None
    last_year_fen: int
    year_on_year: Change
    month_on_month: Change
    jumps: bool
    explanation: str

    @property
    def done(self) -> float | None:
        """Share of the target reached; None without a target."""
        return self.actual_fen / self.target_fen if self.target_fen else None

    @property
    def missing_fen(self) -> int:
        """What is still missing to the target, never below 0."""
        return max(0, (self.target_fen or 0) - self.actual_fen)

    @property
    def will_reach(self) -> bool | None:
        """Whether the forecast reaches the target; None without target or forecast."""
        if not self.target_fen or self.forecast is None:
            return None
        return self.forecast.fen >= self.target_fen


def progress(
    store: Store, *, year: int, as_of: date, caliber: str = "", village_id: str = ""
) -> list[VillageProgress]:
    """Return every village's progress on a day, or that of one village.

    Under a caliber: its sums and the targets set under it. Without: each village under the caliber of its own target
    (all income where it has none). A day after the year shows the whole year.
    """
    now, before = EconomyYear(store, year, village_id), EconomyYear(store, year - 1, village_id)
    told = _Told(now, before, as_of, lines(store), explanation_of(store, JUMP, year))
    if caliber:
        targets = {one.village_id: one for one in now.targets if one.caliber == caliber}
    else:
        targets = primary_targets(now.targets)
    return [
        told.village(v.id, v.name, targets.get(v.id), caliber or _caliber(targets.get(v.id)))
        for v in now.villages
        if village_id in ("", v.id)
    ]


def explain_change(store: Store, village_id: str, year: int, reason: str, *, on: date, actor: str) -> None:
    """Keep why a village's income changed so much in a year. Raises BadInput without a reason."""
    explain(store, JUMP, year, village_id, reason, on=on, actor=actor)


def _caliber(target: Target | None) -> str:
    return target.caliber if target else "total"


class _Told:
    """Two years of income told village by village on a day."""

    def __init__(
        self, now: EconomyYear, before: EconomyYear, as_of: date, limits: Lines, reasons: dict[str, str]
    ) -> None:
        self.now, self.before, self.as_of, self.limits, self.reasons = now, before, as_of, limits, reasons
        self.share = year_share(as_of, now.year)
        self._grouped: dict[tuple[int, str], dict[str, list[IncomeGroup]]] = {}

    def groups(self, year: EconomyYear, caliber: str, village_id: str) -> list[IncomeGroup]:
        """Return a village's groups under a caliber."""
        key = year.year, caliber
        if key not in self._grouped:
            found: dict[str, list[IncomeGroup]] = {}
            for group in year.flows(year.caliber_of(caliber)):
                found.setdefault(group.village_id, []).append(group)
            self._grouped[key] = found
        return self._grouped[key].get(village_id, [])

    def village(self, village_id: str, name: str, target: Target | None, caliber: str) -> VillageProgress:
        """Return one village's progress."""
        now = self.groups(self.now, caliber, village_id)
        before = self.groups(self.before, caliber, village_id)
        come, came = come_by(now, self.as_of, self.now.year), self._same_months(before)
        actual, by_now, whole = _sum(come), _sum(came), _sum(before)
        months = [0] * SLOTS
        for group in now:
            months[group.month - 1 if group.month else UNDATED] += group.fen
        change = Change(actual, by_now)
        goal = target.fen if target else None
        last = months_passed(self.as_of, self.now.year)
        return VillageProgress(
            village_id, name, caliber, target.id if target else "", goal, actual, months[UNDATED],
            tuple(months), float(self.share), is_behind(actual, goal, self.share),
            forecast(actual, self.share, by_now, whole), whole, change, _month_change(months, before, last),
            whole != 0 and change.jumps(self.limits.jump_percent, self.limits.jump_least),
            self.reasons.get(village_id, ""),
        )  # fmt: skip

    def _same_months(self, before: list[IncomeGroup]) -> list[IncomeGroup]:
        """Return what had come by the same month last year."""
        last = months_passed(self.as_of, self.now.year)
        return before if last == 12 else [g for g in before if g.month is not None and g.month <= last]


def _sum(groups: list[IncomeGroup]) -> int:
    return sum(group.fen for group in groups)


def _month_change(months: list[int], before: list[IncomeGroup], last: int) -> Change:
    if last == 0:
        return Change(0, 0)
    december = _sum([group for group in before if group.month == 12])
    return Change(months[last - 1], months[last - 2] if last > 1 else december)
