"""党员大会 as their records print them: everybody discussed on one day in one branch."""

from collections.abc import Sequence
from typing import Any

from app.models.store import Row
from app.reports.documents.development_records import BallotLine, LeftOutLine, MeetingFacts
from app.rules.calendar import Day
from app.rules.development.checks.ballots import LEFT_OUT_REASONS
from app.services.cases import HeldCase
from app.services.development.reading import payload_of
from app.services.reporting.development_lines import result_words

MATTERS = {"15": "讨论接收预备党员", "23": "讨论预备党员转正"}
YES = {True: "是", False: "否", None: ""}


def meetings(cases: Sequence[HeldCase], year: int | None) -> list[MeetingFacts]:
    """Return the meetings with a ballot on record, of a year or (None) all, the earliest first."""
    grouped: dict[tuple[str, str, str], list[tuple[HeldCase, Row]]] = {}
    for held in cases:
        for row in held.steps:
            on = row["happened_on"] or ""
            if (
                row["step"] in MATTERS
                and "votes" in payload_of(row)
                and (year is None or on[:4] == str(year))
            ):
                grouped.setdefault((on, held.row["organization"], row["step"]), []).append((held, row))
    return [_meeting(*key, grouped[key]) for key in sorted(grouped)]


def _meeting(on: str, organization: str, step: str, records: Sequence[tuple[HeldCase, Row]]) -> MeetingFacts:
    payload = payload_of(records[0][1])
    votes, place = payload["votes"], payload.get("meeting", {})
    return MeetingFacts(
        organization=organization,
        on=on,
        matter=MATTERS[step],
        place=place.get("place", ""),
        host=place.get("host", ""),
        recorder=place.get("recorder", ""),
        due=votes.get("due"),
        present=votes.get("present"),
        roll=votes.get("roll"),
        ballots=tuple(_ballot(held, row) for held, row in records),
        left_out=tuple(_left_out(one) for one in votes.get("left_out", ())),
        consent=_consent(payload.get("excused", {})),
    )


def _consent(excused: dict[str, str]) -> str:
    on, number = excused.get("agreed_on", ""), excused.get("number", "")
    if not on and not number:
        return ""
    when = f"于{Day.parse(on).chinese()}" if on else ""
    return f"上级党组织{when}同意以上党员不计入应到会人数" + (f"（{number}）。" if number else "。")


def _ballot(held: HeldCase, row: Row) -> BallotLine:
    votes = payload_of(row)["votes"]
    return BallotLine(
        name=held.row["name"],
        in_favour=votes.get("in_favour"),
        against=votes.get("against"),
        abstained=votes.get("abstained"),
        invalid=votes.get("invalid"),
        written=votes.get("written"),
        result=result_words(row["step"], {row["step"]: row}),
    )


def _left_out(one: dict[str, Any]) -> LeftOutLine:
    return LeftOutLine(
        one["name"],
        LEFT_OUT_REASONS.get(one["reason"], one["reason"]),
        YES[one.get("agreed_above")],
        YES[one.get("passed_by_meeting")],
    )
