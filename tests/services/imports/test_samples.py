"""The eight workbooks of a township office, as they were handed over."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from app.models.store import Store
from app.rules.vocabulary import SheetKind
from app.services import imports
from app.services.exports import export
from app.services.history import history, undo
from app.services.imports import ImportPlan
from tests.services.imports.workbooks import ACTOR, TODAY

FOLDER = Path(__file__).parents[2] / "data" / "changcheng-2023"
FILES = sorted(FOLDER.glob("*.xls*"))
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))

Content = Callable[[Store], dict[str, list[tuple[object, ...]]]]


@pytest.fixture(scope="module")
def plan_and_store(store_factory: Callable[[], Store]) -> tuple[ImportPlan, Store]:
    store = store_factory()
    plan = imports.preview(store, FILES, as_of=TODAY)
    imports.apply(store, plan, actor=ACTOR)
    return plan, store


@pytest.fixture(scope="module")
def plan(plan_and_store: tuple[ImportPlan, Store]) -> ImportPlan:
    return plan_and_store[0]


@pytest.fixture(scope="module")
def filled(plan_and_store: tuple[ImportPlan, Store]) -> Store:
    return plan_and_store[1]


def test_every_row_is_understood_without_a_doubt(plan: ImportPlan) -> None:
    assert len(plan.sheets) == 8
    assert [sheet.kind for sheet in plan.sheets] == [
        "organizations", "members", "groups", "development", "ratings", "income", "income", "targets",
    ]  # fmt: skip
    assert plan.problems == ()
    assert [sheet.new for sheet in plan.sheets] == [61, 1096, 59, 27, 53, 70, 28, 7]
    assert all((sheet.changed, sheet.same, sheet.bad) == (0, 0, 0) for sheet in plan.sheets)


def test_organizations_villages_and_groups_are_all_there(filled: Store) -> None:
    kinds = Counter(row["kind"] for row in filled.find("organization"))
    assert kinds == {
        "committee": EXPECTED["organizations"]["committees"],
        "general_branch": EXPECTED["organizations"]["general_branches"],
        "branch": EXPECTED["organizations"]["branches"],
    }
    assert len(filled.find("village")) == EXPECTED["villages"]
    assert len(filled.find("village_group")) == EXPECTED["village_groups"]
    assert len(filled.find("village_group", states_member=0)) == EXPECTED["blank_groups"]
    tree = {row["id"]: row for row in filled.find("organization")}
    assert all(row["parent_id"] in tree for row in tree.values() if row["kind"] != "committee")


def test_members_have_what_the_roster_says(filled: Store) -> None:
    expected = EXPECTED["members"]
    members = [row for row in filled.find("person") if row["status"] in ("full", "probationary")]
    assert len(members) == expected["total"]
    assert Counter(row["status"] for row in members) == {"full": expected["full"], "probationary": expected["probationary"]}  # fmt: skip
    assert sum(row["sex"] == 2 for row in members) == expected["women"]
    assert sum(row["ethnicity"] != "01" for row in members) == expected["minority"]
    assert sum(row["is_migrant"] for row in members) == expected["migrant"]
    for row in members:
        assert row["id_number"]
        assert row["birth_on"]
        assert row["joined_on"]
        assert row["organization_id"]
        assert " " not in row["name"]


def test_posts_come_from_the_duties_and_agree_with_the_secretaries(filled: Store) -> None:
    people = {row["id"]: row["name"] for row in filled.find("person")}
    secretaries = {
        post["organization_id"]: people[post["person_id"]] for post in filled.find("post", duty="书记")
    }
    branches = filled.find("organization", kind="branch")
    assert {row["id"]: row["secretary"] for row in branches} == secretaries


def test_cases_have_their_stages_steps_and_contacts(filled: Store) -> None:
    stages = Counter(row["stage"] for row in filled.find("development_case"))
    assert (stages["applicant"], stages["activist"], stages["object"]) == (6, 9, 2)
    accepted = [row for row in filled.find("step_record", step="15") if row["happened_on"][:4] == "2023"]
    assert len(accepted) == EXPECTED["development"]["accepted_in_year"]
    converted = [row for row in filled.find("step_record", step="23") if row["happened_on"][:4] == "2023"]
    assert len(converted) == EXPECTED["development"]["converted_in_year"]
    contacts = filled.find("case_person", role="contact")
    assert len(contacts) == 54
    assert all(row["person_id"] for row in contacts)


def test_people_of_the_development_ledger_who_are_on_the_roster_are_the_same_people(filled: Store) -> None:
    numbers = [row["id_number"] for row in filled.find("person")]
    assert len(numbers) == len(set(numbers)) == 1096 + 6 + 9 + 2


def test_grades_of_both_years_and_the_pairs_are_there(filled: Store) -> None:
    for year, grades in EXPECTED["ratings"].items():
        found = Counter(row["township_grade"] for row in filled.find("rating", year=int(year)))
        assert found == grades
    assert len(filled.find("pairing", year=2023)) == EXPECTED["pairs"]
    assert {row["year"] for row in filled.find("rating_round")} == {2022, 2023}


def test_income_agrees_to_the_fen(filled: Store) -> None:
    villages = {row["id"]: row["name"] for row in filled.find("village")}
    expected = {2023: EXPECTED["economy"]["by_village"], 2024: EXPECTED["economy"]["half_year"]["by_village"]}
    for year, by_village in expected.items():
        fen: Counter[str] = Counter()
        for row in filled.find("income_entry"):
            if row["received_on"][:4] == str(year):
                fen[villages[row["village_id"]]] += row["amount_fen"]
        assert fen == {name: round(yuan * 100) for name, yuan in by_village.items()}
    unbooked = [row for row in filled.find("income_entry", booked_on=None) if row["received_on"] < "2024"]
    assert len(unbooked) == EXPECTED["economy"]["unbooked_entries"]


def test_targets_are_in_fen(filled: Store) -> None:
    fen = {(row["year"], row["amount_fen"]) for row in filled.find("target")}
    assert fen == {(2023, 5_000_000), (2024, 10_000_000)}
    assert len(filled.find("target")) == 14


def test_the_same_files_again_change_nothing(filled: Store) -> None:
    before = filled.scalar("SELECT count(*) FROM op")
    again = imports.preview(filled, FILES, as_of=TODAY)
    assert (again.count("new"), again.count("changed"), again.bad) == (0, 0, 0)
    assert again.count("same") == 1401
    result = imports.apply(filled, again, actor=ACTOR)
    assert result.operation is None
    assert filled.scalar("SELECT count(*) FROM op") == before


def test_what_the_program_writes_out_comes_in_again_as_the_same(
    filled: Store, tmp_path: Path, store: Store, content: Content
) -> None:
    files = []
    for kind in SheetKind:
        files.append(tmp_path / f"{kind}.xlsx")
        export(filled, kind, files[-1], full_ids=True, reason="核对", actor=ACTOR)
    again = imports.preview(filled, files, as_of=TODAY)
    assert (again.count("new"), again.count("changed"), again.problems) == (0, 0, ())
    imports.apply(store, imports.preview(store, files, as_of=TODAY), actor=ACTOR)
    assert without_order(content(store)) == without_order(content(filled))


def without_order(content: dict[str, list[tuple[object, ...]]]) -> dict[str, list[str]]:
    """Leave the running numbers out: the order of the lists is the export's own."""
    return {
        table: sorted(
            repr([value for value in row if not isinstance(value, int) or value > 5_000]) for row in rows
        )
        for table, rows in content.items()
    }


