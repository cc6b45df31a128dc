"""Sentences as data: figures put in, variants chosen, sentences refused whose figures do not add up.

The file `resources/wording/annual.toml` explains the notation.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from app import paths
from app.reports.amounts import wan_short
from app.reports.facts import Refusal, Sentence

Figure = int | float | str | tuple[str, ...]

_EACH, _EACH_GIVEN = re.compile(r"«([^»｜]*)｜([^»]*)»"), re.compile(r"‹([^›｜]*)｜([^›]*)›")
_HOLE = re.compile(r"\{([^{}|]+)(?:\|(\w+))?\}")
_MANY = 10


@dataclass(frozen=True, slots=True)
class Template:
    """One variant of a sentence."""

    code: str
    section: str
    text: str
    head: str
    when: tuple[str, ...]
    must: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """The wording of a paper: fixed texts, sections (code, heading), labels of figures, sentences."""

    texts: Mapping[str, str]
    sections: tuple[tuple[str, str], ...]
    labels: Mapping[str, str]
    templates: tuple[Template, ...]


class _Unknown(Exception):
    """A figure that is not known; `args[0]` is its key."""


@cache
def load(name: str) -> Wording:
    """Return the wording of a paper from `resources/wording/NAME.toml`."""
    raw = tomllib.loads((paths.resources() / "wording" / f"{name}.toml").read_text(encoding="utf-8"))
    templates = tuple(
        Template(
            item["code"],
            item["section"],
            item["text"],
            item.get("head", ""),
            tuple(item.get("when", ())),
            tuple(item.get("must", ())),
            item.get("optional", False),
        )
        for item in raw["sentence"]
    )
    sections = tuple((item["code"], item["head"]) for item in raw["section"])
    texts = {key: value for key, value in raw.items() if isinstance(value, str)}
    return Wording(texts, sections, raw["labels"], templates)


def spelled_out(
    wording: Wording, grades: Sequence[tuple[str, str]], given: Sequence[tuple[str, str]] = ()
) -> Wording:
    """Return a wording with what it says of grades written once for each (code, name).

    «…｜between» is said of every grade, ‹…｜between› of those `given` to some branch.
    """

    def every(text: str) -> str:
        text = _EACH.sub(lambda hole: _joined(hole, grades), text)
        return _EACH_GIVEN.sub(lambda hole: _joined(hole, given), text)

    templates = tuple(
        replace(
            one,
            text=every(one.text),
            when=tuple(every(rule) for rule in one.when),
            must=tuple(every(rule) for rule in one.must),
        )
        for one in wording.templates
    )
    named = {f"ratings.$Y.{code}": name for code, name in grades}
    return replace(wording, labels={**wording.labels, **named}, templates=templates)


def _joined(hole: re.Match[str], named: Sequence[tuple[str, str]]) -> str:
    return hole[2].join(hole[1].replace("$G", code).replace("$L", name) for code, name in named)


def flatten(stats: Mapping[str, object], prefix: str = "") -> dict[str, Figure]:
    """Return nested figures under dotted keys; lists become tuples of names; what is empty is left out.

    A group whose members are all numbers is also known by its own key as their sum, so that
    `economy.by_village == economy.total_yuan` can be asked.
    """
    flat: dict[str, Figure] = {}
    for name, value in stats.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            flat |= flatten(value, f"{key}.")
            numbers = list(value.values())
            if numbers and all(isinstance(v, (int, float)) for v in numbers):
                flat[key] = float(sum(Decimal(str(v)) for v in numbers))
        elif isinstance(value, (list, tuple)):
            flat[key] = tuple(str(item) for item in value)
        elif isinstance(value, (int, float, str)):
            flat[key] = value
    return flat


class Writer:
    """Writes the sentences of a wording from figures, and keeps what was written and what was refused."""

    def __init__(
        self,
        wording: Wording,
        figures: Mapping[str, Figure],
        names: Mapping[str, tuple[str, ...]],
        words: Mapping[str, str],
        marks: Mapping[str, object],
    ) -> None:
        self.wording, self.figures, self.names, self.words = wording, figures, names, words
        self._marks = [(mark, str(meant)) for mark, meant in marks.items()]
        self._labels = {self._key(key): label for key, label in wording.labels.items()}
        self.sentences: list[Sentence] = []
        self.refused: list[Refusal] = []

    def text(self, name: str) -> str:
        """Return a fixed text with its words put in."""
        return _HOLE.sub(lambda hole: self.words[hole[1]], self.wording.texts[name])

    def section(self, code: str) -> list[tuple[str, str]]:
        """Write the sentences of a section; return (heading, text) of each, in the file's order."""
        written: list[tuple[str, str]] = []
        settled: set[str] = set()
        for template in self.wording.templates:
            if template.section != code or template.code in settled:
                continue
            try:
                if not all(self._holds(case) for case in template.when):
                    continue
            except _Unknown:
                if self._is_last(template) and not template.optional:
                    self._write(template)
                continue
            settled.add(template.code)
            text = self._write(template)
            if text:
                written.append((template.head, text))
        return written

    def _is_last(self, template: Template) -> bool:
        same = [other for other in self.wording.templates if other.code == template.code]
        return same[-1] is template

    def _write(self, template: Template) -> str:
        keys = tuple(dict.fromkeys(self._key(hole[1]) for hole in _HOLE.finditer(template.text)))
        keys = tuple(key for key in keys if key not in self.words)
        try:
            text = _HOLE.sub(self._fill, template.text)
            for rule in template.must:
                if not self._holds(rule):
                    self.refused.append(Refusal(template.code, self._reason(rule), keys))
                    return ""
        except _Unknown as unknown:
            if not template.optional:
                label = self._labels.get(unknown.args[0], unknown.args[0])
                self.refused.append(Refusal(template.code, f"台账里还没有“{label}”的数据。", keys))
            return ""
        self.sentences.append(Sentence(template.code, text, keys))
        return text

    def _key(self, raw: str) -> str:
        for mark, meant in self._marks:
            raw = raw.replace(mark, meant)
        return raw

    def _figure(self, key: str) -> Figure:
        if key not in self.figures:
            raise _Unknown(key)
        return self.figures[key]

    def _fill(self, hole: re.Match[str]) -> str:
        if hole[1] in self.words:
            return self.words[hole[1]]
        key, form = self._key(hole[1]), hole[2]
        if form == "names":
            return list_names(self._names(key))
        value = self._figure(key)
        if form == "count" or isinstance(value, tuple):
            return str(_number(value))
        if form == "wan":
            return wan_short(round(Decimal(str(value)) * 100))
        return f"{value:g}" if isinstance(value, float) else str(value)

    def _names(self, key: str) -> tuple[str, ...]:
        if key in self.names:
            return self.names[key]
        value = self._figure(key)
        if not isinstance(value, tuple):
            raise _Unknown(key)
        return value

    def _holds(self, rule: str) -> bool:
        tokens = rule.split()
        at = next(i for i, token in enumerate(tokens) if token in _COMPARE)
        return _COMPARE[tokens[at]](self._sum(tokens[:at]), self._sum(tokens[at + 1 :]))

    def _sum(self, tokens: Sequence[str]) -> Decimal:
        return sum((self._value(token) for token in tokens if token != "+"), Decimal(0))

    def _value(self, token: str) -> Decimal:
        key, _, form = self._key(token).partition("|")
        if key.isdigit():
            return Decimal(key)
        return Decimal(len(self._names(key))) if form else _number(self._figure(key))

    def _reason(self, rule: str) -> str:
        tokens = [token for token in rule.split() if token != "+"]
        at = next(i for i, token in enumerate(tokens) if token in _COMPARE)
        left, right = tokens[:at], tokens[at + 1 :]
        parts = "、".join(self._named(token) for token in left)
        total = "、".join(self._named(token) for token in right)
        if len(left) > 1:
            total_left = self._sum(left)
            parts += f"相加得{_plain(total_left)}" if total_left else "，都还没有登记"
        verb = "对不上" if tokens[at] == "==" else "不应超过后者"
        return f"{parts}，与{total}{verb}。" if tokens[at] == "==" else f"{parts}，{total}，前者{verb}。"

    def _named(self, token: str) -> str:
        key, _, form = self._key(token).partition("|")
        label = self._labels.get(key, self._labels.get(key.rsplit(".", 1)[0], key))
        return f"{label}{'名单' if form else ''}{_plain(self._value(token))}"


_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "==": lambda a, b: a == b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
}


def _number(value: Figure) -> Decimal:
    if isinstance(value, tuple):
        return Decimal(len(value))
    return Decimal(str(value))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def list_names(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: 甲、乙、丙; many are cut to ten and 等n个."""
    shown = "、".join(names[:_MANY])
    return f"{shown}等{len(names)}个" if len(names) > _MANY else shown
