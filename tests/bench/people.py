"""Invented people of any number, the same every time, without keeping any of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from app.rules.idnumbers import check_digit
from app.rules.pinyin import initials
from tests.bench.sizes import Size

SURNAMES = "李王张杨赵陈周刘罗何普马高朱徐胡郭孙梁宋唐曹许邓韩冯曾彭萧田董潘袁蔡蒋余于杜叶程"
GIVEN = "志国建军光明永福德贵文斌学林正华发祥荣强秀英美兰桂花丽琼玉珍春梅艳红云峰朝阳海涛晓燕"
NAMES = [a + b for a, b in product(GIVEN, GIVEN)] + list(GIVEN)
FIRST_BIRTH, BIRTH_DAYS = date(1942, 1, 1), 60 * 365
HEADINGS = (
    "序号", "姓名", "性别", "民族", "公民身份号码", "出生日期", "学历", "籍贯", "入党时间", "转正时间", "人员类别",
    "所在党支部", "党内职务", "所在村", "村民小组", "联系电话", "家庭住址", "工作单位", "职业", "流动党员",
    "困难党员", "失联党员", "备注", "序", "表号",
)  # fmt: skip


def branch_name(number: int) -> str:
    """Return the name of a branch: told apart from every other, as offices do."""
    return f"第{number + 1:04d}村组党支部"


def village_name(number: int) -> str:
    """Return the name of a village."""
    return f"山前{number + 1:03d}村"


def group_name(number: int) -> str:
    """Return the name of a village group."""
    return f"{number + 1}组"


def person(number: int, size: Size) -> dict[str, object]:
    """Return everything about the person of a number; `branch` is the number of the branch."""
    birth = FIRST_BIRTH + timedelta(days=number * 7919 % BIRTH_DAYS)
    sex = 1 if number % 10 < 7 else 2
    order = number // BIRTH_DAYS * 2 + sex % 2 + number % 7 * 60
    first = f"532699{birth:%Y%m%d}{order:03d}"
    joined = date(min(birth.year + 22 + number % 12, 2021), 1 + number % 12, 1 + number % 28)
    name = SURNAMES[number % len(SURNAMES)] + NAMES[number * 31 % len(NAMES)]
    return {
        "name": name,
        "initials": initials(name),
        "id_number": first + check_digit(first),
        "sex": sex,
        "ethnicity": "07" if number % 5 == 0 else "01",
        "birth_on": birth.isoformat(),
        "education": ("70", "80", "60", "30", "20")[number % 5],
        "native_place": "白水县",
        "phone": f"154{number * 7 % 100_000_000:08d}",
        "address": f"{village_name(number % size.villages)}{number % 300 + 1}号",
        "branch": number % size.branches,
        "status": "full",
        "joined_on": joined.isoformat(),
        "full_on": joined.replace(year=joined.year + 1).isoformat(),
        "is_migrant": int(number % 11 == 0),
        "is_hardship": int(number % 23 == 0),
        "is_lost": 0,
        "sort": number + 1,
    }


def sheet_row(number: int, size: Size) -> tuple[object, ...]:
    """Return a person as a row of the roster, 25 cells."""
    one = person(number, size)
    village = int(str(one["branch"])) % size.villages
    education = {"70": "初中", "80": "小学", "60": "高中", "30": "大专", "20": "大学本科"}
    return (
        number + 1, one["name"], "男" if one["sex"] == 1 else "女", "彝族" if one["ethnicity"] == "07" else "汉族",
        one["id_number"], one["birth_on"], education[str(one["education"])], one["native_place"], one["joined_on"],
        one["full_on"], "正式党员", branch_name(int(str(one["branch"]))), "", village_name(village),
        group_name(number % size.groups_a_village), one["phone"], one["address"], "", "务农",
        "是" if one["is_migrant"] else "", "是" if one["is_hardship"] else "", "", "", number + 1, 1,
    )  # fmt: skip


def sheet_rows(size: Size) -> Iterator[tuple[object, ...]]:
    """Yield the rows of the roster."""
    return (sheet_row(number, size) for number in range(size.people))
