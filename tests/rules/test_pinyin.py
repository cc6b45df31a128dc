import pytest

from app.rules.pinyin import initials
from app.rules.reference_pinyin import letters
from installer.pinyin_table import TABLE, make_table


@pytest.mark.parametrize(
    "name, expected",
    [
        ("沙晨", "sc"),
        ("曾鑫信", "zxx"),
        ("单雄", "sx"),
        ("解晓东", "xxd"),
        ("仇英", "qy"),
        ("查平", "zp"),
        ("尉迟恭", "ycg"),
        ("任解放", "rjf"),
        ("买买提·阿不都", "mmtabd"),
        ("䶮明", "ym"),
        ("㛃文", "jw"),
        ("Anna", "anna"),
        ("", ""),
    ],
)
def test_initials_follow_the_reading_of_the_name(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_the_table_is_what_its_maker_makes() -> None:
    assert TABLE.read_text(encoding="utf-8") == make_table()


def test_every_character_of_everyday_names_has_a_letter() -> None:
    assert all("a" <= letters()[character] <= "z" for character in "赵钱孙李周吴郑王礓嚓戛彝族乡")
