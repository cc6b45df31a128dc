"""What every test stands on: no screen, a home of its own, and the same examples every time."""

import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

sys.path.insert(0, str(Path(__file__).parent.parent))

HOME = Path(tempfile.mkdtemp(prefix="dangjian-tests-"))


def isolate_home(home: Path) -> None:
    """Point every per-user folder at `home`, so that no key and no ledger of the real account is touched."""
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "AppData" / "Roaming",
        "LOCALAPPDATA": home / "AppData" / "Local",
        "XDG_DATA_HOME": home / ".local" / "share",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_STATE_HOME": home / ".local" / "state",
        "XDG_RUNTIME_DIR": home / "run",
        "MPLCONFIGDIR": home / ".config" / "matplotlib",
    }
    for name, folder in folders.items():
        folder.mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(folder)
    (home / "run").chmod(0o700)


isolate_home(HOME)
set_hypothesis_home_dir(HOME / "hypothesis")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Asia/Shanghai"
if sys.platform != "win32":
    time.tzset()

settings.register_profile(
    "same",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("search", parent=settings.get_profile("same"), derandomize=False, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def no_thread_is_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the window test that leaves a thread running: it would crash a later one."""
    yield
    if "qapp" not in request.fixturenames:
        return
    from PySide6.QtCore import QThread
    from shiboken6 import isValid

    threads = [one for one in gc.get_objects() if issubclass(type(one), QThread)]
    running = [one for one in threads if isValid(one) and one.isRunning()]
    assert not running, f"threads left running: {running}"


from tests.ledger_fixtures import (  # noqa: E402 - the home is isolated before the program is imported
    content,
    empty_ledger_folder,
    ledger,
    store,
    store_factory,
)

__all__ = ["content", "empty_ledger_folder", "ledger", "store", "store_factory"]
