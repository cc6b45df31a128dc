from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadInput, Locked, NotFound
from app.models.store import Store
from app.services.changes import record_history
from app.services.history import history, restorable, touched_records, undo, undoable
from app.services.ratings.rounds import file_round, reopen_round, set_round
from tests.contents import living_content

ACTOR = "王干事"
Content = Callable[[Store], dict[str, list[tuple[object, ...]]]]


def add(store: Store, table: str, **values: object) -> str:
    with store.operation("add", f"新增{table}", ACTOR):
        return store.insert(table, [values])[0]


def change(store: Store, table: str, row: str, **values: object) -> None:
    with store.operation("change", "修改", ACTOR):
        store.update(table, row, values)


def test_undo_takes_back_the_newest_operation_and_says_which(store: Store, content: Content) -> None:
    add(store, "village", name="石桥村")
    before = content(store)
    add(store, "village", name="高坡村")
    result = undo(store, actor=ACTOR)
    assert result.sentence == "撤销：新增village"
    assert result.kept == ()
    assert content(store) == before


def test_undo_goes_back_step_by_step_and_a_redo_comes_again(store: Store, content: Content) -> None:
    village = add(store, "village", name="石桥村")
    change(store, "village", village, name="大桥村")
    change(store, "village", village, note="合并")
    undo(store, actor=ACTOR)
    undo(store, actor=ACTOR)
    assert store.get("village", village)["name"] == "石桥村"
    undo(store, operation=history(store)[0].id, actor=ACTOR)
    assert store.get("village", village)["name"] == "大桥村"
    assert store.get("village", village)["note"] is None


def test_a_field_changed_later_stays_and_is_listed(store: Store) -> None:
    village = add(store, "village", name="石桥村")
    with store.operation("change", "改两处", ACTOR) as operation:
        store.update("village", village, {"name": "大桥村", "note": "合并"})
    change(store, "village", village, name="新桥村")
    result = undo(store, operation=operation.id, actor=ACTOR)
    assert store.get("village", village)["name"] == "新桥村"
    assert store.get("village", village)["note"] is None
    assert result.kept == ("村“新桥村”的村名后来又改过，保留",)


def test_a_later_change_that_was_itself_undone_does_not_hold_anything(store: Store) -> None:
    village = add(store, "village", name="石桥村")
    with store.operation("change", "改", ACTOR) as operation:
        store.update("village", village, {"name": "大桥村"})
    change(store, "village", village, name="新桥村")
    undo(store, actor=ACTOR)
    result = undo(store, operation=operation.id, actor=ACTOR)
    assert result.kept == ()
    assert store.get("village", village)["name"] == "石桥村"


def test_a_row_that_others_use_stays(store: Store) -> None:
    with store.operation("add", "新增两村", ACTOR) as operation:
        used, unused = store.insert("village", [{"name": "石桥村"}, {"name": "高坡村"}])
    add(store, "village_group", village_id=used, name="一组")
    result = undo(store, operation=operation.id, actor=ACTOR)
    assert [v["name"] for v in store.find("village")] == ["石桥村"]
    assert result.kept == ("村“石桥村”后来被改动或仍在使用，保留",)
    assert store.get("village", unused) is None


def test_what_would_change_a_filed_round_is_not_taken_back_until_it_is_opened_with_a_reason(
    store: Store,
) -> None:
    branch = add(store, "organization", name="石桥党支部", kind="branch")
    for year in (2022, 2023):
        add(store, "rating", organization_id=branch, year=year, township_grade="advanced")
    for values in ({"meeting": "镇党委会"}, {"held_on": "2022-12-20"}):
        set_round(store, 2022, values, actor=ACTOR)
    file_round(store, 2022, on=date(2022, 12, 30), actor=ACTOR)
    filed, met, _, other, graded, *_ = [one.id for one in history(store)]
    for one in (filed, graded, met):
        with pytest.raises(Locked, match=r"2022年分类定级已备案锁定，撤销会改动.*“重新开放”"):
            undo(store, operation=one, actor=ACTOR)
    undo(store, operation=other, actor=ACTOR)
    reopen_round(store, 2022, reason="县委组织部复核", on=date(2023, 1, 5), actor=ACTOR)
    undo(store, operation=graded, actor=ACTOR)
    assert store.find("rating") == []


def test_opening_a_round_again_can_be_taken_back_and_locks_it_as_it_was(
    store: Store, content: Content
) -> None:
    branch = add(store, "organization", name="石桥党支部", kind="branch")
    add(store, "rating", organization_id=branch, year=2022, township_grade="advanced")
    file_round(store, 2022, on=date(2022, 12, 30), actor=ACTOR)
    before = content(store)
    reopen_round(store, 2022, reason="县委组织部复核", on=date(2023, 1, 5), actor=ACTOR)
    undo(store, actor=ACTOR)
    assert content(store) == before


def test_undoing_twice_is_refused_in_words(store: Store) -> None:
    village = add(store, "village", name="石桥村")
    with store.operation("change", "改", ACTOR) as operation:
        store.update("village", village, {"name": "大桥村"})
    undo(store, operation=operation.id, actor=ACTOR)
    with pytest.raises(BadInput, match="已经撤销过"):
        undo(store, operation=operation.id, actor=ACTOR)


