"""Short texts are shaped once for all documents of a layout, in each kind of letters."""

import pytest
from weasyprint import HTML

from loftespdf.typesetting.engine_parts import Style
from loftespdf.typesetting.shortcut_shaping import Shaped, Shaper
from loftespdf.typesetting.shortcuts import take_shortcuts


@pytest.fixture
def style() -> Style:
    take_shortcuts()
    (page,) = HTML(string="<body>x").render().pages
    return page._page_box.children[0].style  # noqa: SLF001 - the engine's


def numbers(shaped: Shaped | None) -> object:
    return shaped and (shaped.data, shaped.clusters, shaped.widths, shaped.height, shaped.baseline)


def test_a_short_text_is_shaped_once_and_as_by_another(style: Style) -> None:
    shaper = Shaper()
    first = shaper.shaped("Vem lovar", style)
    assert shaper.shaped("Vem lovar", style) is first
    assert numbers(Shaper().shaped("Vem lovar", style)) == numbers(first)
    assert numbers(shaper.shaped("Vem lova", style)) != numbers(first)


def test_a_text_that_pango_takes_apart_is_so_again(style: Style) -> None:
    shaper = Shaper()
    assert shaper.shaped("abc \u05d0\u05d1", style) is None
    assert shaper.shaped("abc \u05d0\u05d1", style) is None


def test_a_long_text_is_let_go_of_and_the_oldest_of_many(style: Style) -> None:
    shaper = Shaper()
    long, first = shaper.shaped("Vem lovar? " * 4, style), shaper.shaped("0", style)
    assert shaper.shaped("Vem lovar? " * 4, style) is not long
    for number in range(1, 64):
        shaper.shaped(str(number), style)
    assert shaper.shaped("0", style) is first
    shaper.shaped("64", style)
    assert shaper.shaped("0", style) is not first
