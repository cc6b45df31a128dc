import pytest

from app.models.store import Store
from app.rules.reference import labelled_columns
from app.rules.reference_forms import forms
from app.services import editing
from app.services.editing import FieldErrors
from app.services.history import history, undo

ACTOR = "王干事"
VALID_ID = "11010519491231002X"


@pytest.fixture
def branch(store: Store) -> str:
    return editing.save(store, "organization", {"name": "石桥村党支部", "kind": "branch"}, actor=ACTOR)


def person(store: Store, branch: str, **values: str) -> str:
    given = {"name": "沙晨", "status": "full", "organization_id": branch, **values}
    return editing.save(store, "person", given, actor=ACTOR)


def messages(caught: pytest.ExceptionInfo[FieldErrors]) -> dict[str, str]:
    return {error.field: error.message for error in caught.value.errors}


def test_a_person_is_added_with_what_the_id_number_tells(store: Store, branch: str) -> None:
    row = store.get("person", person(store, branch, id_number=VALID_ID.lower()))
    assert row is not None
    assert (row["birth_on"], row["sex"], row["initials"]) == ("1949-12-31", 2, "sc")
    assert history(store)[0].sentence == "新增人员：沙晨"


def test_what_was_typed_wins_over_what_the_id_number_tells(store: Store, branch: str) -> None:
    row = store.get("person", person(store, branch, id_number=VALID_ID, birth_on="1950年1月", sex="男"))
    assert row is not None
    assert (row["birth_on"], row["sex"]) == ("1950-01", 1)


def test_every_wrong_field_is_named_at_once_and_nothing_is_saved(store: Store, branch: str) -> None:
    with pytest.raises(FieldErrors) as caught:
        person(store, branch, name=" ", id_number="110105194912310021", birth_on="2023-02-30", sex="中")
    assert set(messages(caught)) == {"name", "id_number", "birth_on", "sex"}
    assert store.find("person") == []


def test_an_id_number_already_on_the_roll_names_its_holder(store: Store, branch: str) -> None:
    person(store, branch, id_number=VALID_ID)
    with pytest.raises(FieldErrors) as caught:
        person(store, branch, name="杨斌", id_number=VALID_ID)
    assert "沙晨（石桥村党支部）" in messages(caught)["id_number"]


def test_someone_who_left_does_not_block_the_number(store: Store, branch: str) -> None:
    first = person(store, branch, id_number=VALID_ID)
    editing.save(
        store, "person", {"ended_on": "2024-01-01", "end_reason": "转出"}, record_id=first, actor=ACTOR
    )
    assert person(store, branch, id_number=VALID_ID) != first


def test_dates_that_cross_are_refused_only_when_they_surely_cross(store: Store, branch: str) -> None:
    with pytest.raises(FieldErrors) as caught:
        person(store, branch, joined_on="2003-05-01", full_on="2002-05-01")
    assert list(messages(caught)) == ["full_on"]
    person(store, branch, joined_on="2003-05-20", full_on="2003")


def test_correcting_touches_only_the_given_fields_and_says_which(store: Store, branch: str) -> None:
    someone = person(store, branch, phone="13800000001")
    editing.save(store, "person", {"phone": "13900000002", "name": "沙晨"}, record_id=someone, actor=ACTOR)
    assert history(store)[0].sentence == "修改人员“沙晨”的联系电话"
    undo(store, actor=ACTOR)
    row = store.get("person", someone)
    assert row is not None
    assert row["phone"] == "13800000001"


def test_an_organization_cannot_be_under_itself(store: Store, branch: str) -> None:
    below = editing.save(
        store, "organization", {"name": "一组", "kind": "party_group", "parent_id": branch}, actor=ACTOR
    )
    with pytest.raises(FieldErrors) as caught:
        editing.save(store, "organization", {"parent_id": below}, record_id=branch, actor=ACTOR)
    assert list(messages(caught)) == ["parent_id"]


def test_a_branch_has_one_rating_a_year(store: Store, branch: str) -> None:
    given = {"organization_id": branch, "year": "2023", "township_grade": "先进"}
    first = editing.save(store, "rating", given, actor=ACTOR)
    with pytest.raises(FieldErrors):
        editing.save(store, "rating", given, actor=ACTOR)
    editing.save(store, "rating", {"township_grade": "lagging"}, record_id=first, actor=ACTOR)
    assert editing.load(store, "rating", first)["township_grade"] == "lagging"


def test_money_is_kept_to_the_fen_and_shown_as_typed(store: Store) -> None:
    village = editing.save(store, "village", {"name": "石桥村"}, actor=ACTOR)
    given = {
        "village_id": village,
        "received_on": "2023.7",
        "category": "operating",
        "amount_fen": "12,345.67",
    }
    entry = editing.save(store, "income", given, actor=ACTOR)
    row = store.get("income_entry", entry)
    assert row is not None
    assert (row["amount_fen"], row["received_on"], row["booked_on"]) == (1_234_567, "2023-07", None)
    assert editing.load(store, "income", entry)["amount_fen"].replace(",", "") == "12345.67"


def test_a_person_cannot_be_removed_and_a_grade_can(store: Store, branch: str) -> None:
    someone = person(store, branch)
    with pytest.raises(Exception, match="不能删除"):
        editing.remove(store, "person", someone, actor=ACTOR)
    grade = editing.save(store, "rating", {"organization_id": branch, "year": "2023"}, actor=ACTOR)
    editing.remove(store, "rating", grade, actor=ACTOR)
    assert store.find("rating") == []


@pytest.mark.parametrize("kind", list(forms()))
def test_a_form_shows_what_it_saved(store: Store, kind: str) -> None:
    form = forms()[kind]
    assert {spec.name for spec in form.fields} <= set(labelled_columns(form.table))
    assert {spec.name for spec in form.fields} <= set(store.columns(form.table))


def test_every_column_of_every_ledger_table_has_a_label(store: Store) -> None:
    from app.models.triggers import ledger_tables

    for table in ledger_tables(store.connection):
        unlabelled = set(store.columns(table)) - set(labelled_columns(table)) - {"id", "_del"}
        assert unlabelled <= {"name"}, table
