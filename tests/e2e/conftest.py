"""What whole-window tests borrow from the window tests: a session over a real ledger, and answers to its questions."""

from tests.ui.conftest import answers, dressed, session, settled

__all__ = ["answers", "dressed", "session", "settled"]
