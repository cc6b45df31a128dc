"""党员花名册, 光荣在党50年, 党组织情况表, 换届提醒."""

from collections.abc import Sequence

from app.reports.documents.records import MemberRow, OrganizationRow, Paper
from app.reports.documents.signing import OFFICE, signed
from app.reports.facts import Column, TableFacts

COUNTED_BELOW = "党委、党总支的党员数包括所属党支部的党员，合计不重复计算。"
ROSTER = (
    Column("序号", "center"),
    Column("姓名", "center"),
    Column("性别", "center"),
    Column("民族", "center"),
    Column("出生年月", "date"),
    Column("学历", "center"),
    Column("人员类别", "center"),
    Column("入党时间", "date"),
    Column("转正时间", "date"),
    Column("所在党支部"),
    Column("党内职务", "center"),
    Column("备注"),
)
FIFTY = (
    Column("序号", "center"),
    Column("姓名", "center"),
    Column("性别", "center"),
    Column("民族", "center"),
    Column("出生年月", "date"),
    Column("入党时间", "date"),
    Column("转正时间", "date"),
    Column("党龄（年）", "int"),
    Column("所在党支部"),
    Column("备注"),
)
ORGANIZATIONS = (
    Column("序号", "center"),
    Column("党组织名称"),
    Column("类别", "center"),
    Column("上级党组织"),
    Column("书记", "center"),
    Column("合计", "int", "党员数"),
    Column("正式", "int", "党员数"),
    Column("预备", "int", "党员数"),
    Column("换届时间", "date"),
    Column("届满时间", "date"),
    Column("备注"),
)


def roster(paper: Paper, members: Sequence[MemberRow]) -> list[TableFacts]:
    """Return 党员花名册, one member a row; neither ID nor telephone numbers are on it."""
    rows = [
        (
            at,
            m.name,
            m.sex,
            m.ethnicity,
            m.birth_on[:7],
            m.education,
            m.kind,
            m.joined_on,
            m.full_on,
            m.organization,
            m.duty,
            m.note,
        )
        for at, m in enumerate(members, 1)
    ]
    table = TableFacts(
        f"{paper.township}党员花名册",
        ROSTER,
        rows,
        unit=paper.unit,
        measure=f"共{len(rows)}名",
        as_of=paper.as_of,
        signatures=signed(paper),
        landscape=True,
        empty="（还没有录入党员）",
    )
    return [table]


def fifty_years(paper: Paper, members: Sequence[MemberRow]) -> list[TableFacts]:
    """Return the list of members with 50 years in the Party on 1 July of the paper's year."""
    rows = [
        (
            at,
            m.name,
            m.sex,
            m.ethnicity,
            m.birth_on[:7],
            m.joined_on,
            m.full_on,
            m.party_years,
            m.organization,
            m.note,
        )
        for at, m in enumerate(members, 1)
    ]
    table = TableFacts(
        f"{paper.township}{paper.year}年\n“光荣在党50年”纪念章颁发对象名册",
        FIFTY,
        rows,
        unit=paper.unit,
        measure=f"共{len(rows)}名",
        as_of=paper.as_of,
        signatures=signed(paper),
        notes=(
            f"党龄从转为正式党员之日算起，计算到{paper.year}年7月1日。",
            "表现情况和党籍间断情况须经党委审核。",
        ),
        empty="（没有党龄满50年的党员）",
    )
    return [table]


def organizations(paper: Paper, rows: Sequence[OrganizationRow]) -> list[TableFacts]:
    """Return 党组织情况表 with the number of members of every branch."""
    cells = [
        (
            at,
            o.name,
            o.kind,
            o.parent,
            o.secretary,
            o.full + o.probationary + sum(o.below),
            o.full + o.below[0],
            o.probationary + o.below[1],
            o.elected_on,
            o.term_ends_on,
            o.note,
        )
        for at, o in enumerate(rows, 1)
    ]
    full, probationary = sum(o.full for o in rows), sum(o.probationary for o in rows)
    table = TableFacts(
        f"{paper.township}党组织基本情况表",
        ORGANIZATIONS,
        cells,
        totals=("", "合计", "", "", "", full + probationary, full, probationary, "", "", ""),
        unit=paper.unit,
        measure=f"共{len(cells)}个",
        as_of=paper.as_of,
        signatures=signed(paper),
        notes=(COUNTED_BELOW,) if any(sum(o.below) for o in rows) else (),
        landscape=True,
        empty="（还没有录入党组织）",
    )
    return [table]


def terms(paper: Paper, rows: Sequence[OrganizationRow]) -> list[TableFacts]:
    """Return 换届提醒: organizations whose term is over or ends soon."""
    columns = (
        Column("序号", "center"),
        Column("党组织名称"),
        Column("类别", "center"),
        Column("书记", "center"),
        Column("上次换届", "date"),
        Column("任期（年）", "int"),
        Column("届满时间", "date"),
        Column("情况", "center"),
        Column("备注"),
    )
    cells = [
        (at, o.name, o.kind, o.secretary, o.elected_on, o.term_years, o.term_ends_on, o.state, o.note)
        for at, o in enumerate(rows, 1)
    ]
    table = TableFacts(
        f"{paper.township}党组织换届提醒",
        columns,
        cells,
        unit=paper.unit,
        as_of=paper.as_of,
        signatures=signed(paper, OFFICE),
        notes=("上级党组织一般提前6个月提醒；提前或延期换届须报上级党委批准，一般不超过1年。",),
        empty="（没有届满或者即将届满的党组织）",
    )
    return [table]
