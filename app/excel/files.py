"""Writing a file so that there is always either the old one or the whole new one."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import BadInput, StorageError
from app.models.files import put


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """Yield a new name beside `path`; what is written there takes its place when the block ends well.

    Raises:
        BadInput: the folder is not there, or the file is open in another program.
        StorageError: the disk is full or refuses.
    """
    path = Path(path)
    if not path.parent.is_dir():
        raise BadInput(f"找不到文件夹“{path.parent}”。", "请换一个保存位置。")
    draft = path.with_name(f".{secrets.token_hex(6)}.tmp{path.suffix}")
    try:
        yield draft
        put(draft, path)
    except PermissionError as error:
        raise BadInput(
            f"“{path.name}”写不进去，可能正被别的程序打开。",
            "请关闭它再试，或者换一个名字。",
            detail=str(error),
        ) from error
    except OSError as error:
        raise StorageError(
            f"“{path.name}”没有写成。", "请检查磁盘空间和 U 盘。", detail=str(error)
        ) from error
    finally:
        draft.unlink(missing_ok=True)
