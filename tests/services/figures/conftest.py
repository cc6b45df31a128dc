from collections.abc import Iterator

import pytest

from app.models.store import Store
from tests.builders import new_store


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An empty ledger for tests that leave nothing behind."""
    with new_store(tmp_path_factory.mktemp("figures") / "ledger") as store:
        yield store
