"""The papers of 分类定级 and 整顿 made from the ledger."""

from datetime import date
from functools import partial

import pytest
from docx import Document
from matplotlib.text import Text
from openpyxl import load_workbook

from app.errors import BadInput, NotFound
from app.services import editing
from app.services.figures import stats
from app.services.ratings import rectifications, schemes, tasks
from app.services.ratings.entering import set_ratings
from app.services.ratings.rounds import file_round, reopen_round, set_round
from app.services.reporting import Chosen, chart_figure, make_report
from app.services.reporting.ratings import organization_named, table_paper
from app.services.reporting.tables import build
from app.services.townships import rename
from tests.builders import make_branch, make_file, make_pairing, put
from tests.reports.papers import text_of
from tests.services.ratings.conftest import ACTOR, office

__all__ = ["office"]

AS_OF = date(2023, 12, 31)


@pytest.fixture
def graded(office):
    office.grade(2023, 东山="advanced", 西河="advanced", 沙坝="middling", 小湾="lagging")
    values = {"held_on": "2023-12-08", "publicity_from": "2023-12-11", "publicity_to": "2023-12-15"}
    set_round(office.store, 2023, values, actor=ACTOR)
    return office


def listed(held, name="小湾", year=2023):
    file = make_file(
        held.store,
        held.branches[name],
        year,
        listed_on="2023-04-10",
        situations="书记长期缺职",
        township_leader="李副书记",
    )
    for code, content in (("task", "配齐班子"), ("problem", "书记空缺"), ("duty", "每月到村")):
        row = {"rectification_id": file, "list": code, "content": content, "due_on": "2023-06-30"}
        editing.save(held.store, "rectification_item", row, actor=ACTOR)
    return file


def paper(held, tmp_path, report, form="pdf", **options):
    out = tmp_path / f"{report}.{form}"
    make_report(held.store, report, year=2023, as_of=AS_OF, out=out, **options)
    return out


def words(held, tmp_path, report, **options):
    return text_of(paper(held, tmp_path, report, **options).read_bytes()).replace("\n", "").replace("\r", "")


def test_the_summary_counts_every_branch_once_by_kind_and_by_village(graded):
    by_field, by_village, details = table_paper(
        graded.store, "rating-summary", Chosen(), year=2023, as_of=AS_OF
    )
    assert [row[:3] for row in by_field.rows] == [("村", 4, 2), ("机关", 1, 0)]
    for table in (by_field, by_village):
        assert table.totals[1] == sum(row[1] for row in table.rows) == len(details.rows) == 5
        assert [table.totals[at] for at in (2, 4, 6, 8)] == [2, 1, 1, 1]


def test_the_summary_shows_vetoes_and_who_leads_only_where_there_are_any(graded):
    def headings():
        found = table_paper(graded.store, "rating-summary", Chosen(), year=2023, as_of=AS_OF)[-1]
        return {column.heading for column in found.columns}

    assert not headings() & {"一票否决", "整顿责任人", "满意率"}
    set_ratings(
        graded.store,
        2023,
        {graded.branches["小湾"]: {"vetoes": "弄虚作假", "satisfaction": "58.5"}},
        actor=ACTOR,
    )
    listed(graded)
    assert headings() >= {"一票否决", "整顿责任人", "满意率"}


def test_the_moves_have_a_column_for_those_not_graded_and_add_up(graded):
    matrix, moved = table_paper(graded.store, "rating-moves", Chosen(), year=2023, as_of=AS_OF)
    assert [column.heading for column in matrix.columns][1:-1] == ["先进", "中间", "后进", "未定级"]
    assert matrix.totals == ("合计", 2, 1, 1, 1, 5)
    assert [(row[1], row[5]) for row in moved.rows] == [("西河党支部", "升"), ("沙坝党支部", "升")]


def test_a_notice_names_grades_and_days_and_bears_no_mark_of_internal_papers(graded, tmp_path):
    text = words(graded, tmp_path, "rating-notice")
    assert "其中先进2个、中间1个、后进1个" in text
    assert "公示期为2023年12月11日至2023年12月15日" in text
    assert "内部资料" not in text
    assert "机关党支部" not in text


def test_a_notice_without_days_leaves_room_for_them(office, tmp_path):
    office.grade(2023, 东山="advanced")
    assert "不少于5个工作日" in words(office, tmp_path, "rating-notice")


