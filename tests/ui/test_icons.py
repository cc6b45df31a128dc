import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtSvg import QSvgRenderer

from app.paths import resources
from app.ui import icons, theme
from app.ui.pages import PAGES

DRAWINGS = sorted((resources() / "icons").glob("*.svg"))


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_every_icon_can_be_drawn(drawing, dressed):
    assert QSvgRenderer(str(drawing)).isValid()


def colours(picture):
    image = picture.toImage()
    inked = set()
    for x in range(image.width()):
        for y in range(image.height()):
            colour = image.pixelColor(x, y)
            if colour.alpha() == 255:
                inked.add(colour.name())
    return inked


@pytest.mark.parametrize("role", ["accent", "text_soft", "success"])
def test_an_icon_has_the_colour_of_its_role(role, dressed):
    assert colours(icons.pixmap("home", role, 48, 1.0)) == {theme.color(role).name()}


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_an_icon_is_drawn_for_the_screens_own_pixels(scale, dressed):
    picture = icons.icon("people").pixmap(QSize(24, 24), scale)
    assert picture.size() == QSize(round(24 * scale), round(24 * scale))
    assert picture.deviceIndependentSize().toSize() == QSize(24, 24)


def test_the_chosen_page_shows_its_icon_in_the_accent(dressed):
    picture = icons.icon("economy").pixmap(QSize(48, 48), 1.0, QIcon.Mode.Selected)
    assert colours(picture) == {theme.color("accent").name()}


def test_every_page_has_an_icon(dressed):
    for entry in PAGES:
        assert (resources() / "icons" / f"{entry.icon}.svg").exists()


def test_an_icon_that_cannot_be_drawn_is_an_error_and_not_the_end_of_the_program(dressed):
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-drawing", "text", 16, 1.0)
