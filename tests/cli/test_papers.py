"""Papers from the command line: about whom, and what is refused."""

from pathlib import Path

import pytest

from app.services.reporting import development
from tests.cli.commands import Desk
from tests.reports.papers import read, text_of

WHEN = ("--year", "2023", "--as-of", "2024-01-05")
LATER = ("--year", "2024", "--as-of", "2024-07-10")


def people(township: Desk) -> list[str]:
    due = township("--json", "--as-of", "2023-12-31", "due", "--days", "400").data["due"]
    found = dict.fromkeys(item["label"] for item in due if item["table"] == "development_case")
    return list(found)[:2]


def test_a_paper_is_made_about_several_people_each_with_pages_of_its_own(
    township: Desk, tmp_path: Path
) -> None:
    one, other = people(township)
    out = tmp_path / "封面.pdf"
    named = ("--person", one, "--person", other)
    assert township("report", "make", "development-cover", *WHEN, *named, "--out", out).code == 0
    first, second = ("".join(page.extract_text().split()) for page in read(out.read_bytes()).pages)
    assert {one, other} == {name for name in (one, other) if name in first + second}
    assert "—1—" in first
    assert "—1—" in second


def test_pages_for_too_many_people_are_refused_naming_what_to_add(
    township: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(development, "MANY", 3)
    out = tmp_path / "纪实.pdf"
    ran = township("report", "make", "development-record", *WHEN, "--out", out)
    assert ran.code == 2
    assert "--person" in ran.err
    assert not out.exists()


def test_a_paper_that_is_about_no_village_refuses_one(township: Desk, tmp_path: Path) -> None:
    out = tmp_path / "花名册.pdf"
    ran = township("report", "make", "roster", *WHEN, "--village", "长城村", "--out", out)
    assert ran.code == 2
    assert "不能选择村" in ran.err


def test_one_branch_gets_its_own_list_of_what_is_due(township: Desk, tmp_path: Path) -> None:
    everyone, own = tmp_path / "各支部.pdf", tmp_path / "一个支部.pdf"
    assert township("report", "make", "due-branches", *LATER, "--out", everyone).code == 0
    name = text_of(everyone.read_bytes()).partition("发展党员工作待办清单")[0]
    asked = ("--organization", name, "--out", own)
    assert township("report", "make", "due-branches", *LATER, *asked).code == 0
    assert text_of(own.read_bytes()).startswith(name)
    assert len(read(own.read_bytes()).pages) < len(read(everyone.read_bytes()).pages)


def test_the_summary_of_grades_is_made_for_one_kind_of_branches(township: Desk, tmp_path: Path) -> None:
    out = tmp_path / "汇总表.pdf"
    ran = township("report", "make", "rating-summary", *WHEN, "--kind", "村", "--out", out)
    assert ran.code == 0
    assert "村党支部分类定级汇总表" in text_of(out.read_bytes())
    refused = township("report", "make", "rating-summary", *WHEN, "--kind", "学校", "--out", out)
    assert refused.code == 2
    assert "没有类别为“学校”的党支部" in refused.err
