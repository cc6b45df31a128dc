"""Who has a vote on the day of a 党员大会 (第十九条), and what the numbers of a ballot mean while they are typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.models import queries_development as queries
from app.models.store import Store
from app.rules.development.checks.ballots import majority

NO_VOTE = frozenset({"留党察看", "probation"})
NUMBERS = ("due", "present", "written", "in_favour", "against", "abstained", "invalid")
CAST = NUMBERS[3:]
RULE = "实到超过应到的半数才能开会，赞成超过应到的半数才能通过。"


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
        return majority(self.roll)


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


def ballot_words(typed: Mapping[str, str]) -> tuple[str, bool]:
    """Return what the numbers typed so far mean (NUMBERS → text), and whether nothing about them is wrong (第十九、二十条)."""
    numbers = {name: int(text) for name in NUMBERS if (text := typed.get(name, "")).isdecimal()}
    due = numbers.get("due")
    if due is None:
        return RULE, True
    need = majority(due)
    said = [f"应到{due}人，超过半数是{need}人"]
    wrong = False
    for name, reached, well, badly in (
        ("present", "实到{}人", "，可以开会", "，没有超过半数，不能开会"),
        ("in_favour", "赞成{}票", "，可以通过", "，没有超过半数，不能通过"),
    ):
        if name in numbers:
            wrong = wrong or numbers[name] < need
            said.append(reached.format(numbers[name]) + (badly if numbers[name] < need else well))
    votes = numbers.get("present", 0) + numbers.get("written", 0)
    counted = sum(numbers.get(name, 0) for name in CAST)
    if "present" in numbers and "in_favour" in numbers and counted != votes:
        wrong = True
        gap = f"还差{votes - counted}票" if counted < votes else f"多了{counted - votes}票"
        said.append(f"实到和书面意见共应有{votes}票，已填{counted}票，{gap}")
    return "；".join(said) + "。", not wrong
