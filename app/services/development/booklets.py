"""《中国共产党入党志愿书》 as numbered booklets: ranges received, issued to a person, void; every number once (第四十二条)."""

import re
from dataclasses import dataclass
from datetime import date

from app.errors import BadInput, NotFound
from app.models import queries_booklets as queries
from app.models import queries_cases
from app.models.store import Row, Store
from app.rules.vocabulary import PersonStatus

STOCK, ISSUED, VOID = "stock", "issued", "void"
STATES = {STOCK: "在库", ISSUED: "已发放", VOID: "已作废"}
MOST = 2000


@dataclass(frozen=True, slots=True)
class Booklet:
    """One booklet; dates are stored text, "" for none."""

    id: str
    number: str
    state: str
    case_id: str
    name: str
    organization: str
    received_on: str
    issued_on: str
    voided_on: str
    reason: str

    @property
    def state_label(self) -> str:
        """The state in words."""
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class BookletCount:
    """How many booklets there are and in which state."""

    total: int
    stock: int
    issued: int
    void: int


def takers(store: Store) -> list[tuple[str, str]]:
    """Return the open cases a booklet may be issued to, each with the person's name and branch: 发展对象 before others."""
    rows = sorted(queries_cases.cases(store), key=lambda row: row["stage"] != PersonStatus.OBJECT)
    return [(row["id"], f"{row['name']}（{row['organization']}）") for row in rows]


def booklets(store: Store) -> list[Booklet]:
    """Return all booklets by number."""
    names = (
        "id",
        "number",
        "state",
        "case_id",
        "name",
        "organization",
        "received_on",
        "issued_on",
        "voided_on",
        "reason",
    )
    return [Booklet(**{name: row[name] or "" for name in names}) for row in queries.booklets(store)]


def counts(store: Store) -> BookletCount:
    """Return how many booklets there are in each state."""
    states = [one.state for one in booklets(store)]
    return BookletCount(len(states), *(states.count(state) for state in (STOCK, ISSUED, VOID)))


def add_range(store: Store, first: str, last: str, *, received_on: str | None, actor: str) -> int:
    """Take in a range of numbers (号段), both ends included; return how many.

    Raises BadInput when the ends do not belong together or a number is there already.
    """
    numbers = _range(first.strip(), last.strip() or first.strip())
    taken = queries.known(store, numbers)
    if taken:
        raise BadInput(f"编号{'、'.join(taken[:5])}已经登记过。", "每个编号只能有一份，请核对号段。")
    sentence = f"登记入党志愿书{len(numbers)}份（{numbers[0]}至{numbers[-1]}）"
    with store.operation("booklet.add", sentence, actor):
        store.insert(
            "volunteer_book", [{"number": n, "state": STOCK, "received_on": received_on} for n in numbers]
        )
    return len(numbers)


def _range(first: str, last: str) -> list[str]:
    start, end = (re.fullmatch(r"(.*?)(\d+)", text) for text in (first, last))
    if start is None or end is None or start[1] != end[1] or len(start[2]) != len(end[2]):
        raise BadInput(f"号段“{first}”至“{last}”对不上。", "两端的编号应当除末尾数字外都相同，位数也相同。")
    low, high = int(start[2]), int(end[2])
    if not low <= high < low + MOST:
        raise BadInput(f"号段“{first}”至“{last}”不对。", f"起号不大于止号，一次最多{MOST}份。")
    return [f"{start[1]}{number:0{len(start[2])}d}" for number in range(low, high + 1)]


def void(store: Store, number: str, *, reason: str, on: date, actor: str) -> None:
    """Declare a booklet void with the reason. Raises NotFound, BadInput for one without a reason or void already."""
    row = _of_number(store, number)
    if not reason.strip():
        raise BadInput("还没有写作废的原因。", "请写明原因，例如“填写错误”。")
    if row["state"] == VOID:
        raise BadInput(f"编号{number}的志愿书已经作废。", "")
    with store.operation("booklet.void", f"作废入党志愿书{number}：{reason.strip()}", actor):
        changes = {"state": VOID, "voided_on": on.isoformat(), "reason": reason.strip()}
        store.update("volunteer_book", row["id"], changes)
        case = store.get("development_case", row["case_id"]) if row["case_id"] else None
        if case and case["volunteer_no"] == number:
            store.update("development_case", case["id"], {"volunteer_no": None})


def issue(store: Store, number: str, case_id: str, *, on: date, actor: str) -> None:
    """Issue a booklet to the person of a case. Raises BadInput when it is someone else's or void."""
    with store.operation("booklet.issue", f"发放入党志愿书{number}", actor):
        take(store, number, case_id, on.isoformat())


def take(store: Store, number: str, case_id: str, on: str) -> None:
    """Write that a case has the booklet, which joins the stock if it was not in it; to be called inside an operation."""
    row = next(iter(store.find("volunteer_book", number=number)), None)
    if row and row["state"] == VOID:
        raise BadInput(f"编号{number}的入党志愿书已经作废。", "请换一份。")
    if row and row["case_id"] and row["case_id"] != case_id:
        raise BadInput(
            f"编号{number}的入党志愿书已经发给{queries.holder(store, row['case_id'])}。", "请核对编号。"
        )
    held = queries.others_with(store, number, case_id)
    if held:
        raise BadInput(f"编号{number}的入党志愿书已经登记在{held}名下。", "请核对编号。")
    issued = {"state": ISSUED, "case_id": case_id, "issued_on": on}
    if row is None:
        store.insert("volunteer_book", [{"number": number, **issued}])
    elif row["state"] != ISSUED:
        store.update("volunteer_book", row["id"], issued)
    _return_others(store, number, case_id)
    store.update("development_case", case_id, {"volunteer_no": number})


def _return_others(store: Store, number: str, case_id: str) -> None:
    """Put back into stock what the case was issued before under another number."""
    for row in store.find("volunteer_book", case_id=case_id, state=ISSUED):
        if row["number"] != number:
            store.update("volunteer_book", row["id"], {"state": STOCK, "case_id": None, "issued_on": None})


def _of_number(store: Store, number: str) -> Row:
    found = store.find("volunteer_book", number=number.strip())
    if not found:
        raise NotFound(f"没有编号为“{number}”的入党志愿书。", "请先登记号段。")
    return found[0]
