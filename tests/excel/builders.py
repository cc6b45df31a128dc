"""Invented townships whose clerks write their workbooks each in their own way.

`invent()` makes the people and figures; each style function writes one township's files into a folder and
returns them in no special order. What must come out again is the `Township` itself.
"""

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
GIVEN = "明华国强建军丽芳敏静秀英伟志勇杰娟涛超兰霞平刚桂香𠮷䶮"
ETHNICITIES = ("汉族", "彝族", "苗族", "壮族")
EDUCATIONS = ("小学", "初中", "高中", "大专", "本科")
CATEGORIES = ("经营收入", "发包及上交收入", "投资收益", "补助收入", "其他收入")
STAGES = ("入党申请人", "入党积极分子", "发展对象", "预备党员", "正式党员")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Member:
    name: str
    sex: str
    ethnicity: str
    id_number: str
    birth: date
    education: str
    joined: date
    full: date | None
    branch: str
    phone: str
    migrant: bool


@dataclass(frozen=True)
class Case:
    name: str
    sex: str
    id_number: str
    branch: str
    stage: str
    days: dict[str, date]
    contacts: str


@dataclass(frozen=True)
class Receipt:
    village: str
    on: date
    category: str
    item: str
    fen: int
    booked: date | None


@dataclass(frozen=True)
class Branch:
    name: str
    kind: str
    parent: str
    village: str
    elected: date
    secretary: str


@dataclass(frozen=True)
class Township:
    name: str
    villages: tuple[str, ...]
    groups: tuple[tuple[str, str, bool], ...]
    organizations: tuple[Branch, ...]
    members: tuple[Member, ...]
    cases: tuple[Case, ...]
    grades: dict[str, dict[int, tuple[str, str]]]
    receipts: tuple[Receipt, ...]
    targets: dict[str, dict[int, int]]

    @property
    def branches(self) -> list[str]:
        return [found.name for found in self.organizations if found.kind == "党支部"]


def id_number(birth: date, order: int) -> str:
    first = f"530326{birth:%Y%m%d}{order:03d}"
    return first + "10X98765432"[sum(int(a) * b for a, b in zip(first, WEIGHTS, strict=True)) % 11]


def _person(rng: random.Random, order: int) -> tuple[str, str, str, date]:
    name = rng.choice(SURNAMES) + "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2))))
    birth = date(1945, 1, 1) + timedelta(days=rng.randrange(20_000))
    return name, "男" if order % 2 else "女", id_number(birth, order), birth


def invent(name: str = "青山镇", seed: int = 1) -> Township:
    rng = random.Random(seed)
    villages = ("石门村", "沙坝村", "柳树社区")
    groups = tuple(
        (village, f"{part}组", rng.random() < 0.8)
        for village in villages
        for part in ("上寨", "下寨", "老街")
    )
    committee = Branch(f"中共{name}委员会", "党委", "", "", date(2021, 6, 1), "")
    organizations = [committee]
    for village in villages:
        total = Branch(f"{village}党总支", "党总支", committee.name, village, date(2021, 4, 2), "")
        organizations.append(total)
        organizations += [
            Branch(
                f"{village}{part}党支部",
                "党支部",
                total.name,
                village,
                date(2022, 5, 8),
                rng.choice(SURNAMES) + "书平",
            )
            for part in ("东山", "西河")
        ]
    branches = [found.name for found in organizations if found.kind == "党支部"]
    members, cases = [], []
    for order in range(1, 61):
        person, sex, number, birth = _person(rng, order)
        joined = date(birth.year + 22, rng.randint(1, 12), rng.randint(1, 28))
        full = None if order > 57 else date(joined.year + 1, joined.month, joined.day)
        members.append(Member(
            person, sex, rng.choice(ETHNICITIES), number, birth, rng.choice(EDUCATIONS), joined, full,
            branches[order % len(branches)], f"138{rng.randrange(10**8):08d}", rng.random() < 0.1,
        ))  # fmt: skip
    for order in range(61, 71):
        person, sex, number, _ = _person(rng, order)
        stage = STAGES[order % 5]
        cases.append(
            Case(
                person,
                sex,
                number,
                branches[order % len(branches)],
                stage,
                _days(stage),
                f"{members[order - 61].name}、{members[order - 55].name}",
            )
        )
    grades = {
        branch: {
            year: (rng.choice(("先进", "中间")), rng.choice(("先进", "中间", "后进")))
            for year in (2022, 2023)
        }
        for branch in branches
    }
    receipts = tuple(
        Receipt(village, on := date(2023, month, rng.randint(1, 28)), rng.choice(CATEGORIES), "门面出租", rng.randrange(100, 4_000) * 100, on if rng.random() < 0.9 else None)
        for village in villages for month in range(1, 13)
    )  # fmt: skip
    targets = {village: {2023: 5_000_000, 2024: 10_000_000} for village in villages}
    return Township(
        name, villages, groups, tuple(organizations), tuple(members), tuple(cases), grades, receipts, targets
    )


