"""The window comes up before anything heavy is loaded."""

import subprocess
import sys

from tests.sources import ROOT

LATER = (
    "numpy",
    "matplotlib",
    "openpyxl",
    "reportlab",
    "sqlite_utils",
    "pypinyin",
    "xlsxwriter",
    "docx",
    "pandas",
)
FIRST_PAINT = """
import importlib, sys
import app.gui
from app.ui.pages import PAGES
importlib.import_module(next(entry.module for entry in PAGES if entry.name == "home"))
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""


def test_the_first_paint_loads_no_heavy_library():
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not set(done.stdout.split()) & set(LATER)
