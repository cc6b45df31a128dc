"""Read what is under resources/reference/ratings/: schemes, situations of 整顿, signals of proposals."""

import tomllib
from functools import cache
from typing import Any

from app.paths import resources
from app.rules.ratings import Scheme
from app.rules.ratings_proposals import Effect, Signal
from app.rules.ratings_schemes import EXAMPLE, scheme_of_plain
from app.rules.vocabulary import Grade


def parse_schemes(text: str) -> tuple[Scheme, ...]:
    """Read schemes, oldest first."""
    found = [scheme_of_plain(entry) for entry in tomllib.loads(text)["scheme"]]
    return tuple(sorted(found, key=lambda scheme: scheme.valid_from))


@cache
def schemes() -> tuple[Scheme, ...]:
    """Return the shipped schemes that may be in force, oldest first."""
    return tuple(scheme for scheme in _shipped() if scheme.status != EXAMPLE)


@cache
def examples() -> tuple[Scheme, ...]:
    """Return the published schemes that are there to copy from, oldest first."""
    return tuple(scheme for scheme in _shipped() if scheme.status == EXAMPLE)


@cache
def scales() -> tuple[Scheme, ...]:
    """Return the scales of grades in common use: schemes that are nothing but the names of their grades."""
    data = _read("scales")
    return tuple(_scale(entry, data) for entry in data["scale"])


@cache
def ungraded() -> tuple[str, ...]:
    """Return the words that stand in the place of a grade where a branch was given none."""
    return tuple(_read("scales")["ungraded"])


@cache
def situations() -> tuple[str, ...]:
    """Return the shipped situations for which an organization is listed for 整顿."""
    return tuple(_read("situations")["situations"])


@cache
def limits() -> dict[str, int]:
    """Return the limits of 整顿: report_day, acceptance_score in points, acceptance_satisfaction in percent."""
    return {name: value for name, value in _read("limits").items() if isinstance(value, int)}


@cache
def signals() -> dict[str, Signal]:
    """Return what is looked at when a grade is proposed, by code."""
    return {entry["code"]: _signal(entry) for entry in _read("signals")["signal"]}


def _signal(entry: dict[str, Any]) -> Signal:
    limits = {name: value for name, value in entry.items() if isinstance(value, int)}
    return Signal(entry["code"], Effect(entry["effect"]), entry["text"], entry["source"], limits)


def _scale(entry: dict[str, Any], data: dict[str, Any]) -> Scheme:
    names = entry["names"]
    grades = list(Grade) if entry.get("three") else names
    return scheme_of_plain(
        {
            "code": entry["code"],
            "name": f"{'、'.join(names)}（按导入的表）",
            **{name: data[name] for name in ("source", "note", "valid_from")},
            "grades": grades,
            "labels": {grade: name for grade, name in zip(grades, names, strict=True) if grade != name},
        }
    )


@cache
def _shipped() -> tuple[Scheme, ...]:
    return parse_schemes(_text("schemes"))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _text(name: str) -> str:
    return (resources() / "reference" / "ratings" / f"{name}.toml").read_text(encoding="utf-8")
