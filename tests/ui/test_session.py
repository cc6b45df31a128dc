import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.errors import BadInput, Cancelled, StorageError
from app.services import townships
from app.ui.preferences import Preferences
from app.ui.progress_window import DELAY_MS
from app.ui.session import Session
from tests.builders import make_village
from tests.ui.conftest import AS_OF


def test_work_runs_beside_the_window_with_a_connection_that_can_write(session, qtbot):
    got = []

    def task(store, progress):
        make_village(store, "新村")
        return threading.current_thread()

    with qtbot.waitSignal(session.changed) as told:
        session.run(task, done=got.append, title="正在登记")
    qtbot.waitUntil(lambda: bool(got))
    assert got[0] is not threading.main_thread()
    assert told.args == [frozenset({"village"})]
    assert session.reader.find("village")[0]["name"] == "新村"


def test_the_window_itself_cannot_write(session):
    with pytest.raises(StorageError), session.reader.operation("test", "试写", "某人"):
        session.reader.insert("village", [{"name": "不该有"}])


def test_reading_tells_nobody_that_something_changed(session, qtbot):
    got = []
    with qtbot.assertNotEmitted(session.changed):
        session.run(lambda store, progress: store.find("village"), done=got.append, title="正在查")
        qtbot.waitUntil(lambda: bool(got))
    assert got == [[]]


def test_jobs_are_done_in_the_order_given_and_pictures_after_them(session, qtbot):
    order, gate = [], threading.Event()
    session.run(lambda store, progress: gate.wait(10), done=lambda _: order.append("first"), title="一")
    session.run(lambda store, progress: None, done=lambda _: order.append("picture"), title="图", quiet=True)
    session.run(lambda store, progress: None, done=lambda _: order.append("second"), title="二")
    gate.set()
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == ["first", "second", "picture"]


def test_quiet_work_makes_way_for_what_the_user_waits_for_and_begins_again(session, settled):
    order, begun, gate = [], [], threading.Event()

    def long_check(store, progress):
        begun.append(len(begun))
        gate.wait(10)
        progress.step(1, 2)
        order.append("checked")

    session.run(long_check, done=lambda _: None, title="检查", quiet=True)
    session.run(lambda store, progress: order.append("saved"), done=lambda _: None, title="保存")
    gate.set()
    settled()
    assert order == ["saved", "checked"]
    assert len(begun) <= 2


def test_of_quiet_work_on_one_topic_only_the_newest_is_finished(session, answers, settled):
    got, gate = [], threading.Event()

    def check(store, progress):
        gate.wait(10)
        progress.step(1, 2)
        return "checked"

    for number in range(3):
        session.run(
            check, done=lambda _, number=number: got.append(number), title="检查", quiet=True, topic="a"
        )
    session.run(check, done=lambda _: got.append("other"), title="检查", quiet=True, topic="b")
    gate.set()
    settled()
    assert got == [2, "other"]
    assert not answers.said


def test_an_expected_failure_is_told_with_what_to_do_and_leaves_nothing(session, answers, settled):
    def task(store, progress):
        with store.operation("test", "试写", "某人"):
            store.insert("village", [{"name": "半截"}])
            raise BadInput("不能这样。", "请换一种。")

    session.run(task, done=lambda _: None, title="试")
    settled()
    assert answers.heard("show_error") == ["不能这样。请换一种。"]
    assert session.reader.find("village") == []


def test_a_bug_is_written_to_a_report_that_is_named(session, answers, settled):
    session.run(lambda store, progress: {}["没有"], done=lambda _: None, title="试")
    settled()
    [told] = answers.heard("show_bug")
    assert "bug-" in told
    answers.said.clear()


def test_a_ledger_that_cannot_be_opened_fails_the_job_and_not_the_lane(session, answers, settled):
    got = []
    key, session.ledger.key = session.ledger.key, bytes(32)
    session.run(lambda store, progress: 1, done=got.append, title="一")
    settled()
    session.ledger.key = key
    session.run(lambda store, progress: 2, done=got.append, title="二")
    settled()
    assert got == [2]
    assert "可能已损坏" in answers.heard("show_error")[0]


