from app.services.changes import record_history
from tests.services.development.conftest import CLEAN

TABLES = ("step_record", "case_person", "volunteer_book", "development_case", "document")


def told(store):
    return [
        change.new
        for table in TABLES
        for row in store.find(table)
        for change in record_history(store, row["id"])
    ]


def test_the_history_tells_steps_in_words_and_never_how_they_are_stored(office, store):
    case = office.apply()
    for step, values in CLEAN:
        office.take(case, step, values)
    lines = told(store)
    stored = ("{", "votes", "passed", "contact", "issued", "agreed", "true")
    assert [line for line in lines if any(mark in line for mark in stored)] == []
    wanted = (
        "应到7人，实到6人，赞成6票",
        "支部大会讨论",
        "培养联系人",
        "已发放",
        "文号：青发〔2026〕8号",
        "张一、张二",
    )
    assert [words for words in wanted if not any(words in line for line in lines)] == []
