"""A small township for the pages: three villages, nine branches, cases at every stage, grades of two years, income."""

from app.models.store import Row, Store

ACTOR = "王干事"
VILLAGES = ("东岭村", "西河村", "南坪村")
CASES = (
    ("陈一鸣", "applicant", {"01": "2023-09-20"}),
    ("林小雨", "applicant", {"01": "2023-10-30", "02": "2023-11-10"}),
    ("黄大山", "activist", {"01": "2021-03-01", "02": "2021-03-20", "03": "2021-10-08", "04": "2021-10-15", "05": "2021-10-15"}),
    ("周明", "object", {"01": "2020-05-04", "02": "2020-05-20", "03": "2021-01-10", "04": "2021-01-12", "05": "2021-01-12", "06": "2022-01-12", "07": "2022-03-01", "08": "2022-03-10"}),
    ("吴玉兰", "probationary", {"01": "2019-02-01", "02": "2019-02-20", "03": "2019-09-01", "05": "2019-09-05", "07": "2020-10-10", "10": "2021-05-10", "11": "2021-06-01", "15": "2022-10-20", "17": "2022-11-15"}),
    ("郑国强", "full", {"01": "2017-02-01", "02": "2017-02-20", "03": "2017-09-01", "07": "2018-10-10", "15": "2019-07-01", "17": "2019-08-01", "23": "2020-07-01", "24": "2020-07-20"}),
)  # fmt: skip
GRADES = (
    ("advanced", "advanced"), ("middling", "advanced"), ("middling", "middling"), ("lagging", "middling"),
    ("middling", "middling"), ("advanced", "middling"), ("lagging", "lagging"), ("middling", ""), ("", "middling"),
)  # fmt: skip
INCOME = (
    (0, "2023-01-15", "operating", "苹果园分成", 5_040_000, "2023-01-20"),
    (0, "2023-03-08", "contracting", "鱼塘发包", 1_200_000, "2023-03-10"),
    (0, "2023-06-26", "investment", "合作社入股分红", 2_550_050, None),
    (1, "2023-02-12", "operating", "劳务服务", 1_680_000, "2023-02-17"),
    (1, "2023-09-01", "subsidy", "村级补助", 3_000_000, "2023-09-05"),
    (2, "2023-04", "operating", "农产品销售", 900_000, "2023-05-01"),
    (2, "2023", "other", "零星收入", 120_000, "2023-12-01"),
)


def fill(store: Store) -> dict[str, list[str]]:
    """Write the township; return ids by table."""
    ids: dict[str, list[str]] = {}
    with store.operation("test.fill", "写入示例乡镇", ACTOR):
        ids["village"] = store.insert(
            "village", [{"name": name, "sort": n} for n, name in enumerate(VILLAGES)]
        )
        [committee] = store.insert(
            "organization", [{"name": "中共青山镇委员会", "kind": "committee", "sort": 0}]
        )
        ids["organization"] = store.insert("organization", list(_branches(ids["village"], committee)))
        ids["person"] = store.insert(
            "person",
            [
                {
                    "name": name,
                    "status": stage,
                    "organization_id": ids["organization"][n],
                    "sex": 1,
                    "sort": n,
                }
                for n, (name, stage, _) in enumerate(CASES)
            ],
        )
        ids["development_case"] = store.insert(
            "development_case",
            [
                {
                    "person_id": person,
                    "organization_id": ids["organization"][n],
                    "stage": CASES[n][1],
                    "sort": n,
                }
                for n, person in enumerate(ids["person"])
            ],
        )
        ids["step_record"] = store.insert(
            "step_record",
            [
                {"case_id": case, "step": step, "happened_on": on}
                for case, (_, _, steps) in zip(ids["development_case"], CASES, strict=True)
                for step, on in steps.items()
            ],
        )
        store.insert(
            "case_person", [{"case_id": ids["development_case"][2], "role": "contact", "name": "刘书记"}]
        )
        ids["rating"] = store.insert("rating", list(_ratings(ids["organization"])))
        ids["pairing"] = store.insert(
            "pairing",
            [{"year": 2023, "organization_id": ids["organization"][6], "partner_id": ids["organization"][0]}],
        )
        ids["income_entry"] = store.insert("income_entry", list(_income(ids["village"])))
        ids["target"] = store.insert(
            "target",
            [
                {"village_id": v, "year": 2023, "caliber": "total", "amount_fen": 10_000_000}
                for v in ids["village"]
            ],
        )
    return ids


def _branches(villages: list[str], committee: str) -> list[Row]:
    return [
        {
            "name": f"{VILLAGES[n // 3]}第{'一二三'[n % 3]}党支部",
            "kind": "branch",
            "parent_id": committee,
            "village_id": villages[n // 3],
            "sort": n + 1,
        }
        for n in range(9)
    ]


def _ratings(branches: list[str]) -> list[Row]:
    rows = []
    for branch, (last, now) in zip(branches, GRADES, strict=True):
        for year, grade in ((2022, last), (2023, now)):
            if grade:
                rows.append(
                    {"organization_id": branch, "year": year, "self_grade": grade, "township_grade": grade}
                )
    return rows


def _income(villages: list[str]) -> list[Row]:
    return [
        {
            "village_id": villages[village],
            "received_on": on,
            "category": category,
            "item": item,
            "amount_fen": fen,
            "booked_on": booked,
        }
        for village, on, category, item, fen, booked in INCOME
    ]
