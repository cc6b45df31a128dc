"""公示 and 通报 of a round's grades, 工作提醒 to branches: official papers with a signature."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from app.reports.amounts import long_day as shown_day
from app.reports.annual import area_word
from app.reports.blocks import (
    Attachments,
    Block,
    Heading,
    Line,
    PageBreak,
    Paragraph,
    Signature,
    TableBlock,
    Title,
)
from app.reports.documents.rating_records import GradedBranch, Reminder, ReminderLine, RoundFacts
from app.reports.documents.rating_words import (
    BLANK,
    FALLEN,
    RISEN,
    branches_of,
    change_word,
    ended,
    long_day,
    numbered,
    word_list,
    words,
)
from app.reports.documents.records import Paper, issuer_of, office_of
from app.reports.facts import Column, Row, TableFacts

IN_TEXT = 400
"""Names of so many characters together stand in the text; longer lists are attached."""
WHOLE_DAY = 10


def notice(paper: Paper, held: RoundFacts) -> list[Block]:
    """Return 公示 of the grades proposed: counts, period, where to object, and the branches by name."""
    own, graded = paper.own, held.graded
    values = {"year": paper.year, "meeting": _meeting(paper, held)}
    counts = _counts(paper, held)
    issued = date.fromisoformat(held.publicity_from) if len(held.publicity_from) == WHOLE_DAY else paper.as_of
    if held.publicity_from and held.publicity_to:
        days = {"first": long_day(held.publicity_from), "last": long_day(held.publicity_to)}
        period = words(own, "notice", "period", **days)
    else:
        period = words(own, "notice", "period_open")
    caption = words(own, "notice", "caption", year=paper.year)
    return [
        Title(words(own, "notice", "title", year=paper.year)),
        Paragraph(words(own, "notice", "opening", **values, total=len(graded), counts=counts)),
        Paragraph(period),
        Paragraph(words(own, "notice", "objection", office=office_of(paper), phone=held.phone or BLANK)),
        Attachments((caption,)),
        Signature(issuer_of(paper), issued),
        *_attached(caption, _proposed(held)),
    ]


def bulletin(paper: Paper, held: RoundFacts) -> list[Block]:
    """Return 通报 of a round: every grade with its branches, who rose and fell, what is asked of them."""
    own = paper.own
    values = {"year": paper.year, "last_year": paper.year - 1, "issuer": issuer_of(paper)}
    shown = held.publicity_to and held.publicity_to <= paper.as_of.isoformat()
    steps = {
        "meeting": _meeting(paper, held),
        "publicity": words(own, "bulletin", "publicity") if shown else "",
        "filed": words(own, "bulletin", "filed") if held.is_filed else "",
    }
    caption = words(own, "bulletin", "caption", **values)
    attached = _attached(caption, _results(paper, held)) if _needs_list(held) else []
    return [
        Title(words(own, "bulletin", "title", **values)),
        Line(words(own, "bulletin", "addressee")),
        Paragraph(words(own, "bulletin", "opening", **values, **steps)),
        Heading(words(own, "bulletin", "part_grades"), 1),
        *_grades(paper, held),
        Heading(words(own, "bulletin", "part_moves"), 1),
        *_moves(paper, held.graded),
        Heading(words(own, "bulletin", "part_demands"), 1),
        *(Paragraph(text) for text in word_list(own, "bulletin", "demands", **_asked(paper, held))),
        *([Attachments((caption,))] if attached else []),
        Signature(issuer_of(paper), paper.as_of),
        *attached,
    ]


def reminders(paper: Paper, letters: Sequence[Reminder], whom: str) -> list[Block]:
    """Return one letter an organization, each beginning a page; one sentence when there is nothing to remind `whom` of."""
    day = shown_day(paper.as_of)
    if not letters:
        return [
            Title(words(paper.own, "reminder", "title")),
            Paragraph(words(paper.own, "reminder", "empty", as_of=day, whom=whom)),
            Signature(issuer_of(paper), paper.as_of),
        ]
    blocks: list[Block] = []
    for at, letter in enumerate(letters):
        blocks += [PageBreak(new_paper=True)] if at else []
        blocks += _letter(paper, letter)
    return blocks


def _letter(paper: Paper, letter: Reminder) -> list[Block]:
    own, day = paper.own, shown_day(paper.as_of)
    opening = words(own, "reminder", "opening", as_of=day, unit=letter.unit, number=len(letter.lines))
    return [
        Title(words(own, "reminder", "title")),
        Line(words(own, "reminder", "addressee", organization=letter.organization)),
        Paragraph(opening),
        *(Paragraph(text) for text in numbered([_reminded(paper, line) for line in letter.lines])),
        Paragraph(words(own, "reminder", "closing", office=office_of(paper))),
        Signature(issuer_of(paper), paper.as_of),
    ]


def _reminded(paper: Paper, line: ReminderLine) -> str:
    head = words(paper.own, "reminder", "person", name=line.subject) if line.subject else ""
    sentence = f"{head}{ended(line.sentence)}"
    if line.late_days:
        sentence = words(paper.own, "reminder", "late", sentence=sentence, days=line.late_days)
    return f"{sentence}。"


def _meeting(paper: Paper, held: RoundFacts) -> str:
    """Return which meeting decided and when, with the office's name where it is only called 党委会议."""
    name = held.meeting or words(paper.own, "counts", "meeting")
    if name.startswith("党委"):
        name = f"{office_of(paper)}{name.removeprefix('党委')}"
    day = long_day(held.held_on)
    return name if day in name else f"{day}{name}"


