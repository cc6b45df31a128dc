"""半年核查 as a guided list: every village on a day, what there is to say, what was decided for it."""

from dataclasses import dataclass
from datetime import date

from app.errors import BadInput
from app.models import queries_economy
from app.models.store import Store
from app.rules import codes
from app.rules.money import yuan
from app.services.economy.explaining import explain, explanations_of
from app.services.economy.progress import VillageProgress, progress
from app.services.economy.years import half_of

CHECK = "收入核查"
NONE, DISPATCH, RECTIFY, HELP = "none", "dispatch", "rectify", "help"
BETWEEN = "："


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A village at the check: its progress, what speaks against it, what is proposed and what was decided.

    `suggestion` and `decision` are codes of `decisions()`; `decision` is empty as long as nothing was decided.
    """

    progress: VillageProgress
    unbooked: int
    unbooked_fen: int
    troubles: tuple[str, ...]
    remarks: tuple[str, ...]
    suggestion: str
    decision: str
    reason: str
    decided_on: str
    decided_by: str

    @property
    def village_id(self) -> str:
        """Id of the village."""
        return self.progress.village_id

    @property
    def needs_decision(self) -> bool:
        """Whether something speaks against the village and nothing was decided yet."""
        return self.suggestion != NONE and not self.decision


@dataclass(frozen=True, slots=True)
class IncomeCheck:
    """The check of a year on a day."""

    year: int
    on: date
    passed: float
    rows: tuple[CheckRow, ...]

    @property
    def behind(self) -> tuple[str, ...]:
        """Names of the villages behind time."""
        return tuple(row.progress.village for row in self.rows if row.progress.behind)

    @property
    def left(self) -> int:
        """Number of villages that still need a decision."""
        return sum(row.needs_decision for row in self.rows)


def decisions() -> dict[str, str]:
    """Return code → words of what may be decided for a village."""
    return codes.choices("income_decision")


def income_check(store: Store, *, year: int, on: date | None = None, caliber: str = "") -> IncomeCheck:
    """Return the check of a year on a day, 30 June unless said; villages that need a decision first."""
    day = on or half_of(year)
    found = progress(store, year=year, as_of=day, caliber=caliber)
    unbooked = {
        village: (n, fen) for village, n, fen in queries_economy.unbooked(store, year, day.isoformat())
    }
    troubles: dict[str, list[str]] = {}
    for project in queries_economy.holdings(store, "project"):
        if project["trouble"]:
            troubles.setdefault(project["village_id"], []).append(f"{project['name']}：{project['trouble']}")
    decided = explanations_of(store, CHECK, year)
    rows = []
    for one in found:
        number, fen = unbooked.get(one.village_id, (0, 0))
        trouble = tuple(troubles.get(one.village_id, ()))
        answer = decided.get(one.village_id, {"reason": "", "given_on": "", "given_by": ""})
        decision, reason = _taken_apart(answer["reason"])
        rows.append(
            CheckRow(
                one, number, fen, trouble, _remarks(one, number, fen, trouble), _suggestion(one, number, trouble),
                decision, reason, answer["given_on"], answer["given_by"] or "",
            )
        )  # fmt: skip
    rows.sort(key=lambda row: not row.needs_decision)
    return IncomeCheck(year, day, found[0].passed if found else 0.0, tuple(rows))


def decide(
    store: Store, village_id: str, year: int, decision: str, reason: str = "", *, on: date, actor: str
) -> None:
    """Keep what was decided for a village at the check of a year; deciding again replaces it.

    Raises BadInput for a decision that is none.
    """
    if decision not in decisions():
        raise BadInput("没有选处理意见。", f"请从中选一个：{'、'.join(decisions().values())}。")
    words = decisions()[decision] + (f"{BETWEEN}{reason.strip()}" if reason.strip() else "")
    explain(store, CHECK, year, village_id, words, on=on, actor=actor)


def _taken_apart(text: str) -> tuple[str, str]:
    words, _, reason = text.partition(BETWEEN)
    found = next((code for code, label in decisions().items() if label == words), "")
    return (found, reason) if found else ("", text)


def _suggestion(one: VillageProgress, unbooked: int, troubles: tuple[str, ...]) -> str:
    if one.behind:
        return DISPATCH
    if unbooked:
        return RECTIFY
    return HELP if troubles else NONE


def _remarks(one: VillageProgress, unbooked: int, fen: int, troubles: tuple[str, ...]) -> tuple[str, ...]:
    found = []
    if one.target_fen is None:
        found.append("没有设目标")
    if one.behind and one.done is not None:
        found.append(f"完成目标{one.done * 100:.1f}%，时间已过{one.passed * 100:.0f}%")
    if one.undated_fen and one.passed < 1:
        found.append(f"另有{yuan(one.undated_fen)}元没有月份，未计入")
    if unbooked:
        found.append(f"{unbooked}笔共{yuan(fen)}元未入账")
    if one.jumps and one.year_on_year.share is not None:
        found.append(
            f"同比{one.year_on_year.share * 100:+.1f}%" + ("" if one.explanation else "，请说明原因")
        )
    return (*found, *troubles)
