"""The invented township: its figures, its findings, and that the same day always gives the same one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.errors import StorageError
from app.models.ledger import Ledger
from app.models.store import Store
from app.rules.idnumbers import IdNumber, parse_id_number
from app.rules.vocabulary import Level
from app.services.cases import held_cases
from app.services.checks import check
from app.services.demo import make_demo
from app.services.demo.making import plan_township
from app.services.demo.material import material
from app.services.dues import due
from app.services.figures import stats
from app.services.ratings import rectifications, rounds, tasks, ties
from tests.contents import living_content

AS_OF = date(2026, 11, 21)
LAST = 2025
# What the township shows on purpose; everything else is in order.
DELIBERATE = {"D01", "D08", "STATED_MEMBERS", "TERM_OVER", "INCOME_UNBOOKED"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    ledger = make_demo(tmp_path_factory.mktemp("demo") / "示例", as_of=AS_OF)
    yield ledger
    ledger.close()


@pytest.fixture
def store(demo: Ledger) -> Iterator[Store]:
    opened = demo.connect()
    yield opened
    opened.close()


def names_of(as_of: date) -> list[str]:
    return [row["name"] for row in plan_township(as_of).rows["person"]]


def test_the_last_full_year_has_the_figures_of_a_real_township(store):
    found = stats(store, year=LAST, as_of=AS_OF)
    assert found["organizations"] == {"committees": 1, "general_branches": 7, "branches": 53}
    assert (found["villages"], found["village_groups"]) == (7, 59)
    assert (found["blank_groups"], found["blank_groups_with_reserve"]) == (6, 6)
    assert (found["members"]["total"], found["members"]["probationary"]) == (1096, 6)
    assert found["members"]["fifty_years"] == 18
    assert found["development"] == {
        "applicants": 6,
        "activists": 9,
        "objects": 2,
        "accepted_in_year": 6,
        "converted_in_year": 4,
    }
    assert found["ratings"][str(LAST)] == {"advanced": 14, "middling": 38, "lagging": 1}
    assert found["pairs"] == 19
    assert found["economy"]["villages_at_least_50k"] == 7
    assert len(found["economy"]["half_year"]["behind"]) == 2


def test_three_years_of_grades_and_income_are_there(store):
    for year in (LAST - 2, LAST - 1, LAST):
        found = stats(store, year=year, as_of=AS_OF)
        assert sum(found["ratings"][str(year)].values()) == 53
        assert all(found["economy"]["by_village"].values())


def test_the_year_under_way_goes_on_from_the_last(store):
    found = stats(store, year=LAST + 1, as_of=AS_OF)
    assert found["development"]["accepted_in_year"] > 0
    assert sum(found["rating_moves"].values()) == 53
    assert found["members"]["total"] != stats(store, year=LAST, as_of=AS_OF)["members"]["total"]


@pytest.mark.parametrize("year", [LAST - 1, LAST, LAST + 1])
def test_every_year_has_tasks_pairs_with_activities_and_visits(store, year):
    given = tasks.branch_tasks(store, year, as_of=AS_OF)
    assert {one.quarter for one in given} == {1, 2, 3, 4}
    assert all(one.goal and one.responsible for one in given)
    pairs = ties.pairs(store, year)
    assert len(pairs) == 19
    assert all(one.activities and one.last_on <= AS_OF.isoformat() for one in pairs)
    visits = ties.contact_counts(ties.contact_points(store, year))
    assert visits.points == 16
    assert visits.visits > visits.solved > 0


def test_some_tasks_of_the_year_under_way_are_late_and_none_of_the_last(store):
    now = tasks.branch_tasks(store, LAST + 1, as_of=AS_OF)
    assert 0 < sum(one.is_late for one in now) < len(now) // 10
    before = tasks.branch_tasks(store, LAST, as_of=AS_OF)
    assert all(one.done_on for one in before)
    assert any(one.done_on > one.due_on for one in before)


def test_rounds_are_locked_and_that_of_the_year_under_way_waits_to_be_filed(store):
    states = [rounds.round_state(store, year) for year in range(LAST - 2, LAST + 2)]
    assert [one.is_locked for one in states] == [True, True, True, False]
    assert [bool(one.filed_on) for one in states] == [True, True, True, False]


def test_the_file_of_a_lagging_branch_has_all_its_parts(store):
    [card] = rectifications.board(store, year=LAST, as_of=AS_OF)
    file = rectifications.file(store, card.id, as_of=AS_OF)
    assert all(file.leads.values())
    assert {one.list for one in file.items} == {"problem", "task", "duty"}
    assert all(month.content for month in file.months)
    assert (card.stage, card.late) == ("looked_back", ())
    assert sum(file.scores.values()) == file.score
    assert file.plan
    assert file.look_back


def test_only_what_is_meant_to_be_found_is_found(store):
    found = check(store, as_of=AS_OF)
    assert {one.code for one in found} == DELIBERATE
    assert {one.level for one in found} == {Level.WARNING}
    assert any(one.explanation for one in found)


def test_closed_cases_obeyed_the_rules_of_their_time_too(store):
    from app.rules.development.judging import judge

    cases = held_cases(store, closed=True)
    assert any(held.case.ended_on for held in cases)
    found = [one for held in cases for one in judge(held.case, AS_OF, held.book, held.calendar)]
    assert {one.code for one in found} == {"D01", "D08"}


@pytest.mark.parametrize(
    "as_of", [date(2024, 2, 29), date(2025, 12, 31), date(2026, 6, 30), date(2027, 1, 5)]
)
def test_any_day_gives_a_township_in_order(tmp_path, as_of):
    with make_demo(tmp_path / "demo", as_of=as_of) as ledger:
        store = ledger.connect()
        try:
            year = as_of.year if as_of.month == 12 else as_of.year - 1
            found = stats(store, year=year, as_of=as_of)
            codes = {one.code for one in check(store, as_of=as_of)}
        finally:
            store.close()
    assert codes <= DELIBERATE
    assert found["members"]["total"] == 1096
    assert list(found["development"].values()) == [6, 9, 2, 6, 4]


def test_the_page_of_things_to_do_is_alive(store):
    items = due(store, as_of=AS_OF)
    assert {"TERM", "INCOME_BEHIND", "D01", "D02"} <= {item.code for item in items}
    assert any(item.late_days for item in items)
    assert any(not item.late_days for item in items)


def test_every_number_is_valid_and_of_a_region_that_does_not_exist():
    people = plan_township(AS_OF).rows["person"]
    numbers = [parse_id_number(row["id_number"]) for row in people]
    assert all(isinstance(one, IdNumber) for one in numbers)
    assert {one.region for one in numbers if isinstance(one, IdNumber)} == {material("people")["region"]}
    assert len({row["id_number"] for row in people}) == len({row["name"] for row in people}) == len(people)


def test_names_with_rare_characters_are_there():
    written = "".join(names_of(AS_OF))
    assert all(rare in written for rare in "䶮𠮷㛃")


def test_every_branch_has_a_secretary_from_its_own_members():
    plan = plan_township(AS_OF)
    branch_of = {row["name"]: row["organization_id"] for row in plan.rows["person"]}
    branches = [row for row in plan.rows["organization"] if row["kind"] in ("branch", "joint_branch")]
    assert all(branch_of[row["secretary"]] == row["id"] for row in branches)


def test_the_same_day_gives_the_same_township(demo, store, tmp_path):
    with make_demo(tmp_path / "again", as_of=AS_OF) as again:
        other = again.connect()
        try:
            assert living_content(other) == living_content(store)
        finally:
            other.close()


def test_another_day_gives_other_people():
    assert names_of(AS_OF) != names_of(date(2026, 11, 22))


def test_a_folder_that_has_a_ledger_is_refused(demo):
    with pytest.raises(StorageError, match="已经有一个台账"):
        make_demo(demo.folder, as_of=AS_OF)


def test_nothing_is_left_when_it_breaks_off(tmp_path: Path):
    class Stop(Exception):
        pass

    class Impatient:
        def step(self, done: int, total: int, note: str = "") -> None:
            if done == 2:
                raise Stop

    with pytest.raises(Stop):
        make_demo(tmp_path / "demo", as_of=AS_OF, progress=Impatient())
    assert not Ledger.exists(tmp_path / "demo")
