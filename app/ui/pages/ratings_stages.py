"""How far a round is, in one line: how many have handed in, been evaluated and graded, meeting, 公示 and 备案."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.services.ratings.rounds import RoundState
from app.services.rounds import RatingRow
from app.ui.widgets.badge import Badge
from app.ui.widgets.buttons import button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import label

STAGES = ("自评", "测评", "乡镇评定", "公示", "县级审定", "备案")
SELF, MASS, TOWNSHIP, PUBLICITY, COUNTY, FILED = range(len(STAGES))


class StageStrip(QWidget):
    """The stages from self-assessment to filing, each with its state as a word."""

    missing_wanted = Signal()
    dates_wanted = Signal()
    bulk_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meeting = ""
        row = FlowLayout(self)
        self.badges: list[Badge] = []
        for name in STAGES:
            row.addWidget(label(name, "soft"))
            badge = Badge("—")
            self.badges.append(badge)
            row.addWidget(badge)
        self.missing = button("", self.missing_wanted.emit, role="link", tip="只列出还没有上报自评的党支部")
        row.addWidget(self.missing)
        self.dates = button("会议和公示…", self.dates_wanted.emit)
        self.bulk = button("批量填写…", self.bulk_wanted.emit)
        row.addWidget(self.dates)
        row.addWidget(self.bulk)

    def show_state(self, state: RoundState) -> None:
        """Show the meeting's, 公示's and 备案's days; a locked round cannot be entered. Counts follow by `show_rows`."""
        first, last = state.publicity_from, state.publicity_to
        self._say(
            PUBLICITY, f"{first[5:]}至{last[5:]}" if first and last else first or "未公示", done=bool(first)
        )
        self._say(FILED, _filed(state), done=state.is_locked)
        said = "；".join(f"{one.opened_on} 重新开放：{one.reason}" for one in state.reopenings)
        self.badges[FILED].setToolTip(said)
        self._meeting = f"，{state.held_on[5:]}会议" if state.held_on else ""
        meeting = f"{state.held_on} {state.meeting}".strip()
        self.badges[TOWNSHIP].setToolTip(f"评定会议：{meeting}" if meeting else "评定会议还没有登记")
        day = f"县级审定日期：{state.county_on}" if state.county_on else "县级审定日期还没有登记"
        self.badges[COUNTY].setToolTip(day)
        for made in (self.dates, self.bulk):
            made.setEnabled(not state.is_locked)

    def show_rows(self, rows: Sequence[RatingRow]) -> None:
        """Count anew after every change."""
        whole = len(rows)
        done = (
            (SELF, sum(bool(row.self_grade or row.handed_in_on) for row in rows)),
            (MASS, sum(bool(row.mass_grade or row.satisfaction) for row in rows)),
            (TOWNSHIP, sum(bool(row.final) for row in rows)),
            (COUNTY, sum(bool(row.county_grade) for row in rows)),
        )
        for stage, number in done:
            held = self._meeting if stage == TOWNSHIP else ""
            self._say(stage, f"{number}/{whole}{held}", done=number == whole > 0)
        missing = whole - done[0][1]
        self.missing.setText(f"未上报 {missing} 个")
        self.missing.setVisible(missing > 0)

    def shown(self) -> list[str]:
        """Return what is said of every stage."""
        return [QLabel.text(badge) for badge in self.badges]

    def _say(self, stage: int, text: str, *, done: bool) -> None:
        self.badges[stage].show_word(text, "success" if done else "neutral")


def _filed(state: RoundState) -> str:
    if not state.filed_on:
        return "未备案"
    return state.filed_on if state.is_locked else f"{state.filed_on}，已重新开放"
