"""Laws of the import that hold for any township, however odd its cells."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from app.excel.readings import CellValue, ColumnKey, Reading
from app.models.store import Store
from app.rules.vocabulary import Level
from app.services.history import undo
from app.services.imports import ImportPlan, ImportResult, apply, plan_json, preview_readings
from tests.contents import living_content
from tests.services.imports.readings import reading
from tests.services.imports.workbooks import ACTOR, TODAY, TWO_BRANCHES, number

BRANCHES = [
    "石门村东山党支部",
    "东山党支部",
    "中共石门村西河支部委员会",
    "沙坝村支部",
    "北坡党支部",
    "",
    "党支部",
]
DATES: list[CellValue] = ["2005.7.1", "2005.07", "2005年", date(2005, 7, 1), 20050701, 45108.0, "1949.10.1", "2030.1.1", "2005-02-30", "05.7.1", "", "不详"]  # fmt: skip
NUMBERS = ["", number("19800123", 1), number("19800123", 3), number("19851111", 2), "532699198001230019", "5.3E+17", number("19800123", 1).lower() + " "]  # fmt: skip
NAMES = ["李明", "李 明", "王芳", "𠮷田", "买买提•阿不都", "", "无", "张三1"]

MEMBER = st.tuples(
    st.sampled_from(NAMES), st.sampled_from(["男", "女", "", "?"]), st.sampled_from(NUMBERS),
    st.sampled_from(DATES), st.sampled_from(DATES), st.sampled_from(DATES),
    st.sampled_from(["正式党员", "预备党员", "", "党员", "其他人"]), st.sampled_from(BRANCHES),
    st.sampled_from(["", "书记", "书记、组织委员", "支委"]), st.sampled_from(["上寨", "上寨小组", "下寨", ""]),
    st.sampled_from(["", "是", "否", "√", "待定"]),
)  # fmt: skip
MEMBER_FIELDS = ["name", "sex", "id_number", "birth_on", "joined_on", "full_on", "member_kind", "organization", "duty", "village_group", "is_migrant"]  # fmt: skip

CASE = st.tuples(
    st.sampled_from(NAMES), st.sampled_from(NUMBERS), st.sampled_from(BRANCHES),
    st.sampled_from(["", "入党申请人", "积极分子", "发展对象", "预备党员", "正式党员"]),
    st.sampled_from(DATES), st.sampled_from(DATES), st.sampled_from(DATES),
    st.sampled_from(["", "李明、王芳", "王芳 李明", "李明", "无"]), st.sampled_from(["", 24, "3天"]),
)  # fmt: skip
CASE_FIELDS = ["name", "id_number", "organization", "stage", "applied_on", "activist_on", "meeting_on", "contacts", "training_hours"]  # fmt: skip

RATING = st.tuples(
    st.sampled_from(BRANCHES), st.sampled_from(["先进", "中间", "", "一般", "好"]),
    st.sampled_from(["先进", "后进", ""]), st.sampled_from(["", "西河党支部", "沙坝村党支部、西河支部", "县水务局党支部", "东山党支部"]),
)  # fmt: skip
RATING_FIELDS = ["organization", ColumnKey("grade", 2022), ColumnKey("grade", 2023), "paired_with"]

INCOME = st.tuples(
    st.sampled_from(["石门村", "石门", "沙坝村委会", "石门寸", ""]), st.sampled_from(DATES),
    st.sampled_from(["经营收入", "投资收益", "", "卖货"]), st.sampled_from(["摊位", "光伏", ""]),
    st.sampled_from([100, 100.5, "1,000", "(5)", "", "约1", 0.001]), st.sampled_from(["", "2023-05-01", "未入账", "已入账"]),
    st.sampled_from(["", "记-1", "记-2"]),
)  # fmt: skip
INCOME_FIELDS = ["village", "received_on", "category", "item", "amount", "booked_on", "voucher"]

TOWNSHIP = st.tuples(
    st.lists(MEMBER, max_size=6),
    st.lists(CASE, max_size=4),
    st.lists(RATING, max_size=4),
    st.lists(INCOME, max_size=6),
)
Rows = list[tuple[CellValue, ...]]


def sheets(township: tuple[Rows, Rows, Rows, Rows]) -> list[Reading]:
    members, cases, ratings, income = township
    organizations = [[*row, ""][:4] if len(row) >= 4 else [*row, "", ""] for row in TWO_BRANCHES]
    return [
        reading("organizations", ["name", "kind", "parent", "village"], organizations),
        reading(
            "groups",
            ["village", "name", "has_member"],
            [["石门村", "上寨小组", "有"], ["沙坝村", "下寨小组", "无"]],
        ),
        reading("members", MEMBER_FIELDS, members),
        reading("development", CASE_FIELDS, cases),
        reading("ratings", RATING_FIELDS, ratings),
        reading("income", INCOME_FIELDS, income),
    ]


_KEPT: list[Store] = []


def one_store(store_factory: Callable[[], Store]) -> Store:
    if not _KEPT:
        _KEPT.append(store_factory())
    return _KEPT[0]


@contextmanager
def taken_back(store: Store, result: ImportResult) -> Iterator[None]:
    """Undo an import at the end, also when the example fails: the next one starts from an empty ledger."""
    try:
        yield
    finally:
        if result.operation is not None:
            undo(store, operation=result.operation, actor=ACTOR)


def plan_of(store: Store, township: tuple[Rows, Rows, Rows, Rows]) -> ImportPlan:
    return preview_readings(store, sheets(township), as_of=TODAY)


@settings(max_examples=120)
@given(township=TOWNSHIP)
def test_what_was_imported_changes_nothing_when_it_comes_again_and_undo_leaves_nothing(
    store_factory: Callable[[], Store], township: tuple[Rows, Rows, Rows, Rows]
) -> None:
    store = one_store(store_factory)
    before = living_content(store)
    first = plan_of(store, township)
    with taken_back(store, apply(store, first, actor=ACTOR, skip_bad=True)):
        again = plan_of(store, township)
        assert (again.count("new"), again.count("changed")) == (0, 0), again.problems
        assert again.writes.empty
    assert living_content(store) == before


@settings(max_examples=120)
@given(township=TOWNSHIP)
def test_every_row_is_counted_once_and_a_bad_row_has_a_problem_that_names_it(
    store_factory: Callable[[], Store], township: tuple[Rows, Rows, Rows, Rows]
) -> None:
    plan = plan_of(one_store(store_factory), township)
    for sheet, rows in zip(plan.sheets[2:], township, strict=True):
        assert sheet.rows == len(rows)
        bad = {problem.row for problem in sheet.problems if problem.level == Level.BLOCK}
        assert len(bad) == sheet.bad
        assert all(problem.message.endswith("。") for problem in sheet.problems)
    assert plan_json(plan)["rows"]["bad"] == plan.bad


ORGANIZATION = st.tuples(
    st.sampled_from(["中共青山镇委员会", "石门村党总支", "石门村总支部委员会", "东山党支部", "石门村东山支部", "第一党支部", "联合党支部", "片区", ""]),
    st.sampled_from(["党委", "党总支", "支部", "", "农村"]),
    st.sampled_from(["", "青山镇党委", "石门村党总支", "沙坝村党总支", "县委", "东山支部"]),
    st.sampled_from(["", "石门村", "石门", "沙坝村委会", "柳树社区", "无", "青山镇"]),
    st.sampled_from(["", 12, "12人", "很多"]),
    st.sampled_from(["", "2021.5.1", "2021.05", "2021-02-30"]),
)  # fmt: skip
GROUP = st.tuples(
    st.sampled_from(["石门村", "石门", "沙坝村", "", "新村"]), st.sampled_from(["一组", "一 组", "上寨村民小组", "上寨", ""]),
    st.sampled_from(["有", "无", "", "3人", "?"]), st.sampled_from(["", 30, "30户"]),
)  # fmt: skip
TARGET = st.tuples(
    st.sampled_from(["石门村", "石门", "沙坝村", "", "石门寸"]), st.sampled_from([5, "5万元", "", "五"]), st.sampled_from([10, ""]),
    st.sampled_from(["", "经营性收入", "全口径", "别的"]),
)  # fmt: skip


@settings(max_examples=120)
@given(
    organizations=st.lists(ORGANIZATION, max_size=8),
    groups=st.lists(GROUP, max_size=6),
    targets=st.lists(TARGET, max_size=5),
)
def test_tables_of_organizations_groups_and_targets_change_nothing_when_they_come_again(
    store_factory: Callable[[], Store], organizations: Rows, groups: Rows, targets: Rows
) -> None:
    store = one_store(store_factory)
    before = living_content(store)
    sheets = [
        reading(
            "organizations",
            ["name", "kind", "parent", "village", "stated_members", "elected_on"],
            organizations,
        ),
        reading("groups", ["village", "name", "has_member", "households"], groups),
        reading(
            "targets", ["village", ColumnKey("amount", 2023), ColumnKey("amount", 2024), "caliber"], targets
        ),
    ]
    plan = preview_readings(store, sheets, as_of=TODAY)
    assert all(
        sheet.rows == len(rows)
        for sheet, rows in zip(plan.sheets, (organizations, groups, targets), strict=True)
    )
    with taken_back(store, apply(store, plan, actor=ACTOR, skip_bad=True)):
        again = preview_readings(store, sheets, as_of=TODAY)
        told = (again.problems, [sheet.changes for sheet in again.sheets])
        assert (again.count("new"), again.count("changed")) == (0, 0), told
        assert again.writes.empty
    assert living_content(store) == before
