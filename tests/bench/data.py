"""The ledgers and workbooks that are measured: made once and kept between runs."""

import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
import uuid
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from app.models.ledger import Ledger
from app.models.store import Row, Store
from app.services import ledgers
from tests.bench import people
from tests.bench.sizes import Size

CHUNK = 5_000
YEARS = (2021, 2022, 2023, 2024, 2025)
ENTRIES_A_YEAR = 40
COSTS_A_YEAR = 6
ACTOR = "基准"


def cache(root: Path | None, *, fresh: bool) -> Path:
    """Return the folder of what is kept; a ledger of an older schema is brought up to date when it is opened."""
    digest = hashlib.sha256()
    for name in ("data.py", "people.py", "sizes.py"):
        digest.update(Path(__file__).with_name(name).read_bytes())
    folder = (root or Path(tempfile.gettempdir()) / "dangjian-bench") / digest.hexdigest()[:12]
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def use_own_home(folder: Path) -> None:
    """Point every per-user folder into `folder`: keys of ledgers without a password lie there."""
    home = folder / "home"
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        os.environ[name] = str(home)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "MPLCONFIGDIR"):
        os.environ[name] = str(home / name.lower())
        (home / name.lower()).mkdir(parents=True, exist_ok=True)


def ledger_folder(folder: Path, size: Size) -> Path:
    """Return a full ledger of a size."""
    return _kept(folder / f"{size.name}-ledger", lambda draft: _build(draft, size))


def base_folder(folder: Path, size: Size) -> Path:
    """Return a ledger with organizations, villages and groups, but nobody in them."""
    return _kept(folder / f"{size.name}-base", lambda draft: _build_base(draft, size))


def economy_folder(folder: Path, size: Size) -> Path:
    """Return a ledger with villages, five years of receipts, costs and targets, but nobody in it."""
    return _kept(folder / f"{size.name}-economy", lambda draft: _build_economy(draft, size))


def ratings_folder(folder: Path, size: Size) -> Path:
    """Return a ledger with branches and five years of grades, but nobody in it."""
    return _kept(folder / f"{size.name}-ratings", lambda draft: _build_ratings(draft, size))


def roster_workbook(folder: Path, size: Size) -> Path:
    """Return the roster of a size as a workbook."""
    path = folder / f"{size.name}-roster.xlsx"
    if not path.exists():
        say(f"writing {path.name}")
        draft = path.with_suffix(".new")
        _write_workbook(draft, size)
        draft.rename(path)
    return path


def scratch_copy(source: Path, folder: Path) -> Path:
    """Return a fresh copy of a ledger to be written to."""
    target = folder / "scratch"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    return target


def say(text: str) -> None:
    """Tell whoever waits what is being done."""
    print(text, file=sys.stderr, flush=True)


def _kept(folder: Path, build: Any) -> Path:
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        say(f"building {folder.name}")
        begun = time.perf_counter()
        build(folder)
        seconds = time.perf_counter() - begun
        (folder / "done").write_text(json.dumps({"seconds": round(seconds, 1)}), encoding="utf-8")
        say(f"  built in {seconds:.1f} s")
    return folder


def _build_base(folder: Path, size: Size) -> None:
    with ledgers.create(folder, name="白水市", county="", level="county").ledger as ledger:
        _with_store(ledger, lambda store: _write(store, "基本情况", _places(size)))


def _build_economy(folder: Path, size: Size) -> None:
    with ledgers.create(folder, name="白水市", county="", level="county").ledger as ledger:

        def fill(store: Store) -> None:
            _write(store, "村", {"village": _places(size)["village"]})
            villages = [row["id"] for row in store.rows("SELECT id FROM village ORDER BY sort")]
            years = _years(size, [], villages)
            _write(store, "收入", {name: years[name] for name in ("target", "income_entry")})
            _write(store, "支出", {"cost_entry": _costs(villages)})

        _with_store(ledger, fill)


def _build_ratings(folder: Path, size: Size) -> None:
    with ledgers.create(folder, name="白水市", county="", level="county").ledger as ledger:

        def fill(store: Store) -> None:
            _write(store, "基本情况", _places(size))
            years = _years(size, _branch_ids(store), [])
            _write(store, "定级", {name: years[name] for name in ("rating_round", "rating")})

        _with_store(ledger, fill)


def _build(folder: Path, size: Size) -> None:
    with ledgers.create(folder, name="白水市", county="", level="county").ledger as ledger:

        def fill(store: Store) -> None:
            _write(store, "基本情况", _places(size))
            branches = _branch_ids(store)
            villages = [row["id"] for row in store.rows("SELECT id FROM village ORDER BY sort")]
            _write(store, "党员", {"person": _people(size, branches, villages)})
            _write(store, "定级和收入", _years(size, branches, villages))
            _write(store, "发展党员", _cases(store, size, branches))

        _with_store(ledger, fill)


def _with_store(ledger: Ledger, work: Any) -> None:
    store = ledger.connect()
    try:
        work(store)
    finally:
        store.close()


def _write(store: Store, what: str, tables: dict[str, Iterable[Row]]) -> None:
    with store.operation("bench", f"生成{what}", ACTOR):
        for table, rows in tables.items():
            source = iter(rows)
            while chunk := list(islice(source, CHUNK)):
                store.insert(table, chunk)


