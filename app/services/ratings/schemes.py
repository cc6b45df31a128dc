"""Rating schemes: the shipped ones, the township's own over them, and the one each round was held under."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

from app.errors import BadInput, NotFound
from app.models import queries_ratings as queries
from app.models.store import Store
from app.rules import reference_ratings as shipped
from app.rules.ratings import Scheme, scheme_for
from app.rules.ratings_schemes import OWN, complaints, plain_scheme, scheme_of_plain


def schemes(store: Store) -> list[Scheme]:
    """Return every scheme that may be in force, oldest first; the township's own replaces a shipped one of its code."""
    own = {row["code"]: _read(row["content"]) for row in store.find("rating_scheme")}
    rest = [scheme for scheme in shipped.schemes() if scheme.code not in own]
    return sorted([*own.values(), *rest], key=lambda scheme: (scheme.valid_from, scheme.status != OWN))


def examples() -> list[Scheme]:
    """Return the published schemes to copy from."""
    return list(shipped.examples())


def scheme_of(store: Store, year: int) -> Scheme:
    """Return the scheme of a year: the one its round was held under, else the one in force at the year's end."""
    return schemes_by_year(store)(year)


def schemes_by_year(store: Store) -> Callable[[int], Scheme]:
    """Return what gives the scheme of any year; the ledger is read now and not again."""
    rounds = {row["year"]: row for row in store.find("rating_round")}
    known = schemes(store)

    @cache
    def scheme_in(year: int) -> Scheme:
        held = rounds.get(year, {})
        if held.get("scheme_content"):
            return _read(held["scheme_content"])
        named = next((one for one in known if one.code == held.get("scheme")), None)
        return named or scheme_for(known[::-1], year)

    return scheme_in


def grade_names(store: Store) -> dict[str, str]:
    """Return code → name of every grade of the schemes that are or were in use."""
    held = [_read(row["scheme_content"]) for row in store.find("rating_round") if row["scheme_content"]]
    found = sorted([*schemes(store), *held], key=lambda scheme: scheme.valid_from)
    return {grade: scheme.label_of(grade) for scheme in found for grade in scheme.grades}


def save_scheme(store: Store, scheme: Scheme, *, actor: str) -> str:
    """Keep a scheme as the township's own, new or changed; rounds already held stay under what they were held under.

    Raises BadInput naming everything that keeps the scheme from being used.
    """
    found = complaints(scheme)
    if found:
        raise BadInput("分类定级方案还不能使用。", "".join(found))
    own = replace(scheme, status=OWN)
    content = json.dumps(plain_scheme(own), ensure_ascii=False)
    values = {"name": own.name, "valid_from": own.valid_from.isoformat(), "content": content}
    with store.operation("rating.scheme", f"保存分类定级方案：{own.name}", actor):
        keep_rounds(store)
        before = store.find("rating_scheme", code=own.code)
        if before:
            store.update("rating_scheme", before[0]["id"], values)
            return str(before[0]["id"])
        return store.insert("rating_scheme", [{"code": own.code, **values}])[0]


def copy_scheme(scheme: Scheme, *, code: str, name: str, valid_from: date) -> Scheme:
    """Return a copy of a scheme to be edited and saved; of one that is not the office's own it says what it came from."""
    copy = replace(scheme, code=code, name=name, valid_from=valid_from, status=OWN)
    if scheme.status == OWN:
        return copy
    return replace(copy, source="", note=f"参照“{scheme.name}”拟定，请按本县当年的文件核对。")


def remove_scheme(store: Store, code: str, *, actor: str) -> None:
    """Take one of the township's own schemes back; rounds held under it keep it."""
    found = store.find("rating_scheme", code=code)
    if not found:
        raise NotFound("没有这个本乡镇的方案。", "程序自带的方案不能删除。")
    with store.operation("rating.scheme", f"删除分类定级方案：{found[0]['name']}", actor):
        keep_rounds(store)
        store.remove("rating_scheme", found[0]["id"])


def keep_rounds(store: Store) -> None:
    """Write into every round without one the scheme it stands under now; to be called inside an operation."""
    for year, round_id in queries.years_without_content(store):
        values = scheme_values(scheme_of(store, year))
        if round_id:
            store.update("rating_round", round_id, values)
        else:
            store.insert("rating_round", [{"year": year, **values}])


def scheme_values(scheme: Scheme) -> dict[str, str]:
    """Return the columns of a round that keep the scheme it is held under."""
    return {"scheme": scheme.code, "scheme_content": json.dumps(plain_scheme(scheme), ensure_ascii=False)}


def _read(content: str) -> Scheme:
    return scheme_of_plain(json.loads(content))
