"""Which papers and charts there are."""

from dataclasses import dataclass

PDF, XLSX, DOCX = "pdf", "xlsx", "docx"


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """A paper: its id, its title, the kinds of file it can be, whether it is about half a year."""

    id: str
    title: str
    formats: tuple[str, ...] = (PDF, XLSX, DOCX)
    needs_half: bool = False


@dataclass(frozen=True, slots=True)
class ChartInfo:
    """A chart: its id and title."""

    id: str
    title: str


REPORTS = (
    ReportInfo("annual", "年度党建工作情况报告", (PDF, DOCX)),
    ReportInfo("organizations", "党组织基本情况表"),
    ReportInfo("roster", "党员花名册"),
    ReportInfo("fifty-years", "光荣在党50年名册"),
    ReportInfo("terms", "换届提醒"),
    ReportInfo("rating-summary", "分类定级汇总表"),
    ReportInfo("rating-moves", "分类定级升降情况表"),
    ReportInfo("pairs", "结对共建情况表"),
    ReportInfo("income-ledger", "村集体经济收入台账"),
    ReportInfo("half-year", "村集体经济半年核查表", needs_half=True),
    ReportInfo("income-ranking", "村集体经济收入排名"),
    ReportInfo("due", "待办清单"),
    ReportInfo("health", "体检报告"),
)

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
)


def reports() -> list[ReportInfo]:
    """Return all papers, in the order they are offered."""
    return list(REPORTS)


def charts() -> list[ChartInfo]:
    """Return all charts, in the order they are offered."""
    return list(CHARTS)
