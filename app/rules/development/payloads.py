"""What a stored step says → the values the rules judge. Keys not named here are kept by the store and not judged.

Payload of a step (all optional):
    backers      [{name, is_full, sanction, sanction_until}]                       05, 09
    votes        {due, present, in_favour, against, abstained, invalid, written, written_on, roll, secret, one_by_one,
                  left_out: [{name, reason, agreed_above, passed_by_meeting}]}     15, 23
    training     {days, hours, exception}                                          11
    approval     {can_approve, reviewed_on, special, received_on, exception}       08, 13, 15, 17, 24
    places       [text]                                                            08a
    months       length of an extension                                           23
    notice_from, notice_to, recommended                                            03, 23 (local rules)
Dates are stored text: 2023-07-01, 2023-07 or 2023.
"""

from collections.abc import Mapping
from typing import Any

from app.rules.calendar import Day
from app.rules.development.facts import Approval, Backer, LeftOut, Step, Training, Votes

Plain = Mapping[str, Any]


def day_of(text: str | None) -> Day | None:
    """Read a stored date; nothing stays nothing. Raises ValueError for text that is no date."""
    return Day.parse(text) if text else None


def _dated(values: Plain, *keys: str) -> dict[str, Any]:
    return {key: day_of(value) if key in keys else value for key, value in values.items()}


def votes_of(values: Plain) -> Votes:
    """Read a ballot. Raises TypeError for a key that is none of its fields."""
    plain = _dated(values, "written_on")
    plain["left_out"] = tuple(LeftOut(**one) for one in values.get("left_out", ()))
    return Votes(**plain)


def backer_of(values: Plain) -> Backer:
    """Read a 培养联系人 or 入党介绍人."""
    return Backer(**_dated(values, "sanction_until"))


def step_of(
    code: str,
    on: str | None,
    *,
    seq: int = 1,
    until: str | None = None,
    result: str | None = None,
    organization: str | None = None,
    payload: Plain | None = None,
    imported: bool = False,
) -> Step:
    """Make a step from stored texts; `organization` is the kind of the acting organization.

    Raises ValueError for a text that is no date, TypeError for a malformed payload.
    """
    plain = payload or {}
    return Step(
        code=code,
        on=day_of(on),
        seq=seq,
        result=result or "",
        until=day_of(until),
        organization=organization or "",
        backers=tuple(backer_of(one) for one in plain.get("backers", ())),
        votes=votes_of(plain["votes"]) if plain.get("votes") else None,
        training=Training(**plain["training"]) if plain.get("training") else None,
        approval=Approval(**_dated(plain["approval"], "reviewed_on", "received_on"))
        if plain.get("approval")
        else None,
        places=tuple(plain.get("places", ())),
        months=plain.get("months"),
        notice_from=day_of(plain.get("notice_from")),
        notice_to=day_of(plain.get("notice_to")),
        recommended=plain.get("recommended"),
        imported=imported,
    )
