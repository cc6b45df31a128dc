"""Cut-offs and share hints of single 领域, typed a line a grade: 领域, 等次, least score, not below, not above."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.errors import BadInput
from app.rules import codes
from app.rules.ratings import FieldSheet, Scheme
from app.ui.forms.entry import hundredths_typed
from app.ui.pages.ratings_edit_table import EditTable
from app.ui.tables.spreadsheet import ChoiceDelegate

SHARES = (("适用领域", 150), ("等次", 150), ("最低分", 80), ("比例不少于%", 104), ("比例不多于%", 104))
FIELD, GRADE = 0, 1


class ShareTable(EditTable):
    """`grades` tells the names of the grades as they are being typed beside it."""

    def __init__(self, grades: Callable[[], list[str]], parent: QWidget | None = None) -> None:
        super().__init__(SHARES, "分领域的分数线和比例", wordy=2, parent=parent)
        offered = (
            ChoiceDelegate(lambda: list(codes.choices("field").values()), self.table),
            ChoiceDelegate(grades, self.table),
        )
        for column, delegate in zip((FIELD, GRADE), offered, strict=True):
            self.table.setItemDelegateForColumn(column, delegate)

    def put_limits(self, scheme: Scheme) -> None:
        """Show what the 领域 of a scheme have of their own."""
        self.put(
            [
                [
                    codes.label("field", sheet.branch_field),
                    scheme.label_of(grade),
                    *("" if n is None else f"{n:g}" for n in (_points(sheet, grade), *_shares(sheet, grade))),
                ]
                for sheet in scheme.sheets
                for grade in scheme.grades
                if grade in sheet.shares or grade in sheet.cutoffs
            ]
        )

    def limits(self, grades: Mapping[str, str]) -> dict[str, FieldSheet]:
        """Return 领域 → a sheet with nothing but its cut-offs and hints; `grades` are names with their codes.

        Raises BadInput for a 领域 or grade there is not, a line said twice, or a number that cannot be read.
        """
        fields = {words: code for code, words in codes.choices("field").items()}
        found: dict[str, FieldSheet] = {}
        said: set[tuple[str, str]] = set()
        for field, grade, least, low, high in self.lines():
            if field not in fields or grade not in grades:
                raise BadInput(
                    f"分领域分数线和比例里的“{field or '（空）'}、{grade or '（空）'}”没有找到。",
                    "请从下拉的领域和等次里选；改了等次名称的，这里也要改。",
                )
            if (field, grade) in said:
                raise BadInput(f"分领域分数线和比例里{field}的“{grade}”写了两次。", "请删去一行。")
            said.add((field, grade))
            own, code = found.setdefault(fields[field], FieldSheet(fields[field])), grades[grade]
            line = hundredths_typed(least, f"{field}“{grade}”的最低分")
            limits = percent_typed(low, grade), percent_typed(high, grade)
            found[own.branch_field] = replace(
                own,
                cutoffs=own.cutoffs if line is None else {**own.cutoffs, code: line},
                shares=own.shares if limits == (None, None) else {**own.shares, code: limits},
            )
        return found


def percent_typed(text: str, grade: str) -> float | None:
    """Return a percentage as typed, None for nothing. Raises BadInput naming the grade."""
    found = hundredths_typed(text, f"“{grade}”的比例")
    return None if found is None else found / 100


def _points(sheet: FieldSheet, grade: str) -> float | None:
    return sheet.cutoffs[grade] / 100 if grade in sheet.cutoffs else None


def _shares(sheet: FieldSheet, grade: str) -> tuple[float | None, float | None]:
    return sheet.shares.get(grade, (None, None))
