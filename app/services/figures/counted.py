"""Figures that are the number of records fulfilling a condition: organizations, groups, people, cases, pairs, files."""

from functools import partial

from app.models import populations as p
from app.services.figures.figure import Figure, Records, counted_records
from app.services.figures.view import YearView

Counted = tuple[tuple[str, ...], str, str, p.Population, str]


ORGANIZATIONS: tuple[Counted, ...] = (
    (("organizations", "committees"), "党委", "个", p.ORGANIZATIONS, "o.kind = 'committee'"),
    (("organizations", "general_branches"), "党总支", "个", p.ORGANIZATIONS, "o.kind = 'general_branch'"),
    (("organizations", "branches"), "党支部", "个", p.ORGANIZATIONS, f"o.kind IN {p.BRANCHES}"),
    (("villages",), "村", "个", p.VILLAGES, "TRUE"),
    (("village_groups",), "村民小组", "个", p.GROUPS, "TRUE"),
    (("blank_groups",), "党员空白村小组", "个", p.GROUPS, p.BLANK_GROUP),
    (
        ("blank_groups_with_reserve",),
        "已有发展党员储备的空白村小组",
        "个",
        p.GROUPS,
        f"{p.BLANK_GROUP} AND {p.HAS_RESERVE}",
    ),
)
MEMBERS: tuple[Counted, ...] = (
    (("members", "total"), "党员", "人", p.MEMBERS, "TRUE"),
    (("members", "full"), "正式党员", "人", p.MEMBERS, p.FULL),
    (("members", "probationary"), "预备党员", "人", p.MEMBERS, f"NOT ({p.FULL})"),
    (("members", "women"), "女党员", "人", p.MEMBERS, "p.sex IS 2"),
    (
        ("members", "minority"),
        "少数民族党员",
        "人",
        p.MEMBERS,
        "coalesce(p.ethnicity, '01') BETWEEN '02' AND '56'",
    ),
    (("members", "migrant"), "流动党员", "人", p.MEMBERS, "p.is_migrant = 1"),
    (
        ("members", "fifty_years"),
        "光荣在党50年",
        "人",
        p.MEMBERS,
        f"{p.FULL} AND coalesce({p.PARTY_AGE_START} <= :fifty, FALSE)",
    ),
)
DEVELOPMENT: tuple[Counted, ...] = (
    (
        ("development", "applicants"),
        "入党申请人",
        "人",
        p.CASES,
        f"{p.OPEN_CASE} AND {p.STAGE} = 'applicant'",
    ),
    (
        ("development", "activists"),
        "入党积极分子",
        "人",
        p.CASES,
        f"{p.OPEN_CASE} AND {p.STAGE} = 'activist'",
    ),
    (("development", "objects"), "发展对象", "人", p.CASES, f"{p.OPEN_CASE} AND {p.STAGE} = 'object'"),
    (("development", "accepted_in_year"), "当年发展党员", "人", p.CASES, p.ACCEPTED),
    (("development", "converted_in_year"), "当年转正党员", "人", p.CASES, p.CONVERTED),
)
PAIRS: tuple[Counted, ...] = ((("pairs",), "结对共建", "对", p.PAIRINGS, "TRUE"),)
CONTACT_POINTS: tuple[Counted, ...] = (
    (("contact_points",), "党支部工作联系点", "个", p.CONTACT_POINTS, "TRUE"),
    (("contact_visits",), "联系点走访", "次", p.CONTACT_VISITS, "TRUE"),
)
RECTIFICATIONS: tuple[Counted, ...] = (
    (("rectification", "listed"), "列入整顿的党组织", "个", p.RECTIFICATIONS, "TRUE"),
    (("rectification", "lagging"), "列入整顿的后进党组织", "个", p.RECTIFICATIONS, "f.is_lagging = 1"),
    (("rectification", "slack"), "软弱涣散党组织", "个", p.RECTIFICATIONS, "f.is_slack = 1"),
    (("rectification", "closed"), "已销号的党组织", "个", p.RECTIFICATIONS, "f.closed_on <= :as_of"),
)


def counted_figures(view: YearView, group: tuple[Counted, ...]) -> list[Figure]:
    """Return the figures of one of the groups above."""
    return [
        Figure(
            path,
            title,
            unit,
            partial(_value, view, population, path),
            partial(_records, view, population, condition),
        )
        for path, title, unit, population, condition in group
    ]


def _value(view: YearView, population: p.Population, path: tuple[str, ...]) -> int:
    conditions = {".".join(one[0]): one[4] for one in ALL if one[3] is population}
    return view.counts(population, conditions)[".".join(path)]


def _records(view: YearView, population: p.Population, condition: str) -> Records:
    return counted_records(population.table, population.columns, view.listed(population, condition))


ALL = (*ORGANIZATIONS, *MEMBERS, *DEVELOPMENT, *PAIRS, *CONTACT_POINTS, *RECTIFICATIONS)
