"""Share hints of single 领域, typed a line a hint: 领域, 等次, not below, not above."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.errors import BadInput
from app.rules import codes
from app.rules.ratings import Scheme, Shares
from app.ui.forms.entry import hundredths_typed
from app.ui.pages.ratings_edit_table import EditTable

SHARES = (("适用领域", 150), ("等次", 150), ("比例不少于%", 104), ("比例不多于%", 104))
FIELD, GRADE = 0, 1
Index = QModelIndex | QPersistentModelIndex


class ShareTable(EditTable):
    """`grades` tells the names of the grades as they are being typed beside it."""

    def __init__(self, grades: Callable[[], list[str]], parent: QWidget | None = None) -> None:
        super().__init__(SHARES, "分领域的比例提示", wordy=2, parent=parent)
        offered = (
            _Choices(lambda: list(codes.choices("field").values()), self.table),
            _Choices(grades, self.table),
        )
        for column, delegate in zip((FIELD, GRADE), offered, strict=True):
            self.table.setItemDelegateForColumn(column, delegate)

    def put_shares(self, scheme: Scheme) -> None:
        """Show what the 领域 of a scheme have of their own."""
        self.put(
            [
                [
                    codes.label("field", sheet.branch_field),
                    scheme.label_of(grade),
                    *("" if n is None else f"{n:g}" for n in limits),
                ]
                for sheet in scheme.sheets
                for grade, limits in sheet.shares.items()
            ]
        )

    def shares(self, grades: Mapping[str, str]) -> dict[str, Shares]:
        """Return 领域 → its hints; `grades` are names with their codes.

        Raises BadInput for a 领域 or grade there is not, a line said twice, or a number that cannot be read.
        """
        fields = {words: code for code, words in codes.choices("field").items()}
        found: dict[str, dict[str, tuple[float | None, float | None]]] = {}
        for field, grade, low, high in self.lines():
            if field not in fields or grade not in grades:
                raise BadInput(
                    f"分领域比例里的“{field or '（空）'}、{grade or '（空）'}”没有找到。",
                    "请从下拉的领域和等次里选；改了等次名称的，这里也要改。",
                )
            own = found.setdefault(fields[field], {})
            if grades[grade] in own:
                raise BadInput(f"分领域比例里{field}的“{grade}”写了两次。", "请删去一行。")
            own[grades[grade]] = (percent_typed(low, grade), percent_typed(high, grade))
        return {field: _told(own) for field, own in found.items()}


class _Choices(QStyledItemDelegate):
    """A cell chosen from a list that is asked for when the list is opened."""

    def __init__(self, choices: Callable[[], Iterable[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        """Return the list, opened by a key or a click."""
        made = QComboBox(parent)
        made.addItems(list(self._choices()))
        made.activated.connect(lambda _row: self.commitData.emit(made))
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put the list on what the cell says."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data() or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write what was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())


def percent_typed(text: str, grade: str) -> float | None:
    """Return a percentage as typed, None for nothing. Raises BadInput naming the grade."""
    found = hundredths_typed(text, f"“{grade}”的比例")
    return None if found is None else found / 100


def _told(own: Shares) -> Shares:
    return {grade: limits for grade, limits in own.items() if limits != (None, None)}
