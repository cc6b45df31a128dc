"""Ballots of the 党员大会 (15 and 23): quorum and majority over 应到, sums, who is left out, written opinions.

A majority is more than half of those who should come, never of those who came: N = 7 → 4, N = 6 → 4, N = 3 → 2.
"""

from app.rules.development.facts import PASSED, Step, Votes
from app.rules.development.schema import Rule
from app.rules.development.view import REFUSING, CaseView, surely_before

LEFT_OUT_REASONS = {
    "illness": "患有精神病或者其他疾病，不能表达本人意志",
    "abroad": "自费出国半年以上",
    "prison": "虽未受到留党察看以上党纪处分，但正在服刑",
    "infirm": "年老体弱卧床不起或者长年生病、生活不能自理",
    "away": "工作调动、下派、蹲点、外出学习或者工作半年以上，按规定应当转走正式组织关系而没有转走",
}


def majority(due: int) -> int:
    """Return the fewest people that are more than half of `due`."""
    return due // 2 + 1


def check_quorum(view: CaseView, rule: Rule, step: Step) -> None:
    """More than half of 应到 were present."""
    votes = step.votes
    if votes is None or votes.due is None or votes.present is None or step.result == "deferred":
        return
    if votes.present < majority(votes.due):
        view.emit(rule, step, present=votes.present, due=votes.due, need=majority(votes.due))


def check_majority(view: CaseView, rule: Rule, step: Step) -> None:
    """A resolution that passed had more than half of 应到 in favour."""
    votes = step.votes
    if votes is None or votes.due is None or votes.in_favour is None or step.result not in {"", PASSED}:
        return
    if votes.in_favour < majority(votes.due):
        view.emit(rule, step, in_favour=votes.in_favour, due=votes.due, need=majority(votes.due))


def check_carried(view: CaseView, rule: Rule, step: Step) -> None:
    """A resolution that had the majority is not written as failed."""
    votes = step.votes
    if votes is None or votes.due is None or votes.in_favour is None or step.result not in REFUSING:
        return
    if step.code == "15" and votes.in_favour >= majority(votes.due) and _quorate(votes):
        view.emit(rule, step, in_favour=votes.in_favour, due=votes.due)


def _quorate(votes: Votes) -> bool:
    return votes.due is None or votes.present is None or votes.present >= majority(votes.due)


def _sum_problems(votes: Votes) -> list[str]:
    problems: list[str] = []
    if votes.due is not None and votes.present is not None and votes.present > votes.due:
        problems.append(f"实到{votes.present}人多于应到{votes.due}人")
    elif votes.due is not None and votes.present is not None and votes.written > votes.due - votes.present:
        problems.append(f"书面意见{votes.written}份多于没有到会的{votes.due - votes.present}人")
    parts = (votes.in_favour, votes.against, votes.abstained)
    if votes.present is None:
        return problems
    cast = votes.present + votes.written
    counted = sum(part or 0 for part in parts) + votes.invalid
    if None not in parts and counted != cast:
        said = f"赞成{votes.in_favour}、不赞成{votes.against}、弃权{votes.abstained}"
        problems.append(
            f"{said}合计{counted}票，实到{votes.present}人加书面意见{votes.written}份应为{cast}票"
        )
    elif counted > cast:
        problems.append(f"票数{counted}多于实到{votes.present}人加书面意见{votes.written}份")
    return problems


def check_vote_sum(view: CaseView, rule: Rule, step: Step) -> None:
    """The numbers of a ballot agree with each other."""
    if step.votes is not None:
        for problem in _sum_problems(step.votes):
            view.emit(rule, step, problem=problem)


def check_roll(view: CaseView, rule: Rule, step: Step) -> None:
    """应到 and those left out together are the voting members on the branch's roll that day."""
    votes = step.votes
    if votes is None or votes.due is None or votes.roll is None:
        return
    left = len(votes.left_out)
    if votes.due + left != votes.roll:
        view.emit(rule, step, due=votes.due, left=left, roll=votes.roll)


def check_left_out(view: CaseView, rule: Rule, step: Step) -> None:
    """Each one left out of 应到 is one of the five kinds."""
    for one in step.votes.left_out if step.votes else ():
        if one.reason not in LEFT_OUT_REASONS:
            view.emit(rule, step, name=one.name)


def check_left_out_papers(view: CaseView, rule: Rule, step: Step) -> None:
    """Each one left out has the consent from above and the meeting's resolution."""
    for one in step.votes.left_out if step.votes else ():
        lacking = ["上级党组织同意"] if not one.agreed_above else []
        lacking += ["党员大会通过"] if not one.passed_by_meeting else []
        if lacking and one.reason in LEFT_OUT_REASONS:
            view.emit(rule, step, name=one.name, problem="、".join(lacking))


def check_written_late(view: CaseView, rule: Rule, step: Step) -> None:
    """Written opinions are handed in before the meeting."""
    votes = step.votes
    if votes and votes.written and votes.written_on and step.on and surely_before(step.on, votes.written_on):
        view.emit(rule, step, other_date=votes.written_on)


def check_secret(view: CaseView, rule: Rule, step: Step) -> None:
    """The ballot is secret."""
    if step.votes and step.votes.secret is False:
        view.emit(rule, step)


def check_one_by_one(view: CaseView, rule: Rule, step: Step) -> None:
    """Several people are discussed and voted on one by one."""
    if step.votes and step.votes.one_by_one is False:
        view.emit(rule, step)
