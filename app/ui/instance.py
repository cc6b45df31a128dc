"""One window a ledger: the first listens, a second one brings it to the front and ends."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

WAIT_MS = 2000


def server_name(folder: Path) -> str:
    """Return the name under which the window of a ledger can be called."""
    return "dangjian-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:20]


class Doorbell(QObject):
    """Brings `window` to the front whenever another start calls."""

    def __init__(self, folder: Path, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_call)
        QLocalServer.removeServer(server_name(folder))
        self._server.listen(server_name(folder))

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _on_call(self) -> None:
        caller = self._server.nextPendingConnection()
        if caller is not None:
            caller.write(b"here")
            caller.flush()
            caller.disconnectFromServer()
        window = self._window
        if window.isMinimized():
            window.showNormal()
        window.raise_()
        window.activateWindow()


def call_first_window(folder: Path) -> bool:
    """Ask the window that holds the ledger to come to the front; False when there is none to hear."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(folder))
    if not socket.waitForConnected(WAIT_MS):
        return False
    answered = socket.bytesAvailable() > 0 or socket.waitForReadyRead(WAIT_MS)
    socket.disconnectFromServer()
    return answered
