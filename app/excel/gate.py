"""The gate before every reader: the content decides what a file is, and hostile or foreign files stop here."""

import zipfile
from enum import Enum
from pathlib import Path

from app.errors import BadInput

LARGEST_FILE = 200 * 1024 * 1024
LOOK = 8_192
SAVE_AS_XLSX = "请用 Excel 或 WPS 打开后另存为 .xlsx，再导入。"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_FOREIGN = (
    (b"%PDF", "是 PDF 文件，不是表格。"),
    (b"\x89PNG", "是图片，不是表格。"),
    (b"\xff\xd8\xff", "是图片，不是表格。"),
    (b"GIF8", "是图片，不是表格。"),
    (b"BM", "是图片，不是表格。"),
    (b"Rar!", "是压缩包，请先解压。"),
    (b"7z\xbc\xaf", "是压缩包，请先解压。"),
    (b"\x1f\x8b", "是压缩包，请先解压。"),
    (b"MZ", "是程序，不是表格。"),
    (b"\x7fELF", "是程序，不是表格。"),
    (b"SQLite format 3", "不是表格。"),
    (b"{\\rtf", "是文字文档，不是表格。"),
)


class Format(Enum):
    """Which reader takes the file."""

    XLSX = "xlsx"
    LEGACY = "legacy"
    TEXT = "text"


def identify(path: Path) -> Format:
    """Return which reader takes `path`, judged by its content alone.

    Raises:
        BadInput: one sentence on why the file cannot be read at all, and what to do.
    """
    _check_place(path)
    with path.open("rb") as file:
        start = file.read(LOOK)
    if start.startswith(_OLE):
        return _look_into_ole(path)
    if start.startswith(_ZIP):
        return _look_into_zip(path)
    if start.startswith(b"PK"):
        raise damaged(path)
    if start.startswith(_OLD_BIFF):
        raise outdated(path)
    for magic, sentence in _FOREIGN:
        if start.startswith(magic):
            raise BadInput(f"“{path.name}”{sentence}", "请选择表格文件。")
    _refuse_markup(path, start)
    return Format.TEXT


def damaged(path: Path, detail: str = "") -> BadInput:
    """Return the one sentence for a file that is broken or no workbook; `detail` goes to the log only."""
    return BadInput(f"“{path.name}”已损坏，或者不是标准的表格文件。", SAVE_AS_XLSX, detail=detail)


def too_large(path: Path) -> BadInput:
    """Return the one sentence for a file that unpacks to more than a ledger can be."""
    return BadInput(
        f"“{path.name}”里的内容太多，超出了可以导入的大小。", "请只保留要导入的工作表和行列，另存后再导入。"
    )


def outdated(path: Path) -> BadInput:
    """Return the one sentence for a workbook of Excel 95 or before."""
    return BadInput(f"“{path.name}”是很旧的表格格式，本程序读不了。", SAVE_AS_XLSX)


def encrypted(path: Path) -> BadInput:
    """Return the one sentence for a workbook with a password."""
    return BadInput(f"“{path.name}”设了打开密码。", "请用 Excel 或 WPS 打开，取消密码后保存，再导入。")


def _check_place(path: Path) -> None:
    if path.name.startswith(("~$", ".~")):
        raise BadInput(
            f"“{path.name}”是表格打开时留下的临时文件，里面没有数据。", "请选择不带“~$”的那个文件。"
        )
    if path.is_dir():
        raise BadInput(f"“{path.name}”是文件夹，不是文件。", "请选择里面的表格文件。")
    if not path.is_file():
        raise BadInput(f"找不到文件“{path.name}”。", "请检查文件是否被移动或改名，U 盘是否插好。")
    try:
        size = path.stat().st_size
        path.open("rb").close()
    except OSError as error:
        raise BadInput(
            f"“{path.name}”打不开。", "请检查 U 盘是否插好，文件是否允许读取。", detail=str(error)
        ) from error
    if size == 0:
        raise BadInput(f"“{path.name}”是空文件。", "请检查文件是否复制完整。")
    if size > LARGEST_FILE:
        raise too_large(path)


def _look_into_ole(path: Path) -> Format:
    names = {
        "EncryptedPackage": "encrypted",
        "Workbook": "sheet",
        "Book": "sheet",
        "WordDocument": "word",
        "PowerPoint Document": "slides",
    }
    found: set[str] = set()
    tail = b""
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            block = tail + block
            found.update(
                meaning for name, meaning in names.items() if (name + "\0").encode("utf-16-le") in block
            )
            tail = block[-64:]
    if "encrypted" in found:
        raise encrypted(path)
    if "sheet" in found:
        return Format.LEGACY
    if found:
        raise BadInput(f"“{path.name}”是文字文档或演示文稿，不是表格。", "请选择表格文件。")
    raise damaged(path)


def _look_into_zip(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {entry.filename for entry in archive.infolist()[:5_001]}
            mimetype = archive.read("mimetype")[:100] if _small(archive, names, "mimetype") else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise damaged(path, repr(error)) from error
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return Format.LEGACY
    if any(name.endswith("workbook.bin") for name in names):
        return Format.LEGACY
    if any(name.endswith("workbook.xml") for name in names) or "[Content_Types].xml" in names:
        if "word/document.xml" in names or "ppt/presentation.xml" in names:
            raise BadInput(f"“{path.name}”是文字文档或演示文稿，不是表格。", "请选择表格文件。")
        return Format.XLSX
    if mimetype:
        raise BadInput(f"“{path.name}”是文字文档或演示文稿，不是表格。", "请选择表格文件。")
    raise BadInput(f"“{path.name}”是压缩包，不是表格。", "请先解压，再选择里面的表格文件。")


def _small(archive: zipfile.ZipFile, names: set[str], name: str) -> bool:
    return name in names and archive.getinfo(name).file_size < 1_000


def _refuse_markup(path: Path, start: bytes) -> None:
    wide = b"\0" in start[:64]
    text = start.decode("utf-16" if wide else "utf-8", "ignore").lstrip("\ufeff \t\r\n").lower()
    if text.startswith(
        ("<html", "<!doctype html", "<table", "<head", "<meta", "<style", "<div", "mime-version")
    ):
        raise BadInput(f"“{path.name}”其实是网页，只是用了表格的名字。", SAVE_AS_XLSX)
    if text.startswith(("<?xml", "<!doctype")):
        if "urn:schemas-microsoft-com:office:spreadsheet" in text or "excel.sheet" in text:
            raise BadInput(f"“{path.name}”是旧的 XML 表格格式，本程序读不了。", SAVE_AS_XLSX)
        if "<html" in text:
            raise BadInput(f"“{path.name}”其实是网页，只是用了表格的名字。", SAVE_AS_XLSX)
        raise BadInput(f"“{path.name}”不是表格文件。", SAVE_AS_XLSX)
