"""体检: everything in the ledger that contradicts a rule or itself, each finding with its rule and its answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.errors import BadInput
from app.models import queries_quality
from app.models.store import Store
from app.progress import SILENT, Progress
from app.rules.development.findings import WEIGHT
from app.rules.development.judging import judge
from app.rules.quality.findings import sentence
from app.rules.reference_quality import quality_rules
from app.rules.vocabulary import Level
from app.services import explanations
from app.services.cases import held_cases
from app.services.quality import breaches

TABLES = (
    "person",
    "development_case",
    "organization",
    "village_group",
    "rating_round",
    "rating",
    "pairing",
    "contact_point",
    "rectification",
    "rectification_item",
    "village",
    "income_entry",
)
CASE_TABLE = "development_case"


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction: the record and fields it is about, the rule, and the clerk's explanation if there is one."""

    code: str
    level: Level
    message: str
    table: str
    record_id: str
    record_label: str
    fields: tuple[str, ...]
    source: str
    article: str
    rule_set: str
    explanation: str = ""


def check(store: Store, *, as_of: date, progress: Progress = SILENT) -> list[Finding]:
    """Return all findings, gravest first; within a level by subject, explained ones last."""
    reasons = {(row["code"], row["record"]): row["reason"] for row in queries_quality.explanations(store)}
    found = [*_quality(store, as_of, reasons, progress), *_development(store, as_of, reasons)]
    return sorted(found, key=_weight)


def explain(store: Store, finding: Finding, reason: str, *, on: date, actor: str) -> None:
    """Answer a finding with a reason, which is kept and shown with it; a new reason replaces the old one.

    Raises BadInput when the reason is empty.
    """
    if not reason.strip():
        raise BadInput("还没有写说明。", "请写明原因，例如“已报上级批准延期换届”。")
    with store.operation("explanation", f"说明：{finding.record_label}——{finding.message}", actor):
        explanations.keep(store, finding.code, finding.record_id, reason, on=on, actor=actor)


def _quality(
    store: Store, as_of: date, reasons: dict[tuple[str, str], str], progress: Progress
) -> Iterator[Finding]:
    rules = quality_rules()
    for breach in breaches(store, as_of, progress):
        rule = rules[breach.code]
        yield Finding(
            breach.code,
            rule.level,
            sentence(breach, rule),
            breach.table,
            breach.record_id,
            breach.label,
            breach.fields,
            rule.source,
            rule.article,
            "",
            reasons.get((breach.code, breach.record_id), ""),
        )


def _development(store: Store, as_of: date, reasons: dict[tuple[str, str], str]) -> Iterator[Finding]:
    for held in held_cases(store):
        for one in judge(held.case, as_of, held.book, held.calendar):
            yield Finding(
                one.code,
                one.level,
                one.message,
                CASE_TABLE,
                held.case.key,
                held.case.person.name,
                one.fields,
                one.source,
                one.article,
                one.rule_set,
                reasons.get((one.code, held.case.key), ""),
            )


def _weight(finding: Finding) -> tuple[bool, int, int]:
    return (bool(finding.explanation), WEIGHT[finding.level], TABLES.index(finding.table))
