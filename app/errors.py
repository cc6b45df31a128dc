"""The two kinds of failure this program knows.

AppError            expected: says what happened and what to do, in the user's words
├── BadInput        a value, a file or a request that cannot be taken as it is
├── NotFound        a record, a file or a figure that is not there
├── Locked          another window or a read-only place holds the data
├── StorageError    the disk, the key or the ledger file refuses
│   ├── NewerFile   the file was written by a later version of the program
│   └── Damaged     the ledger file cannot be read: a backup has to take its place
└── Cancelled       the user stopped it; nothing was changed

Anything else is a bug: the command line and the window write a report file and name it.
"""


class AppError(Exception):
    """An expected failure: `what` happened and what to `do` about it, both full Chinese sentences."""

    def __init__(self, what: str, do: str = "", *, detail: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.do = do
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.what}{self.do}"


class BadInput(AppError):
    """A value, a file or a request that cannot be taken as it is."""


class NotFound(AppError):
    """A record, a file or a figure that is not there."""


class Locked(AppError):
    """Another window or a read-only place holds the data."""


class StorageError(AppError):
    """The disk, the key or the ledger file refuses."""


class NewerFile(StorageError):
    """The file was written by a later version of the program."""


class Damaged(StorageError):
    """The ledger file cannot be read: a backup has to take its place."""

    def __init__(self, *, detail: str = "") -> None:
        super().__init__("台账文件读不出来，可能已损坏。", "请用最近的备份恢复。", detail=detail)


class Cancelled(AppError):
    """The user stopped the work; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("已取消，没有任何改动。")
