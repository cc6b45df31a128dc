"""Order of the steps, steps that are missing, refused decisions, dates that have not come."""

from datetime import date

from app.rules.development.facts import DEFERRED, Step
from app.rules.development.rulebook import RuleSet
from app.rules.development.schema import Rule
from app.rules.development.view import REFUSING, SPANNING, CaseView, last_day, passed, surely_before
from app.rules.vocabulary import Level, PersonStatus

STOPPING = REFUSING | {DEFERRED}
AFTER_THE_END = frozenset({"24", "25"})
Conflicts = dict[str, set[str]]
RANKS = {status.value: rank for rank, status in enumerate(PersonStatus)}


def check_sequence(view: CaseView) -> None:
    """Judge everything that concerns the steps together."""
    _future(view)
    _order(view)
    _seconds(view)
    _missing(view)
    _refused(view)
    _ended(view)
    _stage(view)


def _rule(view: CaseView, code: str, step: Step | None = None) -> Rule | None:
    return (view.rule_set(step) if step else view.book.at(view.today)).find(code)


def _article(view: CaseView, code: str, rule_set: RuleSet) -> str:
    return view.kind(code).articles.get(rule_set.code, "")


def _future(view: CaseView) -> None:
    rule = _rule(view, "FUTURE")
    if rule:
        for step in view.future:
            view.emit(rule, step, fields=view.kind(step.code).fields)


def _conflicts(view: CaseView) -> tuple[Conflicts, Conflicts]:
    """Return the steps out of order with others, both ways round: by what must come earlier, by what usually does."""
    ends: dict[str, date] = {}
    for code, step in view.firsts.items():
        day = last_day(step)
        if day:
            ends[code] = day.first
    hard: Conflicts = {}
    soft: Conflicts = {}
    for code, step in view.firsts.items():
        if step.on is None:
            continue
        rule_set = view.rule_set(step)
        latest = step.on.last
        for earlier in rule_set.needs.get(code, ()):
            end = ends.get(earlier)
            if end is not None and end > latest and not _is_loose(view, code, earlier):
                found = hard if earlier in rule_set.hard[code] else soft
                found.setdefault(code, set()).add(earlier)
                found.setdefault(earlier, set()).add(code)
    return hard, soft


def _is_loose(view: CaseView, code: str, earlier: str) -> bool:
    if frozenset({code, earlier}) not in view.book.loose:
        return False
    return view.case.imported or any(step.imported for one in (code, earlier) for step in view.records(one))


def _order(view: CaseView) -> None:
    """Name each date out of place once: the one that contradicts most others, against its nearest neighbour."""
    hard, soft = _conflicts(view)
    if hard:
        _name_conflicts(view, hard, Level.BLOCK)
    if soft:
        _name_conflicts(view, soft, Level.WARNING)


def _name_conflicts(view: CaseView, found: Conflicts, level: Level) -> None:
    positions = {code: number for number, code in enumerate(view.book.steps)}
    while found:
        blamed = max(found, key=lambda code: (len(found[code]), positions[code]))
        others = found.pop(blamed)
        nearest = min(others, key=lambda code: (abs(positions[code] - positions[blamed]), positions[code]))
        if level is Level.BLOCK or blamed not in view.misplaced:
            later, earlier = sorted((blamed, nearest), key=positions.__getitem__, reverse=True)
            _out_of_order(view, later, earlier, level)
        if level is Level.BLOCK:
            view.misplaced |= {blamed, nearest} if len(others) == 1 else {blamed}
        for other in others:
            found[other].discard(blamed)
        found = {code: rest for code, rest in found.items() if rest}


def _out_of_order(view: CaseView, later: str, earlier: str, level: Level) -> None:
    step, other = view.first(later), view.first(earlier)
    rule = _rule(view, "ORDER", step)
    if step is None or other is None or rule is None:
        return
    _emit_order(view, rule, step, other, level)


def _emit_order(view: CaseView, rule: Rule, step: Step, other: Step, level: Level) -> None:
    view.emit(
        rule,
        step,
        level=level,
        other=other.code,
        other_date=last_day(other) or "",
        ends="结束" if other.until and other.code in SPANNING else "",
        fields=(*view.kind(step.code).fields, *view.kind(other.code).fields),
        article=_article(view, step.code, view.rule_set(step)),
    )


def _seconds(view: CaseView) -> None:
    """Compare the second and later decisions on conversion with the meetings they belong to."""
    for decision in view.records("24")[1:]:
        meeting = next((step for step in view.records("23") if step.seq == decision.seq), None)
        rule = _rule(view, "ORDER", decision)
        if meeting and meeting.on and decision.on and rule and surely_before(decision.on, meeting.on):
            _emit_order(view, rule, decision, meeting, Level.BLOCK)


