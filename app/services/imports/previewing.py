"""Reading workbooks and judging them against the ledger: nothing is written."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from app.errors import AppError, BadInput, Cancelled
from app.excel.readings import Reading
from app.models import matching
from app.models.store import Store
from app.progress import SILENT, Progress
from app.rules.vocabulary import Level
from app.services.imports import (
    contacts,
    costs,
    development,
    groups,
    holdings,
    income,
    members,
    organizations,
    pairs,
    ratings,
    rectifications,
    targets,
    tasks,
    villages,
)
from app.services.imports.context import Context
from app.services.imports.known import load
from app.services.imports.people import People
from app.services.imports.plans import ImportPlan, Problem, SheetPlan, kind_label
from app.services.imports.scoreparts import parts_known, settled, tell_strange
from app.services.imports.sheets import SheetWork

_PLANNERS = (
    villages.declare,
    organizations.plan,
    groups.plan,
    members.plan,
    development.plan,
    ratings.plan,
    pairs.plan,
    rectifications.plan,
    contacts.plan,
    tasks.plan,
    holdings.plan,
    costs.plan,
    income.plan,
    targets.plan,
)
"""In the order in which the kinds of sheet refer to each other."""


def preview(
    store: Store,
    files: Sequence[Path],
    *,
    kind: str | None = None,
    as_of: date,
    progress: Progress = SILENT,
) -> ImportPlan:
    """Return what importing these workbooks would do, without writing anything.

    Workbooks may come in any order and refer to each other. `kind` forces the kind of their sheets; `as_of` is
    today. A file that cannot be read stands in the plan with the reason; BadInput when none can.
    """
    from app.excel.reading import read_file

    readings: list[Reading] = []
    unread: list[SheetPlan] = []
    seen: dict[str, str] = {}
    for number, file in enumerate(dict.fromkeys(Path(file) for file in files), 1):
        progress.step(number - 1, len(files), f"正在读取“{file.name}”")
        try:
            twin = _twin(file, seen)
            if twin:
                unread.append(_not_read(file, f"与“{twin}”内容完全相同，只读一次。", blocking=False))
                continue
            readings += read_file(file, kind=kind, progress=progress)
        except Cancelled:
            raise
        except AppError as error:
            if len(files) == 1:
                raise
            unread.append(_not_read(file, str(error), blocking=True))
    if not readings:
        raise BadInput(
            "选中的文件一个也读不了。", "；".join(f"{sheet.file}：{sheet.reason}" for sheet in unread)
        )
    return _judge(store, readings, tuple(unread), as_of, progress)


def preview_readings(
    store: Store, readings: Sequence[Reading], *, as_of: date, progress: Progress = SILENT
) -> ImportPlan:
    """Return what importing these sheets would do: for a caller that has read or changed them itself."""
    return _judge(store, readings, (), as_of, progress)


def _judge(
    store: Store, readings: Sequence[Reading], unread: tuple[SheetPlan, ...], as_of: date, progress: Progress
) -> ImportPlan:
    known = parts_known(store)
    works = [SheetWork(settled(reading, known)) for reading in readings]
    for work, reading in zip(works, readings, strict=True):
        tell_strange(work, reading)
    people = People(store)
    context = Context(store, as_of, load(store), people, works, progress, score_parts=known)
    context.has_roster = len(people) > 0 or any(work.kind == "members" for work in works)
    state = matching.state(store)
    for work in works:
        if work.kind and work.reading.hidden:
            work.sheet_problem(
                "sheet.hidden", "这张表在工作簿里是隐藏的。请确认它也要导入，不要就先从工作簿里删去。"
            )
    for planner in _PLANNERS:
        planner(context)
    files = tuple(dict.fromkeys(reading.path for reading in readings))
    return ImportPlan((*(work.plan() for work in works), *unread), files, as_of, state, context.writes)


def _twin(file: Path, seen: dict[str, str]) -> str | None:
    """Return the name of a file `seen` before with the same content, else note this one; a device or a pipe has none."""
    if not file.is_file():
        return None
    try:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return None
    if digest in seen:
        return seen[digest]
    seen[digest] = file.name
    return None


def _not_read(file: Path, reason: str, *, blocking: bool) -> SheetPlan:
    problems = (
        (Problem(file.name, "", 0, "", "", "", "file.unreadable", reason, Level.BLOCK),) if blocking else ()
    )
    return SheetPlan(file.name, "", None, kind_label(None), reason, (0, 0), (), (), problems=problems)
