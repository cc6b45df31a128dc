"""Read the rules of 发展党员 under resources/reference/development/: steps, papers, national and local rules."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from app.paths import resources
from app.rules.development.rulebook import Rulebook, RuleSet, build_set
from app.rules.development.schema import DocumentKind, Rule, StepKind
from app.rules.vocabulary import Level

NAMED = {
    "code",
    "name",
    "check",
    "level",
    "text",
    "source",
    "articles",
    "step_articles",
    "step",
    "steps",
    "fields",
    "valid_from",
    "valid_to",
    "due",
}
LOCAL = "local"


def _tables(file: str, key: str) -> list[dict[str, Any]]:
    path = resources() / "reference" / "development" / file
    found: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))[key]
    return found


def _step(table: Mapping[str, Any]) -> StepKind:
    return StepKind(
        code=table["code"],
        stage=table["stage"],
        name=table["name"],
        who=table["who"],
        fields=tuple(table["fields"]),
        after=tuple(table.get("after", ())),
        follows=tuple(table.get("follows", ())),
        missing=Level(table["missing"]),
        periodic=table.get("periodic", False),
        valid_from=table.get("valid_from"),
        triggers=tuple(table.get("triggers", ())),
        plan=tuple((one["from"], one.get("months", 0), one.get("days", 0)) for one in table.get("plan", ())),
        refused=table.get("refused", ""),
        names=table.get("names", {}),
        articles=table.get("articles", {}),
    )


def _rule(table: Mapping[str, Any], rule_set: str, source: str) -> Rule:
    return Rule(
        code=table["code"],
        name=table["name"],
        check=table["check"],
        level=Level(table["level"]),
        text=table["text"],
        source=table.get("source", source),
        rule_set=rule_set,
        article=table.get("articles", {}).get(rule_set, ""),
        step_articles={
            step: articles[rule_set]
            for step, articles in table.get("step_articles", {}).items()
            if rule_set in articles
        },
        steps=tuple(table.get("steps", [table["step"]] if "step" in table else [])),
        fields=tuple(table.get("fields", ())),
        params={key: value for key, value in table.items() if key not in NAMED},
        valid_from=table.get("valid_from", date.min),
        valid_to=table.get("valid_to", date.max),
        due=table.get("due", ""),
    )


def _set(head: Mapping[str, Any], steps: Mapping[str, StepKind], tables: list[dict[str, Any]]) -> RuleSet:
    rules = [
        _rule(table, head["code"], head["title"]) for table in tables if head["code"] in table["articles"]
    ]
    empty = RuleSet(
        head["code"], head["title"], head["valid_from"], head.get("valid_to", date.max), (), steps
    )
    return build_set(empty, rules)


def notice_days() -> int:
    """Return the least 工作日 of a 公示, as the newest set has it for 发展对象; the other kinds of 公示 last as long."""
    return next(rule.number("days") for rule in development_rules().sets[-1].rules if rule.code == "D04")


@cache
def development_rules() -> Rulebook:
    """Return the shipped rules.

    Local rules are off; switch them on with `Rulebook.switched(local=…)`. Raises KeyError or ValueError for a
    malformed file.
    """
    steps = {table["code"]: _step(table) for table in _tables("steps.toml", "step")}
    national = _tables("rules.toml", "rule")
    sets = tuple(_set(head, steps, national) for head in _tables("rules.toml", "set"))
    return Rulebook(
        sets=sets,
        steps=steps,
        documents=tuple(DocumentKind(**table) for table in _tables("documents.toml", "document")),
        local_rules=tuple(_rule(table, LOCAL, "地方规定") for table in _tables("rules-local.toml", "rule")),
        loose=frozenset(frozenset(table["steps"]) for table in _tables("steps.toml", "loose")),
    )