def test_a_preview_writes_nothing(store: Store, content: Content) -> None:
    before = content(store)
    imports.preview(store, FILES, as_of=TODAY)
    assert content(store) == before


def test_the_order_of_the_files_does_not_matter(store: Store, filled: Store, content: Content) -> None:
    plan = imports.preview(store, FILES[::-1], as_of=TODAY)
    assert plan.problems == ()
    imports.apply(store, plan, actor=ACTOR)
    without_order = [
        {table: len(rows) for table, rows in content(one).items() if table != "setting"}
        for one in (store, filled)
    ]
    assert without_order[0] == without_order[1]


def test_undo_takes_the_import_back_and_importing_again_gives_the_same(
    store: Store, content: Content
) -> None:
    empty = content(store)
    result = imports.apply(store, imports.preview(store, FILES, as_of=TODAY), actor=ACTOR)
    first = content(store)
    undo(store, actor=ACTOR)
    assert content(store) == empty
    again = imports.apply(store, imports.preview(store, FILES, as_of=TODAY), actor=ACTOR)
    assert (again.new, again.sentence) == (result.new, result.sentence)
    assert content(store) == first


def test_the_history_says_what_the_import_brought(filled: Store) -> None:
    newest = next(item for item in history(filled) if item.kind == "import")
    assert newest.sentence == (
        "导入8个工作簿：党组织61个、村民小组59个、党员1096人、发展党员27人、分类定级106条、结对共建19对、收入98笔、目标14条"
    )
    assert newest.actor == ACTOR
