"""公示 and 通报 of a round's grades, 工作提醒 to branches: official papers with a signature."""

from collections import Counter
from collections.abc import Sequence
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
from app.reports.documents.rating_words import long_day, word_list, words
from app.reports.documents.records import Paper
from app.reports.facts import Column, TableFacts

MANY_NAMES = 60
WHOLE_DAY = 10


def notice(paper: Paper, held: RoundFacts) -> list[Block]:
    """Return 公示 of the grades proposed: counts, period, where to object, and the branches by name."""
    graded = [one for one in held.branches if one.grade]
    opening = words(
        "notice",
        "opening",
        year=paper.year,
        township=paper.township,
        meeting=_meeting(held),
        total=len(graded),
        counts=_counts(graded, held.grades),
    )
    issued = date.fromisoformat(held.publicity_from) if len(held.publicity_from) == WHOLE_DAY else paper.as_of
    if held.publicity_from and held.publicity_to:
        days = {"first": long_day(held.publicity_from), "last": long_day(held.publicity_to)}
        period = words("notice", "period", **days)
    else:
        period = words("notice", "period_open")
    caption = words("notice", "caption", year=paper.year)
    return [
        Title(words("notice", "title", year=paper.year)),
        Paragraph(opening),
        Paragraph(period),
        Paragraph(words("notice", "objection", township=paper.township)),
        Attachments((caption,)),
        Signature(_issuer(paper), issued),
        PageBreak(),
        Heading("附件", 0),
        TableBlock(caption, _table(graded, held.grades)),
    ]


def bulletin(paper: Paper, held: RoundFacts) -> list[Block]:
    """Return 通报 of a round: every grade with its branches, who rose and fell, what is asked of them."""
    filed = words("bulletin", "filed") if held.is_filed else ""
    values = {"year": paper.year, "township": paper.township, "last_year": paper.year - 1}
    graded = [one for one in held.branches if one.grade]
    demands = {"best": held.grades[0], "worst": held.grades[-1]}
    return [
        Title(words("bulletin", "title", **values)),
        Line(words("bulletin", "addressee")),
        Paragraph(words("bulletin", "opening", **values, meeting=_meeting(held), filed=filed)),
        Heading(words("bulletin", "part_grades"), 1),
        *_grades(paper, graded, held.grades),
        Heading(words("bulletin", "part_moves"), 1),
        *_moves(paper, graded),
        Heading(words("bulletin", "part_demands"), 1),
        *(Paragraph(text) for text in word_list("bulletin", "demands", **demands)),
        Signature(_issuer(paper), paper.as_of),
    ]


def reminders(paper: Paper, letters: Sequence[Reminder], whom: str) -> list[Block]:
    """Return one letter an organization, each beginning a page; one sentence when there is nothing to remind `whom` of."""
    day = shown_day(paper.as_of)
    if not letters:
        return [
            Title(words("reminder", "title")),
            Paragraph(words("reminder", "empty", as_of=day, whom=whom)),
            Signature(_issuer(paper), paper.as_of),
        ]
    blocks: list[Block] = []
    for at, letter in enumerate(letters):
        blocks += [PageBreak(new_paper=True)] if at else []
        blocks += _letter(paper, letter)
    return blocks


def _letter(paper: Paper, letter: Reminder) -> list[Block]:
    opening = words(
        "reminder",
        "opening",
        as_of=shown_day(paper.as_of),
        unit=letter.unit,
        number=len(letter.lines),
    )
    return [
        Title(words("reminder", "title")),
        Line(words("reminder", "addressee", organization=letter.organization)),
        Paragraph(opening),
        *(Paragraph(f"{at}.{_reminded(line)}") for at, line in enumerate(letter.lines, 1)),
        Paragraph(words("reminder", "closing", township=paper.township)),
        Signature(_issuer(paper), paper.as_of),
    ]


def _reminded(line: ReminderLine) -> str:
    head = words("reminder", "person", name=line.subject) if line.subject else ""
    sentence = f"{head}{line.sentence.rstrip('。')}"
    if line.late_days:
        sentence = words("reminder", "late", sentence=sentence, days=line.late_days)
    return f"{sentence}。"


def _issuer(paper: Paper) -> str:
    return paper.issuer or f"中共{paper.township}委员会"


def _meeting(held: RoundFacts) -> str:
    return held.meeting or "会议"


def _counts(graded: Sequence[GradedBranch], grades: Sequence[str]) -> str:
    counted = Counter(one.grade for one in graded)
    return "、".join(f"{grade}{counted[grade]}个" for grade in grades)


def _table(graded: Sequence[GradedBranch], grades: Sequence[str]) -> TableFacts:
    columns = (Column("序号", "center"), Column("党支部"), Column("评定意见", "center"))
    ranked = sorted(graded, key=lambda one: grades.index(one.grade) if one.grade in grades else len(grades))
    return TableFacts("", columns, [(at, one.organization, one.grade) for at, one in enumerate(ranked, 1)])


def _grades(paper: Paper, graded: Sequence[GradedBranch], grades: Sequence[str]) -> list[Block]:
    area = area_word(paper.township)
    counts = _counts(graded, grades)
    found: list[Block] = [Paragraph(words("bulletin", "grades", area=area, total=len(graded), counts=counts))]
    for grade in grades:
        names = [one.organization for one in graded if one.grade == grade]
        if names:
            values = {"grade": grade, "number": len(names), "names": _names(names)}
            found.append(Paragraph(words("bulletin", "grade_names", **values)))
    return found


def _moves(paper: Paper, graded: Sequence[GradedBranch]) -> list[Block]:
    both = [one for one in graded if one.steps is not None]
    values = {"last_year": paper.year - 1}
    if not both:
        return [Paragraph(words("bulletin", "no_moves", **values))]
    up = [one for one in both if (one.steps or 0) > 0]
    down = [one for one in both if (one.steps or 0) < 0]
    numbers = {"both": len(both), "up": len(up), "down": len(down), "same": len(both) - len(up) - len(down)}
    found: list[Block] = [Paragraph(words("bulletin", "moves", **values, **numbers))]
    for name, moved in (("risers", up), ("fallers", down)):
        if moved:
            said = [f"{one.organization}（{one.last_grade}到{one.grade}）" for one in moved]
            found.append(Paragraph(words("bulletin", name, names=_names(said))))
    return found


def _names(names: Sequence[str]) -> str:
    shown = "、".join(names[:MANY_NAMES])
    return f"{shown}等{len(names)}个" if len(names) > MANY_NAMES else shown
