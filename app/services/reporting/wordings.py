"""The office's own words for the papers of 分类定级, kept as settings: “公文用语 分类定级结果公示 反映渠道” with the text.

In the window what the program fills in stands between 【 and 】: 【年度】.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import BadInput
from app.models.store import Store
from app.reports.documents import rating_words as shipped
from app.services.townships import put_settings

OWN = "公文用语"
_STORED, _SHOWN = re.compile(r"\{(\w+)\}"), re.compile("【(.*?)】")
_STRAY = re.compile("[{}【】]")


@dataclass(frozen=True, slots=True)
class WordingLine:
    """One text of a paper as the settings list it; `is_own` where the office has reworded it."""

    key: str
    paper: str
    name: str
    text: str
    is_own: bool

    @property
    def blanks(self) -> tuple[str, ...]:
        """What the program fills in, as the text shows it: 【年度】."""
        return tuple(dict.fromkeys(f"【{name}】" for name in _SHOWN.findall(self.text)))


def own_words(store: Store) -> Mapping[str, str]:
    """Return the office's own texts by paper and name (`notice.objection`), as far as the program can fill them in."""
    kept = {row["name"]: str(row["value"]) for row in store.find("setting") if row["value"]}
    own = {key: kept[_setting(key)] for key in shipped.names() if _setting(key) in kept}
    return {key: text for key, text in own.items() if _can_be_filled(key, text)}


def wording_lines(store: Store) -> list[WordingLine]:
    """Return every text that may be reworded, in the order of the papers."""
    own = own_words(store)
    return [
        WordingLine(key, shipped.paper_label(key), name, _show(own.get(key, shipped.text(key))), key in own)
        for key, name in shipped.names().items()
    ]


def save_wording(store: Store, key: str, text: str, *, actor: str) -> None:
    """Keep the office's own text; the shipped one, or none, takes it back. Raises BadInput for an unknown 【】."""
    typed = text.strip()
    stored = _store(key, typed) if typed else ""
    if stored == shipped.text(key):
        stored = ""
    said = f"{'修改' if stored else '恢复'}公文用语：{shipped.paper_label(key)}{shipped.names()[key]}"
    with store.operation("wording", said, actor):
        put_settings(store, {_setting(key): stored})


def _can_be_filled(key: str, text: str) -> bool:
    known = set(_STORED.findall(shipped.text(key)))
    return set(_STORED.findall(text)) <= known and not _STRAY.search(_STORED.sub("", text))


def _setting(key: str) -> str:
    return f"{OWN} {shipped.paper_label(key)} {shipped.names()[key]}"


def _show(text: str) -> str:
    names = shipped.blank_names()
    return _STORED.sub(lambda found: f"【{names[found[1]]}】", text)


def _store(key: str, text: str) -> str:
    known = {shipped.blank_names()[code]: code for code in _STORED.findall(shipped.text(key))}
    unknown = [name for name in _SHOWN.findall(text) if name not in known]
    if unknown or _STRAY.search(_SHOWN.sub("", text)):
        offered = "、".join(f"【{name}】" for name in known)
        what = (
            f"“【{unknown[0]}】”不能自动填写。" if unknown else "“【】”要成对出现，其中写由程序填写的内容。"
        )
        raise BadInput(what, f"这一段可以用：{offered}。" if known else "这一段没有由程序填写的内容。")
    return _SHOWN.sub(lambda found: f"{{{known[found[1]]}}}", text)
