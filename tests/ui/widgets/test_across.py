import pytest
from PySide6.QtWidgets import QLabel

from app.ui.widgets.across import Across


@pytest.mark.parametrize(("width", "columns"), [(700, 3), (400, 1), (640, 1)])
def test_parts_are_laid_in_as_many_columns_as_there_is_room_for(qtbot, dressed, width, columns):
    parts = [QLabel(str(number)) for number in range(3)]
    row = Across(parts, (3, 1), 220)
    qtbot.addWidget(row)
    row.resize(width, 100)
    row.show()
    qtbot.waitExposed(row)
    qtbot.waitUntil(lambda: len({part.y() for part in parts}) == 3 // columns)
