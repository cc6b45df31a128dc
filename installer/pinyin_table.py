"""Make resources/reference/pinyin/initials.txt: for each letter, the characters whose pinyin begins with it.

Run as `python -m installer.pinyin_table` when the development package pypinyin brings new readings. The program
itself needs only the table.
"""

from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "resources" / "reference" / "pinyin" / "initials.txt"
_MARKED = str.maketrans("āáǎàēéěèōóǒòńňǹḿếềê", "aaaaeeeeoooonnnmeee")


def make_table() -> str:
    """Return the text of the table: 26 lines, a letter, a blank and its characters in code order."""
    from pypinyin.constants import PINYIN_DICT

    by_letter: dict[str, list[str]] = {}
    for code, readings in sorted(PINYIN_DICT.items()):
        letter = readings[0].translate(_MARKED)
        if letter.isascii() and letter.isalpha() and not 0xE000 <= code <= 0xF8FF:
            by_letter.setdefault(letter, []).append(chr(code))
    return "".join(f"{letter} {''.join(by_letter[letter])}\n" for letter in sorted(by_letter))


if __name__ == "__main__":
    TABLE.write_text(make_table(), encoding="utf-8")
