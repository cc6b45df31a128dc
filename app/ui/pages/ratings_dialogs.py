"""The dialogs of the round: its meeting and dates, filing, one value for many branches, points and vetoes of one."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from app.errors import BadInput
from app.models.store import Store
from app.rules.ratings import BONUS, Scheme, total_score
from app.rules.ratings_notes import join_numbers, split_numbers
from app.rules.reference import column_label
from app.services.ratings.entering import set_ratings
from app.services.ratings.rounds import RoundState, file_round, reopen_round, set_round
from app.services.rounds import RatingRow
from app.ui.forms.entry import Entry, EntryDialog, day_typed, hundredths_typed
from app.ui.session import Session

ROUND = (
    Entry("meeting", "评定会议", hint="如 镇党委会议"),
    Entry("held_on", "会议日期", "date"),
    Entry("publicity_from", "公示开始", "date"),
    Entry("publicity_to", "公示结束", "date"),
    Entry("county_on", "县级审定日期", "date"),
    Entry("note", "备注", "note"),
)
BULK = (
    "self_grade",
    "mass_grade",
    "member_grade",
    "township_grade",
    "county_grade",
    "handed_in_on",
    "self_on",
    "mass_on",
    "member_on",
    "township_on",
    "county_on",
    "satisfaction",
    "goal",
    "note",
)
ALL, EMPTY = "all", "empty"
VOTES = ("满意", "基本满意", "不满意")
CONTENT = frozenset(VOTES[:2])
"""The votes that count for 满意率."""
WHOLE = 10_000
"""A whole in hundredths of a percent, as 满意率 is kept."""
GOES_ON = "保存后光标到下一个党支部。"


def edit_round(session: Session, state: RoundState, parent: QWidget) -> EntryDialog:
    """Ask for the meeting and the dates of a round."""
    before = {entry.name: str(getattr(state, entry.name)) for entry in ROUND}
    entries = [
        Entry(entry.name, entry.label, entry.kind, before[entry.name], hint=entry.hint) for entry in ROUND
    ]

    def save(store: Store, values: dict[str, str]) -> None:
        changed = {name: text for name, text in values.items() if text != before[name]}
        if changed:
            set_round(store, state.year, changed, actor=session.actor)

    return _open(EntryDialog(session, f"{state.year}年评定会议和公示", entries, save, parent=parent))


def file(session: Session, state: RoundState, parent: QWidget) -> EntryDialog:
    """Ask for the day the round is filed with the county; it is locked then."""
    note = f"{state.year}年分类定级结果报县委组织部备案后就锁定，不再改动；要改时重新开放并写明原因。"
    lacking = _lacking(state)
    note += f"\n备案前请核对：{'；'.join(lacking)}。" if lacking else ""
    entries = [Entry("on", "备案日期", "date", session.as_of.isoformat())]

    def save(store: Store, values: dict[str, str]) -> None:
        file_round(store, state.year, on=day_typed(values["on"], "备案日期"), actor=session.actor)

    return _open(EntryDialog(session, "备案锁定", entries, save, note=note, yes="备案锁定", parent=parent))


def reopen(session: Session, state: RoundState, parent: QWidget) -> EntryDialog:
    """Ask why a filed round is opened again."""
    before = "；".join(f"{one.opened_on} {one.reason}" for one in state.reopenings)
    note = "原因会留在历史里。" + (f"以前重新开放：{before}。" if before else "")
    entries = [Entry("reason", "重新开放的原因", "note")]

    def save(store: Store, values: dict[str, str]) -> None:
        reopen_round(store, state.year, reason=values["reason"], on=session.as_of, actor=session.actor)

    return _open(EntryDialog(session, "重新开放", entries, save, note=note, yes="重新开放", parent=parent))


def fill_many(
    session: Session,
    year: int,
    scheme: Scheme,
    rows: Sequence[RatingRow],
    parent: QWidget,
    done: Callable[[int], object],
) -> EntryDialog:
    """Ask for one value of one column for many branches; it is entered in one operation."""
    grades = "、".join(scheme.label_of(grade) for grade in scheme.grades)
    entries = [
        Entry(
            "field",
            "填哪一项",
            "choice",
            "township_grade",
            tuple((f, column_label("rating", f)) for f in BULK),
        ),
        Entry("value", "填什么", hint=f"等次填：{grades}"),
        Entry("whom", "哪些支部", "choice", EMPTY, ((EMPTY, "只填还空着的"), (ALL, "全部，已填的也改"))),
    ]

    def save(store: Store, values: dict[str, str]) -> int:
        field, value = values["field"], values["value"].strip()
        if not value:
            raise BadInput("还没有写填什么。", "请填写后再保存；要清空请在表中选中后按 Delete。")
        chosen = [row for row in rows if values["whom"] == ALL or not getattr(row, field)]
        entered = {row.organization_id: {field: value} for row in chosen}
        return set_ratings(store, year, entered, actor=session.actor) if entered else 0

    note = f"对列出的 {len(rows)} 个党支部填同一内容，一次撤销即可全部恢复。"
    return _open(EntryDialog(session, "批量填写", entries, save, note=note, done=done, parent=parent))


def enter_points(
    session: Session,
    year: int,
    scheme: Scheme,
    row: RatingRow,
    parent: QWidget,
    done: Callable[[None], object],
) -> EntryDialog:
    """Ask for the points of every dimension of the branch's score sheet; the score follows from them."""
    sheet, known = scheme.sheet_for(row.field), split_numbers(row.dimension_scores)
    entries = [
        Entry(one.name, f"{one.name}（最多 {one.points / 100:g} 分）", value=_plain(known.get(one.name)))
        for one in sheet.dimensions
    ]
    if sheet.bonus:
        entries.append(
            Entry(BONUS, f"{BONUS}（最多 {sheet.bonus / 100:g} 分）", value=_plain(known.get(BONUS)))
        )

    def save(store: Store, values: dict[str, str]) -> None:
        most = {one.name: one.points for one in sheet.dimensions} | {BONUS: sheet.bonus}
        points = {name: _points(text, name, most[name]) for name, text in values.items()}
        given = {name: value for name, value in points.items() if value is not None}
        base = {name: value for name, value in given.items() if name != BONUS}
        mass = hundredths_typed(row.satisfaction, "满意率")
        score = total_score(base, sheet, mass=mass, bonus=given.get(BONUS, 0))
        typed = {"dimension_scores": join_numbers(given), "score": _plain(score)}
        set_ratings(store, year, {row.organization_id: typed}, actor=session.actor)

    weight = f"总分中评议占 {sheet.mass_weight}%，按满意率计。" if sheet.mass_weight else "得分为各项之和。"
    title, note = f"分项打分：{row.organization}", f"{row.organization}　{weight}{GOES_ON}"
    return _open(EntryDialog(session, title, entries, save, note=note, done=done, parent=parent))