def _missing(view: CaseView) -> None:
    reported: set[str] = set()
    old: list[str] = []
    last: Step | None = None
    holes = _holes(view)
    for code in view.book.steps:
        step = view.firsts.get(code)
        if step is None:
            continue
        last = step
        lacking = view.rule_set(step).needs.get(code, view.codes) - view.codes
        for other in sorted(lacking - reported) if lacking else ():
            if not view.is_due(other):
                continue
            reported.add(other)
            if (view.case.imported or step.imported) and other not in holes:
                old.append(other)
            else:
                _emit_missing(view, step, other)
    if old and last and view.book.gaps:
        _emit_old_gaps(view, last, old)


def _holes(view: CaseView) -> frozenset[str]:
    """Return the steps left blank in a book that has a column for them, when the row is filled in but for these.

    A row of which only some dates are known says nothing about the others.
    """
    rule = _rule(view, "MISSING")
    needed = {
        code for code in view.case.book if code in view.book.steps and view.kind(code).missing is Level.BLOCK
    }
    passed: set[str] = set()
    for code, step in view.firsts.items():
        if step.on is not None:
            passed |= view.rule_set(step).needs.get(code, frozenset())
    blank = {code for code in (needed & passed) - view.codes if view.is_due(code)}
    filled = needed & view.firsts.keys()
    if rule is None or len(filled) < rule.number("filled") * len(blank):
        return frozenset()
    return frozenset(blank)


def _emit_missing(view: CaseView, step: Step, other: str) -> None:
    rule = _rule(view, "MISSING", step)
    if rule:
        kind = view.kind(other)
        view.emit(
            rule,
            step,
            level=kind.missing,
            other=other,
            fields=kind.fields,
            article=_article(view, other, view.rule_set(step)),
        )


def _emit_old_gaps(view: CaseView, step: Step, old: list[str]) -> None:
    rule = _rule(view, "GAPS", step)
    if rule:
        names = "、".join(view.kind(code).name for code in view.book.steps if code in old)
        fields = tuple(name for code in view.book.steps if code in old for name in view.kind(code).fields)
        view.emit(rule, step, names=names, fields=fields)


def _refused(view: CaseView) -> None:
    for code, records in view.done.items():
        if view.kind(code).refused and any(step.result in STOPPING for step in records):
            _name_refusal(view, code)


def _name_refusal(view: CaseView, code: str) -> None:
    """Name the first later step that was taken although the last decision before it was negative."""
    for later in view.book.steps:
        step = view.first(later)
        if step is None or step.on is None or code not in view.rule_set(step).hard.get(later, ()):
            continue
        decided = [one for one in view.records(code) if one.on is None or one.on.first <= step.on.last]
        rule = _rule(view, "REFUSED", step)
        if decided and decided[-1].result in STOPPING and rule:
            refusal = decided[-1]
            view.emit(
                rule,
                step,
                other=code,
                other_date=refusal.on or "日期未写",
                result="暂缓" if refusal.result == DEFERRED else view.kind(code).refused,
                fields=(*view.kind(step.code).fields, *view.kind(code).fields),
                article=_article(view, code, view.rule_set(step)),
            )
            return


def _ended(view: CaseView) -> None:
    ended = view.case.ended_on
    if ended is None:
        return
    for code in view.book.steps:
        for step in view.records(code):
            rule = _rule(view, "ENDED", step)
            if rule and step.on and code not in AFTER_THE_END and surely_before(ended, step.on):
                view.emit(rule, step, other_date=ended, fields=view.kind(code).fields)
                return


def _reached(view: CaseView) -> tuple[PersonStatus, PersonStatus]:
    """Return the least and the greatest stage the dated steps allow."""
    good = {code for code, records in view.done.items() if any(one.on and passed(one) for one in records)}
    if "24" in good:
        return PersonStatus.FULL, PersonStatus.FULL
    if "17" in good:
        return PersonStatus.PROBATIONARY, PersonStatus.FULL if "23" in good else PersonStatus.PROBATIONARY
    if "23" in good and view.case.imported:
        return PersonStatus.PROBATIONARY, PersonStatus.FULL
    if "15" in good:
        return PersonStatus.OBJECT, PersonStatus.PROBATIONARY
    if good & {"10", "11", "12", "13"}:
        return PersonStatus.OBJECT, PersonStatus.OBJECT
    if good & {"08", "08a"}:
        least = PersonStatus.ACTIVIST if view.is_due("08a") else PersonStatus.OBJECT
        return least, PersonStatus.OBJECT
    if "07" in good:
        return PersonStatus.OBJECT if view.case.imported else PersonStatus.ACTIVIST, PersonStatus.OBJECT
    if "03" in good:
        return PersonStatus.ACTIVIST, PersonStatus.ACTIVIST
    return PersonStatus.APPLICANT, PersonStatus.APPLICANT


def _stage(view: CaseView) -> None:
    written = view.case.stage
    rule = _rule(view, "STAGE")
    if rule is None or written not in RANKS or view.case.ended_on:
        return
    least, greatest = _reached(view)
    if RANKS[written] < RANKS[least.value]:
        view.emit(rule, None, written=PersonStatus.label_of(written), derived=least.label)
    elif RANKS[written] > RANKS[greatest.value] and not view.future:
        level = Level.HINT if view.case.imported else None
        view.emit(rule, None, level=level, written=PersonStatus.label_of(written), derived=greatest.label)
