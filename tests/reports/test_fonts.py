import shutil
from dataclasses import replace

import pytest
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont

from app.errors import NotFound
from app.reports import fontfiles, fonts
from app.reports.pen import Pen
from tests.reports.papers import fonts_of, read

RARE = "䶮𠮷㛃𬭎"


def write(*texts: tuple[str, str]) -> bytes:
    pen = Pen(title="试印")
    for at, (role, text) in enumerate(texts):
        pen.text(60, 780 - 30 * at, text, role, 16)
    return pen.save()


def test_every_role_has_a_font_on_a_prepared_computer():
    assert set(fonts.default().files) == {"title", "body", "hei", "kai", "song", "rare_a", "rare_b"}


@pytest.mark.parametrize("role", ["title", "body", "hei", "kai", "song"])
def test_rare_characters_come_back_from_the_page_as_they_went_in(role):
    pdf = write((role, f"姓名：张{RARE}，2023年"))
    assert f"姓名：张{RARE}，2023年" in read(pdf).pages[0].extract_text()


def test_all_fonts_of_a_page_are_embedded_subset_and_searchable():
    found = fonts_of(write(("title", "标题"), ("body", f"正文{RARE}"), ("song", "— 1 —")))
    assert len(found) >= 2
    for font in found:
        assert font["/BaseFont"][7] == "+"
        assert "/FontFile2" in font["/FontDescriptor"].get_object()
        assert "/ToUnicode" in font


def test_a_character_no_font_has_is_named_before_printing():
    assert fonts.missing("张三\U0002ffff李四 \U0002ffff") == "\U0002ffff"
    assert fonts.missing(f"张{RARE}、李") == ""


def test_a_character_no_font_has_is_drawn_as_a_hollow_box():
    assert "张□" in read(write(("song", "张\U0002ffff"))).pages[0].extract_text()


def test_the_same_page_gives_the_same_bytes():
    assert write(("body", f"一样{RARE}")) == write(("body", f"一样{RARE}"))


def test_a_font_in_the_users_folder_is_preferred(tmp_path):
    source = fonts.default().files["kai"].path
    shutil.copy(source, tmp_path / "SIMFANG.TTF")
    chosen = fontfiles.choose([[tmp_path], *fontfiles.folders()[1:]])
    assert chosen["body"].path == tmp_path / "SIMFANG.TTF"
    assert not chosen["body"].standin


def test_a_font_is_found_by_its_family_under_any_file_name(tmp_path):
    shutil.copy(fonts.default().files["kai"].path, tmp_path / "下载的字体.ttf")
    assert fontfiles.choose([[tmp_path]])["kai"].path == tmp_path / "下载的字体.ttf"


def test_files_that_are_no_fonts_are_passed_over(tmp_path):
    (tmp_path / "simfang.ttf").write_bytes(b"not a font at all")
    (tmp_path / "simhei.ttf").write_bytes(b"")
    assert fontfiles.choose([[tmp_path]]) == {}


def test_a_computer_without_chinese_fonts_is_told_so():
    with pytest.raises(NotFound, match="中文字体"):
        fonts.FontSet({})


def test_a_role_without_a_font_is_played_by_another():
    files = fonts.default().files
    lean = fonts.FontSet({"kai": files["kai"]})
    assert lean.face("title").file is files["kai"]


def test_a_broken_font_file_gives_its_part_to_another(tmp_path):
    files = dict(fonts.default().files)
    source = files["kai"].path.read_bytes()
    (tmp_path / "broken.ttf").write_bytes(source[: len(source) // 3])
    torn = fonts.FontSet(files | {"kai": replace(files["kai"], path=tmp_path / "broken.ttf")})
    assert torn.face("kai").file.path == files["song"].path
    assert "kai" not in {file.role for file in torn.report()}


def test_a_font_that_may_not_be_embedded_is_passed_over(tmp_path):
    font = TTFont(fonts.default().files["kai"].path)
    font["OS/2"].fsType = 2
    subset = Subsetter()
    subset.populate(text="党建")
    subset.subset(font)
    font.save(tmp_path / "simkai.ttf")
    assert fontfiles.choose([[tmp_path]]) == {}
