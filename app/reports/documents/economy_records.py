"""What the rows of the papers on village economy are made of. Money in 分; days are ISO text, possibly cut short."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """A village's income by quarters up to a day, `undated` without month, beside target and last year's same time."""

    village: str
    place: int
    target_fen: int | None
    quarters: tuple[int, int, int, int]
    undated_fen: int
    last_year_fen: int | None
    operating_fen: int
    state: str
    note: str = ""

    @property
    def total_fen(self) -> int:
        """Income of the quarters and without month."""
        return sum(self.quarters) + self.undated_fen


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A village's year: income by category under all income, the same under the other calibers, target and tier."""

    village: str
    categories: dict[str, int]
    calibers: tuple[int, ...]
    target_fen: int | None
    done: float | None
    tier: str


@dataclass(frozen=True, slots=True)
class CountRow:
    """Villages that stand in a tier, come to a line or belong to a list; `share` of all villages."""

    kind: str
    label: str
    villages: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class CostRow:
    """An entry of a village's costs."""

    village: str
    spent_on: str
    category: str
    item: str
    payee: str
    amount_fen: int
    voucher: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PublicLine:
    """A category of a village's income or costs by quarters and without month, as it is made public."""

    label: str
    quarters: tuple[int, int, int, int]
    undated_fen: int = 0

    @property
    def total_fen(self) -> int:
        """Sum of the year."""
        return sum(self.quarters) + self.undated_fen


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """An entry as it is made public: no names of persons, no voucher."""

    on: str
    kind: str
    category: str
    item: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class PublicVillage:
    """A village's income and costs of a year as they are made public."""

    village: str
    income: tuple[PublicLine, ...]
    costs: tuple[PublicLine, ...]
    entries: tuple[PublicEntry, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class CheckedVillage:
    """What a check found in a village and what was decided."""

    found: str = ""
    decision: str = ""
