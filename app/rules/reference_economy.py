"""Read the dated categories, calibers and tiers under resources/reference/economy/."""

import tomllib
from datetime import date
from functools import cache
from typing import Any

from app.paths import resources
from app.rules.economy import Accounting, Caliber, Tiers
from app.rules.money import FEN_PER_YUAN


def _read(name: str) -> dict[str, Any]:
    with (resources() / "reference" / "economy" / name).open("rb") as file:
        return tomllib.load(file)


def parse_calibers(table: dict[str, Any], on: date) -> dict[str, Caliber]:
    """Return code → caliber as in force on a day: of several of one code the newest that has begun."""
    chosen: dict[str, Caliber] = {}
    for entry in sorted(table["caliber"], key=lambda entry: str(entry["valid_from"])):
        if date.fromisoformat(entry["valid_from"]) <= on or entry["code"] not in chosen:
            chosen[entry["code"]] = Caliber(
                entry["code"],
                frozenset(entry["categories"]),
                entry["follows_mark"],
                frozenset(entry["costs"]),
                entry["source"],
                frozenset(entry.get("excluded", ())),
                entry.get("name", ""),
            )
    return chosen


@cache
def calibers(year: int) -> dict[str, Caliber]:
    """Return code → caliber as in force at the end of a year."""
    return parse_calibers(_read("calibers.toml"), date(year, 12, 31))


@cache
def accountings() -> tuple[Accounting, ...]:
    """Return the accounting rules, oldest first."""
    rules = [
        Accounting(
            entry["code"],
            entry["name"],
            entry["source"],
            date.fromisoformat(entry["valid_from"]),
            tuple(entry["categories"]),
            tuple((move["from"], tuple(move["words"]), move["to"]) for move in entry.get("move", [])),
            tuple(entry["costs"]),
        )
        for entry in _read("categories.toml")["accounting"]
    ]
    return tuple(sorted(rules, key=lambda rule: rule.valid_from))


@cache
def tiers(code: str = "national") -> Tiers:
    """Return a set of income bands. Raises KeyError for an unknown code."""
    found = {entry["code"]: entry for entry in _read("tiers.toml")["tiers"]}[code]
    bounds = tuple(bound * FEN_PER_YUAN for bound in found["bounds"])
    return Tiers(found["code"], found["name"], bounds, tuple(found["names"]))
