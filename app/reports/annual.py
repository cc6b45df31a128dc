"""年度党建工作情况报告: sentences, tables and charts of a township's year, from facts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from app.reports import charts, frame, wording
from app.reports.amounts import long_day
from app.reports.blocks import Block, FigureBlock, Heading, Paragraph, Signature, TableBlock, Title
from app.reports.charts import values as of
from app.reports.facts import GRADES, AnnualFacts, AnnualResult, Column, TableFacts
from app.reports.fonts import FontSet, default
from app.reports.wording import Figure, Writer
from app.rules.shares import share
from app.rules.vocabulary import Grade

NUMBERS = "一二三四五六七八九十"
USUAL = 3
ALL_INCOME = "全口径收入"


def area_word(township: str) -> str:
    """Return 全乡, 全镇, 全街道 or 全县 for the name of an office."""
    return next(
        (f"全{end}" for end in ("街道", "镇", "乡", "县", "区", "市") if township.endswith(end)), "全乡"
    )


def figures_of(facts: AnnualFacts) -> dict[str, Figure]:
    """Return every figure the wording may use: `stats` flattened, and what follows from them."""
    flat = wording.flatten(facts.stats)
    moves = {key: value for key, value in flat.items() if key.startswith("rating_moves.") and "->" in key}
    if moves:
        flat |= _moves(moves)
    blank, reserve = flat.get("blank_groups"), flat.get("blank_groups_with_reserve")
    if isinstance(blank, int) and isinstance(reserve, int):
        flat["blank_groups_without_reserve"] = blank - reserve
    behind = tuple(v.village for v in facts.incomes if v.target_fen and v.income_fen < v.target_fen)
    if facts.incomes:
        flat.setdefault("economy.behind", behind)
    flat["ratings.empty_grades"] = sum(_is_empty(facts, flat, code) for code, _ in facts.scale)
    return flat


def _is_empty(facts: AnnualFacts, figures: Mapping[str, Figure], grade: str) -> bool:
    """Tell whether nobody got a grade in the year of the report."""
    return figures.get(f"ratings.{facts.year}.{grade}") == 0


def _moves(moves: Mapping[str, Figure]) -> dict[str, Figure]:
    """Return how many rose, fell and stayed; nothing where the two years have different grades: they do not compare."""
    sums = {"up": 0, "down": 0, "same": 0}
    pairs = [key.partition(".")[2].split("->") for key in moves]
    order = {label: rank for rank, label in enumerate(dict.fromkeys(start for start, _ in pairs))}
    if list(order) != list(dict.fromkeys(end for _, end in pairs)):
        return {}
    for (first, last), value in zip(pairs, moves.values(), strict=True):
        start, end = order[first], order[last]
        sums["up" if end < start else "down" if end > start else "same"] += (
            int(value) if isinstance(value, int) else 0
        )
    return {f"rating_moves.{name}": count for name, count in sums.items()}


def _words(facts: AnnualFacts, figures: Mapping[str, Figure]) -> dict[str, str]:
    half = facts.half_year
    year = half.year if half else figures.get("economy.half_year.year", facts.year + 1)
    return {
        **_grade_words(facts),
        "empty_grades": "、".join(name for code, name in facts.scale if _is_empty(facts, figures, code)),
        "township": facts.township,
        "area": area_word(facts.township),
        "year": str(facts.year),
        "last_year": str(facts.year - 1),
        "next_year": str(facts.year + 1),
        "as_of": long_day(facts.as_of),
        "half_year_as_of": long_day(half.as_of) if half else f"{year}年6月30日",
    }


def _grade_words(facts: AnnualFacts) -> dict[str, str]:
    """Return the names of the grades as sentences call them; many grades below the best are just the others."""
    names = [name for _, name in facts.scale]
    is_usual = len(names) == USUAL
    return {
        **dict(GRADES),
        **dict(facts.scale),
        "grade_count": str(len(names)),
        "best": names[0],
        "worst": names[-1],
        "middle": names[1] if is_usual else "其他",
        "others": "、".join(f"{name}党支部" for name in names[1:]) if is_usual else "其他党支部",
    }


@dataclass(slots=True)
class _Part:
    """Numbers tables, figures and paragraphs as the paper grows."""

    blocks: list[Block]
    tables: int = 0
    figures: int = 0

    def table(self, caption: str, table: TableFacts) -> None:
        self.tables += 1
        self.blocks.append(TableBlock(f"表{self.tables}　{caption}", table))

    def figure(self, code: str, values: Any, lines: int) -> None:
        self.figures += 1

        def make(width: float, height: float) -> Any:
            return charts.make(code, values, width, height)

        self.blocks.append(FigureBlock(f"图{self.figures}", make, lines))

    def references(self) -> str:
        """Return the sentence that points to this part's tables and figures."""
        labels = [b.caption.partition("　")[0] for b in self.blocks if isinstance(b, TableBlock)]
        labels += [b.label for b in self.blocks if isinstance(b, FigureBlock)]
        return f"具体情况见{'、'.join(labels)}。" if labels else ""

    def paragraphs(self, written: list[tuple[str, str]]) -> None:
        for at, (head, text) in enumerate(written):
            self.blocks.append(Paragraph(text, f"（{NUMBERS[at]}）{head}"))


