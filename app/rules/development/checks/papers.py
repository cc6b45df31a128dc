"""Papers against steps: the archive set, dates of one paper against a step, quarterly reports."""

from datetime import date

from app.rules.calendar import add_months
from app.rules.development.facts import Document, Step
from app.rules.development.schema import Rule
from app.rules.development.view import CaseView, last_day, surely_before


def check_archive(view: CaseView, rule: Rule, step: Step) -> None:
    """When the papers are archived, the set the regulation names is complete."""
    if not view.case.documents:
        return
    present = {paper.kind for paper in view.case.documents}
    lacking = [paper.name for paper in view.book.documents if paper.archive and paper.code not in present]
    if lacking:
        view.emit(rule, step, problem="、".join(lacking))


def _dated(view: CaseView, rule: Rule) -> list[Document]:
    return [paper for paper in view.case.documents if paper.kind == rule.params["paper"] and paper.on]


def check_same_day(view: CaseView, rule: Rule, step: Step) -> None:
    """A paper bears the day of its step."""
    papers = _dated(view, rule)
    if not papers or step.on is None or len(view.records(step.code)) > 1:
        return
    paper = papers[0]
    if paper.on and (surely_before(paper.on, step.on) or surely_before(step.on, paper.on)):
        view.emit(rule, step, date=paper.on, other_date=step.on)


def check_paper_after(view: CaseView, rule: Rule, step: Step) -> None:
    """A paper is not older than its step (`end`: than the last day of it)."""
    over = last_day(step) if rule.params.get("end") else step.on
    for paper in _dated(view, rule):
        if paper.on and over and surely_before(paper.on, over):
            view.emit(rule, step, date=paper.on, other_date=over)
            return


def check_paper_before(view: CaseView, rule: Rule, step: Step) -> None:
    """A paper is not younger than its step."""
    for paper in _dated(view, rule):
        if paper.on and step.on and surely_before(step.on, paper.on):
            view.emit(rule, step, date=paper.on, other_date=step.on)
            return


def check_paper_at_least(view: CaseView, rule: Rule, step: Step) -> None:
    """A paper is at least so many months younger than its step."""
    limit = step.on.months_later(rule.number("months")) if step.on else None
    for paper in _dated(view, rule):
        if paper.on and step.on and limit and surely_before(paper.on, limit):
            view.emit(rule, step, date=paper.on, other_date=step.on, limit=limit)
            return


def check_paper_result(view: CaseView, rule: Rule, step: Step) -> None:
    """A paper that asks for one outcome of a meeting does not stand beside another outcome."""
    meetings = view.records(step.code)
    asked = any(paper.kind == rule.params["paper"] for paper in view.case.documents)
    if asked and step is meetings[-1] and all(one.result != rule.word("result") for one in meetings):
        view.emit(rule, step)


def check_receipt(view: CaseView, rule: Rule, step: Step) -> None:
    """A paper that was sent up has the day its receipt came back."""
    sent = [paper for paper in view.case.documents if paper.kind == rule.params["paper"]]
    if sent and all(paper.received_on is None for paper in sent):
        view.emit(rule, step)


def check_quarterly(view: CaseView, rule: Rule, step: Step) -> None:
    """One paper in each calendar quarter that lies wholly between the two steps."""
    start = view.start(rule.word("from"), step)
    if start is None or start.on is None or step.on is None:
        return
    papers = [paper.on for paper in _dated(view, rule) if paper.on]
    quarter = _next_quarter(start.on.last)
    lacking: list[str] = []
    while (following := add_months(quarter, 3)) <= step.on.first:
        if not any(paper.first < following and paper.last >= quarter for paper in papers):
            lacking.append(f"{quarter.year}年第{(quarter.month + 2) // 3}季度")
        quarter = following
    if lacking:
        view.emit(rule, step, problem="、".join(lacking))


def _next_quarter(day: date) -> date:
    return add_months(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3)