def test_a_bulletin_tells_filing_names_and_moves(graded, tmp_path):
    file_round(graded.store, 2023, on=date(2023, 12, 20), actor=ACTOR)
    text = words(graded, tmp_path, "rating-bulletin")
    assert "报县委组织部备案" in text
    assert "党支部4个，其中等次上升2个、持平2个。" in text
    assert "西河党支部（由中间升为先进）" in text
    assert "下降" not in text
    assert "暂定" not in text


def test_a_bulletin_of_a_round_not_filed_nor_shown_says_so_and_claims_nothing(office, tmp_path):
    office.grade(2023, 东山="advanced", 西河="advanced")
    text = words(office, tmp_path, "rating-bulletin")
    assert "青山镇党委会议研究，评定了2023年度党支部等次" in text
    assert "以上等次为暂定等次，以备案结果为准" in text
    assert "参加定级的党支部2个，均为先进，没有评定为中间、后进的党支部。" in text
    assert "列入整顿的软弱涣散党组织要按照" in text


def test_a_bulletin_attaches_lists_too_long_for_its_text(office, tmp_path):
    for number in range(40):
        name = f"长长的名称有十几个字的第{number}党支部"
        office.branches[name] = make_branch(office.store, name)
        office.grade(2023, **{name: "middling"})
    text = words(office, tmp_path, "rating-bulletin")
    assert "中间党支部名单见附件。" in text
    assert text.count("第39党支部") == 1
    assert "附件：2023年度党支部分类定级结果" in text


def test_a_filed_round_has_no_note_of_provisional_grades_unless_it_is_opened_again(graded):
    def notes():
        found = table_paper(graded.store, "rating-summary", Chosen(), year=2023, as_of=AS_OF)
        return {note for table in found for note in table.notes}

    assert notes() == {"本年度分类定级结果尚未登记备案，为暂定等次，以备案结果为准。"}
    file_round(graded.store, 2023, on=date(2023, 12, 20), actor=ACTOR)
    assert notes() == set()
    reopen_round(graded.store, 2023, reason="县委组织部复核", on=date(2023, 12, 25), actor=ACTOR)
    assert notes() == {"本年度分类定级结果尚未登记备案，为暂定等次，以备案结果为准。"}


def test_the_summary_can_be_of_one_kind_of_branches(graded):
    chosen = Chosen(kind="村")
    by_village, details = table_paper(graded.store, "rating-summary", chosen, year=2023, as_of=AS_OF)
    assert by_village.title == "青山镇2023年度村党支部分类定级汇总表（分村）"
    assert len(details.rows) == by_village.totals[1] == 4
    with pytest.raises(BadInput, match="没有类别为“学校”"):
        table_paper(graded.store, "rating-summary", Chosen(kind="学校"), year=2023, as_of=AS_OF)


def test_moves_from_a_year_without_grades_are_refused(office):
    with pytest.raises(BadInput, match="2021年没有评定等次"):
        table_paper(office.store, "rating-moves", Chosen(), year=2022, as_of=AS_OF)


def test_last_years_grades_bear_the_names_of_last_years_scheme(graded):
    store = graded.store
    [example] = [one for one in schemes.examples() if one.code == "qiubei-2015"]
    own = schemes.copy_scheme(example, code="own", name="一般", valid_from=date(2024, 1, 1))
    schemes.save_scheme(store, own, actor=ACTOR)
    graded.grade(2024, 东山="advanced", 沙坝="middling", 小湾="middling")
    matrix, moved = table_paper(store, "rating-moves", Chosen(), year=2024, as_of=AS_OF)
    assert [row[0] for row in matrix.rows][:3] == ["先进", "中间", "后进"]
    assert [column.heading for column in matrix.columns][1:3] == ["先进", "一般"]
    assert [(row[3], row[4]) for row in moved.rows] == [("后进", "一般")]


def test_the_three_lists_are_three_sheets(graded, tmp_path):
    listed(graded)
    book = load_workbook(paper(graded, tmp_path, "rectification-lists", "xlsx"))
    assert [page["C4"].value for page in book.worksheets] == ["书记空缺", "配齐班子", "每月到村"]


