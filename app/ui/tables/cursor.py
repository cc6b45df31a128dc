"""Putting a view's cursor somewhere, whatever keys are held down."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QAbstractItemView


def put_cursor(view: QAbstractItemView, index: QModelIndex | QPersistentModelIndex) -> None:
    """Move the cursor to a cell and choose that cell, or its row, alone.

    Qt's own setCurrentIndex and selectRow look at the keyboard: while Ctrl is held they would add to what is chosen, or
    take the row out of it.
    """
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
    if view.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows:
        flags |= QItemSelectionModel.SelectionFlag.Rows
    view.selectionModel().setCurrentIndex(index, flags)
