"""Small workbooks for import tests, and the shortest way to import them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from app.models.store import Store
from app.rules.idnumbers import check_digit
from app.services import imports
from app.services.imports import ImportPlan, ImportResult, Problem, SheetPlan

TODAY = date(2024, 6, 30)
ACTOR = "王干事"

ORGANIZATIONS = ["党组织名称", "党组织类别", "上级党组织", "所在村", "党员数", "书记姓名", "联系电话", "换届时间", "届满时间", "备注"]  # fmt: skip
MEMBERS = ["姓名", "性别", "民族", "公民身份号码", "出生日期", "学历", "入党时间", "转正时间", "人员类别", "所在党支部", "党内职务", "所属村小组", "联系电话", "是否流动党员", "备注"]  # fmt: skip
GROUPS = ["村名", "村民小组", "有无党员", "户数", "储备情况", "备注"]
DEVELOPMENT = ["姓名", "身份证号", "所在党支部", "村民小组", "当前阶段", "递交申请书时间", "派人谈话时间", "确定积极分子时间", "培养联系人", "确定发展对象时间", "集中培训时间", "培训学时", "接收预备党员支部大会时间", "备注"]  # fmt: skip
RATINGS = ["党支部名称", "2022年等次", "2023年自评等次", "2023年评定等次", "结对支部", "备注"]
INCOME = ["村名", "收入日期", "收入类别", "项目名称", "金额（元）", "入账日期", "凭证号", "备注"]

TWO_BRANCHES = [
    ["中共青山镇委员会", "党委"],
    ["石门村党总支", "党总支", "中共青山镇委员会", "石门村"],
    ["石门村东山党支部", "党支部", "石门村党总支", "石门村"],
    ["石门村西河党支部", "党支部", "石门村党总支", "石门村"],
    ["沙坝村党支部", "党支部", "中共青山镇委员会", "沙坝村"],
]


def number(birth: str = "19800123", order: int = 1) -> str:
    """Return a valid ID number; odd orders are men."""
    first = f"532699{birth}{order:03d}"
    return first + check_digit(first)


def workbook(path: Path, *rows: Sequence[Any], sheet: str = "Sheet1", title: str = "") -> Path:
    """Write one sheet: an optional title, then the rows; ID columns are text as a careful clerk has them."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in ([title], *rows) if title else rows:
        page.append(list(row))
    book.save(path)
    return path


def look(store: Store, *files: Path, **options: Any) -> ImportPlan:
    """Preview files as of a fixed day."""
    return imports.preview(store, files, as_of=TODAY, **options)


def bring(store: Store, *files: Path, skip_bad: bool = False) -> ImportResult:
    """Preview and import files."""
    return imports.apply(store, look(store, *files), actor=ACTOR, skip_bad=skip_bad)


def start(store: Store, folder: Path) -> None:
    """Import the organizations that the other workbooks refer to."""
    bring(store, workbook(folder / "组织.xlsx", ORGANIZATIONS, *TWO_BRANCHES))


def only(plan: ImportPlan) -> SheetPlan:
    """Return the only sheet of a plan."""
    [sheet] = plan.sheets
    return sheet


def rows(sheet: SheetPlan) -> tuple[int, int, int, int]:
    """Return the rows new, changed, same and bad."""
    return sheet.new, sheet.changed, sheet.same, sheet.bad


def told(problem: Problem) -> tuple[int, str, str]:
    """Return where and what a problem is: row, column, code."""
    return problem.row, problem.column, problem.code


def codes(plan: ImportPlan) -> list[tuple[int, str, str]]:
    """Return all problems of a plan as (row, column, code)."""
    return [told(problem) for problem in plan.problems]
