"""What the clerk has to know about a paper before printing it: sentences refused, characters no font has."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui import icons, theme
from app.ui.widgets.labels import label

SHOWN = 6


class NotesPanel(QFrame):
    """A warning box above the paper; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self.setProperty("tone", "warning")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        sign = QLabel()
        sign.setPixmap(icons.pixmap("warning", "warning", theme.px(18), self.devicePixelRatioF()))
        row.addWidget(sign)
        box = QVBoxLayout()
        self.heading = label("", "heading", wrap=True)
        self.lines = label("", "soft", wrap=True)
        box.addWidget(self.heading)
        box.addWidget(self.lines)
        row.addLayout(box, 1)
        self.hide()

    def show_notes(self, refused: Sequence[str], missing: str) -> None:
        """Show why sentences were left out and which characters cannot be printed."""
        lines = list(refused[:SHOWN])
        if len(refused) > SHOWN:
            lines.append(f"……等 {len(refused)} 处")
        if missing:
            lines.append(f"这台电脑的字体里没有这些字，打印会缺字：{missing}。请安装含生僻字的字体。")
        headings = []
        if refused:
            headings.append(f"有 {len(refused)} 句话因数字对不上没有写入")
        if missing:
            headings.append("有缺字")
        self.heading.setText("，".join(headings))
        self.lines.setText("\n".join(lines))
        self.setVisible(bool(lines))
