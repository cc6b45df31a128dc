"""Invented people: names no two share, valid numbers of a region that does not exist, telephones of an unused range."""

from collections import Counter
from datetime import date
from typing import Any

from app.models.store import Row
from app.rules.idnumbers import check_digit
from app.rules.pinyin import initials
from app.services.demo.material import Plan, iso, material

MALE, FEMALE = 1, 2
WOMEN = 0.285
HAN = "01"


class People:
    """Makes people, one by one, from a plan's dice."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._data = material("people")
        self._names: set[str] = set()
        self._orders: Counter[tuple[date, int]] = Counter()
        self._rare = list(self._data["rare_names"])
        self._phones = 10_000_000

    def new(self, born: date, *, office: bool = False, rare: bool = False) -> Row:
        """Return the fields of somebody new that do not depend on where he belongs."""
        dice = self._plan.dice
        sex = FEMALE if dice.random() < WOMEN else MALE
        name = self._rare.pop() if rare and self._rare else self._name(sex)
        self._phones += dice.randint(7, 19_000)
        return {
            "name": name,
            "initials": initials(name),
            "id_number": self._number(born, sex),
            "sex": sex,
            "ethnicity": self._weighted({one["code"]: one["weight"] for one in self._data["ethnicity"]}),
            "birth_on": iso(born),
            "education": self._weighted(self._schooling(born, office)),
            "phone": f"{self._data['phone']}{self._phones:08d}",
            "occupation": "公职人员" if office else "务农",
            "is_migrant": 0,
            "is_hardship": 0,
            "is_lost": 0,
            "ended_on": None,
            "end_reason": None,
        }

    def _name(self, sex: int) -> str:
        dice, own = self._plan.dice, self._data["female" if sex == FEMALE else "male"]
        while True:
            unusual = dice.random() < 0.02
            surname = dice.choice(self._data["rare_surnames" if unusual else "surnames"])
            given = dice.choice(own)
            if dice.random() < 0.85:
                given = dice.choice(self._data["both"] + own) + given
            if (name := surname + given) not in self._names and len(set(given)) == len(given):
                self._names.add(name)
                return str(name)

    def _number(self, born: date, sex: int) -> str:
        order = self._orders[born, sex]
        self._orders[born, sex] += 1
        first = f"{self._data['region']}{born:%Y%m%d}{2 * (order + self._plan.dice.randint(0, 8) * 50) + sex % 2:03d}"
        return first + check_digit(first)

    def _schooling(self, born: date, office: bool) -> dict[str, int]:
        fitting = [
            one
            for one in self._data["education"]
            if one.get("office", False) == office and born.year <= one["born_until"]
        ]
        return dict(fitting[0]["weights"])

    def _weighted(self, weights: dict[Any, int]) -> str:
        return str(self._plan.dice.choices(list(weights), list(weights.values()))[0])
