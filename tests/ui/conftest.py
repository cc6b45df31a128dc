"""What window tests stand on: a session over a real ledger, and dialogs that must have been expected."""

import datetime
import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.models.ledger import Ledger
from app.ui import dialogs, theme
from app.ui.garbage import Collector
from app.ui.preferences import Preferences
from app.ui.session import Session

AS_OF = datetime.date(2023, 12, 31)


class Answers:
    """Stands in for the user at the one seam: answers given in advance, everything said written down."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self._waiting: dict[str, list[Any]] = {}

    def give(self, question: str, answer: Any) -> None:
        """Answer the next `question` (the name of a function of dialogs)."""
        self._waiting.setdefault(question, []).append(answer)

    def answer(self, question: str, *given: Any, **_options: Any) -> Any:
        self.said.append((question, " ".join(str(part) for part in given[1:])))
        if question in ("say", "show_error", "show_bug") and not self._waiting.get(question):
            return None
        if not self._waiting.get(question):
            raise AssertionError(f"nobody expected {self.said[-1]}")
        return self._waiting[question].pop(0)

    def heard(self, question: str) -> list[str]:
        """Return what was said or asked through one function of dialogs."""
        return [text for name, text in self.said if name == question]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    user = Answers()
    questions = ("say", "ask", "ask_text", "show_error", "show_bug")
    for name in (*questions, "choose_files", "choose_folder", "save_file"):
        monkeypatch.setattr(dialogs, name, functools.partial(user.answer, name))
    return user


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application in the program's own style."""
    theme.apply(qapp)
    Collector(qapp)
    return qapp


@pytest.fixture(autouse=True)
def _keys_let_go(qapp: QApplication) -> Iterator[None]:
    """Let go of what a test held down: QTest leaves the modifiers of its last key with the application."""
    yield
    if QApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control)


@pytest.fixture
def session(ledger: Ledger, tmp_path: Path, dressed: QApplication, answers: Answers) -> Iterator[Session]:
    opened = Session(ledger, as_of=AS_OF, preferences=Preferences(tmp_path / "window.ini"))
    yield opened
    opened.close()
    assert not answers.heard("show_bug"), "a bug was reported"


@pytest.fixture
def settled(session: Session, qtbot: Any) -> Callable[[], None]:
    """Return a function that waits until the lane has nothing left to do and the window has shown it."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not session.open_jobs, timeout=20_000)

    return wait
