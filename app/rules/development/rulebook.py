"""The rules as data: the sets they form, the order of steps, and which set holds on a day."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from app.rules.calendar import Day
from app.rules.development.constraints import Constraint, order_constraints, term_constraints
from app.rules.development.schema import DocumentKind, Rule, StepKind


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The national rules in force over a span of days together with the switched-on local ones."""

    code: str
    title: str
    valid_from: date
    valid_to: date
    rules: tuple[Rule, ...]
    steps: Mapping[str, StepKind]
    by_step: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    by_code: Mapping[str, Rule] = field(default_factory=dict)
    hard: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    constraints: Mapping[str, tuple[Constraint, ...]] = field(default_factory=dict)

    def find(self, code: str) -> Rule | None:
        """Return a rule of the set by its code, None when it is not in the set or switched off."""
        return self.by_code.get(code)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All sets, the steps, the papers; `local` are the local rules switched on, `off` national ones switched off.

    approval_from: where the three months of approval begin: `meeting` (default) or `received`.
    gaps: whether steps that books brought in from before do not have are listed, as one hint for each case.
    """

    sets: tuple[RuleSet, ...]
    steps: Mapping[str, StepKind]
    documents: tuple[DocumentKind, ...]
    local_rules: tuple[Rule, ...] = ()
    loose: frozenset[frozenset[str]] = frozenset()
    local: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    approval_from: str = "meeting"
    gaps: bool = False

    def at(self, day: date) -> RuleSet:
        """Return the set in force on a day; before the first one, the first."""
        for rule_set in reversed(self.sets):
            if rule_set.valid_from <= day:
                return rule_set
        return self.sets[0]

    def at_paper(self, day: Day | None, default: date) -> RuleSet:
        """Return the set for a paper's date; the earlier one where the date is not exact, `default` without one."""
        return self.at(day.first if day else default)

    def with_papers(self, papers: Iterable[DocumentKind]) -> "Rulebook":
        """Return the book with a place's own papers, each after the others of its step."""
        order = {code: number for number, code in enumerate(("", *self.steps))}
        every = sorted((*self.documents, *papers), key=lambda paper: order.get(paper.step, 0))
        return replace(self, documents=tuple(every))

    def switched(
        self,
        *,
        local: Iterable[str] = (),
        off: Iterable[str] = (),
        approval_from: str = "meeting",
        gaps: bool = False,
    ) -> "Rulebook":
        """Return the book with exactly these local rules on and these national ones off."""
        chosen, dropped = frozenset(local), frozenset(off)
        national = tuple(strip_local(rule_set) for rule_set in self.sets)
        extra = tuple(rule for rule in self.local_rules if rule.code in chosen)
        sets = tuple(
            build_set(rule_set, [r for r in rule_set.rules if r.code not in dropped], extra)
            for rule_set in national
        )
        return replace(self, sets=sets, local=chosen, off=dropped, approval_from=approval_from, gaps=gaps)


def strip_local(rule_set: RuleSet) -> RuleSet:
    """Return the set with national rules only."""
    return replace(rule_set, rules=tuple(rule for rule in rule_set.rules if rule.rule_set != "local"))


def _closure(
    steps: Mapping[str, StepKind], of: Callable[[StepKind], Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}

    def ancestors(code: str) -> tuple[str, ...]:
        if code not in found:
            direct = [other for other in of(steps[code]) if other in steps]
            found[code] = tuple(sorted({*direct, *(far for near in direct for far in ancestors(near))}))
        return found[code]

    for code in steps:
        ancestors(code)
    return found


def _constraints(
    rule_set: str, steps: Mapping[str, StepKind], rules: Iterable[Rule]
) -> dict[str, tuple[Constraint, ...]]:
    found: dict[str, list[Constraint]] = {}
    for rule in rules:
        made = order_constraints(rule, steps, rule_set) if rule.check == "order" else term_constraints(rule)
        for constraint in made:
            found.setdefault(constraint.step, []).append(constraint)
    return {step: tuple(items) for step, items in found.items()}


def build_set(base: RuleSet, rules: Iterable[Rule], extra: Iterable[Rule] = ()) -> RuleSet:
    """Return `base` with these rules, indexed by step, and with the order of steps worked out."""
    known = {
        code: step
        for code, step in base.steps.items()
        if step.valid_from is None or step.valid_from <= base.valid_from
    }
    local = [rule for rule in extra if rule.valid_from <= base.valid_to and rule.valid_to >= base.valid_from]
    chosen = (*rules, *local)
    by_step: dict[str, list[Rule]] = {}
    for rule in chosen:
        for step in rule.steps:
            by_step.setdefault(step, []).append(rule)
    hard = _closure(known, lambda step: step.after)
    every = _closure(known, lambda step: (*step.after, *step.follows))
    return replace(
        base,
        rules=chosen,
        by_step={step: tuple(items) for step, items in by_step.items()},
        by_code={rule.code: rule for rule in chosen},
        hard=hard,
        needs={code: frozenset(every[code]) for code in known},
        constraints=_constraints(base.code, known, chosen),
    )
