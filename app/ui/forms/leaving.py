"""Dialogs that ask before what has been typed into them is given up."""

from PySide6.QtWidgets import QDialog

from app.ui import dialogs


class AsksBeforeLeaving(QDialog):
    """Escape, 取消 and the cross ask first once something differs from what stood there when `remember` was called."""

    _remembered: object = None

    def typed(self) -> object:
        """Return what is typed, to be compared."""
        raise NotImplementedError

    def remember(self) -> None:
        """Take what stands there now as what needs no saving."""
        self._remembered = self.typed()

    def reject(self) -> None:
        """Close, unless what has been typed is to be kept."""
        question = "刚才填写的内容还没有保存。放弃这些内容吗？"
        if self.typed() == self._remembered or dialogs.ask(
            self, "还没有保存", question, yes="放弃", no="继续填写", tone="danger"
        ):
            super().reject()
