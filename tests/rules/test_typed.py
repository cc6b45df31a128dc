import pytest

from app.rules.typed import INITIALS, NUMBER, WORDS, Typed, meaning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("532699", Typed(NUMBER, "532699")),
        ("97３x", Typed(NUMBER, "973X")),
        (" 155 0574 ", Typed(NUMBER, "1550574")),
        ("sC", Typed(INITIALS, "sc")),
        ("x", Typed(INITIALS, "x")),
        ("沙 晨", Typed(WORDS, "沙晨")),
        ("阿依·古丽", Typed(WORDS, "阿依古丽")),
        ("第2支部", Typed(WORDS, "第2支部")),
        ("  “·”* ", Typed(WORDS, "")),
    ],
)
def test_what_is_typed_is_a_number_initials_or_words(text, expected):
    assert meaning(text) == expected
