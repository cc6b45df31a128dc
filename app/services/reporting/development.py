"""The papers of 发展党员: which people they are about, and what they say."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import groupby

from app.errors import BadInput, NotFound
from app.models import queries_cases
from app.models import queries_development as queries
from app.models import queries_plans as plans
from app.models.store import Store
from app.reports.blocks import Block
from app.reports.documents import development as tables
from app.reports.documents import development_cases as cases
from app.reports.documents import development_letters as letters
from app.reports.documents.development_records import BranchCount, IdleLine, PersonLine
from app.reports.documents.records import DueRow, Paper
from app.reports.facts import TableFacts
from app.rules.calendar import chinese
from app.rules.development.view import CaseView
from app.rules.reference_development import notice_days
from app.services.cases import HeldCase, held_cases
from app.services.development.idle import idle_branches
from app.services.development.ownrules import calendar
from app.services.development.quota import quota
from app.services.dues import due
from app.services.reporting import development_lines as lines
from app.services.reporting.catalogue import Chosen, PersonNeeded
from app.services.reporting.gathering import due_row
from app.services.reporting.gathering import paper as paper_of
from app.services.reporting.meetings import meetings
from app.services.townships import setting, township

DUE_DAYS = 30
MANY = 200
NOWHERE = "未编入党支部"
CONVERSION_DAYS = timedelta(days=31)


def chosen_cases(store: Store, chosen: Chosen, *, closed: bool = True) -> list[HeldCase]:
    """Return the cases a paper is about: those named, in the order of papers, else all.

    Raises NotFound for a case that is gone.
    """
    found = held_cases(store, closed=closed or bool(chosen.case_ids))
    if not chosen.case_ids:
        return found
    wanted = [held for held in found if held.case.key in chosen.case_ids]
    if len(wanted) < len(set(chosen.case_ids)):
        raise NotFound("所选的案卷有的已经不在了。", "请刷新页面后再选。")
    return wanted


def person_cases(store: Store, person: str) -> tuple[str, ...]:
    """Return the case of the person with this id or name, the open one before closed ones.

    Raises NotFound; BadInput where several people bear the name.
    """
    found = queries.cases_of(store, person)
    if not found:
        raise NotFound(f"没有叫“{person}”的发展党员案卷。", "请核对姓名，重名的请用案卷编号。")
    owners = {owner for owner, _ in found}
    if len(owners) > 1:
        branches = {one["id"]: one["organization"] for one in queries_cases.cases(store, closed=True)}
        known = "、".join(f"{case}（{branches[case]}）" for _, case in found)
        raise BadInput(f"有{len(owners)}个人叫“{person}”。", f"请用 --case 写明案卷编号：{known}。")
    return (found[0][1],)


def table_paper(store: Store, report_id: str, chosen: Chosen, *, year: int, as_of: date) -> list[TableFacts]:
    """Return the tables of a table paper of 发展党员."""
    return TABLES[report_id](store, paper_of(store, year=year, as_of=as_of), chosen)


def letter_paper(store: Store, report_id: str, chosen: Chosen, *, year: int, as_of: date) -> list[Block]:
    """Return the blocks of an official paper of 发展党员."""
    return LETTERS[report_id](store, paper_of(store, year=year, as_of=as_of), chosen)


def _summary(store: Store, paper: Paper, chosen: Chosen) -> list[TableFacts]:
    accepted = plans.accepted_cases(store, paper.year)
    people = [held for held in held_cases(store, closed=True) if held.case.key in accepted]
    found = lines.person_lines(store, people, paper.as_of)
    return tables.summary(paper, _branch_counts(store, paper), found, plans.overridden(store, paper.year))


def _branch_counts(store: Store, paper: Paper) -> list[BranchCount]:
    stages: dict[str, dict[str, int]] = {}
    for row in plans.waiting(store, paper.as_of.isoformat()):
        stages.setdefault(row["organization_id"] or "", {})[row["stage"]] = row["people"]
    received, converted = plans.accepted(store, paper.year), plans.converted(store, paper.year)
    names = queries.organization_names(store)
    found = {
        row.organization_id: (
            row.organization,
            row.village,
            row.given,
            row.left if row.given is not None else None,
        )
        for row in quota(store, year=paper.year).rows
    }
    for other in {*stages, *received, *converted} - set(found):
        found[other] = (names.get(other, NOWHERE), "", None, None)
    counts = [
        BranchCount(
            name,
            village,
            applicants=stages.get(key, {}).get("applicant", 0),
            activists=stages.get(key, {}).get("activist", 0),
            objects=stages.get(key, {}).get("object", 0),
            probationary=stages.get(key, {}).get("probationary", 0),
            received=received.get(key, 0),
            converted=converted.get(key, 0),
            given=given,
            left=left,
        )
        for key, (name, village, given, left) in found.items()
    ]
    return [one for one in counts if _says_something(one)]


def _says_something(one: BranchCount) -> bool:
    people = (one.applicants, one.activists, one.objects, one.probationary, one.received, one.converted)
    return any(people) or one.given is not None


def _registers(store: Store, paper: Paper, chosen: Chosen) -> list[TableFacts]:
    held = chosen_cases(store, chosen)
    known = tables.register_codes()
    wanted = [_kind(chosen, known)] if chosen.kind else list(known)
    return [tables.register(paper, code, _on_register(store, paper, code, held)) for code in wanted]


def _kind(chosen: Chosen, known: dict[str, str]) -> str:
    if chosen.kind not in known:
        said = "、".join(f"{code}（{words}）" for code, words in known.items())
        raise BadInput(f"没有“{chosen.kind}”这一种。", f"可以选：{said}。")
    return chosen.kind


def _on_register(store: Store, paper: Paper, code: str, held: Sequence[HeldCase]) -> list[PersonLine]:
    step = f"d{tables.register_spec(code)['step']}"
    found = lines.person_lines(store, held, paper.as_of)
    listed = [one for one in found if str(one.values.get(step) or "")[:4] == str(paper.year)]
    return sorted(listed, key=lambda one: str(one.values[step]))


def _checklists(store: Store, paper: Paper, chosen: Chosen) -> list[TableFacts]:
    return [
        tables.checklist(paper, lines.case_facts(store, held, paper.as_of)) for held in _few(store, chosen)
    ]


def _few(store: Store, chosen: Chosen) -> list[HeldCase]:
    """Return the cases a paper with pages for each person is about. Raises PersonNeeded for too many at once."""
    found = chosen_cases(store, chosen, closed=False)
    if len(found) > MANY:
        raise PersonNeeded(f"一次最多打印{MANY}人，现在有{len(found)}人。", "请选择要打印的人。")
    if not found:
        raise BadInput("还没有发展党员的案卷。", "请先登记入党申请，或者导入发展党员台账。")
    return found


def _idle(store: Store, paper: Paper, chosen: Chosen) -> list[TableFacts]:
    found = [
        IdleLine(
            one.organization, one.village, one.last_on, one.years, one.level_label, one.full,
            one.applicants, one.activists, one.objects,
        )
        for one in idle_branches(store, as_of=paper.as_of)
    ]  # fmt: skip
    return [tables.idle(paper, found)]


def _weekly(store: Store, paper: Paper, chosen: Chosen) -> list[TableFacts]:
    items = [
        item for item in due(store, as_of=paper.as_of, days=DUE_DAYS) if item.table == "development_case"
    ]
    if chosen.organization_id:
        items = [item for item in items if item.organization_id == chosen.organization_id]
    found: dict[str, list[DueRow]] = {}
    for item in items:
        row = due_row(item, paper.as_of)
        found.setdefault(row.organization or NOWHERE, []).append(row)
    made = [tables.weekly(paper, name, rows) for name, rows in found.items()]
    return made or [tables.weekly(paper, paper.township, [])]


def _records(store: Store, paper: Paper, chosen: Chosen) -> list[Block]:
    facts = [lines.case_facts(store, held, paper.as_of) for held in _few(store, chosen)]
    return cases.joined([cases.record(one) for one in facts])


def _covers(store: Store, paper: Paper, chosen: Chosen) -> list[Block]:
    facts = [lines.case_facts(store, held, paper.as_of) for held in _few(store, chosen)]
    return cases.joined([cases.cover(one, paper.as_of) for one in facts])


def _votes(store: Store, paper: Paper, chosen: Chosen) -> list[Block]:
    held = meetings(chosen_cases(store, chosen), None if chosen.case_ids else paper.year)
    if not held:
        whom = "所选的人" if chosen.case_ids else f"{paper.year}年"
        raise BadInput(f"{whom}没有登记过票决情况的党员大会。", "请先登记支部党员大会的票数。")
    return cases.joined([cases.ballot(one) for one in held])


def _notice(store: Store, paper: Paper, chosen: Chosen) -> list[Block]:
    kinds = letters.notice_kinds()
    kind = _kind(chosen, kinds) if chosen.kind else next(iter(kinds))
    held = chosen_cases(store, chosen, closed=False)
    if not chosen.case_ids:
        held = [one for one in held if _awaits_notice(one, kind, paper.as_of)]
    from_on, to_on = chosen.from_on, chosen.to_on
    if from_on is None and to_on is None:
        from_on, to_on = _hung(held) if kind == "object" else (None, None)
    elif from_on is not None and to_on is None:
        to_on = calendar(store).end_of(from_on, notice_days()).on
    return letters.notice(_letter(store, paper, kind, held, from_on=from_on, to_on=to_on))


def _awaits_notice(held: HeldCase, kind: str, as_of: date) -> bool:
    view = CaseView(held.case, as_of, held.book)
    if kind == "object":
        over = {"09", "10", "11", "12", "13", "15", "17"} & view.codes
        return "08" in view.done and view.is_due("08a") and not over
    if kind == "reception":
        return "13" in view.done and "15" not in view.codes
    end = view.probation_end()
    return (
        "22" in view.done
        and "23" not in view.codes
        and end is not None
        and end.first <= as_of + CONVERSION_DAYS
    )


def _hung(held: Sequence[HeldCase]) -> tuple[date | None, date | None]:
    """Return the days of the notice when everybody has the same ones recorded."""
    spans = {
        (row["happened_on"], row["until_on"]) for one in held for row in one.steps if row["step"] == "08a"
    }
    start, end = spans.pop() if len(spans) == 1 else (None, None)
    if not start or not end or len(start) < 10 or len(end) < 10:
        return None, None
    return date.fromisoformat(start), date.fromisoformat(end)


def _letter(
    store: Store,
    paper: Paper,
    kind: str,
    held: Sequence[HeldCase],
    *,
    from_on: date | None = None,
    to_on: date | None = None,
) -> letters.Letter:
    found = lines.person_lines(store, held, paper.as_of)
    branches = {one.organization for one in found}
    days = calendar(store).count(from_on, to_on).days if from_on and to_on else 0
    asked = notice_days()
    if from_on and to_on and days < asked:
        least = calendar(store).end_of(from_on, asked).on
        raise BadInput(
            f"公示从{chinese(from_on)}到{chinese(to_on)}只有{max(days, 0)}个工作日，不足{asked}个工作日。",
            f"公示应当到{chinese(least)}或者以后。",
        )
    return letters.Letter(
        kind=kind,
        people=found,
        township=paper.township,
        county=township(store).county,
        issuer=branches.pop() if len(branches) == 1 else f"中共{paper.township}委员会",
        issued_on=paper.as_of,
        from_on=from_on,
        to_on=to_on,
        days=days,
        phone=setting(store, "phone"),
        year=paper.year,
    )


REPLY_RESULTS = {"conversion": "passed", "extension": "extended", "cancellation": "cancelled"}


def _replies(store: Store, paper: Paper, chosen: Chosen) -> list[Block]:
    kinds = letters.reply_kinds()
    kind = _kind(chosen, kinds) if chosen.kind else next(iter(kinds))
    step = "17" if kind == "reception" else "24"
    held = [one for one in chosen_cases(store, chosen) if _decided(one, step, kind, paper, chosen)]
    ranked = sorted(held, key=lambda one: _batch(one, step))
    made = [
        letters.reply(_reply(store, paper, kind, step, list(group), batch))
        for batch, group in groupby(ranked, key=lambda one: _batch(one, step))
    ]
    issuer = f"中共{paper.township}委员会"
    blank = letters.Letter(kind, (), paper.township, "", issuer, paper.as_of)
    return cases.joined(made or [letters.reply(blank)])


def _decided(held: HeldCase, step: str, kind: str, paper: Paper, chosen: Chosen) -> bool:
    rows = [row for row in held.steps if row["step"] == step and row["result"] in (None, "passed")]
    if not rows or not (chosen.case_ids or (rows[-1]["happened_on"] or "")[:4] == str(paper.year)):
        return False
    if step == "17":
        return True
    meeting = [
        row["result"] or "passed"
        for row in held.steps
        if row["step"] == "23" and row["seq"] == rows[-1]["seq"]
    ]
    return (meeting[-1] if meeting else "passed") == REPLY_RESULTS[kind]


def _batch(held: HeldCase, step: str) -> tuple[str, str]:
    return held.row["organization"], max(
        row["happened_on"] or "" for row in held.steps if row["step"] == step
    )


def _reply(
    store: Store, paper: Paper, kind: str, step: str, held: list[HeldCase], batch: tuple[str, str]
) -> letters.Letter:
    code = "reply" if step == "17" else "conversion_reply"
    found = lines.person_lines(store, held, paper.as_of)
    numbers = {str(one.values.get(code) or "") for one in found}
    return letters.Letter(
        kind=kind,
        people=found,
        township=paper.township,
        county="",
        issuer=f"中共{paper.township}委员会",
        issued_on=paper.as_of,
        addressee=batch[0],
        number=numbers.pop() if len(numbers) == 1 else "",
        decided_on=date.fromisoformat(batch[1]) if len(batch[1]) == 10 else None,
    )


def _filing(store: Store, paper: Paper, chosen: Chosen) -> list[Block]:
    held = [one for one in chosen_cases(store, chosen) if _decided(one, "17", "reception", paper, chosen)]
    if not held:
        raise BadInput(f"{paper.year}年没有经党委审批接收的预备党员。", "请先登记党委审批，或者换一个年度。")
    found = lines.person_lines(store, held, paper.as_of)
    issuer = f"中共{paper.township}委员会"
    county = township(store).county
    return letters.filing(
        letters.Letter("filing", found, paper.township, county, issuer, paper.as_of, year=paper.year)
    )


TableBuilder = Callable[[Store, Paper, Chosen], list[TableFacts]]
LetterBuilder = Callable[[Store, Paper, Chosen], list[Block]]
TABLES: dict[str, TableBuilder] = {
    "development-summary": _summary,
    "development-register": _registers,
    "development-checklist": _checklists,
    "idle-branches": _idle,
    "due-branches": _weekly,
}
LETTERS: dict[str, LetterBuilder] = {
    "development-record": _records,
    "development-cover": _covers,
    "notice": _notice,
    "approval-reply": _replies,
    "filing-report": _filing,
    "vote-record": _votes,
}
