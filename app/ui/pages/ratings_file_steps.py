"""The steps of a file of 整顿 that have a dialog of their own: a month's report, acceptance, 销号, 回头看."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.errors import BadInput
from app.models.store import Store
from app.services.ratings import rectifications
from app.services.ratings.rectifications import RectificationFile
from app.ui import dialogs
from app.ui.forms.entry import Entry, EntryDialog, day_typed, hundredths_typed
from app.ui.session import Session

Ask = Callable[[Session, RectificationFile, QWidget], None]
MONTH_LENGTH = len("2023-07")


def report(session: Session, held: RectificationFile, month: str, parent: QWidget) -> None:
    """Ask for what was done in a month; the first month still owed unless one is named."""
    owed = [one.month for one in held.months if not one.id]
    wanted = month or (owed[0] if owed else session.as_of.isoformat()[:MONTH_LENGTH])
    before = next((one for one in held.months if one.month == wanted and one.id), None)
    entries = [
        Entry("month", "月份", value=wanted, hint="如 2023-05"),
        Entry("content", "本月进展", "note", before.content if before else ""),
        Entry("result", "取得的结果", "note", before.result if before else ""),
        Entry("on", "上报日期", "date", session.as_of.isoformat()),
    ]

    def save(store: Store, values: dict[str, str]) -> None:
        if not values["content"]:
            raise BadInput("请填写本月进展。", "写清做了哪些事。")
        rectifications.report_month(
            store,
            held.card.id,
            values["month"],
            content=values["content"],
            result=values["result"],
            on=day_typed(values["on"], "上报日期"),
            actor=session.actor,
        )

    EntryDialog(session, f"整顿进展：{held.card.organization}", entries, save, parent=parent).open()


def accept(session: Session, held: RectificationFile, parent: QWidget) -> None:
    """Ask for the acceptance; what speaks against 销号 is told afterwards and blocks nothing."""
    entries = [
        Entry("on", "验收日期", "date", held.card.accepted_on or session.as_of.isoformat()),
        Entry("by", "验收人", value=held.accepted_by),
        Entry("score", "验收得分", value=_plain(held.score), hint="满分 100"),
        Entry("satisfaction", "群众满意率（%）", value=_plain(held.satisfaction), hint="如 92.5"),
        Entry("result", "验收结论", "note", held.acceptance_result),
        Entry("aspects", "分项得分（一行一项，如：班子建设 18）", "note", _aspects_text(held)),
    ]

    def save(store: Store, values: dict[str, str]) -> list[str]:
        return rectifications.accept(
            store,
            held.card.id,
            on=day_typed(values["on"], "验收日期"),
            score=hundredths_typed(values["score"], "验收得分"),
            satisfaction=hundredths_typed(values["satisfaction"], "群众满意率"),
            by=values["by"],
            scores=_aspects(values["aspects"]),
            result=values["result"],
            actor=session.actor,
        )

    def done(complaints: list[str]) -> None:
        if complaints:
            said = "".join(complaints) + "验收结果已经登记；是否销号由上级党组织决定。"
            dialogs.say(parent.window(), "请注意", said, tone="warning")

    title = f"整顿验收：{held.card.organization}"
    EntryDialog(session, title, entries, save, done=done, parent=parent).open()


def close(session: Session, held: RectificationFile, parent: QWidget) -> None:
    """Ask for the day of 销号."""
    entries = [Entry("on", "销号日期", "date", session.as_of.isoformat())]

    def save(store: Store, values: dict[str, str]) -> None:
        rectifications.close(store, held.card.id, on=day_typed(values["on"], "销号日期"), actor=session.actor)

    title = f"整顿销号：{held.card.organization}"
    EntryDialog(session, title, entries, save, yes="销号", parent=parent).open()


def look_back(session: Session, held: RectificationFile, parent: QWidget) -> None:
    """Ask for the 回头看 and what it found."""
    entries = [
        Entry("on", "回头看日期", "date", held.card.looked_back_on or session.as_of.isoformat()),
        Entry("finding", "回头看情况", "note", held.look_back),
    ]

    def save(store: Store, values: dict[str, str]) -> None:
        on = day_typed(values["on"], "回头看日期")
        rectifications.look_back(store, held.card.id, on=on, finding=values["finding"], actor=session.actor)

    title = f"整顿回头看：{held.card.organization}"
    EntryDialog(session, title, entries, save, parent=parent).open()


def _aspects_text(held: RectificationFile) -> str:
    return "\n".join(f"{name} {value / 100:g}" for name, value in held.scores.items())


def _aspects(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in text.replace("：", " ").splitlines():
        name, _, number = line.strip().rpartition(" ")
        value = hundredths_typed(number, f"分项“{line.strip()}”")
        if line.strip() and (not name.strip() or value is None):
            raise BadInput(f"分项“{line.strip()}”看不懂。", "请写成“班子建设 18”，一行一项。")
        if value is not None:
            found[name.strip()] = value
    return found


def _plain(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{hundredths / 100:g}"