def _days(stage: str) -> dict[str, date]:
    """Return the dates of a case: everything up to its stage has happened."""
    steps = (
        ("applied", date(2020, 3, 1), 0), ("talked", date(2020, 3, 20), 0), ("activist", date(2020, 9, 1), 1),
        ("object", date(2021, 10, 8), 2), ("review", date(2021, 11, 2), 2), ("training", date(2021, 11, 20), 2),
        ("meeting", date(2022, 1, 6), 3), ("approved", date(2022, 2, 9), 3),
        ("conversion_meeting", date(2023, 1, 8), 4), ("conversion_approved", date(2023, 2, 2), 4),
    )  # fmt: skip
    return {step: day for step, day, needed in steps if STAGES.index(stage) >= needed}


def _put(book: Workbook, name: str, rows: Sequence[Sequence[Any]], merges: Sequence[str] = ()) -> None:
    sheet = book.create_sheet(name)
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)


def _book() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def _dotted(day: date | None) -> str:
    return f"{day.year}.{day.month}.{day.day}" if day else ""


def one_workbook(folder: Path, township: Township) -> list[Path]:
    """A sheet 说明 in front, all ledgers in one workbook, other words and orders, 万元, years in a column."""
    book = _book()
    _put(book, "说明", [["填表说明"], ["1. 本表由各支部填写，姓名须与身份证一致。"], ["2. 日期填写到日。"]])
    _put(book, "支部", [
        ["组织全称", "隶属党组织", "组织类型", "党组织书记姓名", "本届当选日期", "行政村"],
        *[[b.name, b.parent, b.kind, b.secretary, b.elected, b.village] for b in township.organizations],
    ])  # fmt: skip
    _put(book, "党员信息采集", [
        ["联系方式", "公民身份号码", "党员姓名", "性别", "族别", "文化程度", "出生年月", "加入党组织日期", "转为正式党员日期", "组织关系所在党支部", "是否流动"],
        *[[m.phone, m.id_number, m.name, m.sex, m.ethnicity.removesuffix("族"), m.education, m.birth, m.joined, m.full, m.branch, "√" if m.migrant else ""] for m in township.members],
    ])  # fmt: skip
    _put(
        book,
        "自然村",
        [["自然村名称", "行政村", "党员人数"], *[[g, v, 3 if has else 0] for v, g, has in township.groups]],
    )
    _put(book, "发展党员", [
        ["姓名", "性别", "身份证件号码", "所属支部", "所处阶段", "申请入党日期", "派人谈话时间", "确定为入党积极分子时间", "培养联系人", "列为发展对象时间", "政审时间", "短期集中培训时间", "接收为预备党员时间", "上级党委审批时间", "转正时间", "转正批复时间"],
        *[[c.name, c.sex, c.id_number, c.branch, c.stage, *_case_days(c, c.contacts)] for c in township.cases],
    ])  # fmt: skip
    _put(book, "定级", [
        ["年度", "支部名称", "自评等级", "定级结果"],
        *[[f"{y}年", b, own, given] for b, years in township.grades.items() for y, (own, given) in years.items()],
    ])  # fmt: skip
    _put(book, "集体经济收入", [
        ["收入日期", "村（社区）", "收入类型", "收入来源", "到账金额（万元）", "入账时间"],
        *[[r.on, r.village, r.category, r.item, r.fen / 1_000_000, r.booked] for r in township.receipts],
    ])  # fmt: skip
    _put(book, "任务", [
        [f"{township.name}村集体经济增收任务（单位：元）"], ["行政村", "年份", "任务数"],
        *[[v, y, fen // 100] for v, years in township.targets.items() for y, fen in years.items()],
    ])  # fmt: skip
    path = folder / "党建数据汇总.xlsx"
    book.save(path)
    return [path]


def _case_days(case: Case, contacts: str) -> list[str]:
    day = {step: _dotted(found) for step, found in case.days.items()}
    names = ("applied", "talked", "activist", "", "object", "review", "training", "meeting", "approved", "conversion_meeting", "conversion_approved")  # fmt: skip
    return [day.get(name, "") if name else contacts for name in names]


def text_files(folder: Path, township: Township) -> list[Path]:
    """Everything as text: GB 18030 with commas, UTF-16 with tabs, UTF-8 with a mark; no titles, no merges."""
    files = []

    def write(name: str, encoding: str, delimiter: str, rows: Sequence[Sequence[Any]]) -> None:
        files.append(folder / name)
        with files[-1].open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)

    write("支部名册.csv", "gb18030", ",", [
        ["党组织名称", "类别", "上级组织", "所在村", "支部书记", "换届日期"],
        *[[b.name, b.kind, b.parent, b.village, b.secretary, f"{b.elected:%Y%m%d}"] for b in township.organizations],
    ])  # fmt: skip
    write("党员名单.csv", "gb18030", ",", [
        ["编号", "姓 名", "性 别", "身份证号", "民 族", "出生日期", "学 历", "入党日期", "转正日期", "党支部名称", "手机号码", "流动党员"],
        *[[n, m.name, m.sex, m.id_number + "\t", m.ethnicity, f"{m.birth:%Y/%m/%d}", m.education, f"{m.joined:%Y%m%d}", f"{m.full:%Y%m%d}" if m.full else "", m.branch, m.phone, "是" if m.migrant else "否"] for n, m in enumerate(township.members, 1)],
    ])  # fmt: skip
    write(
        "村组.csv",
        "utf-8-sig",
        ",",
        [["村", "组别", "是否有党员"], *[[v, g, "是" if has else "否"] for v, g, has in township.groups]],
    )
    upper = [
        "姓名",
        "性别",
        "身份证号码",
        "支部",
        "类别",
        "申请入党",
        "",
        "入党积极分子",
        "",
        "发展对象",
        "",
        "",
        "接收预备党员",
        "",
        "转正",
        "",
    ]
    lower = [
        "",
        "",
        "",
        "",
        "",
        "时间",
        "谈话时间",
        "时间",
        "联系人",
        "时间",
        "政审时间",
        "培训时间",
        "支部大会时间",
        "党委审批时间",
        "支部大会时间",
        "党委审批时间",
    ]
    write("发展台账.csv", "gb18030", ",", [
        upper, lower, *[[c.name, c.sex, c.id_number, c.branch, c.stage, *_case_days(c, c.contacts)] for c in township.cases],
    ])  # fmt: skip
    write("2023年定级.csv", "utf-8", ";", [
        ["党支部", "党支部自评", "党委评定", "去年等次"],
        *[[b, years[2023][0], years[2023][1], years[2022][1]] for b, years in township.grades.items()],
    ])  # fmt: skip
    write("收入明细.txt", "utf-16", "\t", [
        ["日期", "村名", "科目", "摘要", "收入金额(元)", "入账日期"],
        *[[r.on, r.village, r.category, r.item, f"{r.fen / 100:,.2f}", r.booked or ""] for r in township.receipts],
    ])  # fmt: skip
    write("目标.csv", "gb18030", ",", [
        ["单位", "2023年目标任务（万元）", "2024年目标任务（万元）"],
        *[[v, *(fen / 1_000_000 for fen in years.values())] for v, years in township.targets.items()],
    ])  # fmt: skip
    return files


def paper_forms(folder: Path, township: Township) -> list[Path]:
    """Forms as printed: titles, three storeys, months side by side, subtotals, a sheet a branch, merged villages."""
    return [
        _paper_organizations(folder, township), _paper_roster(folder, township), _paper_groups(folder, township),
        _paper_cases(folder, township), _paper_grades(folder, township), _paper_incomes(folder, township),
    ]  # fmt: skip


def _save(book: Workbook, path: Path) -> Path:
    book.save(path)
    return path


def _paper_organizations(folder: Path, township: Township) -> Path:
    book = _book()
    rows = [
        [
            b.name,
            b.kind,
            b.parent,
            b.village,
            b.secretary,
            f"{b.elected.year}年{b.elected.month}月{b.elected.day}日",
        ]
        for b in township.organizations
    ]
    half = len(rows) // 2
    head = [
        ["党组织名称", "党组织类型", "上级党委（总支）", "所在村", "书 记", "任期"],
        ["", "", "", "", "姓 名", "本届起始时间"],
    ]
    _put(book, "Sheet1", [
        [f"{township.name}基层党组织基本情况统计表"], ["填报单位：党建办", "", "", "", "", "截至2023年12月31日"],
        *head, *rows[:half], *head, *rows[half:], [], ["单位负责人：", "", "审核：", "", "制表：", ""],
    ], ["A1:F1", "A3:A4", "B3:B4", "C3:C4", "D3:D4"])  # fmt: skip
    return _save(book, folder / "表1.xlsx")


def _paper_roster(folder: Path, township: Township) -> Path:
    book = _book()
    for branch in township.branches:
        rows = [
            [
                m.name,
                m.sex,
                m.ethnicity,
                m.birth.strftime("%Y.%m"),
                m.id_number,
                m.education,
                _dotted(m.joined),
                _dotted(m.full),
                "是" if m.migrant else "",
                m.phone,
            ]
            for m in township.members
            if m.branch == branch
        ]
        _put(book, branch.replace("党支部", "")[:31], [
            [f"{branch}党员花名册"], ["姓名", "性别", "民族", "出生年月", "公民身份证号码", "学历", "入党时间", "转正时间", "是否流动党员", "电话"],
            *rows, ["合 计", f"{len(rows)}人"], ["注：流动党员指外出六个月以上的党员。"],
        ], ["A1:J1"])  # fmt: skip
    return _save(book, folder / "党员花名册（各支部）.xlsx")


def _paper_groups(folder: Path, township: Township) -> Path:
    book = _book()
    rows: list[list[Any]] = []
    merges = ["A1:C1"]
    for village in township.villages:
        mine = [(g, has) for v, g, has in township.groups if v == village]
        merges.append(f"A{len(rows) + 3}:A{len(rows) + 2 + len(mine)}")
        rows += [[village if n == 0 else None, g, "有" if has else "无"] for n, (g, has) in enumerate(mine)]
    _put(
        book,
        "小组",
        [[f"{township.name}村民小组党员情况"], ["村名", "村民小组名称", "有无党员"], *rows],
        merges,
    )
    return _save(book, folder / "村民小组.xlsx")


def _paper_cases(folder: Path, township: Township) -> Path:
    book = _book()
    head = [
        ["基本情况", "", "", "", "", "发展党员全过程", *[""] * 10],
        ["姓名", "性别", "身份证号", "所在党支部", "目前阶段", "申请入党阶段", "", "入党积极分子阶段", "", "发展对象阶段", "", "", "预备党员接收阶段", "", "预备党员转正阶段", ""],
        ["", "", "", "", "", "申请时间", "谈话时间", "确定时间", "培养联系人", "确定时间", "政审时间", "培训时间", "支部大会", "党委审批", "支部大会", "党委审批"],
    ]  # fmt: skip
    rows = [
        [c.name, c.sex, c.id_number, c.branch, c.stage, *_case_days(c, c.contacts)] for c in township.cases
    ]
    merges = ["A1:P1", "A2:E2", "F2:P2", *(f"{letter}3:{letter}4" for letter in "ABCDE")]
    merges += ["F3:G3", "H3:I3", "J3:L3", "M3:N3", "O3:P3"]
    _put(book, "台账", [[f"{township.name}发展党员全程纪实台账"], *head, *rows], merges)
    return _save(book, folder / "发展党员.xlsx")


def _paper_grades(folder: Path, township: Township) -> Path:
    book = _book()
    rows = [
        [n, b, years[2022][0], years[2022][1], years[2023][0], years[2023][1]]
        for n, (b, years) in enumerate(township.grades.items(), 1)
    ]
    _put(book, "汇总", [
        [f"{township.name}2022—2023年基层党组织分类定级情况"],
        ["序号", "党支部名称", "2022年", "", "2023年", ""], ["", "", "自评", "党委评定", "自评", "党委评定"],
        *rows, ["合计", f"{len(rows)}个"], ["党委书记：", "", "组织委员：", "", "填表日期：2024年1月5日", ""],
    ], ["A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2"])  # fmt: skip
    return _save(book, folder / "分类定级.xlsx")


def _paper_incomes(folder: Path, township: Township) -> Path:
    """Villages × months in 万元 with targets beside them, a subtotal a quarter and a total below."""
    book = _book()
    head: list[Any] = ["村名", "2023年目标"]
    for quarter in range(4):
        head += [f"{3 * quarter + month}月" for month in (1, 2, 3)] + [f"{'一二三四'[quarter]}季度小计"]
    head += ["全年合计", "完成率"]
    rows = []
    for village in township.villages:
        months = [
            sum(r.fen for r in township.receipts if r.village == village and r.on.month == m) / 1_000_000
            for m in range(1, 13)
        ]
        row: list[Any] = [village, township.targets[village][2023] / 1_000_000]
        for quarter in range(4):
            part = months[3 * quarter : 3 * quarter + 3]
            row += [*part, round(sum(part), 6)]
        rows.append([*row, round(sum(months), 6), "90%"])
    total: list[Any] = ["合计", *[round(sum(row[i] for row in rows), 6) for i in range(1, len(head) - 1)], ""]
    _put(book, "月度", [
        [f"{township.name}2023年村级集体经济收入情况统计表"], ["", "", "", "", "", "", "单位：万元"], head, *rows, total,
        ["说明：收入以到账为准。"],
    ], [f"A1:{get_column_letter(len(head))}1"])  # fmt: skip
    return _save(book, folder / "集体经济2023.xlsx")


STYLES = {"one_workbook": one_workbook, "text_files": text_files, "paper_forms": paper_forms}