def _counts(paper: Paper, held: RoundFacts) -> str:
    """Return how many branches got which grade; grades nobody got are named as such."""
    counted, own = Counter(one.grade for one in held.graded), paper.own
    given = [grade for grade in held.grades if counted[grade]]
    if len(given) == 1:
        said = words(own, "counts", "all" if counted[given[0]] > 1 else "one", grade=given[0])
    else:
        each = "、".join(f"{grade}{counted[grade]}个" for grade in given)
        said = words(own, "counts", "among", counts=each)
    missing = "、".join(grade for grade in held.grades if not counted[grade])
    return said + (words(own, "counts", "none", grades=missing) if missing else "")


def _ranked(held: RoundFacts) -> list[GradedBranch]:
    return sorted(held.graded, key=lambda one: held.grades.index(one.grade))


def _attached(caption: str, table: TableFacts) -> list[Block]:
    return [PageBreak(), Heading("附件", 0), TableBlock(caption, table)]


def _proposed(held: RoundFacts) -> TableFacts:
    columns = (Column("序号", "center"), Column("党支部"), Column("评定意见", "center"))
    return TableFacts(
        "", columns, [(at, one.organization, one.grade) for at, one in enumerate(_ranked(held), 1)]
    )


def _results(paper: Paper, held: RoundFacts) -> TableFacts:
    """Return every branch with its grade; last year's, and whether it rose, as far as there is such."""
    shown: list[tuple[Column, Callable[[GradedBranch], str]]] = [
        (Column("党支部"), lambda one: one.organization),
        (Column(f"{paper.year - 1}年等次", "center"), lambda one: one.last_grade),
        (Column(f"{paper.year}年等次", "center"), lambda one: one.grade),
        (Column("升降", "center"), lambda one: change_word(one.steps)),
    ]
    shown = [(column, value) for column, value in shown if any(value(one) for one in held.graded)]
    cells: list[Row] = [(at, *(value(one) for _, value in shown)) for at, one in enumerate(_ranked(held), 1)]
    return TableFacts("", (Column("序号", "center"), *(column for column, _ in shown)), cells)


def _is_long(branches: Iterable[GradedBranch]) -> bool:
    return sum(len(one.organization) for one in branches) > IN_TEXT


def _needs_list(held: RoundFacts) -> bool:
    groups = [[one for one in held.graded if one.grade == grade] for grade in held.grades]
    groups += [[one for one in held.graded if change_word(one.steps) == way] for way in (RISEN, FALLEN)]
    return any(_is_long(group) for group in groups)


def _grades(paper: Paper, held: RoundFacts) -> list[Block]:
    own, graded = paper.own, held.graded
    values = {"area": area_word(paper.township), "total": len(graded), "counts": _counts(paper, held)}
    found: list[Block] = [Paragraph(words(own, "bulletin", "grades", **values))]
    elsewhere = []
    for grade in held.grades:
        group = [one for one in graded if one.grade == grade]
        if _is_long(group):
            elsewhere.append(branches_of(grade))
        elif group:
            names = "、".join(one.organization for one in group)
            shown = {"grade": branches_of(grade), "number": len(group), "names": names}
            found.append(Paragraph(words(own, "bulletin", "grade_names", **shown)))
    if elsewhere:
        found.append(Paragraph(words(own, "bulletin", "grade_attached", grade="、".join(elsewhere))))
    return found if held.is_filed else [*found, Paragraph(words(own, "bulletin", "provisional"))]


def _moves(paper: Paper, graded: Sequence[GradedBranch]) -> list[Block]:
    own, values = paper.own, {"last_year": paper.year - 1, "year": paper.year}
    both = [one for one in graded if one.steps is not None]
    if not both:
        name = "other_scheme" if any(one.last_grade for one in graded) else "no_moves"
        return [Paragraph(words(own, "bulletin", name, **values))]
    moved = {way: [one for one in both if change_word(one.steps) == way] for way in (RISEN, FALLEN)}
    same = len(both) - sum(map(len, moved.values()))
    numbers = (("上升", len(moved[RISEN])), ("下降", len(moved[FALLEN])), ("持平", same))
    parts = "、".join(f"{name}{number}个" for name, number in numbers if number)
    if same == len(both):
        said = words(own, "bulletin", "no_changes", **values, both=len(both))
    else:
        said = words(own, "bulletin", "moves", **values, both=len(both), parts=parts)
    rest = len(graded) - len(both)
    more = words(own, "bulletin", "newcomers", **values, number=rest) if rest else ""
    return [Paragraph(said + more), *_movers(paper, moved[RISEN], moved[FALLEN])]


def _movers(paper: Paper, risen: Sequence[GradedBranch], fallen: Sequence[GradedBranch]) -> list[Block]:
    own = paper.own
    if _is_long(risen) or _is_long(fallen):
        return [Paragraph(words(own, "bulletin", "moves_attached"))]
    found: list[Block] = []
    for names, one_name, moved in (("risers", "riser", risen), ("fallers", "faller", fallen)):
        said = [
            words(own, "bulletin", one_name, name=one.organization, before=one.last_grade, now=one.grade)
            for one in moved
        ]
        if said:
            found.append(Paragraph(words(own, "bulletin", names, names="、".join(said))))
    return found


def _asked(paper: Paper, held: RoundFacts) -> dict[str, str]:
    """Return whom the demands speak of: the best, and the lagging as far as there are any."""
    best, worst = branches_of(held.grades[0]), branches_of(held.grades[-1])
    has_worst = any(one.grade == held.grades[-1] for one in held.graded)
    lagging = words(paper.own, "bulletin", "lagging" if has_worst else "only_slack", worst=worst)
    return {"best": best, "lagging": lagging}
