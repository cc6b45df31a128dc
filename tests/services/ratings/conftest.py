"""A township of five branches in two villages and one office, graded in 2022."""

from dataclasses import dataclass, field

import pytest

from app.models.store import Store
from app.services.ratings.entering import set_ratings
from tests.builders import make_branch, make_village

ACTOR = "王干事"
NAMES = ("东山党支部", "西河党支部", "沙坝党支部", "小湾党支部", "机关党支部")
GRADES_2022 = ("advanced", "middling", "lagging", "lagging", "middling")


@dataclass
class Office:
    """The ledger and the ids of its branches, by the first two characters of their names."""

    store: Store
    branches: dict[str, str] = field(default_factory=dict)

    def grade(self, year: int, **grades: str) -> None:
        """Enter the township's grades of a year, branch by branch."""
        entries = {self.branches[name]: {"township_grade": grade} for name, grade in grades.items()}
        set_ratings(self.store, year, entries, actor=ACTOR)


@pytest.fixture
def office(store: Store) -> Office:
    held = Office(store)
    village, other = make_village(store, "石门村", sort=1), make_village(store, "沙坝村", sort=2)
    places = (village, village, other, other, None)
    for number, (name, place) in enumerate(zip(NAMES, places, strict=True)):
        values = {"field": "office"} if place is None else {}
        held.branches[name[:2]] = make_branch(store, name, village_id=place, sort=number, **values)
    held.grade(2022, **dict(zip(held.branches, GRADES_2022, strict=True)))
    return held