def test_a_plan_is_made_for_everyone_listed_or_for_the_one_chosen(graded, tmp_path):
    listed(graded)
    listed(graded, "沙坝")
    both = words(graded, tmp_path, "rectification-plan")
    assert "小湾党支部整顿方案" in both
    assert "沙坝党支部整顿方案" in both
    one = words(
        graded, tmp_path, "rectification-plan", chosen=Chosen(organization_id=graded.branches["沙坝"])
    )
    assert "沙坝党支部整顿方案" in one
    assert "小湾党支部" not in one


def test_a_plan_for_an_organization_that_is_not_listed_is_refused(graded, tmp_path):
    with pytest.raises(BadInput, match="没有列入整顿"):
        paper(graded, tmp_path, "rectification-plan", chosen=Chosen(organization_id=graded.branches["东山"]))


def test_lists_not_drawn_up_yet_say_what_the_file_states(graded, tmp_path):
    listed(graded)
    [file] = graded.store.find("rectification")
    with graded.store.operation("test", "清单", ACTOR):
        for item in graded.store.find("rectification_item"):
            graded.store.remove("rectification_item", item["id"])
        graded.store.update("rectification", file["id"], {"problems": "书记空缺；党员教育少"})
    problems, tasks_, duties = table_paper(
        graded.store, "rectification-lists", Chosen(), year=2023, as_of=AS_OF
    )
    assert [row[2] for row in problems.rows] == ["书记空缺", "党员教育少"]
    assert tasks_.rows == []
    assert [(row[2], row[4]) for row in duties.rows] == [
        ("县级领导联系", ""), ("乡镇领导包抓", "李副书记"), ("第一书记驻村", ""), ("县直单位帮扶", ""),
    ]  # fmt: skip


def test_a_round_without_grades_gives_neither_notice_nor_bulletin_nor_a_chart(office, tmp_path):
    for report in ("rating-notice", "rating-bulletin"):
        with pytest.raises(BadInput, match="还没有评定"):
            paper(office, tmp_path, report)
    with pytest.raises(BadInput, match="2023年度还没有评定"):
        chart_figure(office.store, "grades", year=2023, as_of=AS_OF)


def test_a_notice_is_dated_the_day_it_is_put_up(graded, tmp_path):
    text = words(graded, tmp_path, "rating-notice")
    assert "附件：2023年度党支部分类定级评定意见" in text
    assert "2023年12月11日数据截至" in text or "委员会2023年12月11日" in text


def test_a_file_of_an_earlier_year_stays_in_the_ledger_until_it_is_closed(graded):
    file = listed(graded, year=2022)
    [table, _] = table_paper(graded.store, "rectification", Chosen(), year=2023, as_of=AS_OF)
    assert [row[1] for row in table.rows] == ["小湾党支部"]
    with graded.store.operation("test", "销号", ACTOR):
        graded.store.update("rectification", file, {"accepted_on": "2022-12-01", "closed_on": "2022-12-05"})
    assert table_paper(graded.store, "rectification", Chosen(), year=2023, as_of=AS_OF)[0].rows == []


def test_a_branch_is_reminded_of_its_own_affairs_only(graded, tmp_path):
    store, ids = graded.store, graded.branches
    listed(graded)
    tasks.add_tasks(store, 2023, [ids["东山"]], ["规范组织生活"], quarters=(3,), actor=ACTOR)
    text = words(graded, tmp_path, "reminder", chosen=Chosen(organization_id=ids["东山"]))
    assert "东山党支部：" in text
    assert "2023年任务应于2023年9月30日前完成：规范组织生活（已逾期92天）。" in text
    assert "小湾" not in text
    everyone = words(graded, tmp_path, "reminder")
    assert "配齐班子" in everyone
    assert "规范组织生活" in everyone


def test_an_organization_that_has_ended_is_sent_no_letter(graded, tmp_path):
    listed(graded)
    with graded.store.operation("test", "撤销", ACTOR):
        graded.store.update("organization", graded.branches["小湾"], {"ended_on": "2023-11-30"})
    assert "小湾" not in words(graded, tmp_path, "reminder")


def test_who_has_not_handed_in_is_reminded_once_others_have(graded, tmp_path):
    ids = graded.branches
    asked = Chosen(organization_id=ids["西河"])
    assert "西河党支部没有需要提醒的事项" in words(graded, tmp_path, "reminder", chosen=asked)
    set_ratings(graded.store, 2023, {ids["东山"]: {"self_grade": "先进"}}, actor=ACTOR)
    assert "2023年度分类定级自评还没有上报。" in words(graded, tmp_path, "reminder", chosen=asked)


