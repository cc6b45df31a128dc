"""The one glossary: each word of the code and the term of the field that screens and papers show for it.

A code that is stored (a kind of organization, a grade, a status …) is a member of one of the `Word` enums
below and carries its Chinese label; a subject of the program (a village, an operation …) stands in `TERMS`.
Nobody writes these Chinese terms a second time for the same code.
"""

from enum import IntEnum, StrEnum
from typing import Self


class Word(StrEnum):
    """A stored code with the label shown for it."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Make the member that is stored as `code` and shown as `label` (left out when a code is looked up)."""
        word = str.__new__(cls, code)
        word._value_ = code
        word.label = label
        return word

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return code → label of every member, in the order of definition."""
        return {word.value: word.label for word in cls}

    @classmethod
    def label_of(cls, code: str | None) -> str:
        """Return the label of a stored code; an unknown code is shown as it is, nothing as empty text."""
        try:
            return cls(code).label if code else ""
        except ValueError:
            return code or ""


class Sex(IntEnum):
    """Sex as GB/T 2261.1 numbers it."""

    MALE = 1
    FEMALE = 2

    @property
    def label(self) -> str:
        """Return the word shown for the code."""
        return SEX_LABELS[self.value]


SEX_LABELS: dict[int, str] = {1: "男", 2: "女"}


class OrganizationKind(Word):
    """Kinds of Party organization."""

    COMMITTEE = "committee", "党委"
    GENERAL_BRANCH = "general_branch", "党总支"
    BRANCH = "branch", "党支部"
    JOINT_BRANCH = "joint_branch", "联合党支部"
    TEMPORARY_BRANCH = "temporary_branch", "临时党支部"
    PARTY_GROUP = "party_group", "党小组"

    @property
    def is_branch(self) -> bool:
        """Tell whether the organization counts as a 党支部."""
        return self in {self.BRANCH, self.JOINT_BRANCH, self.TEMPORARY_BRANCH}


class PersonStatus(Word):
    """How far a person is on the way into the Party; once ended, `end_reason` says why."""

    MASSES = "masses", "群众"
    APPLICANT = "applicant", "入党申请人"
    ACTIVIST = "activist", "入党积极分子"
    OBJECT = "object", "发展对象"
    PROBATIONARY = "probationary", "预备党员"
    FULL = "full", "正式党员"

    @property
    def is_member(self) -> bool:
        """Tell whether the person counts as a 党员 (预备党员 included)."""
        return self in {self.PROBATIONARY, self.FULL}


class Grade(Word):
    """Grades of the yearly rating of branches."""

    ADVANCED = "advanced", "先进"
    MIDDLING = "middling", "中间"
    LAGGING = "lagging", "后进"


class IncomeCategory(Word):
    """Categories of village income."""

    OPERATING = "operating", "经营收入"
    CONTRACTING = "contracting", "发包及上交收入"
    INVESTMENT = "investment", "投资收益"
    SUBSIDY = "subsidy", "补助收入"
    OTHER = "other", "其他收入"


class Caliber(Word):
    """Ways to count village income; the categories each one takes are data."""

    TOTAL = "total", "全口径收入"
    OPERATING = "operating", "经营性收入"
    NET = "net", "净收益"


class SheetKind(Word):
    """Kinds of workbook sheet the program reads and writes."""

    ORGANIZATIONS = "organizations", "党组织情况"
    MEMBERS = "members", "党员花名册"
    GROUPS = "groups", "村民小组情况"
    DEVELOPMENT = "development", "发展党员台账"
    RATINGS = "ratings", "分类定级汇总"
    PAIRS = "pairs", "结对共建"
    RECTIFICATION = "rectification", "整顿台账"
    CONTACTS = "contacts", "联系点"
    TASKS = "tasks", "晋位升级任务"
    INCOME = "income", "村集体经济收入台账"
    TARGETS = "targets", "村集体经济目标"
    COSTS = "costs", "村集体支出台账"
    PROJECTS = "projects", "村集体经济项目"
    CONTRACTS = "contracts", "村集体合同"
    ASSETS = "assets", "村集体资产资源"


class Level(Word):
    """How grave a finding is."""

    BLOCK = "block", "阻断"
    WARNING = "warning", "警告"
    HINT = "hint", "提示"


TERMS: dict[str, str] = {
    "organization": "党组织",
    "village": "村",
    "village_group": "村民小组",
    "blank_group": "党员空白村小组",
    "reserve": "储备",
    "person": "人员",
    "applicant": "入党申请人",
    "activist": "入党积极分子",
    "object": "发展对象",
    "probationary": "预备党员",
    "full": "正式党员",
    "migrant": "流动党员",
    "hardship": "生活困难党员",
    "development": "发展党员",
    "development_case": "案卷",
    "step": "步骤",
    "rating": "分类定级",
    "advanced": "先进",
    "middling": "中间",
    "lagging": "后进",
    "pairing": "结对共建",
    "rectification": "整顿",
    "contact_point": "联系点",
    "economy": "村集体经济",
    "income_entry": "收入",
    "cost_entry": "支出",
    "target": "目标",
    "caliber": "口径",
    "project": "项目",
    "contract": "合同",
    "asset": "资产资源",
    "platform": "三资平台",
    "booked": "入账",
    "election": "换届",
    "term": "任期",
    "due": "待办",
    "check": "体检",
    "finding": "检查结果",
    "trace": "反查",
    "explanation": "说明",
    "operation": "操作",
    "history": "历史",
    "undo": "撤销",
    "redo": "恢复",
}