def test_an_empty_ledger_has_nothing_to_undo_and_its_founding_stays(store: Store) -> None:
    assert undoable(store) is None
    with pytest.raises(NotFound, match="没有可以撤销"):
        undo(store, actor=ACTOR)
    assert [h.kind for h in history(store)] == ["setup"]


def test_the_history_of_a_record_tells_old_and_new(store: Store) -> None:
    village = add(store, "village", name="石桥村")
    change(store, "village", village, name="大桥村")
    told = record_history(store, village)
    assert told[0].new == "新建：村名 石桥村"
    assert (told[1].field, told[1].old, told[1].new, told[1].actor) == ("村名", "石桥村", "大桥村", ACTOR)


def test_the_history_speaks_in_labels_names_and_yuan(store: Store) -> None:
    village = add(store, "village", name="石桥村")
    entry = add(
        store,
        "income_entry",
        village_id=village,
        received_on="2023-07",
        category="operating",
        amount_fen=1250,
    )
    change(store, "income_entry", entry, category="subsidy", amount_fen=100, booked_on="2023-07-02")
    told = record_history(store, entry)
    assert told[0].new == "新建：村 石桥村，收入日期 2023-07，收入类别 经营收入，金额 12.50元"
    assert [(c.field, c.old, c.new) for c in told[1:]] == [
        ("收入类别", "经营收入", "补助收入"),
        ("金额", "12.50元", "1.00元"),
        ("入账日期", "（空）", "2023-07-02"),
    ]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 5)),
        st.tuples(st.just("change"), st.integers(0, 9)),
        st.tuples(st.just("undo"), st.just(0)),
    ),
    max_size=14,
)


@given(steps=STEPS)
def test_undoing_everything_leaves_the_ledger_as_it_began(
    store_factory: Callable[[], Store], steps: list[tuple[str, int]]
) -> None:
    store = store_factory()
    before = living_content(store)
    for number, (verb, which) in enumerate(steps):
        villages = store.find("village")
        if verb == "undo" and undoable(store):
            undo(store, actor=ACTOR)
        elif verb == "change" and villages:
            change(store, "village", villages[which % len(villages)]["id"], note=f"第{number}次")
        elif verb == "add":
            add(store, "village", name=f"村{number}")
    while undoable(store):
        assert undo(store, actor=ACTOR).kept == ()
    assert living_content(store) == before


def take_a_step(store: Store, number: int, verb: str, which: int) -> None:
    villages, groups = store.find("village"), store.find("village_group")
    if verb == "undo" and undoable(store):
        undo(store, actor=ACTOR)
    elif verb == "redo" and (item := restorable(store)):
        undo(store, operation=item.id, actor=ACTOR)
    elif verb == "add":
        add(store, "village", name=f"村{number}")
    elif verb == "change" and villages:
        change(
            store, "village", villages[which % len(villages)]["id"], note=f"第{which}次", name=f"村{which}"
        )
    elif verb == "group" and villages:
        add(store, "village_group", village_id=villages[which % len(villages)]["id"], name=f"{number}组")
    elif verb == "remove" and groups:
        with store.operation("remove", "删除村民小组", ACTOR):
            store.remove("village_group", groups[which % len(groups)]["id"])


VERBS = st.sampled_from(("add", "change", "group", "remove", "undo", "redo"))


@given(steps=st.lists(st.tuples(VERBS, st.integers(0, 3)), max_size=16))
def test_undoing_everything_and_bringing_everything_back_leaves_the_ledger_as_it_was(
    store_factory: Callable[[], Store], steps: list[tuple[str, int]]
) -> None:
    store = store_factory()
    for number, (verb, which) in enumerate(steps):
        take_a_step(store, number, verb, which)
    passed = []
    while undoable(store):
        passed.append(living_content(store))
        assert undo(store, actor=ACTOR).kept == ()
    while passed:
        item = restorable(store)
        assert item is not None
        assert undo(store, operation=item.id, actor=ACTOR).kept == ()
        assert living_content(store) == passed.pop()


def test_taking_an_undo_back_is_told_as_bringing_back(store: Store) -> None:
    add(store, "village", name="石桥村")
    told = [undo(store, actor=ACTOR).sentence]
    told += [undo(store, operation=history(store)[0].id, actor=ACTOR).sentence for _ in range(2)]
    assert told == ["撤销：新增village", "恢复：新增village", "撤销：新增village"]
    assert [item.verb for item in history(store)] == ["恢复", "撤销", "恢复", "撤销", "撤销"]
    assert {item.subject for item in history(store)[:4]} == {"新增village"}


def test_undone_steps_come_back_one_by_one_until_something_new_is_done(store: Store) -> None:
    village = add(store, "village", name="石桥村")
    for name in ("大桥村", "新桥村"):
        change(store, "village", village, name=name)
    assert restorable(store) is None
    names = []
    for _ in range(2):
        undo(store, actor=ACTOR)
    while (item := restorable(store)) is not None:
        undo(store, operation=item.id, actor=ACTOR)
        names.append(store.get("village", village)["name"])
    assert names == ["大桥村", "新桥村"]
    undo(store, actor=ACTOR)
    add(store, "village", name="高坡村")
    assert restorable(store) is None


def test_the_records_an_operation_touched_are_counted_once_each(store: Store) -> None:
    with store.operation("add", "新增两村", ACTOR) as operation:
        store.insert("village", [{"name": "石桥村", "note": "山上"}, {"name": "高坡村", "note": None}])
    assert touched_records(store, operation.id) == 2
