"""What stands over and under the board of 发展党员: how many stand at each stage, who is late, what the signs mean."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.rules.vocabulary import PersonStatus
from app.services import boards
from app.services.boards import BoardRow
from app.ui import theme
from app.ui.tables import signs
from app.ui.widgets.cards import FigureTile
from app.ui.widgets.labels import label

STAGES = (
    ("applicant", "development.applicants"),
    ("activist", "development.activists"),
    ("object", "development.objects"),
    ("probationary", "members.probationary"),
)
LATE, SOON = "late", "soon"
SOON_WORDS = f"{boards.HORIZON_DAYS}天内到期"


class StageTiles(QWidget):
    """One tile a stage and two for terms; `wanted` gives the key of a figure, or LATE or SOON."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("s"))
        self.tiles: dict[str, FigureTile] = {}
        shown = [(stage, PersonStatus.label_of(stage), key) for stage, key in STAGES]
        for name, title, key in [*shown, (LATE, "已超期", LATE), (SOON, SOON_WORDS, SOON)]:
            tile = FigureTile(key, title, "人")
            tile.clicked.connect(self.wanted)
            self.tiles[name] = tile
            row.addWidget(tile)

    def show_rows(self, rows: Sequence[BoardRow]) -> None:
        """Count these cases."""
        for stage, number in boards.stage_counts(list(rows)).items():
            if stage in self.tiles:
                self.tiles[stage].show_value(str(number), "在办案卷")
        late = [row for row in rows if row.late_days]
        worst = max(late, key=lambda row: row.late_days, default=None)
        self.tiles[LATE].show_value(str(len(late)), f"{worst.name}已超 {worst.late_days} 天" if worst else "")
        self.tiles[SOON].show_value(str(sum(is_soon(row) for row in rows)), "点击只看这些人")


def is_soon(row: BoardRow) -> bool:
    """Tell whether a term of a case runs out soon and none has run out."""
    return bool(row.due_on) and not row.late_days


class Legend(QWidget):
    """What the signs of the board mean, and how a cell is opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("s"))
        for state, words in signs.LABELS.items():
            picture = QLabel()
            picture.setPixmap(_sign(state, self.devicePixelRatioF()))
            row.addWidget(picture)
            row.addWidget(label(words, "faint"))
            row.addSpacing(theme.space("s"))
        row.addStretch(1)
        row.addWidget(label("双击或在格子上按回车：登记或更正这一步", "faint"))


def _sign(state: str, scale: float) -> QPixmap:
    side = theme.px(18)
    picture = QPixmap(QSize(round(side * scale), round(side * scale)))
    picture.setDevicePixelRatio(scale)
    picture.fill(signs.ground(state) or Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        signs.paint(painter, QRect(0, 0, side, side), state)
    return picture