def enter_votes(
    session: Session, year: int, row: RatingRow, parent: QWidget, done: Callable[[None], object]
) -> EntryDialog:
    """Ask for the votes of a branch's mass evaluation; 满意率 follows from them."""
    known = split_numbers(row.mass_votes)
    entries = [Entry(name, f"{name}（票）", value=_plain(known.get(name))) for name in known or VOTES]

    def save(store: Store, values: dict[str, str]) -> None:
        votes = {name: _votes(text, name) for name, text in values.items() if text.strip()}
        typed = {"mass_votes": join_numbers(votes)}
        cast, content = sum(votes.values()), sum(votes[name] for name in CONTENT & votes.keys())
        if cast and CONTENT & set(values):
            typed["satisfaction"] = _plain((content * WHOLE * 2 + cast) // (cast * 2))
        set_ratings(store, year, {row.organization_id: typed}, actor=session.actor)

    counted = "满意率＝（满意＋基本满意）÷总票数；口径不同的，请在表中直接填满意率。"
    title, note = f"群众测评：{row.organization}", f"{row.organization}　{counted}{GOES_ON}"
    return _open(EntryDialog(session, title, entries, save, note=note, done=done, parent=parent))


def enter_vetoes(session: Session, year: int, scheme: Scheme, row: RatingRow, parent: QWidget) -> EntryDialog:
    """Ask which vetoes of the scheme the branch has met."""
    offered = tuple((text, text) for text in scheme.sheet_for(row.field).vetoes)
    entries = [Entry("vetoes", "一票否决情形", "checks", row.vetoes, offered)]

    def save(store: Store, values: dict[str, str]) -> None:
        set_ratings(store, year, {row.organization_id: values}, actor=session.actor)

    title = f"一票否决：{row.organization}"
    return _open(EntryDialog(session, title, entries, save, note="按空格勾选。", parent=parent))


def _lacking(state: RoundState) -> list[str]:
    """Say what a round still lacks before it is filed."""
    done = {stage: number for stage, number, _ in state.counts}
    whole = max((number for _, _, number in state.counts), default=0)
    open_branches, missing = whole - done.get("乡镇评定", 0), len(state.missing)
    said = (
        (missing, f"{missing} 个党支部没有上报自评"),
        (open_branches, f"{open_branches} 个党支部没有评定等次"),
        (not state.held_on, "没有登记评定会议日期"),
        (not (state.publicity_from and state.publicity_to), "没有登记公示起止日期"),
    )
    return [words for lacks, words in said if lacks]


def _votes(text: str, name: str) -> int:
    found = hundredths_typed(text, name) or 0
    if found % 100:
        raise BadInput(f"{name}“{text}”不对。", "票数请填整数。")
    return found


def _points(text: str, name: str, most: int) -> int | None:
    found = hundredths_typed(text, name)
    if found is not None and found > most:
        raise BadInput(f"{name}最多 {most / 100:g} 分。", "请核对。")
    return found


def _plain(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{hundredths / 100:g}"


def _open(dialog: EntryDialog) -> EntryDialog:
    dialog.open()
    return dialog
