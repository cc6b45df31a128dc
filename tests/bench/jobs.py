"""The jobs, one function a bound: each measures product and anchor at a size and says whether the bound holds."""

import statistics
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from app.services.ledgers import open_ledger
from tests.bench import data
from tests.bench.economy import economy
from tests.bench.harness import Settings, child, in_turn, percentile, seconds
from tests.bench.ratings import ratings
from tests.bench.sizes import SIZES

AS_OF = date(2025, 12, 31)
WITHIN_A_MONTH = date(2025, 11, 21)
MS = 1000
COMMITS = 40
BOUNDS_OF_STATS = {"township": 16.0, "city": 65.0}
INCOME_OF_YEAR = (
    "SELECT village_id, substr(received_on, 6, 2) AS month, category, counts_as_operating, sum(amount_fen), count(*), "
    "sum(booked_on IS NULL), nature FROM income_entry WHERE _del = 0 AND received_on >= ? AND received_on < ? "
    "GROUP BY village_id, month, category, counts_as_operating, nature"
)
PAGE_JOBS = {
    "first": "roster: first picture",
    "frame": "roster: scroll frame",
    "jump": "roster: jump anywhere",
    "end": "roster: first jump to the end",
}


def start(settings: Settings, size: str) -> None:
    """P1, P2: from the start of the process to the first picture of the first page."""
    folder = data.ledger_folder(settings.folder, SIZES[size])
    small = data.ledger_folder(settings.folder, SIZES["township"])
    child(settings, "start", str(folder))
    seen: list[dict[str, Any]] = []
    bare: list[dict[str, Any]] = []
    smaller: list[dict[str, Any]] = []
    for _ in range(settings.rounds):
        bare.append(child(settings, "bare"))
        seen.append(child(settings, "start", str(folder)))
        if size == "city":
            smaller.append(child(settings, "start", str(small)))
    floor, first, filled = (
        MS * _median(many, name) for many, name in ((bare, "seconds"), (seen, "seconds"), (seen, "filled"))
    )
    job = "start to first picture"
    settings.put("P1", job, size, "ms", first, floor, "bare window", most=1.6)
    if smaller:
        before = MS * _median(smaller, "seconds")
        settings.put("P2", f"{job}, against", size, "ms", first, before, "township", most=1.1)
    settings.put("P1", "start to all figures of the first page", size, "ms", filled, floor, "bare window")
    memory, bare_memory = _median(seen, "mib"), _median(bare, "mib")
    settings.put("P2", "memory at first picture", size, "MiB", memory, bare_memory, "bare window", most=1.6)
    heavy = sorted({name for one in seen for name in one["heavy"]})
    settings.put("P1", f"heavy libraries by then {heavy}", size, "", len(heavy), limit=0)


