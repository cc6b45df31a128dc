"""A grade proposed from what the three ledgers show, with every reason; the Party committee decides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.rules.calendar import Day, chinese
from app.rules.money import FEN_PER_WAN, FEN_PER_YUAN
from app.rules.ratings import Scheme, change, grade_of_score

UNTIL_YEAR_END = frozenset({"NO_INCOME", "INCOME_LINE", "INCOME_TARGET"})


class Effect(StrEnum):
    """What a signal does to the grade proposed."""

    BASE = "base"
    NOT_BEST = "not_best"
    LOWEST = "lowest"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing looked at: its effect, its sentence, where it comes from, its limits."""

    code: str
    effect: Effect
    text: str
    source: str
    limits: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class BranchFacts:
    """What the ledgers know of a branch in a year. None means: this ledger says nothing, so nothing is held against it.

    `score` in hundredths of a point, `satisfaction` in hundredths of a percent, money in 分. `idle_years` counts the
    years up to this one without anyone accepted and without a 发展对象; `lowest_years` those up to last year with
    the lowest grade running, which was called `lowest_name` then; `situations` are those of files not yet closed.
    `until` is the day income and activities are known up to while the year is not over: what they say then holds
    nobody down.
    """

    organization_id: str
    year: int
    village: str = ""
    score: int | None = None
    satisfaction: int | None = None
    self_grade: str = ""
    mass_grade: str = ""
    last_grade: str = ""
    vetoes: tuple[str, ...] = ()
    is_listed: bool = False
    situations: tuple[str, ...] = ()
    lowest_years: int = 0
    lowest_name: str = ""
    idle_years: int | None = None
    term_over: Day | None = None
    has_secretary: bool = True
    income_fen: int | None = None
    target_fen: int | None = None
    activities: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a proposal: its effect, the sentence, and where the rule comes from."""

    code: str
    effect: Effect
    sentence: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A grade proposed ("" when nothing is known) and all reasons, those that moved it first."""

    organization_id: str
    grade: str
    reasons: tuple[Reason, ...]


Signals = Mapping[str, Signal]


def propose(facts: BranchFacts, scheme: Scheme, signals: Signals) -> Proposal:
    """Return the grade the facts speak for: the score's (else the evaluations'), held down by what speaks against it."""
    base, said = _base(facts, scheme)
    reasons = [said, *_reasons(facts, scheme, signals)]
    effects = {reason.effect for reason in reasons}
    if Effect.LOWEST in effects:
        grade = scheme.grades[-1]
    elif Effect.NOT_BEST in effects and base == scheme.grades[0]:
        grade = scheme.grades[1]
    else:
        grade = base
    return Proposal(facts.organization_id, grade, tuple(sorted(reasons, key=_rank)))


def _base(facts: BranchFacts, scheme: Scheme) -> tuple[str, Reason]:
    by_score = grade_of_score(facts.score, scheme)
    if by_score:
        said = f"得分{(facts.score or 0) / 100:g}，按分数线为{scheme.label_of(by_score)}。"
        return by_score, Reason("SCORE", Effect.BASE, said, scheme.name)
    for code, grade, what in (
        ("MASS", facts.mass_grade, "群众测评"),
        ("SELF", facts.self_grade, "支部自评"),
        ("LAST", facts.last_grade, "上年等次"),
    ):
        if grade in scheme.grades:
            return grade, Reason(code, Effect.BASE, f"没有得分，{what}为{scheme.label_of(grade)}。")
    return "", Reason("NOTHING", Effect.BASE, "没有得分、测评和自评，还提不出等次。")


def _reasons(facts: BranchFacts, scheme: Scheme, signals: Signals) -> Iterator[Reason]:
    for code, values in _seen(facts, scheme, signals):
        if code in signals:
            signal = signals[code]
            effect = Effect.HINT if facts.until and code in UNTIL_YEAR_END else signal.effect
            yield Reason(code, effect, signal.text.format_map(values), signal.source)


def _seen(facts: BranchFacts, scheme: Scheme, signals: Signals) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield (signal, what its sentence names) of everything that speaks against a branch."""
    year = facts.year
    if facts.vetoes:
        yield "VETO", {"vetoes": "；".join(facts.vetoes)}
    if facts.is_listed:
        yield "SITUATION", {"year": year, "situations": "；".join(facts.situations) or "情形未登记"}
    percent = _limit(signals, "UNSATISFIED", "percent")
    if facts.satisfaction is not None and facts.satisfaction < percent * 100:
        yield "UNSATISFIED", {"satisfaction": f"{facts.satisfaction / 100:g}", "percent": percent}
    if facts.idle_years is not None and facts.idle_years >= _limit(signals, "NO_DEVELOPMENT", "years"):
        yield "NO_DEVELOPMENT", {"years": facts.idle_years}
    yield from _income(facts, signals)
    if facts.term_over is not None:
        yield "TERM_OVER", {"date": facts.term_over.chinese()}
    if not facts.has_secretary:
        yield "NO_SECRETARY", {}
    if facts.activities == 0:
        yield "NO_ACTIVITY", {"year": year, "period": _period(facts)}
    if facts.lowest_years:
        years = facts.lowest_years
        run = f"{year - 1}年" if years == 1 else f"到{year - 1}年已连续{years}年"
        yield "LOWEST_BEFORE", {"run": run, "grade": facts.lowest_name}
    by_score = grade_of_score(facts.score, scheme)
    steps = change(by_score, facts.mass_grade, scheme)
    if steps is not None and steps < 0:
        yield "MASS_LOWER", {"mass": scheme.label_of(facts.mass_grade), "grade": scheme.label_of(by_score)}


def _income(facts: BranchFacts, signals: Signals) -> Iterator[tuple[str, dict[str, object]]]:
    if facts.income_fen is None:
        return
    line = _limit(signals, "INCOME_LINE", "line")
    values: dict[str, object] = {
        "village": facts.village,
        "year": facts.year,
        "period": _period(facts),
        "income": f"{facts.income_fen / FEN_PER_WAN:.2f}",
    }
    if facts.income_fen <= 0:
        yield "NO_INCOME", values
    elif facts.income_fen < line * FEN_PER_YUAN:
        yield "INCOME_LINE", values | {"line": f"{line * FEN_PER_YUAN / FEN_PER_WAN:g}"}
    if facts.target_fen and 0 < facts.income_fen < facts.target_fen:
        yield "INCOME_TARGET", values | {"target": f"{facts.target_fen / FEN_PER_WAN:g}"}


def _period(facts: BranchFacts) -> str:
    return f"{facts.year}年" if facts.until is None else f"截至{chinese(facts.until)}，当年"


def _limit(signals: Signals, code: str, name: str) -> int:
    return signals[code].limits[name] if code in signals else 0


_ORDER = (Effect.BASE, Effect.LOWEST, Effect.NOT_BEST, Effect.HINT)


def _rank(reason: Reason) -> int:
    return _ORDER.index(reason.effect)
