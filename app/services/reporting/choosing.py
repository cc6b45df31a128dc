"""What a paper can be about: people, organizations, villages and calibers to choose from."""

from dataclasses import dataclass
from datetime import date

from app.errors import BadInput
from app.models import queries_cases, queries_papers
from app.models.matching import villages
from app.models.store import Store
from app.rules import codes
from app.rules.vocabulary import PersonStatus
from app.services.economy.calibers import calibers_in_force
from app.services.ratings import rectifications
from app.services.reporting.catalogue import Chosen, ReportInfo
from app.services.rounds import rating_round

Options = tuple[tuple[str, str], ...]
OF_RECTIFICATION = "rectification"


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to choose from for one paper: (id or code, words) each; empty where it is not about such."""

    people: Options = ()
    organizations: Options = ()
    villages: Options = ()
    calibers: Options = ()
    fields: Options = ()


def offered(store: Store, info: ReportInfo, *, year: int, as_of: date) -> Offer:
    """Return what a paper of a year can be about."""
    return Offer(
        people=_people(store) if info.about_people else (),
        organizations=_organizations(store, info, year, as_of) if info.about_organization else (),
        villages=_villages(store) if info.about_village else (),
        calibers=_calibers(store, year) if info.has_calibers else (),
        fields=_fields(store, year) if info.has_fields else (),
    )


def _people(store: Store) -> Options:
    """Return the cases, open ones first, by name, branch and stage."""
    rows = sorted(queries_cases.cases(store, closed=True), key=lambda row: row["closed_on"] is not None)
    return tuple(
        (row["id"], "　".join((row["name"], row["organization"], PersonStatus.label_of(row["stage"]))))
        for row in rows
    )


def _organizations(store: Store, info: ReportInfo, year: int, as_of: date) -> Options:
    """Return the organizations under 整顿 for its papers, all that live for others."""
    if not info.id.startswith(OF_RECTIFICATION):
        return tuple((row["id"], row["name"]) for row in queries_papers.organizations(store))
    cards = [
        card
        for card in rectifications.board(store, as_of=as_of)
        if card.year == year or (card.year < year and not card.closed_on)
    ]
    return tuple({card.organization_id: card.organization for card in cards}.items())


def _villages(store: Store) -> Options:
    return tuple((row["id"], row["name"]) for row in villages(store))


def _calibers(store: Store, year: int) -> Options:
    return tuple((code, one.name) for code, one in calibers_in_force(store, year).items())


def _fields(store: Store, year: int) -> Options:
    """Return the 类别 of the branches of a year, in the order of the round."""
    found = dict.fromkeys(row.field for row in rating_round(store, year).rows if row.field)
    return tuple((code, codes.label("field", code)) for code in found)


def check_chosen(info: ReportInfo, chosen: Chosen) -> None:
    """Raise BadInput when something is chosen that the paper is not about: it would be left out unseen."""
    for is_given, is_possible, words in (
        (bool(chosen.case_ids), info.about_people, "人"),
        (bool(chosen.organization_id), info.about_organization, "党组织"),
        (bool(chosen.village_id), info.about_village, "村"),
        (bool(chosen.kind), bool(info.kinds) or info.has_fields, "种类"),
        (bool(chosen.from_on or chosen.to_on), info.has_days, "公示日期"),
        (bool(chosen.caliber), info.has_calibers, "口径"),
    ):
        if is_given and not is_possible:
            raise BadInput(f"{info.title}不能选择{words}。", f"请不要指定{words}，或者换一种报表。")
