"""Read the code lists under resources/reference/codes/: one file a list, each item with the words people write for it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from app.paths import resources


@dataclass(frozen=True, slots=True)
class CodeList:
    """One dated list: `labels` code → label in the order of the standard, `words` what people write → code.

    `parts` are pieces of longer texts that tell a code, those that count first in front. `unoffered` are codes understood
    where they are written but not offered to choose from; `parents` code → the wider code it is a part of.
    """

    title: str
    source: str
    dated: str
    labels: dict[str, str]
    words: dict[str, str]
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unoffered: frozenset[str] = frozenset()
    parents: Mapping[str, str] = field(default_factory=dict)

    @property
    def offered(self) -> dict[str, str]:
        """Code → label of what may be chosen."""
        return {code: label for code, label in self.labels.items() if code not in self.unoffered}


def parse_codes(text: str) -> CodeList:
    """Read one list. Raises ValueError when two items claim the same word."""
    table = tomllib.loads(text)
    labels: dict[str, str] = {}
    words: dict[str, str] = {}
    for item in table["item"]:
        code, label = str(item["code"]), str(item["label"])
        labels[code] = label
        for word in dict.fromkeys([label, *item["words"]]):
            if words.setdefault(word, code) != code:
                raise ValueError(f"{table['title']}: {word} stands for {words[word]} and {code}")
    pieces = {str(item["code"]): tuple(item["parts"]) for item in table["item"] if "parts" in item}
    parts = tuple((code, pieces[code]) for code in table.get("part_order", pieces))
    unoffered = frozenset(str(item["code"]) for item in table["item"] if not item.get("offered", True))
    parents = {str(item["code"]): str(item["parent"]) for item in table["item"] if "parent" in item}
    return CodeList(table["title"], table["source"], table["dated"], labels, words, parts, unoffered, parents)


@cache
def code_list(name: str) -> CodeList:
    """Return the list of that name: ethnicity, education, organization_kind, person_status, grade …"""
    file = resources() / "reference" / "codes" / f"{name}.toml"
    return parse_codes(file.read_text(encoding="utf-8"))
