"""Facts of an invented township, and what a PDF says when it is read back."""

from datetime import date
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from app.reports.facts import AnnualFacts, GradeCount, HalfYear, OrganizationCount, VillageIncome

INCOMES = {
    "东坡村": 168_000_00,
    "西河村": 112_784_91,
    "南坝村": 123_682_72,
    "北街村": 51_304_00,
    "上寨村": 123_433_03,
    "下寨村": 90_505_14,
    "石桥村": 125_940_04,
}
HALF = {
    "东坡村": 62_000,
    "西河村": 55_000,
    "南坝村": 18_000,
    "北街村": 71_000,
    "上寨村": 34_000,
    "下寨村": 52_000,
}


def stats() -> dict[str, object]:
    return {
        "organizations": {"committees": 1, "general_branches": 7, "branches": 53},
        "villages": 7,
        "village_groups": 59,
        "blank_groups": 6,
        "blank_groups_with_reserve": 6,
        "members": {
            "total": 1096,
            "full": 1090,
            "probationary": 6,
            "women": 313,
            "minority": 499,
            "migrant": 102,
            "fifty_years": 18,
        },
        "development": {
            "applicants": 6,
            "activists": 9,
            "objects": 2,
            "accepted_in_year": 6,
            "converted_in_year": 4,
        },
        "ratings": {
            "2022": {"advanced": 11, "middling": 39, "lagging": 3},
            "2023": {"advanced": 14, "middling": 38, "lagging": 1},
        },
        "rating_moves": {
            "先进->先进": 11,
            "先进->中间": 0,
            "先进->后进": 0,
            "中间->先进": 3,
            "中间->中间": 36,
            "中间->后进": 0,
            "后进->先进": 0,
            "后进->中间": 2,
            "后进->后进": 1,
        },
        "pairs": 19,
        "economy": {
            "total_yuan": 795649.84,
            "operating_yuan": 672336.98,
            "by_village": {name: fen / 100 for name, fen in INCOMES.items()},
            "average_yuan": 113664.26,
            "reaching_target": 7,
            "villages_at_least_50k": 7,
            "villages_at_least_100k": 5,
            "unbooked_entries": 3,
            "target_yuan": 50000,
            "half_year": {"year": 2024, "target_yuan": 100000, "behind": ["南坝村", "上寨村"]},
        },
    }


def make_facts(**changes: Any) -> AnnualFacts:
    half = tuple(VillageIncome(name, yuan * 100, 0, 10_000_000) for name, yuan in HALF.items())
    values: dict[str, Any] = {
        "township": "青山彝族乡",
        "year": 2023,
        "as_of": date(2023, 12, 31),
        "issued_on": date(2024, 1, 5),
        "stats": stats(),
        "names": {"ratings.2023.lagging": ("南坝村大坝小组党支部",)},
        "organizations": (
            OrganizationCount("东坡村", 30, 600, 4, 180, 300),
            OrganizationCount("乡直机关", 23, 490, 2, 133, 199),
        ),
        "grades": (GradeCount("村", (11, 35, 1)), GradeCount("机关", (3, 3, 0))),
        "incomes": tuple(VillageIncome(name, fen, fen, 5_000_000) for name, fen in INCOMES.items()),
        "accepted_by_month": (0, 0, 1, 0, 0, 3, 0, 0, 1, 0, 0, 1),
        "categories": (("经营收入", 30_000_000), ("投资收益", 49_564_984)),
        "half_year": HalfYear(2024, date(2024, 6, 30), half),
    }
    return AnnualFacts(**(values | changes))


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """Text of all pages without line ends and blanks."""
    return "".join("".join(page.extract_text().split()) for page in read(pdf).pages)


def lines_of(pdf: bytes, page: int) -> dict[float, str]:
    """What stands on each height of a page, by the baseline in points, top first."""
    found: dict[float, str] = {}

    def visit(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        y = round(float(tm[5] * cm[3] + cm[5]), 1)
        found[y] = found.get(y, "") + "".join(text.split())

    read(pdf).pages[page].extract_text(visitor_text=visit)
    return {y: found[y] for y in sorted(found, reverse=True) if found[y]}


def fonts_of(pdf: bytes) -> list[dict[str, object]]:
    """Every font any page names, with its descriptor."""
    fonts = {}
    for page in read(pdf).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            fonts[font.get_object()["/BaseFont"]] = font.get_object()
    return list(fonts.values())