def test_a_failure_goes_to_whoever_asked_for_it(session, answers, settled):
    got = []
    session.run(lambda store, progress: 1 / 0, done=lambda _: None, failed=got.append, title="试")
    settled()
    assert isinstance(got[0], ZeroDivisionError)
    assert not answers.said


def test_long_work_brings_up_a_window_that_stops_it_without_a_trace(session, answers, qtbot, settled):
    started = threading.Event()

    def task(store, progress):
        with store.operation("test", "很久", "某人"):
            store.insert("village", [{"name": "半截"}])
            started.set()
            for done in range(1_000_000):
                progress.step(done, 1_000_000, "正在写")
                threading.Event().wait(0.005)

    session.run(task, done=lambda _: None, title="很久的工作")
    qtbot.waitUntil(started.is_set)
    qtbot.waitUntil(lambda: session.progress.panel is not None, timeout=DELAY_MS * 10)
    panel = session.progress.panel
    assert panel.windowTitle() == "很久的工作"
    panel.stop_button.click()
    settled()
    assert session.progress.panel is None
    assert answers.heard("say") == ["已取消 已取消，没有任何改动。"]
    assert session.reader.find("village") == []


def test_enter_and_space_meant_for_something_else_do_not_stop_long_work(session, qtbot, settled):
    go = threading.Event()
    session.run(lambda _store, _progress: go.wait(20), done=lambda _: None, title="很久的工作")
    qtbot.waitUntil(lambda: session.progress.panel is not None, timeout=DELAY_MS * 10)
    panel = session.progress.panel
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(panel.focusWidget() or panel, key)
    assert panel.stop_button.isEnabled()
    go.set()
    settled()


def test_cancelled_work_is_not_an_error(session, answers, settled):
    def task(store, progress):
        raise Cancelled

    session.run(task, done=lambda _: None, title="试")
    settled()
    assert not answers.heard("show_error")


def test_another_year_is_told_once(session, qtbot):
    with qtbot.waitSignal(session.year_changed) as told:
        session.set_year(2021)
    assert told.args == [2021]
    with qtbot.assertNotEmitted(session.year_changed):
        session.set_year(2021)


def test_the_office_is_read_as_it_is_named_now(session, qtbot, settled):
    def task(store, progress):
        townships.rename(store, name="新名镇", county="白水县", level="township", actor="某人")

    session.run(task, done=lambda _: None, title="改名")
    settled()
    assert session.township.name == "新名镇"


def test_work_under_way_when_the_session_closes_tells_nobody_afterwards(ledger, tmp_path, dressed, qtbot):
    got, gate = [], threading.Event()
    own = Session(ledger, as_of=AS_OF, preferences=Preferences(tmp_path / "w.ini"))
    own.run(lambda store, progress: gate.wait(10), done=got.append, title="试")
    gate.set()
    own.close()
    qtbot.wait(10)
    assert got == []


def test_what_was_done_is_folded_into_the_file_once_nothing_more_is_done(session, qtbot):
    log = session.ledger.path.with_name("ledger.db-wal")
    session._fold.setInterval(0)
    session.run(lambda store, progress: make_village(store, "新村"), done=lambda _: None, title="正在登记")
    qtbot.waitUntil(lambda: bool(session.reader.find("village")))
    qtbot.waitUntil(lambda: log.stat().st_size == 0)


def test_what_is_looked_at_goes_before_other_quiet_work_and_after_what_is_waited_for(session, settled):
    order = []

    def run(name, **kind):
        session.run(lambda _store, _progress: None, done=lambda _: order.append(name), title=name, **kind)

    begun, go = threading.Event(), threading.Event()
    session.run(lambda _s, _p: begun.set() or go.wait(20), done=lambda _: None, title="占住")
    begun.wait(20)
    run("图", quiet=True)
    run("预览", quiet=True, looked_at=True)
    run("保存")
    go.set()
    settled()
    assert order == ["保存", "预览", "图"]
