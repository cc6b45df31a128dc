"""One place where every field of every record is checked: forms and workbooks use the same rules and words.

`check(kind, field, value)` gives the value to store, None when the cell says nothing, or a FieldProblem. References
(organization, village, group, people) come back as tidy text: whoever knows the ledger resolves them.
"""

import re
from collections.abc import Callable

from app.rules import codes, dates, idnumbers, money, periods, spans, texts
from app.rules.fields_economy import HOLDING_FIELDS
from app.rules.fields_ratings import TIE_FIELDS
from app.rules.fieldspecs import FieldSpec, specs
from app.rules.problems import FieldProblem
from app.rules.vocabulary import Level, SheetKind

Stored = str | int | bool | None
HIGHEST_SCORE = 100_000
LONGEST_TEXT = 2000


_PERSON = (
    FieldSpec("name", "姓名", "name", True),
    FieldSpec("sex", "性别", "choice", codes="sex"),
    FieldSpec("ethnicity", "民族", "choice", codes="ethnicity"),
    FieldSpec("id_number", "公民身份号码", "id_number"),
    FieldSpec("birth_on", "出生日期", "date"),
    FieldSpec("education", "学历", "choice", codes="education"),
    FieldSpec("organization", "所在党支部", "organization", True),
    FieldSpec("village", "所在村", "village"),
    FieldSpec("village_group", "村民小组", "group"),
    FieldSpec("phone", "联系电话", "phone"),
    FieldSpec("occupation", "职业"),
    FieldSpec("note", "备注", "note"),
)

