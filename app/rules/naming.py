"""When two names mean the same organization, village or group: the part of a name that tells it apart."""

import re

from app.rules.texts import squeeze

_PARTY = re.compile(r"^(中国共产党|中共)")
_GENERAL = re.compile(r"(党的?)?总支(部)?(委员会)?$")
_BRANCH = re.compile(r"(党的?)?支部(委员会)?$")
_COMMITTEE = re.compile(r"(党的?)?(委员会|党委|工委|工作委员会)$")
_VILLAGE = re.compile(r"(村?居民委员会|村?居委会|村民委员会|村委会|村民委|行政村|建制村|村)$")
_GROUP = re.compile(r"(村民小组|小组|自然村|村组|组|寨子)$")
_PLACE = re.compile(r".*(县|市|区|乡|镇|街道|办事处|总支|党委|委员会)$")
_QUOTES = re.compile("[\"'“”‘’《》<>]")
_PARENTHESES = str.maketrans("()", "（）")


def organization_name(text: object) -> str:
    """Return the name of an organization as it is stored: no blanks, brackets of Chinese print."""
    return _QUOTES.sub("", squeeze(text)).translate(_PARENTHESES)


def organization_key(name: str) -> str:
    """Return what tells an organization apart: 中共X村支部委员会 and X村党支部 give the same."""
    plain = _PARTY.sub("", organization_name(name))
    for pattern, ending in ((_GENERAL, "总支"), (_BRANCH, "支部"), (_COMMITTEE, "委")):
        if pattern.search(plain):
            return pattern.sub("", plain) + ending
    return plain


def loose_key(key: str) -> str:
    """Return an organization's key without the words people leave out: 村, 社区, 第, brackets."""
    return re.sub("[（）·第]|村民小组|小组|社区|村", "", key)


def is_short_for(short: str, key: str) -> bool:
    """Tell whether the key `short` can stand for the longer key: 西湾支部 for 长城村西湾支部."""
    return len(short) >= 4 and len(short) < len(key) and key.endswith(short)


def has_place_before(long: str, key: str) -> bool:
    """Tell whether `long` is the key with the office's own name put before: 长城彝族乡长城村西湾支部."""
    return long.endswith(key) and bool(_PLACE.fullmatch(long[: -len(key)]))


def may_be_same(key: str, other: str) -> bool:
    """Tell whether two keys can name one organization; an empty one can be any."""
    if not key or not other or loose_key(key) == loose_key(other):
        return True
    return any(
        is_short_for(one, two) or has_place_before(one, two) for one, two in ((key, other), (other, key))
    )


def village_key(name: str) -> str:
    """Return what tells a village apart: 长城村, 长城村委会 and 长城 give the same; 社区 is kept."""
    plain = squeeze(name)
    return _VILLAGE.sub("", plain) or plain


def group_key(name: str) -> str:
    """Return what tells a group apart inside its village: 老沟小组, 老沟村民小组 and 老沟 give the same."""
    plain = squeeze(name)
    return _GROUP.sub("", plain) or plain