def pages(settings: Settings, size: str) -> None:
    """P3: the roster page; P4: from a key to the painted list."""
    folder = data.ledger_folder(settings.folder, SIZES[size])
    rounds = [child(settings, "pages", str(folder)) for _ in range(max(1, settings.rounds // 2))]
    found = {name: _median(rounds, name) for name in rounds[0]}
    for name, job in PAGE_JOBS.items():
        before = settings.township(job) if size == "city" else None
        settings.put("P3", job, size, "ms", found[name], before, "township", most=1.2)
    settings.put("P3", "roster: scroll frame, p95", size, "ms", found["frame_p95"], limit=16)
    settings.put("P3", "roster: sort by name", size, "ms", found["sort_name"], limit=60)
    settings.put("P3", "roster: sort by branch", size, "ms", found["sort_organization"])
    settings.put("P3", "roster: sort by phone", size, "ms", found["sort_phone"])
    settings.put("P4", "key to painted list, the slowest", size, "ms", found["key"], limit=16)
    settings.put("P4", "key to painted list, the slowest first one", size, "ms", found["key_cold"])


def search(settings: Settings, size: str) -> None:
    """P4: hits for what is typed so far."""
    from app.services.search import search as find

    with open_ledger(data.ledger_folder(settings.folder, SIZES[size])) as ledger:
        store = ledger.connect(readonly=True)
        typed = _keystrokes(store, 40)
        for text in typed:
            find(store, text)
        ours = {text: MS * seconds(partial(find, store, text)) for text in typed}
        some = typed[:: max(1, len(typed) // 60)]
        theirs = [MS * seconds(partial(_like, store, text)) for text in some]
        store.close()
    p99, like = percentile(list(ours.values()), 0.99), percentile(theirs, 0.99)
    most = 1 / 20 if size == "city" else None
    settings.put("P4", "search, p99 of all keys", size, "ms", p99, like, "LIKE", most=most, limit=5)
    settings.put(
        "P4",
        "search, median",
        size,
        "ms",
        statistics.median(ours.values()),
        statistics.median(theirs),
        "LIKE",
    )
    slowest = sorted(ours, key=lambda text: -ours[text])[:5]
    data.say(f"slowest keys: {', '.join(f'{text} {ours[text]:.1f} ms' for text in slowest)}")


def _keystrokes(store: Any, count: int) -> list[str]:
    """Return what is typed key by key: names, initials, numbers from the front and the tail, phones."""
    total = store.scalar("SELECT max(rowid) FROM person")
    rows = store.tuples(
        f"SELECT name, initials, id_number, phone FROM person WHERE rowid % {max(1, total // count)} = 1"
    )
    typed = []
    for name, initials, number, phone in rows:
        for text in (name, initials, number, number[-4:], phone):
            typed += [text[: end + 1] for end in range(len(text))]
    return typed


def _like(store: Any, text: str) -> object:
    return store.tuples(
        "SELECT id, name FROM person WHERE _del = 0 AND "
        "(name LIKE ? OR initials LIKE ? OR id_number LIKE ? OR phone LIKE ?) LIMIT 50",
        [f"%{text}%"] * 4,
    )


def figures(settings: Settings, size: str) -> None:
    """P5: all key figures, from the sums kept and from the records.

    The sums are kept by the edit itself, so what they cost after an edit is part of P10; here stats must not slow down.
    """
    from app.services.figures import stats

    folder = data.scratch_copy(data.ledger_folder(settings.folder, SIZES[size]), settings.folder)
    with open_ledger(folder) as ledger:
        store = ledger.connect()
        stats(store, year=2025, as_of=AS_OF)
        [person] = store.rows("SELECT id FROM person ORDER BY rowid LIMIT 1")
        marks = iter(range(10_000))

        def edited() -> float:
            with store.operation("bench", "修改", "基准"):
                store.update("person", person["id"], {"is_migrant": next(marks) % 2})
            return seconds(lambda: stats(store, year=2025, as_of=AS_OF))

        medians = in_turn(
            settings.rounds,
            {
                "kept": lambda: seconds(lambda: stats(store, year=2025, as_of=AS_OF)),
                "edited": edited,
                "raw": lambda: seconds(lambda: _raw(store)),
                "within": lambda: seconds(lambda: stats(store, year=2025, as_of=WITHIN_A_MONTH)),
            },
        )
        store.close()
    kept, raw, within = (MS * medians[name] for name in ("kept", "raw", "within"))
    most = 1 / 60 if size == "city" else None
    limit = BOUNDS_OF_STATS[size]
    settings.put("P5", "all of stats", size, "ms", kept, raw, "records counted", most=most, limit=limit)
    settings.put("P5", "all of stats, within a month", size, "ms", within, raw, "records counted")
    settings.put("P5", "all of stats right after an edit", size, "ms", MS * medians["edited"], kept, "before")


def _raw(store: Any) -> object:
    """Ask the records for everything, one statement a figure; income, targets and grades in groups."""
    from app.models import queries_figures
    from app.services.figures import counted
    from app.services.figures.view import YearView

    view = YearView(store, 2025, AS_OF)
    for path, _, _, population, condition in counted.ALL:
        queries_figures.count(store, population, {".".join(path): condition}, view.values)
    for year in (2025, 2026):
        store.tuples(INCOME_OF_YEAR, [str(year), str(year + 1)])
        queries_figures.targets(store, year)
    return queries_figures.rated(store, 2025)


def imports(settings: Settings, size: str) -> None:
    """P6: a roster workbook read, judged and written with history."""
    workbook = data.roster_workbook(settings.folder, SIZES[size])
    base = data.base_folder(settings.folder, SIZES[size])
    seen: list[dict[str, Any]] = []
    floors: list[dict[str, Any]] = []
    for _ in range(settings.rounds_for(size)):
        folder = data.scratch_copy(base, settings.folder)
        floors.append(child(settings, "importing", "floor", str(workbook), str(folder)))
        seen.append(child(settings, "importing", "product", str(workbook), str(folder)))
    ours, floor, judged = _median(seen, "seconds"), _median(floors, "seconds"), _median(seen, "preview")
    data.say(f"imported {seen[0]['rows']:,}, bad {seen[0]['bad']}")
    most = 2.0 if size == "township" else None
    settings.put("P6", "import of the roster", size, "s", ours, floor, "openpyxl + executemany", most=most)
    settings.put("P6", "import, of it reading and judging", size, "s", judged)
    memory, other = _median(seen, "mib"), _median(floors, "mib")
    settings.put("P6", "import, memory", size, "MiB", memory, other, "openpyxl + executemany", limit=400)


def exports(settings: Settings, size: str) -> None:
    """P7: the roster out as a workbook."""
    folder = data.scratch_copy(data.ledger_folder(settings.folder, SIZES[size]), settings.folder)
    seen: list[dict[str, Any]] = []
    floors: list[dict[str, Any]] = []
    out = settings.folder / "export.xlsx"
    for _ in range(settings.rounds_for(size)):
        floors.append(child(settings, "exporting", "floor", size, str(out)))
        seen.append(child(settings, "exporting", "product", str(folder), str(out)))
    ours, floor = _median(seen, "seconds"), _median(floors, "seconds")
    settings.put("P7", "export of the roster", size, "s", ours, floor, "xlsxwriter", most=1.3)
    memory, other = _median(seen, "mib"), _median(floors, "mib")
    settings.put("P7", "export, memory", size, "MiB", memory, other, "xlsxwriter")


def edit(settings: Settings, size: str) -> None:
    """P10: one field corrected through the form, committed with history."""
    from app.services import editing

    folder = data.scratch_copy(data.ledger_folder(settings.folder, SIZES[size]), settings.folder)
    numbers = iter(range(10_000))
    with open_ledger(folder) as ledger:
        store = ledger.connect()
        bare = _bare_table(folder / "bare.db", store)
        ids = [row["id"] for row in store.rows("SELECT id FROM person ORDER BY rowid LIMIT 200")]

        def save() -> None:
            number = next(numbers)
            values = {"phone": f"154{number:08d}"}
            editing.save(store, "person", values, record_id=ids[number % 200], actor="基准")

        jobs = {
            "edit": lambda: seconds(save),
            "commit": lambda: seconds(lambda: _commit(bare, next(numbers))),
        }
        medians = in_turn(max(COMMITS, settings.rounds), jobs)
        bare.close()
        store.close()
    ours, floor = MS * medians["edit"], MS * medians["commit"]
    settings.put("P10", "one edit saved", size, "ms", ours, floor, "bare commit", most=3.0, limit=50)


def _bare_table(path: Path, store: Any) -> Any:
    from app.models.connection import connect

    connection = connect(path, b"\1" * 32)
    columns = store.columns("person")
    connection.execute(f"CREATE TABLE person ({', '.join(columns)}, PRIMARY KEY (id))")
    marks = ", ".join("?" * len(columns))
    rows = store.tuples(f"SELECT {', '.join(columns)} FROM person LIMIT 3000")
    connection.execute("BEGIN")
    connection.executemany(f"INSERT INTO person VALUES ({marks})", rows)
    connection.execute("COMMIT")
    return connection


def _commit(connection: Any, number: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE person SET phone = ? WHERE rowid = ?", [f"155{number:08d}", number % 200 + 1])
    connection.execute("COMMIT")


def judging(settings: Settings, size: str) -> None:
    """P11: every open case under all rules."""
    from app.rules.development.judging import judge
    from app.services.cases import held_cases

    with open_ledger(data.ledger_folder(settings.folder, SIZES[size])) as ledger:
        store = ledger.connect(readonly=True)
        cases = held_cases(store)
        store.close()

    def work() -> None:
        for held in cases:
            judge(held.case, AS_OF, held.book, held.calendar)

    taken = MS * statistics.median(seconds(work) for _ in range(settings.rounds))
    limit = 300 * len(cases) / 2000
    settings.put("P11", f"judging {len(cases)} open cases", size, "ms", taken, limit=limit)


def backup(settings: Settings, size: str) -> None:
    """P12: a verified backup beside VACUUM INTO."""
    from app.services.backups import make_backup

    folder = data.scratch_copy(data.ledger_folder(settings.folder, SIZES[size]), settings.folder)
    target = folder / "vacuum.db"
    with open_ledger(folder) as ledger:
        store = ledger.connect()

        def vacuum() -> float:
            target.unlink(missing_ok=True)
            return seconds(lambda: store.connection.execute("VACUUM INTO ?", [str(target)]))

        jobs = {"backup": lambda: seconds(lambda: make_backup(ledger)), "vacuum": vacuum}
        medians = in_turn(min(settings.rounds, 3), jobs)
        store.close()
    ours, floor = MS * medians["backup"], MS * medians["vacuum"]
    settings.put("P12", "verified backup", size, "ms", ours, floor, "VACUUM INTO", most=3.0)


def papers(settings: Settings, size: str) -> None:
    """P8: the roster on paper; P9: the yearly report and charts. Township only: nobody prints a city."""
    from tests.bench.papers import annual, roster

    if size == "city":
        return
    with open_ledger(data.ledger_folder(settings.folder, SIZES[size])) as ledger:
        store = ledger.connect(readonly=True)
        roster(store, settings)
        annual(store, settings)
        store.close()


def _median(many: list[dict[str, Any]], name: str) -> float:
    return float(statistics.median(one[name] for one in many))


JOBS: dict[str, Callable[[Settings, str], None]] = {
    "P1": start,
    "P3": pages,
    "P4": search,
    "P5": figures,
    "P6": imports,
    "P7": exports,
    "P8": papers,
    "P10": edit,
    "P11": judging,
    "P12": backup,
    "economy": economy,
    "ratings": ratings,
}
SAME = {"P2": "P1", "P9": "P8"}