FIELDS: dict[str, dict[str, FieldSpec]] = {
    SheetKind.ORGANIZATIONS: specs(
        FieldSpec("name", "党组织名称", "organization", True),
        FieldSpec("short_name", "简称"),
        FieldSpec("code", "党组织代码"),
        FieldSpec("kind", "党组织类别", "choice", codes="organization_kind"),
        FieldSpec("parent", "上级党组织", "organization"),
        FieldSpec("village", "所在村", "village"),
        FieldSpec("field", "领域", "choice", codes="field"),
        FieldSpec("founded_on", "成立时间", "date"),
        FieldSpec("elected_on", "换届时间", "date"),
        FieldSpec("term_ends_on", "届满时间", "date"),
        FieldSpec("secretary", "书记", "name"),
        FieldSpec("phone", "联系电话", "phone"),
        FieldSpec("stated_members", "党员数", "number"),
        FieldSpec("stated_full", "正式党员数", "number"),
        FieldSpec("stated_probationary", "预备党员数", "number"),
        FieldSpec("note", "备注", "note"),
    ),
    SheetKind.GROUPS: specs(
        FieldSpec("village", "所在村", "village", True),
        FieldSpec("name", "村民小组", "group", True),
        FieldSpec("has_member", "有无党员", "flag"),
        FieldSpec("households", "户数", "number"),
        FieldSpec("note", "备注", "note"),
        FieldSpec("reserve", "储备情况", "note"),
    ),
    SheetKind.MEMBERS: specs(
        *_PERSON,
        FieldSpec("native_place", "籍贯"),
        FieldSpec("joined_on", "入党时间", "date"),
        FieldSpec("full_on", "转正时间", "date"),
        FieldSpec("member_kind", "人员类别", "choice", codes="person_status"),
        FieldSpec("duty", "党内职务", "duty"),
        FieldSpec("address", "住址"),
        FieldSpec("work_unit", "工作单位"),
        FieldSpec("is_migrant", "是否流动党员", "flag"),
        FieldSpec("is_hardship", "是否困难党员", "flag"),
        FieldSpec("is_lost", "是否失联党员", "flag"),
        FieldSpec("party_age_correction", "党龄校正值（月）", "number"),
    ),
    SheetKind.DEVELOPMENT: specs(
        *_PERSON,
        FieldSpec("stage", "当前阶段", "choice", codes="person_status"),
        FieldSpec("applied_on", "递交入党申请书时间", "date"),
        FieldSpec("talked_on", "派人谈话时间", "date"),
        FieldSpec("activist_on", "确定入党积极分子时间", "date"),
        FieldSpec("contacts", "培养联系人", "people"),
        FieldSpec("filed_on", "积极分子备案时间", "date"),
        FieldSpec("object_on", "确定发展对象时间", "date"),
        FieldSpec("object_consented_on", "上级党委同意时间", "date"),
        FieldSpec("publicity_from", "公示开始时间", "span"),
        FieldSpec("publicity_to", "公示结束时间", "date"),
        FieldSpec("political_review_on", "政治审查时间", "date"),
        FieldSpec("training_on", "集中培训时间", "span"),
        FieldSpec("training_hours", "培训学时", "training"),
        FieldSpec("introducers", "入党介绍人", "people"),
        FieldSpec("preview_on", "预审时间", "date"),
        FieldSpec("volunteer_no", "入党志愿书编号"),
        FieldSpec("meeting_on", "接收预备党员支部大会时间", "date"),
        FieldSpec("approval_talk_on", "上级党委派人谈话时间", "date"),
        FieldSpec("approved_on", "接收预备党员党委审批时间", "date"),
        FieldSpec("filed_up_on", "再上一级备案时间", "date"),
        FieldSpec("oath_on", "入党宣誓时间", "date"),
        FieldSpec("probation_ends_on", "预备期满时间", "date"),
        FieldSpec("conversion_applied_on", "转正申请时间", "date"),
        FieldSpec("conversion_meeting_on", "转正支部大会时间", "date"),
        FieldSpec("conversion_approved_on", "转正党委审批时间", "date"),
        FieldSpec("votes_due", "接收大会应到会有表决权党员数", "number"),
        FieldSpec("votes_present", "接收大会实到会有表决权党员数", "number"),
        FieldSpec("votes_in_favour", "接收大会赞成票数", "number"),
        FieldSpec("votes_against", "接收大会不赞成票数", "number"),
        FieldSpec("votes_abstained", "接收大会弃权票数", "number"),
        FieldSpec("conversion_votes_due", "转正大会应到会有表决权党员数", "number"),
        FieldSpec("conversion_votes_present", "转正大会实到会有表决权党员数", "number"),
        FieldSpec("conversion_votes_in_favour", "转正大会赞成票数", "number"),
        FieldSpec("conversion_votes_against", "转正大会不赞成票数", "number"),
        FieldSpec("conversion_votes_abstained", "转正大会弃权票数", "number"),
    ),
    SheetKind.RATINGS: specs(
        FieldSpec("organization", "党支部名称", "organization", True),
        FieldSpec("year", "年度", "year"),
        FieldSpec("grade", "评定等次", "choice", codes="grade"),
        FieldSpec("self_grade", "自评等次", "choice", codes="grade"),
        FieldSpec("mass_grade", "群众测评", "mass_grade"),
        FieldSpec("member_grade", "党员评议", "choice", codes="grade"),
        FieldSpec("county_grade", "县级评定等次", "choice", codes="grade"),
        FieldSpec("score", "得分", "score"),
        FieldSpec("points", "分项得分", "score"),
        FieldSpec("paired_with", "结对支部", "people"),
        FieldSpec("kind", "支部类别"),
        FieldSpec("satisfaction", "群众满意率", "share"),
        FieldSpec("self_on", "自评日期", "date"),
        FieldSpec("mass_on", "测评日期", "date"),
        FieldSpec("member_on", "党员评议日期", "date"),
        FieldSpec("township_on", "评定日期", "date"),
        FieldSpec("county_on", "县级审定日期", "date"),
        FieldSpec("dimension_scores", "分项得分", "note"),
        FieldSpec("vetoes", "一票否决", "note"),
        FieldSpec("goal", "争创目标"),
        FieldSpec("reason", "定级理由", "note"),
        FieldSpec("note", "备注", "note"),
    ),
    **TIE_FIELDS,
    SheetKind.INCOME: specs(
        FieldSpec("village", "村", "village", True),
        FieldSpec("received_on", "收入日期", "date", True),
        FieldSpec("year", "年度", "year"),
        FieldSpec("month", "月份", "month"),
        FieldSpec("category", "收入类别", "choice", codes="income_category"),
        FieldSpec("item", "项目名称"),
        FieldSpec("payer", "付款方"),
        FieldSpec("amount", "金额", "money", True),
        FieldSpec("booked_on", "入账日期", "booked"),
        FieldSpec("voucher", "凭证号"),
        FieldSpec("is_booked", "是否入账", "flag"),
        FieldSpec("operating_flag", "是否计入经营性收入", "flag"),
        FieldSpec("nature", "款项性质", "choice", codes="income_nature"),
        FieldSpec("project_name", "所属项目"),
        FieldSpec("contract_name", "合同名称"),
        FieldSpec("note", "备注", "note"),
    ),
    SheetKind.TARGETS: specs(
        FieldSpec("village", "村", "village", True),
        FieldSpec("year", "年度", "year", True),
        FieldSpec("amount", "目标", "money", True),
        FieldSpec("caliber", "口径", "choice", codes="caliber"),
        FieldSpec("note", "备注", "note"),
    ),
    **HOLDING_FIELDS,
    "villages": specs(
        FieldSpec("name", "村名", "village", True),
        FieldSpec("code", "代码"),
        FieldSpec("note", "备注", "note"),
    ),
}
"""Kind of sheet → field → how it is checked; `villages` is a kind of record only."""