def test_reminding_an_organization_that_is_gone_is_refused(graded, tmp_path):
    with pytest.raises(NotFound):
        paper(graded, tmp_path, "reminder", chosen=Chosen(organization_id="没有"))


def test_letters_are_there_to_be_edited(graded, tmp_path):
    listed(graded)
    found = Document(str(paper(graded, tmp_path, "rectification-plan", "docx")))
    assert "小湾党支部整顿方案" in [paragraph.text for paragraph in found.paragraphs]


def test_pairs_show_leader_grade_and_partners_that_are_no_branch(graded):
    east = graded.branches["东山"]
    make_pairing(graded.store, east, graded.branches["小湾"], 2023, leader="李书记")
    make_pairing(graded.store, east, None, 2023, partner_name="县供电公司")
    [table] = table_paper(graded.store, "pairs", Chosen(), year=2023, as_of=AS_OF)
    assert [(row[2], row[3], row[4], row[7]) for row in table.rows] == [
        ("先进", "小湾党支部", "后进", "李书记"), ("先进", "县供电公司", "", ""),
    ]  # fmt: skip
    chosen = Chosen(organization_id=graded.branches["小湾"])
    [table] = table_paper(graded.store, "pairs", chosen, year=2023, as_of=AS_OF)
    assert [row[3] for row in table.rows] == ["小湾党支部"]


def test_what_the_members_gave_stands_in_the_details_and_over_the_years_where_they_gave_any(graded):
    def headings(report, table=-1, **chosen):
        found = table_paper(graded.store, report, Chosen(**chosen), year=2023, as_of=AS_OF)[table]
        return [f"{column.group}{column.heading}" for column in found.columns]

    east = graded.branches["东山"]
    assert "党员评议" not in headings("rating-summary")
    assert headings("rating-years")[3:-1] == ["2022年", "2023年"]
    assert "党员评议" not in headings("rating-years", organization_id=east)
    set_ratings(graded.store, 2023, {east: {"member_grade": "中间"}}, actor=ACTOR)
    assert "党员评议" in headings("rating-summary")
    assert headings("rating-years")[3:-1] == ["2022年", "2023年等次", "2023年党员评议"]
    [overview] = table_paper(graded.store, "rating-years", Chosen(), year=2023, as_of=AS_OF)
    assert [row[4:6] for row in overview.rows][:2] == [("先进", "中间"), ("先进", "")]
    one, years = table_paper(
        graded.store, "rating-years", Chosen(organization_id=east), year=2023, as_of=AS_OF
    )
    assert (len(one.rows), years.title) == (1, "东山党支部历年评定情况")
    newest = dict(zip([column.heading for column in years.columns], years.rows[0], strict=True))
    assert (newest["年度"], newest["党员评议"], newest["党委评定"]) == ("2023年", "中间", "先进")


def test_the_tables_of_a_county_are_signed_by_its_organization_department(graded):
    summary = partial(table_paper, graded.store, "rating-summary", Chosen(), year=2023, as_of=AS_OF)
    assert {table.signatures[0] for table in summary()} == {"党委书记："}
    rename(graded.store, name="白水县", county="临沧市", level="county", actor=ACTOR)
    assert {table.signatures[:3] for table in summary()} == {("部领导：", "审核：", "制表：")}
    [members] = build(graded.store, "roster", year=2023, as_of=AS_OF)
    assert {table.unit for table in (*summary(), members)} == {"填报单位：中共白水县委组织部"}


def test_grades_of_all_years_warn_of_the_lowest_running(graded):
    [table] = table_paper(graded.store, "rating-years", Chosen(), year=2023, as_of=AS_OF)
    assert [column.heading for column in table.columns][3:5] == ["2022年", "2023年"]
    assert [row[-1] for row in table.rows] == ["", "", "", "连续2年后进", ""]


def test_an_organization_is_found_by_its_name_unless_two_bear_it(graded):
    assert organization_named(graded.store, "东山党支部") == graded.branches["东山"]
    with pytest.raises(NotFound):
        organization_named(graded.store, "西山党支部")
    make_branch(graded.store, "东山党支部")
    with pytest.raises(BadInput, match="2个"):
        organization_named(graded.store, "东山党支部")


