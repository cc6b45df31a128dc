from PySide6.QtWidgets import QStyle, QStyleOptionFrame

from app.ui.forms.dialog import FormDialog
from app.ui.forms.fields import DateField

BUTTON = 30


def test_the_hint_of_a_date_is_seen_whole_where_fields_stand_side_by_side(session, qtbot):
    form = FormDialog(session, "income")
    qtbot.addWidget(form, before_close_func=FormDialog.hide)
    form.show()
    qtbot.waitExposed(form)
    for field in form.findChildren(DateField):
        option = QStyleOptionFrame()
        field.initStyleOption(option)
        room = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field).width()
        assert field.fontMetrics().horizontalAdvance(field.placeholderText()) <= room - BUTTON