def spec(kind: str, field: str) -> FieldSpec | None:
    """Return the specification of a field of a kind of sheet (`members`), None for one nobody knows."""
    return FIELDS.get(kind, {}).get(field)


def check(kind: str, field: str, value: object, *, factor: int | None = None) -> Stored | FieldProblem:
    """Return what to store for a value as typed; None when it says nothing; a FieldProblem when it cannot be taken.

    `factor`: 分 per unit of a money value (100 when not given). Raises KeyError for a field nobody knows.
    """
    found = spec(kind, field)
    if found is None:
        raise KeyError(f"{kind} has no field {field}")
    return check_value(found, value, factor=factor)


_SLACK = frozenset({"软弱涣散", "软弱涣散党组织", "软弱涣散党支部", "软弱涣散支部"})


def check_value(found: FieldSpec, value: object, *, factor: int | None = None) -> Stored | FieldProblem:
    """Check one value against the specification of its field."""
    # 无 is an answer for a flag, and nothing at all for every other field.
    if texts.is_blank(value) and not (found.kind == "flag" and texts.tidy(value)):
        return _missing(found) if found.required else None
    if found.kind == "money":
        return money.parse_amount(value, factor or money.FEN_PER_YUAN)
    if len(str(value)) > LONGEST_TEXT:
        return FieldProblem("text.too_long", f"{found.label}超过{LONGEST_TEXT}字。", "请缩短。")
    if found.codes == "grade" and texts.squeeze(value) in _SLACK:
        return FieldProblem(
            "grade.slack",
            "软弱涣散是整顿名单，不是等次，这一格没有导入。",
            "请另登记整顿台账。",
            Level.WARNING,
        )
    if found.kind == "choice":
        code = codes.parse_code(found.codes, value)
        return int(code) if found.codes == "sex" and isinstance(code, str) else code
    return _PARSERS.get(found.kind, texts.tidy)(value)


def _missing(found: FieldSpec) -> FieldProblem:
    return FieldProblem("missing", f"没有填“{found.label}”。", f"请补上{found.label}。")


def read_date(value: object) -> str | FieldProblem:
    """Return a date as it is stored: a day, a month or a year."""
    found = dates.parse_date(value)
    return found if isinstance(found, FieldProblem) else found.iso


def read_id_number(value: object) -> str | FieldProblem:
    """Return an ID number of eighteen places."""
    found = idnumbers.parse_id_number(value)
    return found if isinstance(found, FieldProblem) else found.number


def _number(value: object) -> int | FieldProblem:
    text = texts.squeeze(value).rstrip("人名个户月分岁小时学课年")
    if text.removesuffix(".0").removeprefix("-").isdecimal():
        return int(text.removesuffix(".0"))
    return FieldProblem("number.unreadable", f"“{texts.tidy(value)}”不是整数。", "请只填阿拉伯数字。")


def read_year(value: object) -> int | FieldProblem:
    """Return a year: 2023, 2023年, 2023年度."""
    text = texts.squeeze(value).removesuffix("度").removesuffix("年")
    if text.isdecimal() and dates.EARLIEST_YEAR <= int(text) <= dates.LATEST_YEAR:
        return int(text)
    return FieldProblem("year.unreadable", f"“{texts.tidy(value)}”不是年份。", "请填四位年份，如2023。")