def test_the_yearly_report_of_a_round_under_stars_names_its_own_grades_or_says_what_does_not_add_up(
    graded, tmp_path
):
    store, ids = graded.store, graded.branches
    [example] = [one for one in schemes.examples() if one.code == "stars-2023"]
    own = schemes.copy_scheme(example, code="own", name="五星方案", valid_from=date(2024, 1, 1))
    schemes.save_scheme(store, own, actor=ACTOR)
    for year, first, second in ((2024, "五星", "一星"), (2025, "四星", "二星")):
        entries = {ids["东山"]: {"township_grade": first}, ids["西河"]: {"township_grade": second}}
        set_ratings(store, year, entries, actor=ACTOR)
    made = make_report(store, "annual", year=2025, as_of=date(2025, 12, 31), out=tmp_path / "report.pdf")
    assert [one for one in made.refused if "五星" in one] == [
        f"五星0、四星1、三星0、二星1、一星0相加得2，与党支部{len(ids)}对不上。"
    ]
    rest = {one: {"township_grade": "三星"} for name, one in ids.items() if name not in ("东山", "西河")}
    set_ratings(store, 2025, rest, actor=ACTOR)
    made = make_report(store, "annual", year=2025, as_of=date(2025, 12, 31), out=tmp_path / "report.pdf")
    written = {one.code: one for one in made.sentences}
    assert written["ratings"].text == (
        f"按照五星、四星、三星、二星、一星5个等次，对全镇{len(ids)}个党支部开展分类定级，评定出1个四星党支部、"
        f"{len(rest)}个三星党支部、1个二星党支部，没有评定为五星、一星的党支部。"
    )
    assert "ratings.2025.三星" in written["ratings"].keys
    assert "等次上升的党支部1个，等次下降的党支部1个" in text_of(made.path.read_bytes()).replace(
        "\n", ""
    ).replace("\r", "")
    for chart in ("grades", "grade-moves"):
        words = [
            text.get_text()
            for text in chart_figure(store, chart, year=2025, as_of=date(2025, 12, 31)).findobj(Text)
        ]
        assert any("五星" in word for word in words)


def test_the_yearly_report_of_a_filed_round_says_the_figures_of_the_year(graded, tmp_path):
    store, ids = graded.store, graded.branches
    rest = {
        ids[name]: {"township_grade": "中间"} for name in ids if name not in ("东山", "西河", "沙坝", "小湾")
    }
    set_ratings(store, 2023, rest, actor=ACTOR)
    file_round(store, 2023, on=date(2023, 12, 20), actor=ACTOR)
    for partner in ("沙坝", "小湾"):
        make_pairing(store, ids["东山"], ids[partner])
    listed(graded)
    point = put(store, "contact_point", leader="李书记", organization_id=ids["小湾"], from_on="2023-01-05")
    for day in ("2023-03-02", "2023-06-09"):
        put(store, "contact_visit", contact_point_id=point, visited_on=day, content="讲党课")
    made = make_report(store, "annual", year=2023, as_of=AS_OF, out=tmp_path / "report.pdf")
    written = {one.code: one.text for one in made.sentences}
    found = stats(store, year=2023, as_of=AS_OF)
    given, moves = found["ratings"]["2023"], found["rating_moves"]
    assert (
        f"{given['advanced']}个先进党支部、{given['middling']}个中间党支部、{given['lagging']}个后进党支部"
        in (written["ratings"])
    )
    for way, said in (("中间->先进", "个中间党支部晋升为先进"), ("后进->中间", "个后进党支部转化为中间")):
        assert f"{moves[way]}{said}" in written["moves"]
    assert written["pairs"].endswith(f"结对共建{found['pairs']}对。")
    assert written["rectification"].startswith(f"列入整顿的党组织{found['rectification']['listed']}个")
    assert (
        f"{found['contact_points']}个，到党支部列席指导{found['contact_visits']}次"
        in (written["contact_points"])
    )
    assert (found["pairs"], found["contact_visits"]) == (2, 2)


def test_a_list_of_many_problems_is_cut_in_the_ledger_and_whole_in_the_plan(graded, tmp_path):
    file = listed(graded)
    problems = [f"第{number}个问题：{'书记长期外出，' * 12}" for number in range(1, 26)]
    with graded.store.operation("test", "问题", ACTOR):
        graded.store.update("rectification", file, {"problems": "；".join(problems)})
    [table, *_] = table_paper(graded.store, "rectification", Chosen(), year=2023, as_of=AS_OF)
    assert table.rows[0][5].endswith("……共25项，全文见整顿方案。")
    assert "25.第25个问题" in words(graded, tmp_path, "rectification-plan")


