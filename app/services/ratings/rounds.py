"""The round of a year as a whole: under which scheme, how far it is, who has not handed in, locked and opened again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.errors import BadInput, Locked
from app.models import queries_ratings as queries
from app.models.store import Row, Store
from app.rules.calendar import chinese
from app.rules.dates import parse_date
from app.rules.problems import FieldProblem
from app.rules.ratings import Scheme
from app.services.ratings.schemes import scheme_of, scheme_values
from app.services.rounds import RatingRow, Round, rating_round

DATES = ("held_on", "publicity_from", "publicity_to", "filed_on", "county_on")
TEXTS = ("meeting", "note")
STAGES = ("自评", "测评", "乡镇评定", "公示", "县级备案")


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch by id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Reopening:
    """A filed round opened again: when, why, by whom."""

    opened_on: str
    reason: str
    opened_by: str


@dataclass(frozen=True, slots=True)
class RoundState:
    """Where the round of a year stands. Days are ISO text, "" while unknown.

    `counts` is (stage, done, of all) in the order of STAGES; `missing` are the branches that have not handed in
    their self-assessment; `is_locked` after filing.
    """

    year: int
    scheme: Scheme
    is_locked: bool
    held_on: str
    meeting: str
    publicity_from: str
    publicity_to: str
    filed_on: str
    county_on: str
    note: str
    counts: tuple[tuple[str, int, int], ...]
    missing: tuple[Branch, ...]
    reopenings: tuple[Reopening, ...]


def round_state(store: Store, year: int) -> RoundState:
    """Return where the round of a year stands."""
    return state_of(store, rating_round(store, year))


def state_of(store: Store, found: Round) -> RoundState:
    """Return where a round stands whose branches have been read already."""
    year, rows = found.year, found.rows
    held = _held(store, year) or {}
    return RoundState(
        year=year,
        scheme=found.scheme,
        is_locked=found.is_locked,
        **{name: held.get(name) or "" for name in (*DATES, *TEXTS)},
        counts=_counts(rows, held),
        missing=tuple(
            Branch(row.organization_id, row.organization)
            for row in rows
            if not row.self_grade and not row.handed_in_on
        ),
        reopenings=tuple(
            Reopening(row["opened_on"], row["reason"], row["opened_by"] or "")
            for row in store.find("rating_reopening", year=year)
        ),
    )


def set_round(store: Store, year: int, values: dict[str, str], *, actor: str) -> None:
    """Enter the round's meeting, dates and note (names as in RoundState); the round begins with the first entry.

    The scheme in force is kept with the round. Raises Locked after filing, BadInput for a date that cannot be read.
    """
    require_open(store, year)
    changes = {name: _read(name, text) for name, text in values.items()}
    stands = {**(_held(store, year) or {}), **changes}
    first, last = stands.get("publicity_from"), stands.get("publicity_to")
    if first and last and last < first:
        raise BadInput("公示结束早于公示开始。", "请核对公示起止日期。")
    with store.operation("rating.round", f"登记{year}年分类定级：会议、公示和备案情况", actor):
        _write(store, year, changes)


def file_round(store: Store, year: int, *, on: date, actor: str) -> None:
    """File the round with the county and lock it: grades change only after it has been opened again.

    Raises BadInput when no branch has a grade yet, Locked when it is filed already.
    """
    require_open(store, year)
    if not any(row.final for row in rating_round(store, year).rows):
        raise BadInput(f"{year}年还没有评定等次的党支部。", "请先录入乡镇评定等次再备案。")
    with store.operation("rating.file", f"{year}年分类定级结果报县委组织部备案，锁定", actor):
        _write(store, year, {"filed_on": on.isoformat(), "locked_on": on.isoformat()})


def reopen_round(store: Store, year: int, *, reason: str, on: date, actor: str) -> None:
    """Open a filed round again; the reason is kept. Raises BadInput without a reason or when it is not locked."""
    held = _held(store, year)
    if held is None or not held["locked_on"]:
        raise BadInput(f"{year}年分类定级没有锁定。", "可以直接修改。")
    if not reason.strip():
        raise BadInput("请写明重新开放的原因。", "例如“县委组织部复核后调整等次”。")
    said = f"重新开放{year}年分类定级：{reason.strip()}"
    with store.operation("rating.reopen", said, actor):
        store.update("rating_round", held["id"], {"locked_on": None})
        row = {"year": year, "opened_on": on.isoformat(), "reason": reason.strip(), "opened_by": actor}
        store.insert("rating_reopening", [row])


def require_open(store: Store, year: int) -> None:
    """Raise Locked when the round of a year has been filed."""
    locked = queries.locked_on(store, year)
    if locked:
        day = chinese(date.fromisoformat(locked))
        raise Locked(f"{year}年分类定级已于{day}备案锁定。", "要修改请先“重新开放”并写明原因。")


def begin_round(store: Store, year: int) -> None:
    """Make the round of a year with the scheme in force if there is none; to be called inside an operation."""
    _write(store, year, {})


def _write(store: Store, year: int, changes: Row) -> None:
    held = _held(store, year)
    kept = {} if held and held["scheme_content"] else scheme_values(scheme_of(store, year))
    if held is None:
        store.insert("rating_round", [{"year": year, **kept, **changes}])
    else:
        store.update("rating_round", held["id"], {**kept, **changes})


def _held(store: Store, year: int) -> Row | None:
    found = store.find("rating_round", year=year)
    return found[0] if found else None


def _read(name: str, text: str) -> str | None:
    if not text.strip():
        return None
    if name not in DATES:
        return text.strip()
    found = parse_date(text)
    if isinstance(found, FieldProblem):
        raise BadInput(found.what, found.do)
    return found.iso


def _counts(rows: Sequence[RatingRow], held: Row) -> tuple[tuple[str, int, int], ...]:
    whole = len(rows)
    graded = sum(bool(row.final) for row in rows)
    done = (
        sum(bool(row.self_grade) for row in rows),
        sum(bool(row.mass_grade or row.satisfaction) for row in rows),
        graded,
        graded if held.get("publicity_to") else 0,
        graded if held.get("filed_on") else 0,
    )
    return tuple(zip(STAGES, done, (whole,) * len(STAGES), strict=True))
