import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.rules.reference_steps import step_forms
from app.services.history import undo
from app.ui.tables.board import LEAD
from app.ui.tables.cursor import put_cursor
from tests.builders import make_member, make_person


@pytest.fixture
def page(ids, opened, settled):
    made = opened("development")
    settled()
    return made


def names(page):
    return [row.name for row in page.model.shown]


def words(page):
    return "\n".join(part.text() for part in page.panel.findChildren(QLabel))


def test_people_stand_in_the_order_of_stages(page):
    assert names(page) == ["陈一鸣", "林小雨", "黄大山", "周明", "吴玉兰", "郑国强"]
    assert page.head.tiles["applicant"].value.text() == "2"


def test_the_person_under_the_cursor_is_laid_out_beside_the_board(page):
    page.table.setCurrentIndex(page.model.index(2, LEAD))
    assert page.panel.isVisible()
    assert page.panel.name.text() == "黄大山"
    assert "培养联系人：刘书记" in words(page)
    assert "研究讨论" in words(page) or "确定发展对象" in words(page)


def test_findings_are_told_with_their_source(page, store, settled):
    case = page.model.shown[1].case_id
    with store.operation("test", "谈话改到申请之前", "测试员"):
        step = store.find("step_record", case_id=case, step="02")[0]
        store.update("step_record", step["id"], {"happened_on": "2023-10-01"})
    page.refresh()
    settled()
    page._show_case(case)
    assert "早于" in words(page)
    assert "发现的问题" in words(page)


def test_a_step_is_entered_from_the_panel(page, form, session, settled):
    page.table.setCurrentIndex(page.model.index(0, LEAD))
    enter = next(
        b for b in page.panel.findChildren(QPushButton) if b.accessibleName() == "登记党组织派人谈话"
    )
    enter.click()
    dialog = form(page)
    assert "谈话" in dialog.windowTitle()
    dialog.fields["happened_on"].put("2023.10.8")
    dialog.fields["who"].put("刘书记")
    dialog.save()
    settled()
    case = page.model.shown[0].case_id
    [step] = session.reader.find("step_record", case_id=case, step="02")
    assert step["happened_on"] == "2023-10-08"
    assert page.model.index(0, LEAD + 1).data() == "完成 2023-10-08"


def test_enter_on_a_done_step_opens_its_correction(page, form, session, settled):
    page.table.setCurrentIndex(page.model.index(0, LEAD))
    page._on_activated(page.model.index(0, LEAD))
    dialog = form(page)
    assert dialog.windowTitle() == "更正陈一鸣的“递交入党申请书”"
    assert dialog.fields["happened_on"].text_value() == "2023-09-20"
    dialog.fields["happened_on"].put("2023-09-21")
    dialog.save()
    settled()
    assert page.model.index(0, LEAD).data() == "完成 2023-09-21"


def test_enter_on_an_inspection_that_comes_again_records_the_next(page, form, session, settled):
    case = next(row.case_id for row in page.model.shown if row.name == "黄大山")
    for day in ("2022-04-08", "2022-10-08"):
        page._find_row(case)
        page._on_activated(page.model.index(page.model.row_of(case), LEAD + 5))
        dialog = form(page)
        assert dialog.windowTitle() == "登记黄大山的“培养教育考察”"
        dialog.fields["happened_on"].put(day)
        dialog.save()
        settled()
    assert len(session.reader.find("step_record", case_id=case, step="06")) == 2


def test_only_those_who_are_late_are_shown_when_asked(page):
    page._on_tile("late")
    late = list(page.model.shown)
    assert late
    assert all(row.late_days > 0 for row in late)
    assert page.head.tiles["late"].value.text() == str(len(late))


def test_people_are_found_by_name_branch_and_stage(page):
    page.filters.search.setText("周")
    page.filters.changed.emit()
    assert names(page) == ["周明"]
    page.filters.clear()
    page.filters.choose("stage", "applicant")
    assert names(page) == ["陈一鸣", "林小雨"]


def test_a_tile_leads_to_the_people_behind_it(page):
    from app.ui.trace import TraceDialog

    page.head.tiles["applicant"].setFocus()
    page._on_tile("development.applicants")
    dialogs = page.window().findChildren(TraceDialog)
    assert [len(dialog.model.rows) for dialog in dialogs] == [2]
    for dialog in dialogs:
        dialog.close()


def test_a_step_named_elsewhere_brings_its_case_into_view(page, ids):
    page.show_record(f"step_record:{ids['step_record'][0]}")
    assert page.panel.name.text() == "陈一鸣"
    assert page.table.currentIndex().row() == 0


