"""Where things are: the program's resources, the user's data, the account's own secrets."""

import sys
from pathlib import Path

import platformdirs

APP_DIR = "dangjian"


def resources() -> Path:
    """Return the folder `resources/` of a source checkout or of a frozen build."""
    frozen = getattr(sys, "_MEIPASS", None)
    base = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return base / "resources"


def default_data_dir() -> Path:
    """Return the data folder: `data/` beside a portable build, else the account's own data folder."""
    portable = Path(sys.executable).resolve().parent / "data"
    if getattr(sys, "frozen", False) and portable.is_dir():
        return portable
    return Path(platformdirs.user_data_dir(APP_DIR, appauthor=False))


def profile_dir() -> Path:
    """Return the folder of this account in which keys without a password lie."""
    return Path(platformdirs.user_config_dir(APP_DIR, appauthor=False))


def report_dir() -> Path:
    """Return the folder for logs and bug reports."""
    return Path(platformdirs.user_log_dir(APP_DIR, appauthor=False))
