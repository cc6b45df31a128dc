"""Files of 整顿 with their lists and monthly reports, and the quarterly tasks of all other branches."""

from app.models.store import Row, Store

_FILE = (
    "SELECT f.*, o.name AS organization, coalesce(v.name, '') AS village FROM rectification AS f "
    "JOIN organization AS o ON o.id = f.organization_id LEFT JOIN village AS v ON v.id = o.village_id"
)
_ORDER = "f.year DESC, coalesce(v.sort, 1000000), v.rowid, coalesce(o.sort, 1000000), o.rowid, f.rowid"


def files(store: Store, year: int | None) -> list[Row]:
    """Return the files of a year, or of all years, with their organizations."""
    return store.rows(
        f"{_FILE} WHERE f._del = 0 AND (:year IS NULL OR f.year = :year) ORDER BY {_ORDER}", {"year": year}
    )


def files_of(store: Store, organization_id: str) -> list[Row]:
    """Return every file of one organization, the newest first."""
    return store.rows(
        f"{_FILE} WHERE f._del = 0 AND f.organization_id = ? ORDER BY {_ORDER}", [organization_id]
    )


def file(store: Store, file_id: str) -> Row | None:
    """Return one file with its organization."""
    found = store.rows(f"{_FILE} WHERE f._del = 0 AND f.id = ?", [file_id])
    return found[0] if found else None


def items(store: Store) -> list[Row]:
    """Return everything on the three lists of all files, in the order it was entered."""
    return store.rows("SELECT * FROM rectification_item WHERE _del = 0 ORDER BY rectification_id, rowid")


def items_of(store: Store, file_id: str) -> list[Row]:
    """Return what stands on the three lists of one file, in the order it was entered."""
    return store.rows(
        "SELECT * FROM rectification_item WHERE _del = 0 AND rectification_id = ? ORDER BY rowid", [file_id]
    )


def progress(store: Store) -> list[Row]:
    """Return every monthly report, by file and month."""
    return store.rows(
        "SELECT * FROM rectification_progress WHERE _del = 0 ORDER BY rectification_id, month, rowid"
    )


def progress_of(store: Store, file_id: str) -> list[Row]:
    """Return the monthly reports of one file, by month."""
    return store.rows(
        "SELECT * FROM rectification_progress WHERE _del = 0 AND rectification_id = ? ORDER BY month, rowid",
        [file_id],
    )


def tasks(store: Store, year: int, organization_id: str = "") -> list[Row]:
    """Return the tasks of a year, or those of one branch, with their branches and goals."""
    return store.rows(
        "SELECT t.*, o.name AS organization, coalesce(v.name, '') AS village, coalesce(r.goal, '') AS goal "
        "FROM branch_task AS t JOIN organization AS o ON o.id = t.organization_id "
        "LEFT JOIN village AS v ON v.id = o.village_id "
        "LEFT JOIN live_rating AS r ON r.organization_id = t.organization_id AND r.year = t.year WHERE t._del = 0 AND t.year = :year "
        "AND :asked IN ('', t.organization_id) "
        "ORDER BY coalesce(v.sort, 1000000), v.rowid, coalesce(o.sort, 1000000), o.rowid, t.quarter, t.rowid",
        {"year": year, "asked": organization_id},
    )


def open_tasks(store: Store, on: str) -> list[Row]:
    """Return the tasks with a day that had not been done on a day, of living branches."""
    return store.rows(
        "SELECT t.*, o.name AS organization FROM live_branch_task AS t "
        "JOIN organization AS o ON o.id = t.organization_id "
        "WHERE (t.done_on IS NULL OR t.done_on > ?) AND t.due_on IS NOT NULL AND o.ended_on IS NULL",
        [on],
    )