def test_the_panel_can_be_put_away(page):
    page.table.setCurrentIndex(page.model.index(0, LEAD))
    page.panel.closed.emit()
    assert not page.panel.isVisible()


def test_an_empty_ledger_says_what_to_do(opened, qtbot):
    page = opened("development")
    qtbot.waitUntil(page.empty.isVisible)
    assert not page.split.isVisible()
    with qtbot.waitSignal(page.go_to) as asked:
        page.empty.button.click()
    assert asked.args == ["exchange", ""]


def test_a_low_window_keeps_room_for_people(page, qtbot):
    high = page.table.horizontalHeader().height()
    page.setMinimumSize(10, 10)
    page.resize(900, 460)
    qtbot.waitUntil(lambda: page.table.horizontalHeader().height() < high)
    assert not page.head.isVisible()
    qtbot.waitUntil(lambda: page.table.viewport().height() >= 4 * page.table.rowHeight(0))
    page.resize(1180, 700)
    qtbot.waitUntil(lambda: page.table.horizontalHeader().height() == high)
    assert page.head.isVisible()


def test_the_step_somebody_has_come_to_is_scrolled_into_view(page):
    page.resize(900, 620)
    last = len(page.model.shown) - 1
    put_cursor(page.table, page.model.index(last, 0))
    seen = page.table.horizontalScrollBar().value()
    assert seen > 0


def test_the_board_is_walked_through_with_the_keyboard(page, qtbot):
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, LEAD))
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.panel.name.text() == "林小雨"


def fill(dialog, **values):
    for name, text in values.items():
        dialog.fields[name].put(text)


def test_an_applicant_is_registered_with_case_and_application_in_one_operation(
    page, form, session, store, ids, settled
):
    page.forms.register(known=False)
    dialog = form(page)
    fill(
        dialog, name="新来的人", organization_id=ids["organization"][0], happened_on="2023.12.1", who="刘书记"
    )
    dialog.save()
    settled()
    [person] = session.reader.find("person", name="新来的人")
    [case] = session.reader.find("development_case", person_id=person["id"])
    [step] = session.reader.find("step_record", case_id=case["id"])
    assert (person["status"], case["stage"]) == ("applicant", "applicant")
    assert (step["step"], step["happened_on"], step["who"]) == ("01", "2023-12-01", "刘书记")
    assert page.panel.name.text() == "新来的人"
    assert "2023-12-01" in words(page)
    assert undo(store, actor="王干事").sentence.endswith("登记新来的人的入党申请")
    assert session.reader.find("person", name="新来的人") == []


def test_all_that_is_missing_of_an_application_is_said_at_once(page, form, session, settled):
    page.forms.register(known=False)
    dialog = form(page)
    dialog.save()
    settled()
    for name in ("name", "organization_id", "happened_on"):
        assert "不能为空" in dialog.cells[name].wrong.text()
    assert dialog.isVisible()


def test_whoever_is_not_eighteen_is_registered_with_a_reason_only(page, form, session, ids, settled):
    page.forms.register(known=False)
    dialog = form(page)
    fill(dialog, name="小李", birth_on="2006-01-01", organization_id=ids["organization"][0])
    fill(dialog, happened_on="2023-12-01")
    assert not dialog.fields["reason"].isVisible()
    dialog.save()
    settled()
    assert "不满十八岁" in dialog.message.text.text()
    assert session.reader.find("person", name="小李") == []
    dialog.fields["reason"].put("出生日期以户口簿为准，已满十八岁")
    dialog.save()
    settled()
    assert page.panel.name.text() == "小李"
    assert [one["reason"] for one in session.reader.find("explanation")] == [
        "出生日期以户口簿为准，已满十八岁"
    ]


def test_no_reason_lets_an_application_of_a_day_to_come_through(page, form, ids, settled):
    page.forms.register(known=False)
    dialog = form(page)
    fill(dialog, name="小李", organization_id=ids["organization"][0], happened_on="2024-12-01")
    dialog.save()
    settled()
    assert "还没有到" in dialog.message.text.text()
    assert not dialog.fields["reason"].isVisible()


def test_an_application_of_somebody_known_begins_with_his_branch(page, form, session, store, ids, settled):
    known = make_person(store, "老熟人", organization_id=ids["organization"][1])
    page.forms.register(known=True)
    dialog = form(page)
    dialog.fields["person_id"].put(known)
    assert dialog.fields["organization_id"].text_value() == ids["organization"][1]
    fill(dialog, happened_on="2023-12-01", came_from="红河县某党支部")
    dialog.save()
    settled()
    assert page.panel.name.text() == "老熟人"
    assert page.model.shown[page.table.currentIndex().row()].name == "老熟人"
    [span] = session.reader.find("case_move")
    assert span["organization_name"] == "红河县某党支部"


