from app.reports.layout import Item, Placed, paginate

LINE = 10.0


def pages(items, lines=5):
    return [[placed.item for placed in page] for page in paginate(items, lines * LINE, LINE)]


def test_a_heading_at_the_foot_goes_to_the_next_page_with_its_text():
    text = [Item(LINE) for _ in range(4)]
    heading, first, second = Item(LINE, keep=True), Item(LINE, keep=True), Item(LINE)
    assert pages([*text, heading, first, second]) == [text, [heading, first, second]]


def test_a_figure_that_does_not_fit_waits_while_the_text_goes_on():
    before, figure, after = [Item(LINE) for _ in range(3)], Item(3 * LINE, floats=True), Item(LINE)
    assert pages([*before, figure, after]) == [[*before, after], [figure]]


def test_figures_keep_their_order():
    filler, large, small = Item(2 * LINE), Item(4 * LINE, floats=True), Item(LINE, floats=True)
    assert pages([filler, large, small, Item(LINE)])[1] == [large, small]


def test_waiting_figures_come_before_the_last_item():
    filler, figure, signature = Item(4 * LINE), Item(3 * LINE, floats=True), Item(LINE, last=True)
    assert pages([filler, figure, signature]) == [[filler], [figure, signature]]


def test_the_heading_of_a_table_is_repeated_on_the_next_page():
    head = Item(LINE, keep=True)
    rows = [Item(LINE, head=head) for _ in range(6)]
    assert pages([head, *rows]) == [[head, *rows[:4]], [head, *rows[4:]]]


def test_a_gap_vanishes_at_the_top_of_a_page():
    full, gap, text = Item(5 * LINE), Item(LINE, gap=True, keep=True), Item(LINE)
    assert pages([full, gap, text]) == [[full], [text]]


def test_after_a_table_the_text_stands_on_the_grid_again():
    table, snap, text = Item(7.0), Item(0.0, snap=True), Item(LINE)
    assert paginate([table, snap, text], 50, LINE) == [[Placed(table, 0.0), Placed(text, LINE)]]


def test_something_taller_than_a_page_is_still_placed():
    giant = Item(80.0)
    assert pages([Item(LINE), giant])[1] == [giant]
