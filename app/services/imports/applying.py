"""Writing a plan into the ledger: one operation, all of it or nothing."""

from collections.abc import Iterable, Iterator
from itertools import islice

from app.errors import BadInput
from app.models import matching
from app.models.store import Row, Store
from app.progress import SILENT, Progress
from app.rules.vocabulary import Level, SheetKind
from app.services.imports.packing import Writes
from app.services.imports.plans import ImportPlan, ImportResult, Problem

_CHUNK = 1000
_LOCKED = "rating.locked"
_COUNTED = (
    (SheetKind.ORGANIZATIONS, "organization", "党组织{}个"),
    (SheetKind.GROUPS, "village_group", "村民小组{}个"),
    (SheetKind.MEMBERS, "person", "党员{}人"),
    (SheetKind.DEVELOPMENT, "development_case", "发展党员{}人"),
    (SheetKind.RATINGS, "rating", "分类定级{}条"),
    (SheetKind.RATINGS, "pairing", "结对共建{}对"),
    (SheetKind.PAIRS, "pairing", "结对共建{}对"),
    (SheetKind.PAIRS, "pairing_activity", "结对活动{}次"),
    (SheetKind.RECTIFICATION, "rectification", "整顿台账{}份"),
    (SheetKind.RECTIFICATION, "rectification_item", "整改措施{}条"),
    (SheetKind.RECTIFICATION, "rectification_progress", "月度进展{}条"),
    (SheetKind.CONTACTS, "contact_point", "联系点{}个"),
    (SheetKind.CONTACTS, "contact_visit", "走访{}次"),
    (SheetKind.TASKS, "branch_task", "任务{}项"),
    (SheetKind.INCOME, "income_entry", "收入{}笔"),
    (SheetKind.TARGETS, "target", "目标{}条"),
    (SheetKind.COSTS, "cost_entry", "支出{}笔"),
    (SheetKind.PROJECTS, "project", "项目{}个"),
    (SheetKind.CONTRACTS, "contract", "合同{}份"),
    (SheetKind.ASSETS, "asset", "资产资源{}项"),
)


def apply(
    store: Store, plan: ImportPlan, *, actor: str, skip_bad: bool = False, progress: Progress = SILENT
) -> ImportResult:
    """Write a plan in one operation named after what it brings; bad rows are left out only with `skip_bad`.

    Raises:
        BadInput: there are bad rows or unreadable files, or the ledger changed since the preview.
        Cancelled: the user stopped it; nothing was written.
    """
    _check(store, plan, skip_bad)
    sentence = describe(plan)
    left_out = plan.bad
    counts = (plan.count("new"), plan.count("changed"), plan.count("same"))
    if plan.writes.empty:
        said = "内容与台账一致，没有改动。" if any(counts) else "表里没有可以导入的内容，台账没有改动。"
        return ImportResult(None, said, *counts, left_out)
    with store.operation("import", sentence, actor) as operation:
        operation.detail["files"] = [file.name for file in plan.files]
        operation.detail["rows"] = dict(zip(("new", "changed", "same"), counts, strict=True)) | {
            "bad": left_out
        }
        _write(store, plan.writes, progress)
    return ImportResult(operation.id, sentence, *counts, left_out)


def describe(plan: ImportPlan) -> str:
    """Return the sentence the history shows for this import."""
    parts = []
    for kind, table, words in _COUNTED:
        created = sum(sheet.created.get(table, 0) for sheet in plan.sheets if sheet.kind == kind)
        if created:
            parts.append(words.format(created))
    if len(plan.writes.updates):
        parts.append(f"修改{len(plan.writes.updates)}条")
    return f"导入{len(plan.files)}个工作簿：{'、'.join(parts) or '没有新的内容'}"


def _check(store: Store, plan: ImportPlan, skip_bad: bool) -> None:
    if matching.state(store) != plan.state:
        raise BadInput("预览之后台账又有了改动，这次没有导入。", "请重新预览，再确认导入。")
    unread = [sheet.file for sheet in plan.sheets if sheet.kind is None and any(_blocks(sheet.problems))]
    if (plan.bad or unread) and not skip_bad:
        raise _refusal(plan, unread)


def _refusal(plan: ImportPlan, unread: list[str]) -> BadInput:
    """Return what keeps a plan from being written: rows with problems, files not read, a year that is locked."""
    rows = "、".join(f"《{sheet.file}》{sheet.bad}行" for sheet in plan.sheets if sheet.bad)
    if not unread and all(one.code == _LOCKED for one in _blocks(plan.problems)):
        return BadInput(
            f"{rows}的年度已经备案锁定，这次没有导入。",
            "要修改请先“重新开放”该年度并写明原因，或去掉这些行。",
        )
    said = [f"有{plan.bad}行有问题（{rows}）"] if plan.bad else []
    said += [f"{len(unread)}个文件读不了（{'、'.join(unread)}）"] if unread else []
    return BadInput(f"{'，'.join(said)}，这次没有导入。", "请改正后再导入，或选择“跳过有问题的行”。")


def _blocks(problems: Iterable[Problem]) -> Iterator[Problem]:
    return (problem for problem in problems if problem.level is Level.BLOCK)


def _write(store: Store, writes: Writes, progress: Progress) -> None:
    total = sum(len(rows) for rows in writes.inserts.values()) + len(writes.updates)
    done = 0
    for table, rows in writes.inserts.items():
        ordered: Iterable[Row] = _parents_first(list(rows)) if table == "organization" else rows
        for chunk in _chunks(ordered):
            store.insert(table, chunk)
            done += len(chunk)
            progress.step(done, total, f"正在写入：{done}/{total}")
    for changes in _chunks(writes.updates):
        for change in changes:
            store.update(change["table"], change["id"], change["changes"])
        done += len(changes)
        progress.step(done, total, f"正在写入：{done}/{total}")


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk


def _parents_first(rows: list[Row]) -> list[Row]:
    """Order new organizations so that each comes after the one it stands under."""
    new = {row["id"]: row for row in rows}
    ordered: dict[str, Row] = {}

    def place(row: Row) -> None:
        parent = new.get(row["parent_id"])
        if parent is not None and parent["id"] not in ordered:
            place(parent)
        ordered.setdefault(row["id"], row)

    for row in rows:
        place(row)
    return list(ordered.values())
