from hypothesis import given
from hypothesis import strategies as st

from app.ui.tables.groups import Arrangement

SIZES = st.lists(st.integers(1, 9), min_size=1, max_size=8)


@given(SIZES, st.data())
def test_every_person_of_an_open_group_has_one_row_and_every_group_one_heading(sizes, data):
    made = Arrangement(sizes, headed=True)
    for group in data.draw(st.sets(st.integers(0, len(sizes) - 1))):
        made.toggle(group)
    rows = [made.at(row) for row in range(made.rows)]
    assert [group for group, place in rows if place is None] == list(range(len(sizes)))
    shown = [place for _, place in rows if place is not None]
    assert shown == [
        place for group in range(len(sizes)) if group not in made.closed for place in made.places(group)
    ]
    assert [made.row_of(place) for place in shown] == [
        row for row, (_, place) in enumerate(rows) if place is not None
    ]
    assert [made.at(row)[0] for row in made.headings] == list(range(len(sizes)))


def test_without_headings_a_row_is_a_place():
    made = Arrangement([3], headed=False)
    assert made.headings == []
    assert [made.at(row)[1] for row in range(made.rows)] == [0, 1, 2]
