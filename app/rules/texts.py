"""Texts as people type them: names with blanks inside, ticks for yes, words that mean "nothing"."""

import re
import unicodedata

from app.rules.problems import FieldProblem
from app.rules.vocabulary import Level

_BLANKS = re.compile(r"\s+")
_DOTS = re.compile("[.•・‧∙⋅●‒\uff0e\u30fb\uff65\u2022\u2027\u00b7]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_BLANK_WORDS = frozenset(
    {"", "无", "暂无", "空", "没有", "不详", "/", "\\", "-", "--", "—", "——", "－", "无。", "〇"}
)
_YES = frozenset(
    {
        "是",
        "√",
        "✓",
        "✔",
        "☑",
        "●",
        "1",
        "有",
        "y",
        "yes",
        "对",
        "t",
        "true",
        "v",
        "已",
        "有党员",
        "流动",
        "流动党员",
        "流出",
        "困难",
        "困难党员",
        "失联",
        "失联党员",
    }
)
_NO = frozenset({"否", "×", "✗", "✘", "☐", "0", "无", "空", "没有", "没", "n", "no", "x", "错", "不是", "f", "false", "—", "-", "/", "未", "无党员", "正常"})  # fmt: skip
_NAME = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af·A-Za-z]{2,30}")
_BRANCH_ENDINGS = ("支部", "总支", "委员会")
_SEPARATORS = re.compile(r"[、，,；;/／|\n]+")
_NUMBERED = re.compile(r"^(?:[（(]?\d{1,2}[）)]|\d{1,2}[.．]|[①-⑳])\s*|(?<=\S)\s*(?=[①-⑳])")
_DONE = re.compile(
    r"(已|未|尚未|暂未|还未|没有)(入账|入帐|记账|做账|登记|流出|外出|流动|到账|转正)?(?:[(（].*[)）])?"
)
_LETTER_NAME = re.compile(r"[A-Za-z]")


def tidy(value: object) -> str:
    """Return the value as text without invisible signs, outer blanks and a leading apostrophe; 18.0 gives 18."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    return _INVISIBLE.sub("", str(value)).strip().lstrip("'’‘").strip()


def squeeze(value: object) -> str:
    """Return the text with full-width letters and digits made plain and every blank removed."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", tidy(value)))


def is_blank(value: object) -> bool:
    """Tell whether a cell says nothing: empty, or one of the words for nothing (无, —, /, 暂无 …)."""
    if isinstance(value, str) or value is None:
        return tidy(value) in _BLANK_WORDS
    return False


def clean_name(value: object) -> str:
    """Return a person's name as it is stored: no blanks inside, one form of the middle dot, ideographs kept."""
    name = tidy(value)
    if _LETTER_NAME.search(unicodedata.normalize("NFKC", name)):
        name = unicodedata.normalize("NFKC", name)
    return _DOTS.sub("·", _BLANKS.sub("", name))


def parse_name(value: object) -> str | FieldProblem:
    """Read the name of a person; a name with signs in it is kept with a doubt."""
    name = clean_name(value)
    if not name or name in _BLANK_WORDS or name.isdigit():
        return FieldProblem("name.missing", "没有姓名。", "请填写身份证上的姓名。")
    if not _NAME.fullmatch(name):
        return FieldProblem(
            "name.odd", f"姓名“{name}”里有不像姓名的字或符号。", "请对照身份证核对。", Level.WARNING, name
        )
    return name


def parse_flag(value: object) -> bool | FieldProblem:
    """Read yes or no: √ ✓ 是 1 有 Y 对; no: × 否 0 无 空 and an empty cell; a number of people is yes."""
    if isinstance(value, bool):
        return value
    word = squeeze(value).lower()
    if word in _YES:
        return True
    if not word or word in _NO:
        return False
    if counted := re.fullmatch(r"(\d+)[人名个户]?", word):
        return int(counted[1]) > 0
    if (done := parse_done(word)) is not None:
        return done
    return FieldProblem("flag.unknown", f"“{tidy(value)}”看不出是“是”还是“否”。", "请填“是”或“否”。")


def parse_done(value: object) -> bool | None:
    """Read whether something was done: 已入账, 已入账（记-5）, 暂未入账; None for other words."""
    done = _DONE.fullmatch(squeeze(value))
    return done[1] == "已" if done else None


def split_names(value: object) -> list[str]:
    """Split a cell that names several people or branches (孙贵发、付云欣).

    Blanks part names only when each part is one: 东 山党支部 and 卫生 院党支部 are one branch each.
    """
    names: list[str] = []
    parts = [one for part in _SEPARATORS.split(tidy(value)) for one in _NUMBERED.split(part.strip())]
    if len(parts) > 1:
        # 1、东山党支部 2、西河党支部: the numbers are none of the names.
        parts = [part for part in parts if not part.strip().isdigit()]
    for part in parts:
        words = part.split()
        branches = sum(word.endswith(_BRANCH_ENDINGS) for word in words)
        if len(words) > 1 and branches in (0, len(words)) and all(len(word) >= 2 for word in words):
            names += [clean_name(word) for word in words]
        else:
            names.append(clean_name(part))
    return [name for name in dict.fromkeys(names) if name and name not in _BLANK_WORDS]


def parse_phone(value: object) -> str | FieldProblem:
    """Read a telephone number as digits (and a hyphen after an area code); an odd one is kept with a doubt."""
    text = squeeze(value).replace("－", "-")
    digits = text.replace("-", "").removeprefix("+86")
    if re.fullmatch(r"1[3-9]\d{9}", digits):
        return digits
    if re.fullmatch(r"(0\d{2,3}-?)?[2-9]\d{6,7}(-\d{1,5})?", text):
        return text
    return FieldProblem(
        "phone.odd", f"联系电话“{text}”位数或号段不对。", "请核对：手机号应为11位。", Level.WARNING, text
    )
