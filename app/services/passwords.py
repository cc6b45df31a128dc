"""The password of a ledger: whether there is one, and changing it."""

from app.errors import BadInput
from app.models import keyring
from app.models.ledger import KEY_NAME, Ledger


def has_password(ledger: Ledger) -> bool:
    """Tell whether the ledger asks for a password when it is opened."""
    return keyring.has_password(ledger.folder / KEY_NAME)


def change_password(ledger: Ledger, *, old: str, new: str, again: str) -> None:
    """Set, change or (with `new` empty) take away the password; the recovery code stays valid.

    Raises BadInput when the old password is wrong, the two new ones differ or the new one is too short.
    """
    file = ledger.folder / KEY_NAME
    if keyring.has_password(file):
        keyring.unlock(file, old)
    if new != again:
        raise BadInput("两次输入的新口令不一样。", "请重新输入。")
    keyring.change_password(file, ledger.key, new or None)
