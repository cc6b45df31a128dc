import pytest

from app.models.store import Store
from app.rules.vocabulary import PersonStatus
from app.services.imports.people import People
from tests.builders import make_branch, make_member
from tests.services.imports.workbooks import number


@pytest.fixture
def branch(store: Store) -> str:
    return make_branch(store)


def test_a_number_finds_its_bearer_whatever_the_name(store: Store, branch: str) -> None:
    person = make_member(store, "李明", organization_id=branch, id_number=number())
    people = People(store)
    [place] = people.find(number(), "别名", None, None)
    assert people.ids[place] == person


def test_somebody_with_another_number_is_somebody_else(store: Store, branch: str) -> None:
    make_member(store, "李明", organization_id=branch, id_number=number(), birth_on="1980-01-23")
    people = People(store)
    assert people.find(number(order=3), "李明", "1980-01-23", branch) == []


@pytest.mark.parametrize(
    "stored, stated, same",
    [
        ("1980-01-23", "1980-01-23", True),
        ("1980-01-23", "1980-01", True),
        ("1980-01", "1980-01-23", True),
        ("1980", "1980-05", True),
        ("1980-01-23", None, True),
        (None, "1980-01-23", True),
        ("1980-01-23", "1980-01-24", False),
        ("1980-01-23", "1980-02", False),
        ("1980-01-23", "1981", False),
    ],
)
def test_without_a_number_name_branch_and_whatever_is_known_of_the_birth_decide(
    store: Store, branch: str, stored: str | None, stated: str | None, same: bool
) -> None:
    make_member(store, "李明", organization_id=branch, id_number=None, birth_on=stored)
    people = People(store)
    for stated_number in (None, number()):
        assert bool(people.find(stated_number, "李明", stated, branch)) is same
    assert people.find(None, "李明", stated, "another branch") == []


def test_people_added_during_the_import_are_found_too(store: Store, branch: str) -> None:
    people = People(store)
    place = people.add("new", None, "李明", None, branch, "full")
    assert people.find(None, "李明", None, branch) == [place]
    other = people.add("other", number(), "李明", None, branch, "full")
    assert people.find(None, "李明", None, branch) == [place, other]


def test_a_contact_is_the_only_full_member_of_that_name(store: Store, branch: str) -> None:
    make_member(store, "李明", organization_id=branch)
    make_member(store, "李明", organization_id=branch, status="probationary")
    make_member(store, "王芳", organization_id=branch)
    make_member(store, "王芳", organization_id=branch)
    people = People(store)
    assert people.only("李明", branch, PersonStatus.FULL) is not None
    assert people.only("王芳", branch, PersonStatus.FULL) is None
    assert people.only("赵强", branch, PersonStatus.FULL) is None


def test_a_second_claim_names_the_first(store: Store, branch: str) -> None:
    make_member(store, "李明", organization_id=branch)
    people = People(store)
    assert people.claim(0, 2, 17) is None
    seen = people.claim(0, 3, 5)
    assert seen is not None
    assert (seen.sheet, seen.row) == (2, 17)
    assert people.claimed(0)
