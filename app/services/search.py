"""全局查找: a person by part of the name, pinyin initials, ID number or phone; an organization or village by name."""

from dataclasses import dataclass

from app.models import queries_search
from app.models.queries_search import Hits
from app.models.store import Store
from app.rules.typed import INITIALS, NUMBER, meaning
from app.rules.vocabulary import OrganizationKind, PersonStatus

INITIALS_OR_NAME = "{initials name}"
ENDED = "（已不在册）"
CLOSED = "（已撤销）"


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found: where it lies, its name, and what tells it from others of the name."""

    table: str
    id: str
    label: str
    detail: str


def search(store: Store, text: str, *, limit: int = 50) -> list[Hit]:
    """Return up to `limit` records a few typed characters can mean, the closest first; nothing for blanks."""
    kind, typed = meaning(text)
    if not typed:
        return []
    if kind == NUMBER:
        return _people(_by_number(store, typed, limit))
    if kind == INITIALS:
        return _people(queries_search.people_matching(store, INITIALS_OR_NAME, typed, limit))
    return _by_words(store, typed, limit)


def people(store: Store, text: str, *, limit: int = 50) -> list[Hit]:
    """Return up to `limit` people on the roll a few typed characters can mean, the closest first."""
    found = search(store, text, limit=limit)
    return [hit for hit in found if hit.table == "person" and not hit.detail.endswith(ENDED)]


def person_hit(store: Store, person_id: str) -> Hit | None:
    """Return one person as the search shows people, None when there is none with this id."""
    found = _people(queries_search.person(store, person_id))
    return found[0] if found else None


def _by_number(store: Store, digits: str, limit: int) -> Hits:
    found = queries_search.people_numbered(store, digits, limit)
    if len(found) < limit:
        found += queries_search.people_by_part(store, digits, limit)
    return list({one[0]: one for one in found}.values())[:limit]


def _by_words(store: Store, text: str, limit: int) -> list[Hit]:
    exact = queries_search.people_named(store, text, limit)
    known = {found[0] for found in exact}
    partly = [
        found for found in queries_search.people_matching(store, "name", text, limit) if found[0] not in known
    ]
    partly.sort(key=lambda found: not str(found[1]).startswith(text))
    places = [*_villages(store, text, limit), *_organizations(store, text, limit)]
    people = _people([*exact, *partly])
    room = max(limit - len(places), limit // 2)
    return [*people[:room], *places][:limit]


def _people(found: Hits) -> list[Hit]:
    return [
        Hit(
            "person",
            person,
            name,
            "　".join(filter(None, (PersonStatus.label_of(status), organization, birth)))
            + (ENDED if ended else ""),
        )
        for person, name, status, organization, birth, ended in found
    ]


def _organizations(store: Store, text: str, limit: int) -> list[Hit]:
    return [
        Hit("organization", one, name, OrganizationKind.label_of(kind) + (CLOSED if ended else ""))
        for one, name, kind, ended in queries_search.organizations(store, text, limit)
    ]


def _villages(store: Store, text: str, limit: int) -> list[Hit]:
    return [
        Hit("village", one, name, "村" + (CLOSED if ended else ""))
        for one, name, ended in queries_search.villages(store, text, limit)
    ]
