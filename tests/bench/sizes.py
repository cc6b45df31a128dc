"""The two sizes everything is measured at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """How big an office is."""

    name: str
    people: int
    committees: int
    villages: int
    groups_a_village: int
    branches: int
    party_groups: int
    cases: int

    @property
    def organizations(self) -> int:
        """All organizations."""
        return self.committees + self.villages + self.branches + self.party_groups


TOWNSHIP = Size("township", 3_000, 1, 7, 8, 70, 0, 30)
CITY = Size("city", 335_588, 103, 854, 8, 6_591, 4_818, 2_000)
SIZES = {size.name: size for size in (TOWNSHIP, CITY)}
