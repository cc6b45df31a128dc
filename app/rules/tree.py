"""The tree of organizations: nesting, counts carried upwards, parents that make no sense."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Place(NamedTuple):
    """An organization's place in the tree: its depth and the ids above it, nearest first."""

    id: str
    depth: int
    above: tuple[str, ...]


def nest(parents: Mapping[str, str | None]) -> list[Place]:
    """Return all organizations in the order of a tree, each followed by those under it.

    Neighbours keep the order of the mapping. An unknown parent makes a root; so does the first of a circle.
    """
    children: dict[str | None, list[str]] = {}
    for one, parent in parents.items():
        children.setdefault(parent if parent in parents else None, []).append(one)
    placed: dict[str, Place] = {}
    for root in [*children.get(None, []), *parents]:
        _place(root, (), children, placed)
    return list(placed.values())


def _place(
    root: str, above: tuple[str, ...], children: Mapping[str | None, list[str]], placed: dict[str, Place]
) -> None:
    waiting = [(root, above)]
    while waiting:
        one, path = waiting.pop()
        if one not in placed:
            placed[one] = Place(one, len(path), path)
            waiting += [(child, (one, *path)) for child in reversed(children.get(one, []))]


def carried_up(places: Iterable[Place], own: Mapping[str, int]) -> dict[str, int]:
    """Return each organization's own count plus those of everything under it."""
    sums: dict[str, int] = {}
    for place in places:
        sums.setdefault(place.id, 0)
        for one in (place.id, *place.above):
            sums[one] = sums.get(one, 0) + own.get(place.id, 0)
    return sums


def circles(parents: Mapping[str, str | None]) -> list[str]:
    """Return the organizations that stand above themselves."""
    found = []
    for one in parents:
        seen: set[str] = set()
        above = parents.get(one)
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if one in seen:
            found.append(one)
    return found