_NUMERALS = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_SPANS = {"上半年": 6, "下半年": 12}


def _month(value: object) -> int | FieldProblem:
    """Read a month; a quarter or half-year stands as its last month."""
    text = texts.squeeze(value).removesuffix("份")
    if text in _SPANS:
        return _SPANS[text]
    quarter = text.endswith("季度")
    text = text.removesuffix("季度").removesuffix("月").removeprefix("第")
    text = str(_NUMERALS.get(text, text))
    if quarter and text in {"1", "2", "3", "4"}:
        return int(text) * 3
    if not quarter and text.isdecimal() and 1 <= int(text) <= 12:
        return int(text)
    return FieldProblem("month.unreadable", f"“{texts.tidy(value)}”不是月份。", "请填1至12。")


_SHARE = re.compile(r"(?:满意率|满意度|满意)?(\d+(?:\.\d+)?)(%?)")
_UNBOOKED = frozenset(
    {"未入账", "未入帐", "未入", "否", "没有", "尚未入账", "未记账", "未做账", "没入账", "×"}
)
_BOOKED = frozenset({"已入账", "已入帐", "入账", "是", "已入", "已记账", "√", "✓"})


def _booked(value: object) -> str | bool | FieldProblem:
    """Read when money was booked: a date, or only the word that it was (True) or was not (False)."""
    text = texts.squeeze(value)
    if text in _UNBOOKED or text in _BOOKED:
        return text in _BOOKED
    done = texts.parse_done(text)
    return read_date(value) if done is None else done


def _mass_grade(value: object) -> str | int | FieldProblem:
    """Read what the masses said: the code of a grade, or a share such as 满意率96% in hundredths of a per cent."""
    found = codes.parse_code("grade", value)
    share = _SHARE.fullmatch(texts.squeeze(value))
    if not isinstance(found, FieldProblem) or share is None:
        return found
    # A cell formatted as a percentage holds 0.96.
    whole = not share[2] and float(share[1]) <= 1
    hundredths = money.parse_amount(share[1], 10_000 if whole else 100)
    return found if isinstance(hundredths, FieldProblem) or hundredths > 10_000 else hundredths


def read_score(value: object) -> int | FieldProblem:
    """Return a score in hundredths of a point, from nought to a thousand points."""
    found = money.parse_amount(texts.squeeze(value).removesuffix("分"), 100)
    if isinstance(found, FieldProblem):
        return FieldProblem(
            "score.unreadable", f"“{texts.tidy(value)}”不是得分。", "请只填数字，最多两位小数。"
        )
    if not 0 <= found <= HIGHEST_SCORE:
        return FieldProblem("score.unreadable", f"得分“{texts.tidy(value)}”不在0至1000之间。", "请核对得分。")
    return found


def _share(value: object) -> int | FieldProblem:
    """Read a share such as 96%, 满意率96.5 or a percentage cell (0.96): hundredths of a per cent."""
    found = _SHARE.fullmatch(texts.squeeze(value))
    # A cell formatted as a percentage holds 0.96.
    whole = found is not None and not found[2] and float(found[1]) <= 1
    hundredths = money.parse_amount(found[1], 10_000 if whole else 100) if found else -1
    if isinstance(hundredths, FieldProblem) or not 0 <= hundredths <= 10_000:
        return FieldProblem("share.unreadable", f"“{texts.tidy(value)}”不是百分比。", "请填0至100的数字。")
    return hundredths


_PARSERS: dict[str, Callable[[object], Stored | FieldProblem]] = {
    "name": texts.parse_name,
    "date": read_date,
    "span": spans.parse_span,
    "training": spans.parse_training,
    "id_number": read_id_number,
    "flag": texts.parse_flag,
    "phone": texts.parse_phone,
    "number": _number,
    "year": read_year,
    "month": _month,
    "booked": _booked,
    "mass_grade": _mass_grade,
    "share": _share,
    "period": periods.parse_period,
    "quarter": periods.parse_quarter,
    "report_month": periods.parse_month,
    "score": read_score,
    "duty": codes.parse_duty,
    "organization": texts.squeeze,
    "village": texts.squeeze,
    "group": texts.squeeze,
}
