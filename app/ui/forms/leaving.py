"""Dialogs that ask before what has been typed into them is given up."""

from PySide6.QtWidgets import QDialog, QPushButton

from app.ui import dialogs


class AsksBeforeLeaving(QDialog):
    """Escape, 取消 and the cross ask first once something differs from what stood there when `remember` was called."""

    save_button: QPushButton
    _remembered: object = None
    _is_saving = False

    def typed(self) -> object:
        """Return what is typed, to be compared."""
        raise NotImplementedError

    def remember(self) -> None:
        """Take what stands there now as what needs no saving."""
        self._remembered = self.typed()

    def set_saving(self, on: bool) -> None:
        """What is being saved can be neither given up nor saved a second time."""
        self._is_saving = on
        self.save_button.setEnabled(not on)

    def reject(self) -> None:
        """Close, unless what has been typed is to be kept or is just being saved."""
        if self._is_saving:
            return
        question = "刚才填写的内容还没有保存。放弃这些内容吗？"
        if self.typed() == self._remembered or dialogs.ask(
            self, "还没有保存", question, yes="放弃", no="继续填写", tone="danger"
        ):
            super().reject()
