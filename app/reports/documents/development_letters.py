"""Official papers of 发展党员 after GB/T 9704: 公示, 批复, 备案报告; they carry no ID and no telephone numbers of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.reports.amounts import long_day
from app.reports.blocks import Attachments, Block, Line, Paragraph, Signature, TableBlock, Title
from app.reports.documents.development import cells, columns_of, wording
from app.reports.documents.development_records import PersonLine
from app.reports.facts import TableFacts, Value

BLANK = "＿＿＿＿＿＿"
BLANK_ROWS = 3
NAMED = 2
BLANK_DAY = "　　　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class Letter:
    """What an official paper is about: kind, people, who issues it, days; `number` 发文字号, "" to be filled in."""

    kind: str
    people: Sequence[PersonLine]
    township: str
    county: str
    issuer: str
    issued_on: date
    addressee: str = ""
    number: str = ""
    decided_on: date | None = None
    from_on: date | None = None
    to_on: date | None = None
    days: int = 0
    phone: str = ""
    year: int = 0


def notice_kinds() -> dict[str, str]:
    """Return code → words of the public notices."""
    return {code: one["label"] for code, one in wording()["notice"].items()}


def reply_kinds() -> dict[str, str]:
    """Return code → words of the replies."""
    return {code: one["label"] for code, one in wording()["reply"].items()}


def whom(people: Sequence[PersonLine]) -> str:
    """Return the people as a title names them: 张三同志, 张三、李四同志, 张三等5名同志."""
    if not people:
        return BLANK + "同志"
    names = [one.name for one in people]
    if len(names) <= NAMED:
        return f"{'、'.join(names)}同志"
    return f"{names[0]}等{len(names)}名同志"


def notice(letter: Letter) -> list[Block]:
    """Return a public notice; without people it is a blank form."""
    words, end = wording()["notice"][letter.kind], wording()["notice_end"]
    hole = {"names": whom(letter.people), "township": letter.township, "phone": letter.phone or BLANK}
    if letter.from_on and letter.to_on:
        span = end["span"].format(**_days(letter.from_on, letter.to_on), days=letter.days)
    else:
        span = end["blank_span"]
    return [
        Title(words["title"].format(**hole)),
        Paragraph(words["text"].format(**hole)),
        TableBlock("", _people(letter, words["columns"])),
        Paragraph(span),
        Paragraph(end["voices"]),
        *(Paragraph(line.format(**hole)) for line in end["address"]),
        Signature(letter.issuer, letter.from_on or letter.issued_on),
    ]


def _days(first: date, last: date) -> dict[str, str]:
    """Return both ends of a notice in words, the year once where it is the same."""
    end = long_day(last)
    return {"from": long_day(first), "to": end.partition("年")[2] if first.year == last.year else end}


def reply(letter: Letter) -> list[Block]:
    """Return the 批复 to one branch."""
    words = wording()["reply"][letter.kind]
    decided = long_day(letter.decided_on) if letter.decided_on else BLANK_DAY
    hole = {"names": whom(letter.people), "township": letter.township, "decided": decided}
    return [
        Title(words["title"].format(**hole)),
        _number(letter, (letter.decided_on or letter.issued_on).year),
        Line(f"{letter.addressee or BLANK}："),
        Paragraph(words["text"].format(**hole)),
        TableBlock("", _people(letter, words["columns"])),
        Paragraph(words["charge"]),
        Signature(letter.issuer, letter.decided_on or letter.issued_on),
    ]


def filing(letter: Letter) -> list[Block]:
    """Return the report that files newly received members with the county."""
    words = wording()["filing"]
    hole = {
        "names": whom(letter.people),
        "township": letter.township,
        "county": letter.county or BLANK,
        "count": len(letter.people),
        "year": letter.year,
    }
    return [
        Title(words["title"].format(**hole)),
        _number(letter, letter.issued_on.year),
        Line(words["addressee"].format(**hole)),
        Paragraph(words["text"].format(**hole)),
        TableBlock("", _people(letter, words["columns"])),
        Attachments(("接收预备党员审批和备案登记表",)),
        Signature(letter.issuer, letter.issued_on),
    ]


def _number(letter: Letter, year: int) -> Line:
    """Return the line of 发文字号, to be filled in where it is not known."""
    return Line(letter.number or f"{BLANK}〔{year}〕＿＿号", centred=True)


def _people(letter: Letter, codes: Sequence[str]) -> TableFacts:
    """Return the people of a letter; where they belong to several branches, also their branch; blank rows for a form."""
    shown = list(codes)
    if len({one.organization for one in letter.people}) > 1 and "organization" not in shown:
        shown.insert(shown.index("name") + 1, "organization")
    rows: list[tuple[Value, ...]] = [cells(one, shown, at) for at, one in enumerate(letter.people, 1)]
    rows = rows or [tuple(" " for _ in shown)] * BLANK_ROWS
    return TableFacts("", columns_of(shown), rows, internal=False)