@pytest.mark.parametrize(("name", "said"), [("陈一鸣", "没有结束的案卷"), ("郑国强", "已经是正式党员")])
def test_who_has_a_case_or_is_a_member_does_not_apply(page, form, session, settled, name, said):
    [person] = session.reader.find("person", name=name)
    page.forms.register(known=True)
    dialog = form(page)
    fill(dialog, person_id=person["id"], happened_on="2023-12-01")
    dialog.save()
    settled()
    assert said in dialog.message.text.text()
    assert len(session.reader.find("development_case", person_id=person["id"])) == 1


def test_words_that_mean_nobody_are_refused_beside_the_field(page, form, ids, settled):
    page.forms.register(known=True)
    dialog = form(page)
    dialog.fields["person_id"].setText("查无此人")
    fill(dialog, organization_id=ids["organization"][0], happened_on="2023-12-01")
    dialog.save()
    settled()
    assert "选择申请人" in dialog.cells["person_id"].wrong.text()


def test_a_case_is_made_up_for_somebody_further_on(page, form, store, ids, settled):
    known = make_person(store, "老熟人", organization_id=ids["organization"][1])
    page.forms.add_case()
    dialog = form(page)
    fill(dialog, person_id=known, organization_id=ids["organization"][1], stage="activist")
    dialog.save()
    settled()
    assert page.panel.name.text() == "老熟人"
    assert page.model.shown[page.table.currentIndex().row()].stage == "activist"


