"""The people a row can mean, by ID number or by name, birth and branch: small enough for a city's roster."""

from array import array
from dataclasses import dataclass

from app.models import matching
from app.models.store import Store
from app.rules.vocabulary import PersonStatus

_STATUSES = tuple(PersonStatus)
_NOBODY = 0xFFFF


@dataclass(frozen=True, slots=True)
class Seen:
    """Where in this import a person was named before: number of the sheet and row."""

    sheet: int
    row: int


class People:
    """Everybody of the ledger and of this import, known by their place in parallel arrays.

    `made_by_ledger` are those a development ledger brings, `guessed` those whose 人员类别 only dates tell.
    """

    def __init__(self, store: Store) -> None:
        self.ids: list[str] = []
        self.planned: dict[int, int] = {}
        self.made_by_ledger: set[int] = set()
        self.guessed: set[int] = set()
        self._births = array("i")
        self._statuses = array("B")
        self._sheets = array("H")
        self._rows = array("L")
        self._by_number: dict[int, int] = {}
        self._names = array("q")
        self._without_number: dict[int, tuple[int, ...]] = {}
        self._by_name: dict[int, tuple[int, ...]] | None = None
        for person_id, number, name, birth, organization, status in matching.person_keys(store):
            self.add(person_id, number, name, birth, organization, status)

    def __len__(self) -> int:
        return len(self.ids)

    def add(
        self,
        person_id: str,
        number: str | None,
        name: str,
        birth: str | None,
        organization_id: str | None,
        status: str,
    ) -> int:
        """Add a person and return his place."""
        place = len(self.ids)
        self.ids.append(person_id)
        self._births.append(_day(birth))
        self._statuses.append(_STATUSES.index(PersonStatus(status)))
        self._sheets.append(_NOBODY)
        self._rows.append(0)
        if number:
            self._by_number[_short(number)] = place
        key = hash((name, organization_id))
        self._names.append(key)
        if not number:
            self._without_number[key] = (*self._without_number.get(key, ()), place)
        if self._by_name is not None:
            self._by_name[key] = (*self._by_name.get(key, ()), place)
        return place

    def status(self, place: int) -> PersonStatus:
        """Return the status of a person."""
        return _STATUSES[self._statuses[place]]

    def claim(self, place: int, sheet: int, row: int) -> Seen | None:
        """Note that a roster's row means this person; return the row that did so before, if any."""
        before = None
        if self._sheets[place] != _NOBODY:
            before = Seen(self._sheets[place], self._rows[place])
        else:
            self._sheets[place], self._rows[place] = sheet, row
        return before

    def claimed(self, place: int) -> bool:
        """Tell whether a roster of this import names the person."""
        return self._sheets[place] != _NOBODY

    def sheet(self, place: int) -> int:
        """Return the sheet of this import that names the person first."""
        return self._sheets[place]

    def numbered(self, number: str) -> int | None:
        """Return the person with an ID number."""
        return self._by_number.get(_short(number))

    def learn(self, place: int, number: str | None) -> None:
        """Note the ID number a row gives somebody who had none, so that a second row with it is noticed."""
        if number:
            self._by_number.setdefault(_short(number), place)

    def find(
        self, number: str | None, name: str, birth: str | None, organization_id: str | None
    ) -> list[int]:
        """Return the places of everybody a row can mean: none, one, or several who cannot be told apart."""
        if number and (place := self.numbered(number)) is not None:
            return [place]
        key, day = hash((name, organization_id)), _day(birth)
        namesakes = self._without_number.get(key, ()) if number else self._namesakes(key)
        return [place for place in namesakes if _may_be_same(self._births[place], day)]

    def only(self, name: str, organization_id: str | None, status: PersonStatus) -> int | None:
        """Return the only one of that name in the branch who has this status."""
        namesakes = self._namesakes(hash((name, organization_id)))
        found = [place for place in namesakes if self.status(place) is status]
        return found[0] if len(found) == 1 else None

    def _namesakes(self, key: int) -> tuple[int, ...]:
        # Rosters with numbers never ask: the index is made when the first row without one does.
        if self._by_name is None:
            self._by_name = {}
            for place, other in enumerate(self._names):
                self._by_name[other] = (*self._by_name.get(other, ()), place)
        return self._by_name.get(key, ())


def _short(number: str) -> int:
    # The last digit follows from the others.
    return int(number[:17])


def _day(birth: str | None) -> int:
    return int((birth.replace("-", "") + "0000")[:8]) if birth else 0


def _may_be_same(one: int, other: int) -> bool:
    """Compare two births of which one may be unknown or lack its day or month."""
    if not one or not other or one == other:
        return True
    if one // 10000 != other // 10000:
        return False
    if 0 in (one // 100 % 100, other // 100 % 100):
        return True
    return one // 100 == other // 100 and 0 in (one % 100, other % 100)
