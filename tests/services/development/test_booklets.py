from datetime import date

import pytest

from app.errors import BadInput, NotFound
from app.services.development import booklets
from app.services.history import undo

ON = date(2026, 7, 3)


def add(store, first, last):
    return booklets.add_range(store, first, last, received_on="2026-01-01", actor="王")


def test_a_range_is_taken_in_number_by_number(store):
    assert add(store, "滇A0098", "滇A0102") == 5
    assert [one.number for one in booklets.booklets(store)] == [f"滇A{n:04d}" for n in range(98, 103)]


@pytest.mark.parametrize(
    ("first", "last"), [("A10", "B12"), ("0098", "102"), ("12", "10"), ("甲", "乙"), ("0001", "9999")]
)
def test_ends_that_do_not_belong_together_are_refused(store, first, last):
    with pytest.raises(BadInput, match="号段"):
        add(store, first, last)


def test_every_number_is_there_once(store):
    add(store, "1001", "1003")
    with pytest.raises(BadInput, match="1003"):
        add(store, "1003", "1005")
    assert booklets.counts(store).total == 3


def test_a_booklet_goes_to_one_person_only(office, store):
    first, second = office.apply("李新"), office.apply("陈二")
    add(store, "1001", "1003")
    booklets.issue(store, "1001", first, on=ON, actor="王")
    with pytest.raises(BadInput, match="已经发给李新"):
        booklets.issue(store, "1001", second, on=ON, actor="王")
    counted = booklets.counts(store)
    assert (counted.stock, counted.issued, counted.void) == (2, 1, 0)
    assert booklets.booklets(store)[0].name == "李新"


def test_a_number_written_in_the_books_of_someone_else_is_taken_too(office, store):
    first, second = office.apply("李新"), office.apply("陈二")
    with store.operation("test", "以前的台账", "王"):
        store.update("development_case", first, {"volunteer_no": "0007"})
    with pytest.raises(BadInput, match="已经登记在李新名下"):
        booklets.issue(store, "0007", second, on=ON, actor="王")


def test_a_spoilt_booklet_is_void_and_another_is_issued(office, store):
    case = office.apply()
    add(store, "1001", "1003")
    booklets.issue(store, "1001", case, on=ON, actor="王")
    booklets.void(store, "1001", reason="填写错误", on=ON, actor="王")
    assert store.get("development_case", case)["volunteer_no"] is None
    with pytest.raises(BadInput, match="已经作废"):
        booklets.issue(store, "1001", case, on=ON, actor="王")
    booklets.issue(store, "1002", case, on=ON, actor="王")
    assert store.get("development_case", case)["volunteer_no"] == "1002"
    assert [one.state_label for one in booklets.booklets(store)] == ["已作废", "已发放", "在库"]


def test_another_number_puts_the_first_booklet_back(office, store):
    case = office.apply()
    add(store, "1001", "1002")
    for number in ("1001", "1002"):
        booklets.issue(store, number, case, on=ON, actor="王")
    assert [(one.number, one.state) for one in booklets.booklets(store)] == [
        ("1001", "stock"),
        ("1002", "issued"),
    ]
    undo(store, actor="王")
    assert store.get("development_case", case)["volunteer_no"] == "1001"


def test_voiding_needs_a_reason_and_a_known_number_once(store):
    add(store, "1001", "1001")
    with pytest.raises(BadInput, match="原因"):
        booklets.void(store, "1001", reason=" ", on=ON, actor="王")
    with pytest.raises(NotFound):
        booklets.void(store, "9", reason="破损", on=ON, actor="王")
    booklets.void(store, "1001", reason="破损", on=ON, actor="王")
    with pytest.raises(BadInput, match="已经作废"):
        booklets.void(store, "1001", reason="破损", on=ON, actor="王")
