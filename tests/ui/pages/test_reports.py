import os
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from app.ui.pages import reports_printing
from app.ui.pages.reports_paper import PaperView, draw_page, page_sizes
from app.ui.pages.reports_turning import PaperBar


@pytest.fixture
def page(ids, opened):
    return opened("reports")


@pytest.fixture
def shown(page, settled):
    """The page with a chosen paper on it."""

    def show(record):
        page.show_record(record)
        settled()
        return page

    return show


@pytest.fixture
def pdf(shown):
    return shown("report:rating-summary")._path


def test_nothing_is_made_before_something_is_chosen(page):
    assert page.stack.currentWidget() is page.empty
    assert not page.turning.isVisible()


def test_a_paper_is_shown_as_it_will_be_printed(shown, qtbot):
    page = shown("report:rating-summary")
    assert page.stack.currentWidget() is page.paper
    qtbot.waitUntil(lambda: 0 in page.paper._pictures, timeout=10_000)
    assert page.turning.count.text() == f"页，共 {len(page_sizes(page._path))} 页"
    assert page.print_button.isEnabled()


def test_a_chart_is_shown_and_can_be_saved_as_picture(shown, answers, tmp_path, settled):
    page = shown("chart:grades")
    assert [action.text() for action in page.save_menu.actions()] == ["PNG 图片", "SVG 矢量图", "PDF 文件"]
    answers.give("save_file", tmp_path / "图.png")
    page._save("png")
    settled()
    assert (tmp_path / "图.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("suffix", "start"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_a_paper_is_saved_in_each_form(shown, answers, tmp_path, settled, suffix, start):
    page = shown("report:income-ranking")
    answers.give("save_file", tmp_path / f"表.{suffix}")
    page._save(suffix)
    settled()
    assert (tmp_path / f"表.{suffix}").read_bytes().startswith(start)
    assert "已保存为" in answers.heard("say")[0]


def test_giving_up_the_name_saves_nothing(shown, answers, settled):
    page = shown("report:income-ranking")
    answers.give("save_file", None)
    page._save("pdf")
    settled()
    assert answers.heard("say") == []


def test_the_paper_follows_a_change_in_the_ledger(shown, store, session, settled):
    page = shown("report:rating-summary")
    before = page._path.read_bytes()
    with store.operation("test", "改等次", "测试员"):
        for row in store.find("rating", year=2023):
            store.update("rating", row["id"], {"township_grade": "lagging"})
    session.changed.emit(frozenset({"rating"}))
    settled()
    assert page._path.read_bytes() != before


def test_without_a_printer_the_way_round_is_told(shown, answers, monkeypatch):
    page = shown("report:rating-summary")
    monkeypatch.setattr(reports_printing, "printers", list)
    page._print()
    assert "没有找到打印机" in answers.heard("show_error")[0]


def test_printers_are_asked_from_the_print_system_the_default_first(monkeypatch, tmp_path):
    for name, text in (
        ("lp", ""),
        (
            "lpstat",
            'case "$1" in -e) echo "甲"; echo "乙";; -d) echo "system default destination: 乙";; esac',
        ),
    ):
        script = tmp_path / name
        script.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert reports_printing._system_printers() == ["乙", "甲"]


def test_the_pdf_itself_is_handed_to_the_print_system(monkeypatch, tmp_path, pdf):
    script = tmp_path / "lp"
    script.write_text('#!/bin/sh\necho "$@" > "$(dirname "$0")/args"\n', encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join((str(tmp_path), os.defpath)))
    reports_printing.print_pdf(pdf, "甲", 2)
    assert (tmp_path / "args").read_text(encoding="utf-8").split() == ["-d", "甲", "-n", "2", str(pdf)]


def test_a_printer_that_refuses_is_told_in_words(monkeypatch, tmp_path, pdf):
    from app.errors import StorageError

    script = tmp_path / "lp"
    script.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join((str(tmp_path), os.defpath)))
    with pytest.raises(StorageError, match="没有接受"):
        reports_printing.print_pdf(pdf, "甲", 1)


