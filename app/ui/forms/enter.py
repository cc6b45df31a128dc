"""Entering by the keyboard alone: what Enter does in a form."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPushButton, QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterMovesOn(QObject):
    """Enter goes to the next field, after the last one to the button that saves. Belongs to the form; fields of several lines keep Enter for a new line."""

    def __init__(self, form: QWidget, fields: Sequence[QWidget], save: QPushButton) -> None:
        super().__init__(form)
        self._fields = list(fields)
        self._save = save
        for field in self._fields:
            if isinstance(field, QLineEdit | QComboBox):
                field.installEventFilter(self)
            line = field.lineEdit() if isinstance(field, QComboBox) else None
            if line is not None:
                line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter in a field of one line."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() not in ENTER or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        here = next(
            place for place, field in enumerate(self._fields) if watched is field or watched.parent() is field
        )
        following = (field for field in self._fields[here + 1 :] if field.isVisible() and field.isEnabled())
        next(following, self._save).setFocus(Qt.FocusReason.TabFocusReason)
        return True


def let_enter_be(dialog: QDialog) -> None:
    """Let Enter in a field press no button: for dialogs that are filled in step by step."""
    for part in dialog.findChildren(QPushButton):
        part.setAutoDefault(False)