def _branch_ids(store: Store) -> list[str]:
    return [
        row["id"] for row in store.rows("SELECT id FROM organization WHERE kind = 'branch' ORDER BY sort")
    ]


def _id() -> str:
    return uuid.uuid4().hex


def _places(size: Size) -> dict[str, Iterable[Row]]:
    villages = [{"id": _id(), "name": people.village_name(n), "sort": n + 1} for n in range(size.villages)]
    groups = [
        {"village_id": village["id"], "name": people.group_name(n), "states_member": 1, "sort": n + 1}
        for village in villages
        for n in range(size.groups_a_village)
    ]
    organizations = [
        _organization(f"中共第{n + 1:03d}乡委员会", "committee", n + 1) for n in range(size.committees)
    ]
    top = [row["id"] for row in organizations]
    general = [
        _organization(f"{row['name']}党总支", "general_branch", 1_000 + n, top[n % len(top)], str(row["id"]))
        for n, row in enumerate(villages)
    ]
    branches = [
        _organization(
            people.branch_name(n),
            "branch",
            10_000 + n,
            general[n % len(general)]["id"],
            str(villages[n % len(villages)]["id"]),
        )
        for n in range(size.branches)
    ]
    small = [
        _organization(f"第{n + 1:04d}党小组", "party_group", 100_000 + n, branches[n % len(branches)]["id"])
        for n in range(size.party_groups)
    ]
    return {
        "village": villages,
        "village_group": groups,
        "organization": [*organizations, *general, *branches, *small],
    }


def _organization(
    name: str, kind: str, sort: int, parent: str | None = None, village: str | None = None
) -> Row:
    return {
        "id": _id(), "name": name, "kind": kind, "parent_id": parent, "village_id": village, "field": "village",
        "elected_on": "2023-03-10", "term_ends_on": "2028-03-10", "secretary": "李志国", "sort": sort,
    }  # fmt: skip


def _people(size: Size, branches: list[str], villages: list[str]) -> Iterator[Row]:
    for number in range(size.people):
        one = people.person(number, size)
        branch = int(str(one.pop("branch")))
        yield {**one, "organization_id": branches[branch], "village_id": villages[branch % len(villages)]}


def _years(size: Size, branches: list[str], villages: list[str]) -> dict[str, Iterable[Row]]:
    grades = ("advanced", "middling", "middling", "middling", "lagging")
    return {
        "rating_round": [{"year": year, "scheme": "three"} for year in YEARS],
        "rating": (
            {"organization_id": branch, "year": year, "township_grade": grades[(n + year) % 5], "sort": n + 1}
            for year in YEARS
            for n, branch in enumerate(branches)
        ),
        "target": (
            {"village_id": village, "year": year, "caliber": "total", "amount_fen": 10_000_000}
            for year in YEARS
            for village in villages
        ),
        "income_entry": (
            _entry(village, year, n) for year in YEARS for village in villages for n in range(ENTRIES_A_YEAR)
        ),
    }


def _costs(villages: list[str]) -> Iterator[Row]:
    for year in YEARS:
        for village in villages:
            for number in range(COSTS_A_YEAR):
                category = ("operating_cost", "management_cost")[number % 2]
                on = f"{year}-{2 * number + 1:02d}"
                yield {
                    "village_id": village,
                    "spent_on": on,
                    "category": category,
                    "amount_fen": 10_000 + number,
                }


def _entry(village: str, year: int, number: int) -> Row:
    day = f"{year}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    category = ("operating", "investment", "subsidy", "other")[number % 4]
    return {
        "village_id": village, "received_on": day, "category": category, "item": f"项目{number}",
        "amount_fen": 100_000 + number * 9_973, "booked_on": None if number == 7 else day, "sort": number,
    }  # fmt: skip


def _cases(store: Store, size: Size, branches: list[str]) -> dict[str, Iterable[Row]]:
    persons = store.rows("SELECT id, organization_id FROM person ORDER BY rowid LIMIT ?", [size.cases])
    cases = [
        {
            "id": _id(),
            "person_id": row["id"],
            "organization_id": row["organization_id"],
            "stage": "activist",
            "sort": n,
        }
        for n, row in enumerate(persons)
    ]
    dates = {
        "01": "2024-01-10",
        "02": "2024-01-25",
        "03": "2024-08-10",
        "04": "2024-08-20",
        "05": "2024-08-15",
    }
    dates |= {
        "06": "2025-01-20",
        "07": "2025-09-01",
        "08": "2025-09-10",
        "10": "2025-09-30",
        "11": "2025-10-08",
    }
    steps = (
        {"case_id": case["id"], "step": step, "happened_on": on}
        for case in cases
        for step, on in dates.items()
    )
    return {"development_case": cases, "step_record": steps}


def _write_workbook(path: Path, size: Size) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("花名册")
    sheet.write_row(0, 0, ["白水市党员花名册"])
    sheet.write_row(1, 0, people.HEADINGS)
    for number, row in enumerate(people.sheet_rows(size), start=2):
        sheet.write_row(number, 0, row)
    book.close()
