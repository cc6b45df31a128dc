"""Who has a vote on the day of a 党员大会: the suggestion for 应到 (第十九条)."""

from dataclasses import dataclass
from datetime import date

from app.models import queries_development as queries
from app.models.store import Store

NO_VOTE = frozenset({"留党察看", "probation"})


@dataclass(frozen=True, slots=True)
class Voter:
    """A 正式党员 of the branch on the day; `why_not` says why he has no vote, "" when he has. away: 流动 or 失联."""

    person_id: str
    name: str
    why_not: str = ""
    away: str = ""


@dataclass(frozen=True, slots=True)
class VotingRoll:
    """The roll of a branch on a day."""

    organization_id: str
    on: date
    voters: tuple[Voter, ...]

    @property
    def roll(self) -> int:
        """Members on the roll with the right to vote."""
        return sum(not one.why_not for one in self.voters)

    @property
    def majority(self) -> int:
        """Fewest that are more than half of the roll."""
        return self.roll // 2 + 1


def voting_roll(store: Store, organization_id: str, *, on: date) -> VotingRoll:
    """Return the 正式党员 of a branch on a day, those under 留党察看 without a vote."""
    members = queries.members_on(store, organization_id, on.isoformat())
    sanctions = queries.disciplines(store, [row["id"] for row in members]) if members else []
    barred = {
        row["person_id"]
        for row in sanctions
        if row["kind"] in NO_VOTE
        and (row["from_on"] or "") <= on.isoformat()
        and not (row["until_on"] and row["until_on"] <= on.isoformat())
    }
    voters = tuple(
        Voter(
            row["id"],
            row["name"],
            "受留党察看处分，尚未恢复党员权利" if row["id"] in barred else "",
            "失联党员" if row["is_lost"] else "流动党员" if row["is_migrant"] else "",
        )
        for row in members
    )
    return VotingRoll(organization_id, on, voters)
