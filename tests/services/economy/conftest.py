"""The sample township, imported once a module; it is only read."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.models.store import Store
from app.services.imports import apply, preview
from tests.builders import new_store

SAMPLES = Path(__file__).parents[2] / "data" / "changcheng-2023"


@pytest.fixture(scope="module")
def township(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with new_store(tmp_path_factory.mktemp("township") / "ledger") as store:
        files = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")
        apply(store, preview(store, files, as_of=date(2024, 7, 1)), actor="测试员")
        yield store
