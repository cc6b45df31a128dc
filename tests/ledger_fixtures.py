"""A ledger to work on: built once a session, copied for each test, because building one costs key derivation."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.models.ledger import Ledger
from app.models.store import Store
from app.services import ledgers

ACTOR = "王干事"


@pytest.fixture(scope="session")
def empty_ledger_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty") / "ledger"
    ledgers.create(folder, name="青山镇", county="白水县", actor=ACTOR).ledger.close()
    return folder


@pytest.fixture
def ledger(empty_ledger_folder: Path, tmp_path: Path) -> Iterator[Ledger]:
    folder = tmp_path / "ledger"
    shutil.copytree(empty_ledger_folder, folder)
    held = ledgers.open_ledger(folder)
    yield held
    held.close()


@pytest.fixture
def store(ledger: Ledger) -> Iterator[Store]:
    opened = ledger.connect()
    yield opened
    opened.close()


@pytest.fixture
def content() -> Callable[[Store], dict[str, list[tuple[object, ...]]]]:
    """Return a function that reads all living rows of all ledger tables, without their random ids."""
    from tests.contents import living_content

    return living_content


@pytest.fixture(scope="module")
def store_factory(
    empty_ledger_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Store]]:
    """Return a function that gives a fresh, empty ledger's store: for laws that need many."""
    opened: list[tuple[Ledger, Store]] = []

    def fresh() -> Store:
        folder = tmp_path_factory.mktemp("fresh") / "ledger"
        shutil.copytree(empty_ledger_folder, folder)
        held = ledgers.open_ledger(folder)
        opened.append((held, held.connect()))
        return opened[-1][1]

    yield fresh
    for held, store in opened:
        store.close()
        held.close()
