"""The papers of 分类定级, 整顿, 结对共建 and 联系点: what they are filled with from the ledger."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from app.errors import BadInput, NotFound
from app.models import queries_papers
from app.models.store import Store
from app.reports.blocks import Block
from app.reports.documents import rating_notices as notices
from app.reports.documents import ratings as tables
from app.reports.documents import rectification as files
from app.reports.documents.rating_records import (
    GradedBranch,
    MatrixRows,
    PointRow,
    Reminder,
    ReminderLine,
    RoundFacts,
    TaskRow,
)
from app.reports.documents.rating_words import change_word, words
from app.reports.documents.records import COUNTY, PairRow, Paper, RatingRow
from app.reports.facts import TableFacts
from app.rules import codes
from app.rules.vocabulary import OrganizationKind
from app.services import rounds
from app.services.dues import due
from app.services.ratings import schemes, tasks, ties
from app.services.ratings.rounds import RoundState, round_state, state_of
from app.services.ratings.years import Years
from app.services.reporting import rating_files as lines
from app.services.reporting import rating_years
from app.services.reporting.catalogue import Chosen
from app.services.reporting.gathering import no_grades, unit_kind
from app.services.reporting.gathering import paper as paper_of
from app.services.reporting.wordings import own_words
from app.services.townships import township

REMIND_DAYS = 30
ALL_BRANCHES = "各党支部"
TELLS_ITS_DELAY = "development_case"
HUNDREDTHS = 100
QUARTERS = ("全年", "一季度", "二季度", "三季度", "四季度")


def table_paper(store: Store, report_id: str, chosen: Chosen, *, year: int, as_of: date) -> list[TableFacts]:
    """Return the tables of a table paper; about one organization or one 类别 when chosen. Raises BadInput, NotFound."""
    return TABLES[report_id](store, _paper(store, year, as_of), chosen)


def letter_paper(store: Store, report_id: str, chosen: Chosen, *, year: int, as_of: date) -> list[Block]:
    """Return the blocks of an official paper; about one organization when one is chosen. Raises BadInput, NotFound."""
    return LETTERS[report_id](store, _paper(store, year, as_of), chosen)


def _paper(store: Store, year: int, as_of: date) -> Paper:
    paper = replace(paper_of(store, year=year, as_of=as_of), own=own_words(store))
    if paper.level != COUNTY:
        return paper
    return replace(paper, issuer=f"中共{paper.department}", office=paper.department)


def organization_named(store: Store, name: str) -> str:
    """Return the id of the organization of this name. Raises NotFound; BadInput where several bear it."""
    found = store.find("organization", name=name, ended_on=None)
    if not found:
        raise NotFound(f"没有叫“{name}”的党组织。", "请核对名称，要与党组织情况表里的一样。")
    if len(found) > 1:
        raise BadInput(f"有{len(found)}个党组织叫“{name}”。", "请先在“党组织”里改成不同的名称。")
    return str(found[0]["id"])


def _summary(store: Store, paper: Paper, chosen: Chosen) -> list[TableFacts]:
    held = rounds.rating_round(store, paper.year)
    if not any(row.final or row.self_grade or row.mass_grade or row.score for row in held.rows):
        raise no_grades(paper.year)
    asked, scale = chosen.kind and _field(chosen.kind, held), _scale(held)
    if asked:
        held = replace(
            held, rows=tuple(row for row in held.rows if asked in codes.with_wider("field", row.field))
        )
    rows = _rows(store, held)
    return tables.rating_summary(_noted(paper, store, held), rows, scale, codes.label("field", asked))


def _field(asked: str, held: rounds.Round) -> str:
    """Return the code of a 类别 given by its code or name. Raises BadInput where no branch is of it."""
    code = codes.look_up("field", asked) or asked
    known = dict.fromkeys(wide for row in held.rows for wide in codes.with_wider("field", row.field))
    if code not in known:
        said = "、".join(f"{one}（{codes.label('field', one)}）" for one in known)
        raise BadInput(f"{held.year}年度没有类别为“{asked}”的党支部。", f"可以选：{said}。")
    return code


def _noted(paper: Paper, store: Store, held: rounds.Round) -> Paper:
    """Return the paper with the note that its grades are provisional, or still to be given."""
    if not any(row.final for row in held.rows):
        return replace(paper, notes=(words(paper.own, "counts", "unfinished"),))
    if _is_filed(state_of(store, held)):
        return paper
    return replace(paper, notes=(words(paper.own, "counts", "provisional"),))


def _is_filed(state: RoundState) -> bool:
    """Tell whether the results are filed, and not opened again since."""
    return state.is_locked or (bool(state.filed_on) and not state.reopenings)


def _scale(held: rounds.Round) -> tuple[str, ...]:
    """Return the names of the grades from the best down; grades the scheme does not know stand last."""
    label = held.scheme.label_of
    return tuple(dict.fromkeys(label(grade) for grade in (*held.scheme.grades, *_finals(held))))


def _finals(held: rounds.Round) -> list[str]:
    return sorted({row.final for row in held.rows if row.final} - set(held.scheme.grades))


def _moves(store: Store, paper: Paper, chosen: Chosen) -> list[TableFacts]:
    held, years = rounds.rating_round(store, paper.year), Years(store, (paper.year - 1, paper.year))
    if not years.grades_in(paper.year):
        raise no_grades(paper.year)
    if not years.grades_in(paper.year - 1):
        raise BadInput(
            f"{paper.year - 1}年没有评定等次，不能比较升降。", "请先录入或导入上年等次，或者换一个年度。"
        )
    return tables.rating_moves(_noted(paper, store, held), _rows(store, held), _matrix(years, paper.year))


def _rows(store: Store, held: rounds.Round) -> list[RatingRow]:
    label, before = held.scheme.label_of, schemes.scheme_of(store, held.year - 1).label_of
    leaders = lines.leaders(store, held.year)
    return [
        RatingRow(
            organization=row.organization,
            kind=unit_kind(row),
            members=row.members,
            self_grade=label(row.self_grade),
            mass_grade=label(row.mass_grade),
            member_grade=label(row.member_grade),
            township_grade=label(row.township_grade),
            county_grade=label(row.county_grade),
            grade=label(row.final),
            score=round(float(row.score) * HUNDREDTHS) if row.score else None,
            last_grade=before(row.last),
            change=change_word(rounds.grade_change(row, held.scheme)),
            note=row.note,
            field=codes.label("field", row.field),
            satisfaction=float(row.satisfaction) / HUNDREDTHS if row.satisfaction else None,
            vetoes=row.vetoes,
            reason=row.reason,
            leader=leaders.get(row.organization_id, ""),
        )
        for row in held.rows
    ]


def _matrix(years: Years, year: int) -> MatrixRows:
    found = years.matrix(year)
    old, new = years.scheme(year - 1), years.scheme(year)
    rows = [row for row in found.rows if row or found.row_total(row)]
    columns = [column for column in found.columns if column or found.column_total(column)]
    return MatrixRows(
        year - 1,
        tuple(old.label_of(row) for row in rows),
        tuple(new.label_of(column) for column in columns),
        tuple(tuple(found.number(row, column) for column in columns) for row in rows),
    )


def _pairs(store: Store, paper: Paper, chosen: Chosen) -> list[TableFacts]:
    label = _either_year(store, paper.year)
    rows = [
        PairRow(
            one.organization,
            one.partner,
            label(one.partner_grade),
            one.from_on,
            one.content,
            one.leader,
            one.result,
            label(one.grade),
            one.to_on,
            one.activities,
        )
        for one in ties.pairs(store, paper.year)
        if chosen.organization_id in ("", one.organization_id, one.partner_id)
    ]
    return tables.pairs(paper, rows)


def _either_year(store: Store, year: int) -> Callable[[str], str]:
    """Return what names a grade of a year or of the one before, each as its own scheme does."""
    now, before = schemes.scheme_of(store, year), schemes.scheme_of(store, year - 1)
    return lambda grade: (now if grade in now.grades else before).label_of(grade)


def _points(store: Store, paper: Paper, chosen: Chosen) -> list[TableFacts]:
    rows = [
        PointRow(
            one.leader,
            one.duty,
            one.organization,
            one.from_on,
            one.visits,
            one.solved,
            one.last_on,
            one.note,
            one.to_on,
        )
        for one in ties.contact_points(store, paper.year)
        if chosen.organization_id in ("", one.organization_id)
    ]
    return tables.contact_points(paper, rows)


def _tasks(store: Store, paper: Paper, chosen: Chosen) -> list[TableFacts]:
    label = _either_year(store, paper.year)
    grades = {
        row.organization_id: label(row.final or row.last)
        for row in rounds.rating_round(store, paper.year).rows
    }
    rows = [
        TaskRow(
            one.organization,
            grades.get(one.organization_id, ""),
            one.goal,
            QUARTERS[one.quarter],
            one.content,
            one.requirement,
            one.responsible,
            one.due_on,
            one.done_on,
            _state(one),
        )
        for one in tasks.branch_tasks(store, paper.year, as_of=paper.as_of)
        if chosen.organization_id in ("", one.organization_id)
    ]
    return tables.tasks(paper, rows)


def _state(one: tasks.BranchTask) -> str:
    if one.done_on:
        return "已完成"
    progress = f"完成{one.progress}%" if one.progress else ""
    return "逾期" + (f"，{progress}" if progress else "") if one.is_late else progress or "未完成"


def _ledger(store: Store, paper: Paper, chosen: Chosen) -> list[TableFacts]:
    asked = chosen.organization_id
    return files.ledger(paper, lines.file_rows(store, paper, asked), lines.month_rows(store, paper, asked))


def _lists(store: Store, paper: Paper, chosen: Chosen) -> list[TableFacts]:
    return files.lists(paper, lines.item_rows(store, paper, chosen.organization_id))


def _plans(store: Store, paper: Paper, chosen: Chosen) -> list[Block]:
    return files.plans(paper, lines.plan_facts(store, paper, chosen.organization_id))


def _notice(store: Store, paper: Paper, chosen: Chosen) -> list[Block]:
    return notices.notice(paper, _round_facts(store, paper.year))


def _bulletin(store: Store, paper: Paper, chosen: Chosen) -> list[Block]:
    return notices.bulletin(paper, _round_facts(store, paper.year))


def _round_facts(store: Store, year: int) -> RoundFacts:
    held = rounds.rating_round(store, year)
    if not any(row.final for row in held.rows):
        raise no_grades(year)
    state = state_of(store, held)
    label, before = held.scheme.label_of, schemes.scheme_of(store, year - 1).label_of
    branches = tuple(
        GradedBranch(
            row.organization, label(row.final), before(row.last), rounds.grade_change(row, held.scheme)
        )
        for row in held.rows
    )
    return RoundFacts(
        _scale(held),
        branches,
        state.meeting,
        state.held_on,
        state.publicity_from,
        state.publicity_to,
        _is_filed(state),
        township(store).phone,
    )


def _reminders(store: Store, paper: Paper, chosen: Chosen) -> list[Block]:
    """Remind every organization, or the one chosen, of what is late or due soon and of a round not handed in."""
    found: dict[str, list[ReminderLine]] = {}
    for item in due(store, as_of=paper.as_of, days=REMIND_DAYS):
        if item.organization_id:
            subject = "" if item.table in lines.OF_ORGANIZATIONS else item.label
            late = 0 if item.table == TELLS_ITS_DELAY else item.late_days
            line = ReminderLine(subject, item.sentence, late)
            found.setdefault(item.organization_id, []).append(line)
    state = round_state(store, paper.year)
    if len(state.missing) < state.counts[0][2] and not state.is_locked:
        for branch in state.missing:
            line = ReminderLine("", words(paper.own, "reminder", "not_handed_in", year=paper.year))
            found.setdefault(branch.id, []).append(line)
    living = {row["id"] for row in queries_papers.organizations(store)}
    known = {info.id: info for info in Years(store, ()).branches.values() if info.id in living}
    if chosen.organization_id:
        if chosen.organization_id not in known:
            raise NotFound("这个党组织已经不在了。", "请刷新页面后再选。")
        found = {one: said for one, said in found.items() if one == chosen.organization_id}
    letters = [
        Reminder(info.name, "支部" if OrganizationKind(info.kind).is_branch else "单位", tuple(found[one]))
        for one, info in known.items()
        if one in found
    ]
    asked = known[chosen.organization_id].name if chosen.organization_id else ""
    return notices.reminders(paper, letters, asked or ALL_BRANCHES)


TABLES: dict[str, Callable[[Store, Paper, Chosen], list[TableFacts]]] = {
    "rating-summary": _summary,
    "rating-moves": _moves,
    "rating-years": rating_years.tables,
    "rating-tasks": _tasks,
    "pairs": _pairs,
    "contact-points": _points,
    "rectification": _ledger,
    "rectification-lists": _lists,
}
LETTERS: dict[str, Callable[[Store, Paper, Chosen], list[Block]]] = {
    "rating-notice": _notice,
    "rating-bulletin": _bulletin,
    "rectification-plan": _plans,
    "reminder": _reminders,
}
