from app.ui.tables.plain import Heading, Line, PlainTable

HEADINGS = (Heading("村"), Heading("金额", right=True))
LINES = [Line(("甲", "9.00"), "a", sort=("甲", 900)), Line(("乙", "10.00"), "b", sort=("乙", 1000))]


def test_amounts_sort_as_numbers(dressed, qtbot):
    table = PlainTable(HEADINGS, "表")
    qtbot.addWidget(table)
    table.show_lines(LINES)
    table.sortByColumn(1, table.horizontalHeader().sortIndicatorOrder())
    assert [line.key for line in table.plain.rows] == ["a", "b"]


def test_the_key_of_a_line_is_told(dressed, qtbot, qtmodeltester):
    table = PlainTable(HEADINGS, "表")
    qtbot.addWidget(table)
    table.show_lines(LINES)
    qtmodeltester.check(table.plain)
    picked = []
    table.line_picked.connect(picked.append)
    table.choose(lambda key: key == "b")
    assert picked == ["b"]
    assert table.current == "b"


def test_without_a_line_there_is_no_key(dressed, qtbot):
    table = PlainTable(HEADINGS, "表")
    qtbot.addWidget(table)
    assert table.current is None