def compose(facts: AnnualFacts) -> tuple[list[Block], Writer]:
    """Return the paper's blocks and the writer with the sentences written and refused."""
    figures = figures_of(facts)
    given = [(code, name) for code, name in facts.scale if not _is_empty(facts, figures, code)]
    words_file = wording.spelled_out(wording.load("annual"), facts.scale, given)
    marks = {"$Y": facts.year, "$P": facts.year - 1, "$N": facts.year + 1, "$W": facts.scale[-1][0]}
    writer = Writer(words_file, figures, facts.names, _words(facts, figures), marks)
    part = _Part([Title(writer.text("title")), Paragraph(writer.text("opening"))])
    part.blocks.append(Heading(writer.text("part_work"), 1))
    _work(part, writer, facts, figures)
    part.blocks.append(Heading(writer.text("part_problems"), 1))
    problems = writer.section("problem")
    part.paragraphs(problems)
    if not problems:
        calm = "".join(text for _, text in writer.section("no_problem"))
        part.blocks.append(Paragraph(calm or writer.text("no_problems")))
    part.blocks.append(Heading(writer.text("part_plan"), 1))
    part.paragraphs(writer.section("plan"))
    part.blocks.append(Signature(facts.issuer or f"中共{facts.township}委员会", facts.issued_on))
    return part.blocks, writer


def _work(part: _Part, writer: Writer, facts: AnnualFacts, figures: Mapping[str, Figure]) -> None:
    more: dict[str, Callable[[_Part, AnnualFacts, Mapping[str, Figure]], None]] = {
        "organization": _organization,
        "development": _development,
        "ratings": _ratings,
        "economy": _economy,
    }
    at = 0
    for code, head in writer.wording.sections:
        text = "".join(text for _, text in writer.section(code))
        if text:
            shown = _Part([], part.tables, part.figures)
            more[code](shown, facts, figures)
            part.blocks += [Paragraph(text + shown.references(), f"（{NUMBERS[at]}）{head}"), *shown.blocks]
            part.tables, part.figures = shown.tables, shown.figures
            at += 1
    if at == 0:
        part.blocks.append(Paragraph(writer.text("no_work")))


def _organization(part: _Part, facts: AnnualFacts, figures: Mapping[str, Figure]) -> None:
    rows = facts.organizations
    if not rows:
        return
    columns = (
        Column("村（单位）"),
        Column("党支部", "int"),
        Column("党员", "int"),
        Column("正式党员", "int"),
        Column("预备党员", "int"),
        Column("女党员", "int"),
        Column("少数民族", "int"),
    )
    cells = [
        (r.name, r.branches, r.full + r.probationary, r.full, r.probationary, r.women, r.minority)
        for r in rows
    ]
    sums = tuple(sum(int(row[at]) for row in cells) for at in range(1, 7))
    part.table("党组织和党员情况", TableFacts("", columns, cells, totals=("合计", *sums)))


def _development(part: _Part, facts: AnnualFacts, figures: Mapping[str, Figure]) -> None:
    keys = ("applicants", "activists", "objects", "accepted_in_year")
    names = ("入党申请人", "入党积极分子", "发展对象", f"{facts.year}年发展党员")
    counts = [figures.get(f"development.{key}") for key in keys]
    stages = tuple((name, count) for name, count in zip(names, counts, strict=True) if isinstance(count, int))
    if any(count for _, count in stages):
        part.figure("funnel", of.Funnel(area_word(facts.township), facts.as_of, stages), 6)
    if any(facts.accepted_by_month):
        series = (("发展党员", facts.accepted_by_month),)
        part.figure("development-months", of.MonthCounts(area_word(facts.township), facts.year, series), 6)


def _grade_years(facts: AnnualFacts, figures: Mapping[str, Figure]) -> of.GradeYears:
    years = []
    for year in (facts.year - 1, facts.year):
        counts = [figures.get(f"ratings.{year}.{code}", 0) for code, _ in facts.scale]
        numbers = [count if isinstance(count, int) else 0 for count in counts]
        if any(numbers):
            years.append((year, tuple(zip((name for _, name in facts.scale), numbers, strict=True))))
    return of.GradeYears(area_word(facts.township), tuple(years))


