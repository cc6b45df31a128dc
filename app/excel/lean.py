"""openpyxl without two things it would only lose time with: numpy, and a second guard against hostile XML.

numpy is loaded by openpyxl just to know its numbers when they are written; here nothing is written with it. The guard
(defusedxml) replaces the fast parser by one in plain Python; `packages.look_through` has refused every document type
declaration before openpyxl sees a file. Without both, a roster is read in half the time.
"""

import os
import sys
from decimal import Decimal
from importlib import import_module
from types import ModuleType

_NUMBERS = "openpyxl.compat.numbers"
_GUARD = "OPENPYXL_DEFUSEDXML"


def load_openpyxl() -> None:
    """Import openpyxl the short way; to be called before anything is taken from it. Does nothing the second time."""
    if "openpyxl" in sys.modules:
        return
    numbers = ModuleType(_NUMBERS)
    vars(numbers).update(NUMPY=False, NUMERIC_TYPES=(int, float, Decimal))
    sys.modules[_NUMBERS] = numbers
    before = os.environ.get(_GUARD)
    os.environ[_GUARD] = "False"
    try:
        import_module("openpyxl")
    finally:
        del os.environ[_GUARD]
        if before is not None:
            os.environ[_GUARD] = before
