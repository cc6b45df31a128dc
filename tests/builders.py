"""Small ledgers for tests: each builder writes one record with sensible defaults and returns its id."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.models.ledger import Ledger
from app.models.store import Store
from app.rules.idnumbers import check_digit

_numbers = itertools.count(1)


@contextmanager
def new_store(folder: Path) -> Iterator[Store]:
    """Open a new, empty ledger for writing."""
    ledger, _ = Ledger.create(folder)
    store = ledger.connect()
    try:
        yield store
    finally:
        store.close()
        ledger.close()


def put(store: Store, table: str, **values: Any) -> str:
    """Write one record in an operation of its own, or in the one under way."""
    if store.connection.in_transaction:
        return store.insert(table, [values])[0]
    with store.operation("test", f"登记 {table}", "测试员"):
        return store.insert(table, [values])[0]


def id_number(birth: str = "1980-01-23", order: int = 1, *, sex: int = 1) -> str:
    """Return a valid number for a birth (ISO date) and sex; `order` (0–499) tells people of one day apart."""
    first17 = f"532699{birth.replace('-', '')}{order * 2 + sex % 2:03d}"
    return first17 + check_digit(first17)


def make_village(store: Store, name: str = "长城村", **values: Any) -> str:
    return put(store, "village", name=name, **values)


def make_group(store: Store, village_id: str, name: str = "小坝小组", **values: Any) -> str:
    return put(store, "village_group", village_id=village_id, name=name, **values)


def make_organization(store: Store, name: str, kind: str = "branch", **values: Any) -> str:
    return put(store, "organization", name=name, kind=kind, **values)


def make_branch(store: Store, name: str = "长城村西湾党支部", **values: Any) -> str:
    return make_organization(store, name, **{"secretary": "沙晨", **values})


def make_person(store: Store, name: str = "沙晨", **values: Any) -> str:
    return put(store, "person", **{"name": name, "status": "masses", **values})


def make_member(store: Store, name: str = "沙晨", **values: Any) -> str:
    """Write a 正式党员; every one gets a valid number of his own."""
    number = next(_numbers)
    birth = f"19{60 + number // 300 % 40}-0{1 + number % 9}-15"
    defaults = {
        "status": "full",
        "sex": 1,
        "ethnicity": "01",
        "birth_on": birth,
        "id_number": id_number(birth, number % 300),
        "joined_on": "2000-07-01",
        "full_on": "2001-07-01",
    }
    return make_person(store, name, **{**defaults, **values})


def make_case(store: Store, person_id: str, stage: str = "applicant", **values: Any) -> str:
    return put(store, "development_case", person_id=person_id, stage=stage, **values)


def make_step(store: Store, case_id: str, step: str, happened_on: str | None, **values: Any) -> str:
    return put(store, "step_record", case_id=case_id, step=step, happened_on=happened_on, **values)


def make_rating(store: Store, organization_id: str, year: int, grade: str | None, **values: Any) -> str:
    return put(store, "rating", organization_id=organization_id, year=year, township_grade=grade, **values)


def make_pairing(
    store: Store, organization_id: str, partner_id: str | None, year: int = 2023, **values: Any
) -> str:
    return put(store, "pairing", organization_id=organization_id, partner_id=partner_id, year=year, **values)


def make_file(store: Store, organization_id: str, year: int, **values: Any) -> str:
    """A file of 整顿; a 软弱涣散 organization unless told otherwise."""
    return put(
        store, "rectification", organization_id=organization_id, year=year, **{"is_slack": 1, **values}
    )


def make_income(store: Store, village_id: str, received_on: str, fen: int, **values: Any) -> str:
    defaults = {"category": "operating", "item": "苹果园分成", "booked_on": received_on, "voucher": "记-01"}
    return put(
        store,
        "income_entry",
        village_id=village_id,
        received_on=received_on,
        amount_fen=fen,
        **{**defaults, **values},
    )


def make_target(
    store: Store, village_id: str, year: int, fen: int, caliber: str = "total", **values: Any
) -> str:
    return put(store, "target", village_id=village_id, year=year, caliber=caliber, amount_fen=fen, **values)


class _TakeBack(Exception):
    """Raised to leave a scratch operation without a trace."""


@contextmanager
def scratch(store: Store) -> Iterator[Store]:
    """Let many made-up ledgers be tried in one file: what is written inside is rolled back at the end."""
    try:
        with store.operation("test", "试一试", "测试员"):
            yield store
            raise _TakeBack
    except _TakeBack:
        pass