def _ratings(part: _Part, facts: AnnualFacts, figures: Mapping[str, Figure]) -> None:
    if facts.grades:
        columns = (
            Column("村（单位）"),
            Column("党支部", "int"),
            *(
                column
                for _, grade in facts.scale
                for column in (Column("个数", "int", grade), Column("占比", "percent", grade))
            ),
        )
        rows = [_grade_row(g.kind, g.counts) for g in facts.grades]
        sums = tuple(sum(counts) for counts in zip(*(g.counts for g in facts.grades), strict=True))
        table = TableFacts("", tuple(columns), rows, totals=tuple(_grade_row("合计", sums)))
        part.table("党支部分类定级情况", table)
    years = _grade_years(facts, figures)
    if years.years:
        part.figure("grades", years, 4 if len(years.years) == 1 else 6)
    flows = {
        (start, end): count
        for (code, start), (other, end) in product(facts.scale, facts.scale)
        if isinstance(
            count := figures.get(f"rating_moves.{Grade.label_of(code)}->{Grade.label_of(other)}"), int
        )
    }
    if any(flows.values()):
        area, names = area_word(facts.township), tuple(name for _, name in facts.scale)
        part.figure("grade-moves", of.GradeMoves(area, facts.year - 1, facts.year, names, flows), 8)


def _grade_row(name: str, counts: tuple[int, ...]) -> tuple[str | int | float, ...]:
    whole = sum(counts)
    return (name, whole, *(value for count in counts for value in (count, share(count, whole))))


def _economy(part: _Part, facts: AnnualFacts, figures: Mapping[str, Figure]) -> None:
    area = area_word(facts.township)
    if facts.incomes:
        columns = (
            Column("村"),
            Column("目标", "wan"),
            Column("收入", "wan"),
            Column("完成率", "percent"),
            Column("其中经营性收入", "wan"),
            Column("上年收入", "wan"),
        )
        rows = [
            (v.village, v.target_fen, v.income_fen, v.done, v.operating_fen, v.last_year_fen)
            for v in facts.incomes
        ]
        keep = [at for at in range(6) if at in (0, 2, 4) or any(row[at] is not None for row in rows)]
        target, income, operating, last = (
            sum(value or 0 for value in values)
            for values in zip(*((r[1], r[2], r[4], r[5]) for r in rows), strict=True)
        )
        totals = ("合计", target, income, income / target if target else None, operating, last)
        table = TableFacts(
            "",
            tuple(columns[at] for at in keep),
            [tuple(row[at] for at in keep) for row in rows],
            totals=tuple(totals[at] for at in keep),
            measure="单位：万元",
        )
        part.table("村集体经济收入完成情况", table)
        values = of.Incomes(area, facts.year, ALL_INCOME, facts.incomes)
        part.figure("income-target", values, _lines(len(facts.incomes)))
    if facts.categories:
        parts = of.IncomeCategories(area, facts.year, ALL_INCOME, facts.categories)
        part.figure("income-category", parts, 6)
    if facts.half_year:
        half = facts.half_year
        progress = of.IncomeProgress(area, half.year, ALL_INCOME, half.as_of, half.time_share, half.villages)
        part.figure("income-progress", progress, _lines(len(half.villages)))


def _lines(bars: int) -> int:
    """Return how many lines of text a chart of so many bars is high."""
    return max(5, min(18, 2 + round(bars * 0.8)))


def make_word(facts: AnnualFacts, *, internal: bool = True) -> bytes:
    """Return the yearly report as .docx, with the charts as pictures."""
    from app.reports import word

    blocks, writer = compose(facts)
    title = writer.text("title").replace("\n", "")
    return word.paper(blocks, title=title, as_of=facts.as_of, internal=internal)


def make(facts: AnnualFacts, *, fonts: FontSet | None = None, internal: bool = True) -> AnnualResult:
    """Return the yearly report as a PDF, its sentences with their figures, and what was refused."""
    blocks, writer = compose(facts)
    used = fonts or default()
    title = writer.text("title").replace("\n", "")
    pdf, pages = frame.render(blocks, title=title, as_of=facts.as_of, internal=internal, fonts=used)
    missing = used.missing("".join(_texts(blocks)))
    return AnnualResult(pdf, pages, tuple(writer.sentences), tuple(writer.refused), missing)


def _texts(blocks: list[Block]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        if isinstance(block, (Title, Heading, Paragraph)):
            found.append(block.text)
        elif isinstance(block, TableBlock):
            found += [str(value) for row in block.table.rows for value in row if isinstance(value, str)]
        elif isinstance(block, Signature):
            found.append(block.issuer)
    return found
