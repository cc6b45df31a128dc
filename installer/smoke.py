"""Try an installed program from outside: a new file, a small import, the figures, a report, and all taken back.

usage: python3 installer/smoke.py [PROGRAM]     (PROGRAM is .venv's dangjian unless given)
"""

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
YEAR = 2023
TABLES: dict[str, list[list[str]]] = {
    "党组织基本情况表.csv": [
        ["序号", "党组织名称", "党组织类别", "上级党组织", "所在村"],
        ["1", "中共试用乡委员会", "党委", "", ""],
        ["2", "青山村党总支", "党总支", "中共试用乡委员会", "青山村"],
        ["3", "青山村上寨党支部", "党支部", "青山村党总支", "青山村"],
        ["4", "青山村下寨党支部", "党支部", "青山村党总支", "青山村"],
    ],
    "党员花名册.csv": [
        ["序号", "姓名", "性别", "民族", "所在党支部", "出生日期", "入党时间", "转正时间", "人员类别"],
        [
            "1",
            "甲试用",
            "男",
            "汉族",
            "青山村上寨党支部",
            "1970-05-02",
            "1995-07-01",
            "1996-07-01",
            "正式党员",
        ],
        [
            "2",
            "乙试用",
            "女",
            "彝族",
            "青山村上寨党支部",
            "1988-11-20",
            "2012-06-15",
            "2013-06-15",
            "正式党员",
        ],
        ["3", "丙试用", "男", "壮族", "青山村下寨党支部", "1999-02-08", "2023-06-30", "", "预备党员"],
    ],
    "村集体经济收入台账.csv": [
        ["序号", "村名", "收入日期", "收入类别", "项目名称", "金额（元）", "入账日期"],
        ["1", "青山村", "2023-03-01", "经营收入", "核桃收购", "12000.50", "2023-03-05"],
        ["2", "青山村", "2023-09-10", "补助收入", "项目补助", "8000", "2023-09-12"],
    ],
}
EXPECTED = {
    "党支部数": (("organizations", "branches"), 2),
    "党员数": (("members", "total"), 3),
    "预备党员数": (("members", "probationary"), 1),
    "村集体收入（元）": (("economy", "total_yuan"), 20000.5),
}


class SmokeError(Exception):
    """The program did not do what a sound one does; the text says what."""


def main() -> int:
    """Run every step, say what was seen, and return 0 when all of it was right."""
    program = sys.argv[1] if len(sys.argv) > 1 else str(default_program())
    with tempfile.TemporaryDirectory(prefix="dangjian-smoke-") as folder:
        try:
            walk_through(program, Path(folder))
        except (SmokeError, OSError) as error:
            print(f"没有通过：{error}")
            return 1
    print("通过：安装好的程序能建立台账、导入、统计、出报告、撤销。")
    return 0


def default_program() -> Path:
    """Return the program of this checkout's own environment."""
    return ROOT / ".venv" / ("Scripts/dangjian.exe" if sys.platform == "win32" else "bin/dangjian")


def walk_through(program: str, folder: Path) -> None:
    """Take a new township from an empty file to its report and back; raise SmokeError at the first fault."""
    data = ["--data", str(folder / "data")]
    call(program, [*data, "init", "--name", "试用乡", "--county", "试用县"])
    print("一、新台账已建立。")
    call(program, [*data, "import", *map(str, write_tables(folder))])
    print(f"二、{len(TABLES)} 个表格已导入。")
    check_figures(program, data)
    paper = folder / "年度报告.pdf"
    call(program, [*data, "report", "make", "annual", "--year", str(YEAR), "--out", str(paper)])
    if not paper.is_file() or not paper.read_bytes().startswith(b"%PDF"):
        raise SmokeError("年度报告没有生成。")
    print(f"四、年度报告已生成，{paper.stat().st_size // 1024} KB。")
    call(program, [*data, "undo"])
    left = stats(program, data)["members"]["total"]
    if left != 0:
        raise SmokeError(f"撤销导入后还剩 {left} 名党员。")
    print("五、导入已撤销，台账回到导入之前。")


def write_tables(folder: Path) -> list[Path]:
    """Write the sample tables as people save them from a spreadsheet."""
    paths = []
    for name, rows in TABLES.items():
        path = folder / name
        with path.open("w", encoding="gb18030", newline="") as handle:
            csv.writer(handle).writerows(rows)
        paths.append(path)
    return paths


def check_figures(program: str, data: list[str]) -> None:
    """Compare the key figures with those the sample tables must give."""
    figures = stats(program, data)
    for title, (path, wanted) in EXPECTED.items():
        found: Any = figures
        for key in path:
            found = found[key]
        if found != wanted:
            raise SmokeError(f"{title}应为 {wanted}，程序说是 {found}。")
        print(f"三、{title} {found}，相符。")


def stats(program: str, data: list[str]) -> dict[str, Any]:
    """Return the key figures of the sample's year."""
    answer: dict[str, Any] = json.loads(call(program, [*data, "--json", "stats", "--year", str(YEAR)]))
    return answer


def call(program: str, words: list[str]) -> str:
    """Run the program; return what it printed; raise SmokeError with its own words when it refuses."""
    done = subprocess.run([program, *words], capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in {0, 1}:  # 1: done, with findings
        said = (done.stderr or done.stdout).strip()
        raise SmokeError(f"“{' '.join(words)}”返回 {done.returncode}：{said}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
