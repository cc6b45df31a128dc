import re

import pytest

from app.paths import resources
from app.ui import theme


@pytest.fixture
def usual(dressed):
    yield dressed
    theme.apply(dressed)


def test_the_style_sheet_has_no_name_left_unfilled(dressed):
    sheet = theme.style_sheet()
    assert "@" not in sheet
    assert not re.search(r"\d+sp\b", sheet)


def test_pictures_named_in_the_style_sheet_exist(dressed):
    named = re.findall(r'url\("(.+?)"\)', theme.style_sheet())
    assert named
    for path in named:
        assert (resources() / "icons" / path.rsplit("/", 1)[1]).exists()


def test_the_large_setting_makes_letters_and_rows_larger(usual):
    before, row = usual.font().pixelSize(), theme.px(32)
    theme.apply(usual, large=True)
    assert usual.font().pixelSize() > before
    assert theme.px(32) > row


def luminance(name):
    colour = theme.color(name)
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("ink,ground", [
    ("text", "window"), ("text_soft", "surface"), ("text_soft", "window"), ("accent", "accent_soft"),
    ("on_accent", "accent"), ("danger", "danger_soft"), ("warning", "warning_soft"), ("success", "success_soft"),
    ("info", "info_soft"), ("neutral", "neutral_soft"),
])  # fmt: skip
def test_words_stand_out_from_their_ground(ink, ground, dressed):
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
