"""Projects and contracts as other tables name them: what a receipt, a payment or an asset belongs to."""

from app.models.store import Row, Store
from app.services.imports.sheets import Draft, SheetWork

REFERENCES = {"project_name": ("project", "project_id"), "contract_name": ("contract", "contract_id")}
"""Field → table meant and the column that holds the reference."""


class Holdings:
    """Projects and contracts by village and name, those of the ledger and those stated so far."""

    def __init__(self, store: Store) -> None:
        self._ids: dict[tuple[str, str, str], str] = {}
        for table, _ in REFERENCES.values():
            for row in store.find(table, ended_on=None):
                self.add(table, row)

    def add(self, table: str, row: Row) -> None:
        """Make a record known."""
        self._ids.setdefault((table, row["village_id"], row["name"]), row["id"])

    def find(self, table: str, village_id: str, name: str) -> str | None:
        """Return the id of the project or contract of a village that is called so."""
        return self._ids.get((table, village_id, name))


def references(work: SheetWork, draft: Draft, village_id: str, known: Holdings, *names: str) -> Row:
    """Return column → id of the project or contract a row names; one nobody knows is a doubt."""
    found: Row = {}
    for name in names:
        text = draft.text(name)
        if text is None:
            continue
        table, column = REFERENCES[name]
        record = known.find(table, village_id, text)
        if record is None:
            work.doubt(draft, name, f"{table}.unknown", f"这个村没有登记“{text}”，没有关联。")
        else:
            found[column] = record
    return found
