"""Empty workbooks to fill in: headings the program knows, drop-downs, notes, a version."""

from pathlib import Path
from typing import Any

from app.errors import BadInput
from app.excel.files import replaced
from app.excel.sheets import column_letter
from app.excel.vocabularies import KINDS, Field, Vocabulary, vocabulary
from app.excel.writer import FORMATS, Layout, Looks, TableColumn, head, workbook
from app.rules.codes import choices

VERSION = 1
FILLABLE_ROWS = 5_000
OPTIONS_SHEET = "选项"
NOTES_SHEET = "填写说明"
HINT_ROWS = 2
_PLAIN_OPTIONS = {"yes_no": ("是", "否"), "have_none": ("有", "无"), "sex": ("男", "女")}
_CODED_OPTIONS = {
    "ethnicity": "ethnicity",
    "education": "education",
    "organization_kind": "organization_kind",
    "grade": "grade",
    "category": "income_category",
    "caliber": "caliber",
}
_STATUS_OPTIONS = {
    "member_kind": ("full", "probationary"),
    "stage": ("applicant", "activist", "object", "probationary", "full"),
}


def write_template(kind: str, path: Path) -> None:
    """Write an empty workbook for one of `KINDS`.

    Raises:
        BadInput: no such kind, or the place cannot be written to.
        StorageError: the disk refuses.
    """
    if kind not in KINDS:
        raise BadInput(
            f"没有“{kind}”这种模板。", f"可选：{'、'.join(vocabulary(one).label for one in KINDS)}。"
        )
    words = vocabulary(kind)
    fields = [field for field in words.fields if field.template]
    with replaced(Path(path)) as draft, workbook(draft) as book:
        book.set_properties({
            "title": words.label, "keywords": f"dangjian-template {kind} {VERSION}", "comments": f"模板第 {VERSION} 版",
        })  # fmt: skip
        looks = Looks(book)
        _write_form(book, words, fields, looks)
        _write_notes(book, words, fields, looks)
        _write_options(book, fields, looks)


def options(name: str) -> tuple[str, ...]:
    """Return the words of a drop-down."""
    if name in _PLAIN_OPTIONS:
        return _PLAIN_OPTIONS[name]
    if name in _STATUS_OPTIONS:
        labels = choices("person_status")
        return tuple(labels[code] for code in _STATUS_OPTIONS[name])
    return tuple(choices(_CODED_OPTIONS[name]).values())


def _write_form(book: Any, words: Vocabulary, fields: list[Field], looks: Looks) -> None:
    columns = tuple(
        TableColumn(
            field.label,
            float(field.template.get("width", 12)),
            _kind(field),
            bool(field.template.get("required")),
        )
        for field in fields
    )
    sheet = book.add_worksheet(words.label)
    head(sheet, Layout(str(words.template["title"]), columns, (), words.label), looks)
    lists = _lists(fields)
    for index, (field, column) in enumerate(zip(fields, columns, strict=True)):
        number_format = "@" if column.kind == "date" else FORMATS[column.kind]
        sheet.set_column(index, index, column.width, book.add_format({"num_format": number_format}))
        name = str(field.template.get("options", ""))
        if name:
            place = list(lists).index(name) + 1
            letter = column_letter(place)
            sheet.data_validation(HINT_ROWS, index, FILLABLE_ROWS, index, {
                "validate": "list",
                "source": f"={OPTIONS_SHEET}!${letter}$2:${letter}${len(lists[name]) + 1}",
                "error_title": "不在选项里",
                "error_message": f"“{field.label}”请从下拉框里选。",
                "error_type": "warning",
            })  # fmt: skip


def _kind(field: Field) -> Any:
    return field.template.get("kind", "text")


def _lists(fields: list[Field]) -> dict[str, tuple[str, ...]]:
    return {
        str(field.template["options"]): options(field.template["options"])
        for field in fields
        if "options" in field.template
    }


def _write_notes(book: Any, words: Vocabulary, fields: list[Field], looks: Looks) -> None:
    sheet = book.add_worksheet(NOTES_SHEET)
    sheet.set_column(0, 0, 90)
    must = "、".join(field.label for field in fields if field.template.get("required"))
    lines = [
        f"{words.label}模板，第 {VERSION} 版。",
        f"底色较深的列必须填写：{must}。其余的列没有内容可以留空，也可以整列删去。",
        *words.template.get("notes", []),
        "表头的名称请不要改动；可以增加行，不要合并单元格。",
    ]
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, f"{row + 1}. {line}", looks.of("wrapped"))


def _write_options(book: Any, fields: list[Field], looks: Looks) -> None:
    lists = _lists(fields)
    if not lists:
        return
    sheet = book.add_worksheet(OPTIONS_SHEET)
    labels = {str(field.template.get("options")): field.label for field in fields}
    for index, (name, words) in enumerate(lists.items()):
        sheet.write_string(0, index, labels[name], looks.of("heading"))
        for row, word in enumerate(words, 1):
            sheet.write_string(row, index, word, looks.of("text"))
    sheet.hide()
