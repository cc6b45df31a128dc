"""The records figures are taken from. A figure is a condition on one of these; counting and tracing share it.

Conditions may use the parameters `:year` (the year reported), `:on` (the day stocks are counted: the last of the
year, or the day asked for when it is earlier), `:as_of` (the day asked for) and `:fifty` (latest day of becoming full
for 光荣在党50年).
"""

from dataclasses import dataclass

from app.rules.vocabulary import OrganizationKind

BRANCHES = f"({', '.join(repr(kind.value) for kind in OrganizationKind if kind.is_branch)})"
"""Kinds of an organization that is a 党支部."""

MEMBER = (
    "p.status IN ('full', 'probationary') AND (p.ended_on IS NULL OR p.ended_on > :on) "
    "AND (p.joined_on IS NULL OR p.joined_on <= :on)"
)
"""A 党员 on the day :on. Partly given dates compare as their earliest day."""

FULL = "p.status = 'full' AND (p.full_on IS NULL OR p.full_on <= :on)"

# The day 党龄 counts from: becoming full, else a year after joining; moved by the correction in calendar months.
PARTY_AGE_START = (
    "CASE WHEN p.full_on IS NULL THEN date(substr(p.joined_on || '-01-01', 1, 10), "
    "(12 + coalesce(p.correction_months, 0)) || ' months', 'floor') "
    "WHEN p.correction_months IS NULL THEN substr(p.full_on || '-01-01', 1, 10) "
    "ELSE date(substr(p.full_on || '-01-01', 1, 10), p.correction_months || ' months', 'floor') END"
)

_PASSED = "coalesce(s.result, '') NOT IN ('failed', 'deferred', 'cancelled', 'extended')"
# The last day each step that decides a stage was taken with success, one row a case.
_STEPS = ("01", "03", "07", "08", "15", "17", "23", "24")
_TAKEN = ", ".join(
    f"max(CASE WHEN s.step = '{step}' AND {_PASSED} THEN s.happened_on END) AS on_{step}" for step in _STEPS
)
STEPS_TAKEN = (
    f"(SELECT s.case_id, max(s.happened_on) AS latest, {_TAKEN} FROM step_record AS s WHERE s._del = 0 "
    "AND s.step IN ('01', '03', '07', '08', '15', '17', '23', '24') GROUP BY s.case_id)"
)
ACCEPTED_ON = "coalesce(k.on_15, k.on_17)"
CONVERTED_ON = "coalesce(k.on_23, k.on_24)"
OBJECT_ON = "coalesce(k.on_07, k.on_08)"
# The stage the papers state; when steps lie after the day asked for, the one reached by then.
STAGE = (
    "CASE WHEN k.latest > :on THEN CASE WHEN k.on_23 <= :on THEN 'full' "
    f"WHEN k.on_15 <= :on THEN 'probationary' WHEN {OBJECT_ON} <= :on THEN 'object' "
    "WHEN k.on_03 <= :on THEN 'activist' WHEN k.on_01 <= :on THEN 'applicant' ELSE '' END ELSE c.stage END"
)
ACCEPTED = (
    f"substr({ACCEPTED_ON}, 1, 4) IS :year AND (c.stage IN ('probationary', 'full') OR k.on_17 IS NOT NULL)"
)
"""Received in the year: the 支部大会 passed it in the year and the 党委 approved."""

CONVERTED = f"substr({CONVERTED_ON}, 1, 4) IS :year AND (c.stage = 'full' OR k.on_24 IS NOT NULL)"
"""Made full in the year: the 支部大会 passed it in the year and the 党委 approved."""

OPEN_CASE = "(c.closed_on IS NULL OR c.closed_on > :on)"
RESERVE_STAGES = "('applicant', 'activist', 'object')"


@dataclass(frozen=True, slots=True)
class Column:
    """What a traced record shows: heading, SQL, and how the value is to be put into words."""

    heading: str
    sql: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Population:
    """Records of one ledger table: `source` follows FROM, `base` is the condition all of them fulfil."""

    table: str
    alias: str
    source: str
    base: str
    columns: tuple[Column, ...]
    order: str


