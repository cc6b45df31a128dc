"""一人一档: which papers a case should have by now, which it has, 齐备度."""

from dataclasses import dataclass
from datetime import date

from app.rules.development.facts import Case
from app.rules.development.rulebook import Rulebook
from app.rules.development.schema import DocumentKind
from app.rules.development.view import CaseView


@dataclass(frozen=True, slots=True)
class PaperState:
    """One paper of the checklist. expected: its step is done, so that it should be there."""

    kind: DocumentKind
    expected: bool
    present: bool


@dataclass(frozen=True, slots=True)
class Completeness:
    """The checklist of a case; the figure counts required papers of steps that are done."""

    papers: tuple[PaperState, ...]

    @property
    def required(self) -> int:
        """Return how many required papers are expected by now."""
        return sum(paper.expected and paper.kind.need == "required" for paper in self.papers)

    @property
    def present(self) -> int:
        """Return how many of those are there."""
        return sum(
            paper.expected and paper.present and paper.kind.need == "required" for paper in self.papers
        )

    @property
    def missing(self) -> tuple[DocumentKind, ...]:
        """Return the required papers that should be there and are not."""
        return tuple(
            p.kind for p in self.papers if p.expected and not p.present and p.kind.need == "required"
        )


def completeness(case: Case, today: date, book: Rulebook) -> Completeness:
    """Return the checklist of a case by `today`; papers of a step that did not apply to it are left out."""
    view = CaseView(case, today, book)
    held = {paper.kind for paper in case.documents}
    reached = set(view.done)
    states = [
        PaperState(kind, expected=not kind.step or kind.step in reached, present=kind.code in held)
        for kind in book.documents
        if not kind.step or kind.step in reached or kind.code in held or view.is_due(kind.step)
    ]
    return Completeness(tuple(states))
