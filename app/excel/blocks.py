"""Tables of several years one below the other in a sheet, each under its own title."""

from collections.abc import Sequence

from app.excel.cells import folded
from app.excel.headings import years_in
from app.excel.readings import ColumnKey
from app.excel.vocabularies import vocabulary

YEARLY = frozenset({"ratings", "pairs", "rectification", "tasks", "income", "targets"})
_ENDINGS = ("表", "台账", "名册", "情况", "统计", "汇总", "结果")
MOST_TEXTS = 2


class Blocks:
    """Knows by how many years the block under way lies apart from the one the sheet begins with."""

    def __init__(self, kind: str, years: Sequence[int], columns: Sequence[ColumnKey]) -> None:
        self._kind = kind
        self._base = years[0] if len(years) == 1 and kind in YEARLY else None
        self._has_year = any(key.field == "year" for key in columns)
        self._words = vocabulary(kind).title_words
        self._shift = 0

    @property
    def may_begin(self) -> bool:
        """Tell whether the sheet can have blocks of other years at all."""
        return self._base is not None

    def begins(self, texts: Sequence[str]) -> bool:
        """Tell whether a row with these texts is the title of a block: 2024年党支部分类定级汇总表."""
        if self._base is None or not 1 <= len(texts) <= MOST_TEXTS:
            return False
        years = years_in(texts[0])
        if len(years) != 1 or not self.is_title(texts[0]):
            return False
        self._shift = years[0] - self._base
        return True

    def is_title(self, text: str) -> bool:
        """Tell whether a text reads like the title of a table of this kind."""
        title = folded(text)
        return title.endswith(_ENDINGS) or any(word in title for word in self._words)

    @property
    def given(self) -> dict[ColumnKey, int]:
        """The year of every row of a block other than the first, unless a column tells it."""
        if not self._shift or self._has_year or self._base is None:
            return {}
        return {ColumnKey("year"): self._base + self._shift}

    def key(self, key: ColumnKey) -> ColumnKey:
        """Return what a column means in the block under way."""
        return key._replace(year=key.year + self._shift) if self._shift and key.year else key
