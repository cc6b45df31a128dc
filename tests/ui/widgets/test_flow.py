import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.widgets.flow import FlowLayout


@pytest.fixture
def row(dressed, qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    layout = FlowLayout(made)
    for number in range(6):
        layout.addWidget(QPushButton(f"按钮{number}"))
    made.show()
    qtbot.waitExposed(made)
    return made


def tops(row):
    return [row.layout().itemAt(n).geometry().top() for n in range(6)]


def test_everything_stands_in_one_line_where_there_is_room(row, qtbot):
    row.resize(row.layout().sizeHint().width() + 10, 40)
    qtbot.waitUntil(lambda: len(set(tops(row))) == 1)


def test_what_has_no_room_goes_on_in_the_next_line_whole(row, qtbot):
    width = row.layout().sizeHint().width() // 2
    row.resize(width, 200)
    qtbot.waitUntil(lambda: len(set(tops(row))) > 1)
    placed = [row.layout().itemAt(n).geometry() for n in range(6)]
    assert all(place.right() <= width for place in placed)
    assert all(place.width() >= row.layout().itemAt(n).sizeHint().width() for n, place in enumerate(placed))
    assert row.layout().heightForWidth(width) > row.layout().sizeHint().height()
    assert tops(row) == sorted(tops(row))