def test_pages_are_drawn_onto_a_printer_elsewhere(dressed, pdf, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "印.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    reports_printing.draw_onto(printer, pdf)
    drawn, wanted = page_sizes(tmp_path / "印.pdf"), page_sizes(pdf)
    assert [a > b for a, b in drawn] == [a > b for a, b in wanted]


def test_figures_of_the_report_lead_to_their_records(shown):
    from app.ui.trace import TraceDialog

    page = shown("report:annual")
    assert page.sources_button.isVisible()
    assert not page.sources.isVisible()
    page.sources_button.click()
    assert page.sources.isVisible()
    [head] = [
        page.sources.tree.topLevelItem(n)
        for n in range(page.sources.tree.topLevelItemCount())
        if "结对共建" in page.sources.tree.topLevelItem(n).text(0)
    ][:1]
    figures = {head.child(n).text(0): head.child(n) for n in range(head.childCount())}
    page.sources.tree.itemClicked.emit(figures["结对共建　1 对"], 0)
    [dialog] = page.window().findChildren(TraceDialog)
    assert dialog.model.rowCount() == 1
    dialog.close()


def test_a_table_has_no_sentences_to_look_behind(shown):
    page = shown("report:annual")
    page.sources_button.click()
    page = shown("report:rating-summary")
    assert not page.sources.isVisible()
    assert not page.sources_button.isVisible()


@pytest.fixture
def paper(dressed, qtbot):
    made = PaperView()
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    qtbot.waitExposed(made)
    return made


A4 = [(595.0, 842.0)] * 30


def test_only_pages_in_view_are_asked_for(paper):
    asked = []
    paper.wanted.connect(lambda number, _pixels: asked.append(number))
    paper.show_pages(A4)
    assert asked == [0]
    paper.go(20)
    assert paper.page == 20


def test_a_picture_drawn_for_another_size_is_dropped(paper, pdf):
    asked = []
    paper.wanted.connect(lambda *wanted: asked.append(wanted))
    paper.show_pages(page_sizes(pdf))
    stale = draw_page(pdf, 0, asked[0][1])
    paper.set_zoom(2.0)
    paper.put(0, stale)
    assert 0 not in paper._pictures
    paper.put(0, draw_page(pdf, 0, asked[-1][1]))
    assert 0 in paper._pictures


def test_pages_are_turned_by_keys_and_buttons(paper, qtbot):
    bar = PaperBar(paper)
    qtbot.addWidget(bar)
    paper.show_pages(A4)
    bar.set_count(len(A4))
    qtbot.keyClick(paper, Qt.Key.Key_PageDown)
    assert bar.page.value() == 2
    bar.forth.click()
    assert bar.page.value() == 3
    bar.page.setValue(9)
    assert paper.page == 8
    qtbot.keyClick(paper, Qt.Key.Key_Home)
    assert not bar.back.isEnabled()


def test_zoom_keeps_the_page(paper):
    paper.show_pages(A4)
    paper.go(7)
    paper.set_zoom(0.75)
    assert paper.page == 7


def test_a_picture_of_the_paper_before_is_not_shown_in_place_of_the_next(shown, settled):
    page = shown("report:rating-summary")
    before = page._path
    page._on_wanted(0, 400)
    page.show_record("report:roster")
    page._on_wanted(0, 401)
    settled()
    assert page._path != before
    assert not before.exists()
    drawn = draw_page(page._path, 0, page.paper._pictures[0].width())
    assert page.paper._pictures[0].toImage().convertToFormat(drawn.format()) == drawn


def test_of_two_papers_asked_for_at_once_the_last_is_shown(page, settled):
    page.show_record("report:rating-summary")
    page.show_record("report:roster")
    settled()
    assert page._path.name.startswith("roster")
    assert [one.name for one in page._path.parent.iterdir()] == [page._path.name]


def test_making_a_paper_keeps_nobody_from_other_pages_and_shows_what_is_made(page, session, settled, qtbot):
    page.show_record("report:rating-summary")
    settled()
    begun, held = threading.Event(), threading.Event()

    def other(_store, _progress):
        begun.set()
        held.wait(20)

    session.run(other, done=lambda _: None, title="别的图", quiet=True)
    assert begun.wait(20)
    page.show_record("report:income-ranking")
    assert not session.busy
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
    assert "正在生成村集体经济" in page.empty.title.text()
    held.set()
    settled()
    assert page.stack.currentWidget() is page.paper


def test_a_paper_of_a_year_without_records_says_which_year_has_them(shown, session, settled):
    page = shown("report:rating-summary")
    assert page.elsewhere.isHidden()
    session.set_year(2026)
    settled()
    assert "2026年没有登记分类定级" in page.elsewhere.text.text()
    page.show_record("report:roster")
    settled()
    assert page.elsewhere.isHidden()