ORGANIZATIONS = Population(
    "organization",
    "o",
    "organization AS o LEFT JOIN organization AS u ON u.id = o.parent_id",
    "o._del = 0 AND (o.ended_on IS NULL OR o.ended_on > :on) AND (o.founded_on IS NULL OR o.founded_on <= :on)",
    (
        Column("党组织", "o.name"),
        Column("类别", "o.kind", "organization_kind"),
        Column("上级党组织", "u.name"),
        Column("书记", "o.secretary"),
    ),
    "coalesce(o.sort, 1000000), o.rowid",
)
VILLAGES = Population(
    "village",
    "v",
    "village AS v",
    "v._del = 0 AND (v.ended_on IS NULL OR v.ended_on > :on)",
    (Column("村", "v.name"),),
    "coalesce(v.sort, 1000000), v.rowid",
)
GROUPS = Population(
    "village_group",
    "g",
    "village_group AS g JOIN village AS v ON v.id = g.village_id",
    "g._del = 0 AND v._del = 0 AND (g.ended_on IS NULL OR g.ended_on > :on)",
    (
        Column("村", "v.name"),
        Column("村民小组", "g.name"),
        Column("填报有无党员", "g.states_member", "has"),
        Column("户数", "g.households"),
    ),
    "coalesce(v.sort, 1000000), v.rowid, coalesce(g.sort, 1000000), g.rowid",
)
MEMBERS = Population(
    "person",
    "p",
    "person AS p LEFT JOIN organization AS o ON o.id = p.organization_id",
    f"p._del = 0 AND {MEMBER}",
    (
        Column("姓名", "p.name"),
        Column("性别", "p.sex", "sex"),
        Column("民族", "p.ethnicity", "ethnicity"),
        Column("出生日期", "p.birth_on"),
        Column("所在党支部", "o.name"),
        Column("人员类别", f"CASE WHEN {FULL} THEN 'full' ELSE 'probationary' END", "status"),
        Column("入党时间", "p.joined_on"),
        Column("转正时间", "p.full_on"),
    ),
    "coalesce(o.sort, 1000000), o.rowid, coalesce(p.sort, 1000000), p.rowid",
)
CASES = Population(
    "development_case",
    "c",
    f"development_case AS c JOIN person AS p ON p.id = c.person_id LEFT JOIN {STEPS_TAKEN} AS k ON k.case_id = c.id "
    "LEFT JOIN organization AS o ON o.id = coalesce(c.organization_id, p.organization_id)",
    "c._del = 0 AND p._del = 0",
    (
        Column("姓名", "p.name"),
        Column("性别", "p.sex", "sex"),
        Column("党支部", "o.name"),
        Column("阶段", STAGE, "status"),
        Column("递交申请书", "k.on_01"),
        Column("确定积极分子", "k.on_03"),
        Column("确定发展对象", OBJECT_ON),
        Column("支部大会接收", "k.on_15"),
        Column("党委审批", "k.on_17"),
        Column("支部大会转正", "k.on_23"),
    ),
    "coalesce(o.sort, 1000000), o.rowid, coalesce(c.sort, 1000000), c.rowid",
)
PAIRINGS = Population(
    "pairing",
    "a",
    "pairing AS a JOIN organization AS o ON o.id = a.organization_id "
    "LEFT JOIN organization AS u ON u.id = a.partner_id",
    "a._del = 0 AND a.year = :year",
    (
        Column("党支部", "o.name"),
        Column("结对党组织", "coalesce(u.name, a.partner_name)"),
        Column("内容", "a.content"),
    ),
    "coalesce(o.sort, 1000000), o.rowid, a.rowid",
)
CONTACT_POINTS = Population(
    "contact_point",
    "c",
    "contact_point AS c JOIN organization AS o ON o.id = c.organization_id",
    "c._del = 0 AND (c.from_on IS NULL OR substr(c.from_on, 1, 4) <= :year) "
    "AND (c.to_on IS NULL OR substr(c.to_on, 1, 4) >= :year)",
    (Column("党支部", "o.name"), Column("联系领导", "c.leader"), Column("职务", "c.duty")),
    "c.leader, coalesce(o.sort, 1000000), o.rowid",
)
CONTACT_VISITS = Population(
    "contact_visit",
    "w",
    "contact_visit AS w JOIN contact_point AS c ON c.id = w.contact_point_id "
    "JOIN organization AS o ON o.id = c.organization_id",
    "w._del = 0 AND c._del = 0 AND substr(w.visited_on, 1, 4) = :year",
    (
        Column("党支部", "o.name"),
        Column("联系领导", "c.leader"),
        Column("走访日期", "w.visited_on"),
        Column("内容", "w.content"),
        Column("解决的问题", "w.solved"),
    ),
    "w.visited_on, w.rowid",
)
RECTIFICATIONS = Population(
    "rectification",
    "f",
    "rectification AS f JOIN organization AS o ON o.id = f.organization_id",
    "f._del = 0 AND f.year = :year AND (f.listed_on IS NULL OR f.listed_on <= :as_of)",
    (
        Column("党组织", "o.name"),
        Column("后进", "f.is_lagging", "flag"),
        Column("软弱涣散", "f.is_slack", "flag"),
        Column("认定日期", "f.listed_on"),
        Column("整顿时限", "f.due_on"),
        Column("销号日期", "f.closed_on"),
    ),
    "coalesce(o.sort, 1000000), o.rowid",
)
INCOME = Population(
    "income_entry",
    "e",
    "income_entry AS e JOIN village AS v ON v.id = e.village_id",
    "e._del = 0 AND substr(e.received_on, 1, 4) = :year",
    (
        Column("村", "v.name"),
        Column("收入日期", "e.received_on"),
        Column("收入类别", "e.category", "category"),
        Column("项目", "e.item"),
        Column("付款方", "e.payer"),
        Column("金额（元）", "e.amount_fen", "fen"),
        Column("计入经营性", "e.counts_as_operating", "flag"),
        Column("款项性质", "e.nature", "income_nature"),
        Column("入账日期", "e.booked_on"),
        Column("凭证号", "e.voucher"),
        Column(
            "冲销",
            "CASE WHEN e.reverses_id IS NOT NULL THEN '冲销' WHEN e.reversed_on IS NOT NULL THEN '已冲销' END",
        ),
    ),
    "coalesce(v.sort, 1000000), v.rowid, e.received_on, e.rowid",
)

BLANK_GROUP = (
    "coalesce(g.states_member, 0) = 0 AND NOT EXISTS "
    f"(SELECT 1 FROM person AS p WHERE p._del = 0 AND p.village_group_id = g.id AND {MEMBER})"
)
"""A 党员空白村小组: nobody on the roster, and not stated as having a member either."""

RESERVE_NOTE = "储备："
"""How the note of a village group begins what its office states about the reserve: 储备：王芳, 储备：已储备."""

HAS_RESERVE = (
    f"(coalesce(g.note, '') LIKE '%{RESERVE_NOTE}%' OR g.id IN (SELECT coalesce(c.village_group_id, p.village_group_id) FROM live_development_case AS c "
    f"JOIN live_person AS p ON p.id = c.person_id LEFT JOIN {STEPS_TAKEN} AS k ON k.case_id = c.id "
    f"WHERE {OPEN_CASE} AND {STAGE} IN {RESERVE_STAGES}))"
)
"""Somebody of the group is on the way into the Party, or its office states a reserve."""
