"""Which papers and charts there are."""

from dataclasses import dataclass
from datetime import date

from app.errors import BadInput, NotFound

PDF, XLSX, DOCX = "pdf", "xlsx", "docx"


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """A paper: its id, its title, the kinds of file it can be, whether it is about half a year.

    about_people: it can be about chosen cases of 发展党员. about_village: it can be about one village.
    about_organization: it can be about one organization. has_days: the days of a notice can be given. has_units: its
    money can stand in 元 or in 万元, `usual_unit` unless told. has_calibers: income can be counted by a caliber chosen. kinds: code and words
    where one paper comes in several kinds, the first unless another is chosen (a register: all of them). has_fields: it can be about one
    类别 of branches.
    """

    id: str
    title: str
    formats: tuple[str, ...] = (PDF, XLSX, DOCX)
    needs_half: bool = False
    about_people: bool = False
    about_village: bool = False
    about_organization: bool = False
    has_days: bool = False
    has_units: bool = False
    usual_unit: str = "yuan"
    has_calibers: bool = False
    kinds: tuple[tuple[str, str], ...] = ()
    has_fields: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a paper is about.

    Of 发展党员: cases (none: all it concerns), its kind, the days of a notice. An organization, a village (none: all).
    Of 村集体经济: the unit of money (元 unless `wan`), the code of the caliber (all income unless another is named).
    """

    case_ids: tuple[str, ...] = ()
    kind: str = ""
    from_on: date | None = None
    to_on: date | None = None
    organization_id: str = ""
    village_id: str = ""
    unit: str = ""
    caliber: str = ""


@dataclass(frozen=True, slots=True)
class ChartInfo:
    """A chart: its id and title."""

    id: str
    title: str


LETTER = (PDF, DOCX)
YUAN, WAN = "yuan", "wan"
REGISTERS = (
    ("applicants", "入党申请人名册"),
    ("activists", "入党积极分子备案登记表"),
    ("objects", "发展对象备案登记表"),
    ("publicity", "公示情况登记表"),
    ("previews", "预审登记表"),
    ("approvals", "审批和备案登记表"),
    ("conversions", "转正审批登记表"),
)
NOTICES = (("object", "拟列为发展对象"), ("reception", "拟接收为预备党员"), ("conversion", "预备党员拟转正"))
REPLIES = (
    ("reception", "接收预备党员"),
    ("conversion", "按期转正"),
    ("extension", "延长预备期"),
    ("cancellation", "取消预备党员资格"),
)

SUBJECTS: tuple[tuple[str, tuple[ReportInfo, ...]], ...] = (
    (
        "年度报告",
        (ReportInfo("annual", "年度党建工作情况报告", (PDF, DOCX)),),
    ),
    (
        "党组织和党员",
        (
            ReportInfo("organizations", "党组织基本情况表"),
            ReportInfo("roster", "党员花名册"),
            ReportInfo("fifty-years", "光荣在党50年名册"),
            ReportInfo("terms", "换届提醒"),
        ),
    ),
    (
        "发展党员",
        (
            ReportInfo("development-summary", "发展党员工作年度汇总"),
            ReportInfo("development-record", "发展党员工作全程纪实表", LETTER, about_people=True),
            ReportInfo("development-register", "发展党员各环节登记表", about_people=True, kinds=REGISTERS),
            ReportInfo("notice", "公示", LETTER, about_people=True, has_days=True, kinds=NOTICES),
            ReportInfo("vote-record", "党员大会票决情况记录", LETTER, about_people=True),
            ReportInfo("approval-reply", "接收、转正批复", LETTER, about_people=True, kinds=REPLIES),
            ReportInfo("filing-report", "接收预备党员备案报告", LETTER, about_people=True),
            ReportInfo("development-checklist", "一人一档材料清单", about_people=True),
            ReportInfo("development-cover", "一人一档封面", LETTER, about_people=True),
            ReportInfo("idle-branches", "长期没有发展党员的党支部名单"),
            ReportInfo("due-branches", "各党支部发展党员待办清单", about_organization=True),
        ),
    ),
    (
        "分类定级",
        (
            ReportInfo("rating-summary", "分类定级汇总表", has_fields=True),
            ReportInfo("rating-moves", "分类定级升降情况表"),
            ReportInfo("rating-years", "党支部历年等次一览表", about_organization=True),
            ReportInfo("rating-notice", "分类定级结果公示", LETTER),
            ReportInfo("rating-bulletin", "分类定级结果通报", LETTER),
            ReportInfo("rating-tasks", "争创目标和任务清单", about_organization=True),
            ReportInfo("rectification", "后进和软弱涣散党组织整顿台账", about_organization=True),
            ReportInfo("rectification-lists", "整顿问题、任务、责任清单", about_organization=True),
            ReportInfo("rectification-plan", "整顿方案", LETTER, about_organization=True),
            ReportInfo("pairs", "结对共建情况表", about_organization=True),
            ReportInfo("contact-points", "党支部联系点情况表", about_organization=True),
        ),
    ),
    (
        "集体经济",
        (
            ReportInfo("income-ledger", "村集体经济收入台账", about_village=True, has_calibers=True),
            ReportInfo("income-quarter", "村集体经济收入季报", has_units=True, has_calibers=True),
            ReportInfo(
                "half-year", "村集体经济半年核查表", needs_half=True, has_units=True, has_calibers=True
            ),
            ReportInfo("income-summary", "村集体经济收入年度汇总表", has_units=True),
            ReportInfo("income-ranking", "村集体经济收入排名", has_units=True, has_calibers=True),
            ReportInfo("village-public", "村集体经济收支公开表", about_village=True),
            ReportInfo(
                "project-list", "村集体经济项目台账", about_village=True, has_units=True, usual_unit="wan"
            ),
            ReportInfo("contract-list", "村集体经济合同台账", about_village=True, has_units=True),
            ReportInfo("asset-list", "村集体资产资源台账", about_village=True, has_units=True),
        ),
    ),
    (
        "待办和检查",
        (
            ReportInfo("due", "待办清单"),
            ReportInfo("reminder", "工作提醒", LETTER, about_organization=True),
            ReportInfo("health", "体检报告"),
        ),
    ),
)
REPORTS = tuple(info for _, papers in SUBJECTS for info in papers)

CHARTS = (
    ChartInfo("grades", "分类定级等次"),
    ChartInfo("grade-moves", "分类定级升降"),
    ChartInfo("funnel", "发展党员各阶段人数"),
    ChartInfo("development-months", "各月发展党员"),
    ChartInfo("members", "党员年龄、性别和学历"),
    ChartInfo("income-target", "各村集体经济收入与目标"),
    ChartInfo("income-category", "村集体经济收入构成"),
    ChartInfo("income-months", "各月村集体经济收入"),
    ChartInfo("income-progress", "村集体经济收入进度"),
    ChartInfo("income-years", "近五年村集体经济收入"),
    ChartInfo("income-tiers", "村集体经济收入分档"),
)


class PersonNeeded(BadInput):
    """A paper of everybody would be too much: one has to say whom it is to be about."""


def report_info(report_id: str) -> ReportInfo:
    """Return a paper by its id. Raises NotFound."""
    found = next((info for info in REPORTS if info.id == report_id), None)
    if found is None:
        raise NotFound(f"没有叫“{report_id}”的报表。", f"可以选：{'、'.join(one.id for one in REPORTS)}。")
    return found


def reports() -> list[ReportInfo]:
    """Return all papers, in the order they are offered."""
    return list(REPORTS)


def subjects() -> list[tuple[str, tuple[ReportInfo, ...]]]:
    """Return the papers under the headings they are offered under."""
    return list(SUBJECTS)


def charts() -> list[ChartInfo]:
    """Return all charts, in the order they are offered."""
    return list(CHARTS)
