from app.services.figures import trace
from app.ui.trace import trace_columns
from tests.builders import make_group, make_village
from tests.ui.conftest import AS_OF


def headings(store):
    found = trace(store, "blank_groups", year=2023, as_of=AS_OF)
    return [column.title for column in trace_columns(found)]


def test_what_is_known_of_no_record_has_no_column(store):
    village = make_village(store, "石桥村")
    make_group(store, village, "一组")
    known = headings(store)
    assert "户数" not in known
    make_group(store, village, "二组", households=20)
    assert set(headings(store)) == {*known, "户数"}
