"""What the window remembers on this computer: last ledger, font size, columns. Nothing of the ledger itself."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from app.paths import profile_dir


class Preferences:
    """A small file in the account's profile, written whole by Qt."""

    def __init__(self, path: Path | None = None) -> None:
        path = path or profile_dir() / "window.ini"
        path.parent.mkdir(parents=True, exist_ok=True)
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def text(self, name: str) -> str:
        """Return a remembered text, empty when there is none."""
        value = self._settings.value(name, "")
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """Return a remembered list of texts."""
        return [part for part in self.text(name).split("\n") if part]

    def flag(self, name: str) -> bool:
        """Return a remembered yes or no."""
        return self.text(name) == "1"

    def keep(self, name: str, value: str | bool | list[str]) -> None:
        """Remember a text, a yes or no, or a list of texts."""
        if isinstance(value, bool):
            value = "1" if value else "0"
        elif isinstance(value, list):
            value = "\n".join(value)
        self._settings.setValue(name, value)

    def state(self, name: str) -> QByteArray:
        """Return a remembered geometry, empty when there is none."""
        value = self._settings.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_state(self, name: str, value: QByteArray) -> None:
        """Remember a geometry."""
        self._settings.setValue(name, value)
