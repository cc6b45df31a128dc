"""Running the command line in this process, as a script would see it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli import main


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


class Desk:
    """A data folder and the commands given to it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: str | Path) -> Ran:
        self._capsys.readouterr()
        code = main(["--data", str(self.folder), *map(str, words)])
        told = self._capsys.readouterr()
        assert "Traceback" not in told.out + told.err
        return Ran(code, told.out, told.err)
