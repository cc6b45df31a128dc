"""One case by its id, and the words its steps go by."""

import json
from datetime import date
from typing import Any

from app.errors import NotFound
from app.models.store import Row, Store
from app.rules.calendar import Day
from app.rules.reference_development import development_rules
from app.services.cases import HeldCase, held_cases


def held_case(store: Store, case_id: str) -> HeldCase:
    """Return a case with everything it is judged by. Raises NotFound when it is gone."""
    found = held_cases(store, case_id=case_id)
    if not found:
        raise NotFound("这份发展党员案卷已经不在了。", "请刷新页面后再试。")
    return found[0]


def step_name(step: str, on: Day | date | None, today: date) -> str:
    """Return a step's name in the words of the rules in force on the day it is taken."""
    day = on.first if isinstance(on, Day) else on or today
    book = development_rules()
    return book.steps[step].name_in(book.at(day).code)


def day_text(day: Day | None) -> str | None:
    """Return a day the way it is stored, no more exact than the paper."""
    if day is None:
        return None
    if day.is_exact:
        return day.first.isoformat()
    same_month = (day.first.year, day.first.month) == (day.last.year, day.last.month)
    return f"{day.first:%Y-%m}" if same_month else f"{day.first:%Y}"


def payload_of(row: Row) -> dict[str, Any]:
    """Return the particulars of a step record."""
    found: dict[str, Any] = json.loads(row["payload"]) if row["payload"] else {}
    return found