def test_months_reported_and_owed_stand_in_the_ledger(graded):
    file = listed(graded)
    rectifications.report_month(
        graded.store, file, "2023-05", content="配齐班子", on=date(2023, 5, 30), actor=ACTOR
    )
    _, state, months = table_paper(graded.store, "rectification", Chosen(), year=2023, as_of=AS_OF)
    assert "2023年5月：配齐班子。" in state.rows[0][2]
    shown = {row[2]: row[3] for row in months.rows}
    assert shown["2023年5月"] == "配齐班子"
    assert shown["2023年6月"] == "（未上报）"


def test_months_of_the_next_year_stand_in_the_ledger_of_the_year_of_the_file(graded):
    file = listed(graded)
    for month in ("2023-12", "2024-01"):
        rectifications.report_month(
            graded.store, file, month, content="走访", on=date(2024, 2, 1), actor=ACTOR
        )
    for year, first in ((2023, "2023年5月"), (2024, "2024年1月")):
        *_, months = table_paper(graded.store, "rectification", Chosen(), year=year, as_of=date(2024, 2, 5))
        assert (months.rows[0][2], months.rows[-1][2]) == (first, "2024年1月")


def test_acceptance_stands_in_the_workbook_as_day_share_and_points(graded, tmp_path):
    file = listed(graded)
    rectifications.accept(
        graded.store, file, on=date(2023, 12, 1), score=8650, satisfaction=9230, by="李书记", actor=ACTOR
    )
    sheet = load_workbook(paper(graded, tmp_path, "rectification", "xlsx")).worksheets[1]
    cells = {cell.value: row[at].value for row in [sheet[4]] for at, cell in enumerate(sheet[3])}
    assert cells["验收得分"] == 86.5
    assert cells["验收满意率"] == 0.923
    assert (cells["验收日期"].date(), cells["验收人"]) == (date(2023, 12, 1), "李书记")


def test_a_file_with_nothing_in_it_leaves_lines_to_write_on(graded, tmp_path):
    make_file(graded.store, graded.branches["沙坝"], 2023, is_slack=1)
    text = words(graded, tmp_path, "rectification-plan")
    assert "县级领导联系：＿＿＿＿＿＿。" in text
    assert "整顿时限至＿＿＿＿年＿＿月＿＿日。" in text
    assert "1.＿＿＿＿" in text


def test_a_sheet_is_named_by_what_tells_it_from_the_others(graded, tmp_path):
    book = load_workbook(paper(graded, tmp_path, "rating-summary", "xlsx"))
    assert book.sheetnames == [
        "党支部分类定级汇总表（分类别）",
        "党支部分类定级汇总表（分村）",
        "党支部分类定级明细表",
    ]


def test_what_the_county_changed_stands_beside_what_the_township_gave(graded):
    east = graded.branches["东山"]
    set_ratings(graded.store, 2023, {east: {"county_grade": "中间"}}, actor=ACTOR)
    *_, details = table_paper(graded.store, "rating-summary", Chosen(), year=2023, as_of=AS_OF)
    headings = [column.heading for column in details.columns]
    row = dict(zip(headings, details.rows[0], strict=True))
    assert (row["党委评定"], row["县级评定"], row["升降"]) == ("先进", "中间", "降")


def test_what_a_file_states_of_service_and_of_acceptance_has_columns_only_where_there_is_some(
    graded, tmp_path
):
    def headings():
        found = table_paper(graded.store, "rectification", Chosen(), year=2023, as_of=AS_OF)
        return {column.heading for table in found for column in table.columns}

    file = listed(graded)
    assert not headings() & {"为民服务项目", "申请日期", "结论"}
    stated = {"service_project": "修通进村路", "applied_on": "2023-11-20", "acceptance_result": "合格"}
    with graded.store.operation("test", "整顿", ACTOR):
        graded.store.update("rectification", file, stated)
    assert headings() >= {"为民服务项目", "申请日期", "结论"}
    assert "为民服务项目：修通进村路。" in words(graded, tmp_path, "rectification-plan")