def test_enter_goes_from_field_to_field_and_saves_nothing_by_the_way(page, form, qtbot):
    page.forms.add_step(page.model.shown[0].case_id, "02")
    dialog = form(page)
    qtbot.keyClick(dialog.fields["happened_on"], Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.fields["who"]


def test_members_of_the_branch_are_offered_while_contacts_are_named(page, form, store, ids):
    branch = store.get("development_case", page.model.shown[0].case_id)["organization_id"]
    for name in ("段正华", "段正明"):
        make_member(store, name, organization_id=branch)
    page.forms.add_step(page.model.shown[0].case_id, "05")
    field = form(page).fields["backers"]
    completer = field.completer()
    field.setText("段正华、明")
    completer.setCompletionPrefix("段正华、明")
    assert completer.currentCompletion() == "段正华、段正明"


def test_what_a_step_needs_is_asked_for(page, form, settled):
    page.forms.add_step(page.model.shown[0].case_id, "02")
    dialog = form(page)
    dialog.fields["happened_on"].put("2023-10-08")
    dialog.save()
    settled()
    assert "不能为空" in dialog.cells["who"].wrong.text()
    assert dialog.isVisible()
    assert dialog.fields["who"].hasFocus()


def test_a_step_half_filled_in_is_given_up_only_when_that_is_meant(page, form, answers):
    page.forms.add_step(page.model.shown[0].case_id, "02")
    dialog = form(page)
    dialog.fields["who"].put("刘书记")
    answers.give("ask", False)
    dialog.reject()
    assert dialog.isVisible()
    answers.give("ask", True)
    dialog.reject()
    assert not dialog.isVisible()


def test_a_step_only_looked_at_closes_without_a_question(page, form):
    page._on_activated(page.model.index(0, LEAD))
    dialog = form(page)
    dialog.reject()
    assert not dialog.isVisible()


def test_what_the_rules_say_is_shown_while_typing(page, form, qtbot):
    page.forms.add_step(page.model.shown[0].case_id, "02")
    dialog = form(page)
    dialog.fields["who"].put("刘书记")
    dialog.fields["happened_on"].put("2023-12-08")
    qtbot.waitUntil(dialog.message.isVisible)
    assert "一个月" in dialog.message.text.text() or "1个月" in dialog.message.text.text()
    dialog.fields["happened_on"].put("2023-10-08")
    qtbot.waitUntil(lambda: not dialog.message.isVisible())


def test_a_form_says_whose_step_it_is_and_when_it_may_be_taken(page, form):
    page.forms.add_step(page.model.shown[0].case_id, "02")
    dialog = form(page)
    said = [part.text() for part in dialog.findChildren(QLabel)]
    assert dialog.windowTitle() == "登记陈一鸣的“党组织派人谈话”"
    assert any(text.startswith("陈一鸣（") and "2023年10月20日" in text for text in said)
    assert dialog.focusWidget() is dialog.fields["happened_on"]


def test_what_only_an_extension_needs_is_asked_there_alone(page, form, qtbot):
    case = next(row.case_id for row in page.model.shown if row.name == "吴玉兰")
    page.forms.add_step(case, "23")
    dialog = form(page)
    result, months = dialog.fields["result"], dialog.fields["months"]
    assert not months.isVisible()
    result.setCurrentIndex(result.findText("延长预备期"))
    assert months.isVisible()
    dialog.fields["happened_on"].put("2023-12-20")
    dialog.look()
    until = dialog.fields["until_on"].text_value()
    assert months.text_value() == "6"
    assert until
    months.put("12")
    dialog.look()
    assert dialog.fields["until_on"].text_value() > until
    result.setCurrentIndex(result.findText("按期转正"))
    assert not months.isVisible()


def test_a_step_entered_in_error_is_taken_off_once_that_is_confirmed(page, form, session, settled, answers):
    page.table.setCurrentIndex(page.model.index(0, LEAD))
    page._on_activated(page.model.index(0, LEAD))
    case = page.model.shown[0].case_id
    for agreed, left in ((False, 1), (True, 0)):
        answers.give("ask", agreed)
        form(page).remove()
        settled()
        assert len(session.reader.find("step_record", case_id=case, step="01")) == left


def test_a_finding_leads_to_the_record_it_is_about(page, form, store, settled):
    case = page.model.shown[1].case_id
    with store.operation("test", "谈话改到申请之前", "测试员"):
        step = store.find("step_record", case_id=case, step="02")[0]
        store.update("step_record", step["id"], {"happened_on": "2023-10-01"})
    page.refresh()
    settled()
    page._show_case(case)
    ways = [part for part in page.panel.findChildren(QPushButton) if part.text() == "2 党组织派人谈话"]
    assert len(ways) == 2
    ways[0].click()
    assert form(page).windowTitle() == "更正林小雨的“党组织派人谈话”"


def test_a_late_step_says_by_which_rule_and_for_how_long(page):
    page.table.setCurrentIndex(page.model.index(0, LEAD))
    assert "已超过72天" in words(page)
    assert "收到入党申请书后一个月内应当派人谈话" in words(page)
    assert "第七条" in words(page)


def test_a_step_the_rules_forbid_needs_a_reason(page, form, session, settled):
    case = next(row.case_id for row in page.model.shown if row.name == "林小雨")
    page.forms.add_step(case, "02")
    form(page).reject()
    page.forms.add_step(case, "03")
    dialog = form(page)
    for name, field in dialog.fields.items():
        if name == "happened_on":
            field.put("2023-10-01")
    dialog.save()
    settled()
    assert session.reader.find("step_record", case_id=case, step="03") == []
    assert dialog.reason.isVisible()
    dialog.reason.setPlainText("原件日期有误，已由党委核实")
    dialog.save()
    settled()
    assert len(session.reader.find("step_record", case_id=case, step="03")) == 1


def test_a_periodic_step_is_entered_again(page, form, session, settled):
    case = next(row.case_id for row in page.model.shown if row.name == "黄大山")
    for day in ("2022-04-08", "2022-10-08"):
        page.forms.add_step(case, "06")
        dialog = form(page)
        dialog.fields["happened_on"].put(day)
        dialog.save()
        settled()
    assert len(session.reader.find("step_record", case_id=case, step="06")) == 2


def test_members_left_out_of_the_vote_are_kept_with_their_reasons(page, form, session, settled, qtbot):
    import json

    case = next(row.case_id for row in page.model.shown if row.name == "吴玉兰")
    [step] = session.reader.find("step_record", case_id=case, step="15")
    page.forms.correct_step(step["id"], "支部大会讨论")
    dialog = form(page)
    dialog.fields["votes.due"].put("20")
    dialog.fields["votes.present"].put("15")
    dialog.fields["votes.in_favour"].put("14")
    editor = dialog.fields["votes.left_out"]
    editor.add()
    line = editor.lines[0]
    line.name.setText("张三")
    line.reason.setCurrentIndex(line.reason.findData("away"))
    dialog.save()
    settled()
    payload = json.loads(session.reader.get("step_record", step["id"])["payload"])
    assert payload["votes"]["due"] == 20
    assert [(one["name"], one["reason"]) for one in payload["votes"]["left_out"]] == [("张三", "away")]
    page.forms.correct_step(step["id"], "支部大会讨论")
    assert form(page).fields["votes.left_out"].entries()[0]["name"] == "张三"


def test_every_step_has_a_form_that_opens(page, form):
    for step, expected in step_forms().items():
        page.forms.add_step(page.model.shown[0].case_id, step)
        dialog = form(page)
        assert set(dialog.fields) == {field.name for field in expected.fields}
        assert all(widget.accessibleName() for widget in dialog.fields.values())
        dialog.reject()
