"""Drawn boxes: six inks that nobody confuses, without colour, in the PDF as in Word."""

from decimal import Decimal
from itertools import combinations

import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops, ImageStat

from loftespdf.composing.vocabulary import outside
from loftespdf.inspecting.word_opening import read_word
from loftespdf.model.assets import Reading
from loftespdf.model.drawing import Drawing, Ink, drawing_of
from loftespdf.typesetting.pdf import Typesetter
from loftespdf.typesetting.word import typeset_word
from tests import samples
from tests.inspecting import words
from tests.inspecting.pages import compose

BOX = Drawing(Ink.FULL, Decimal(20), Decimal(12))


def body(ink: Ink) -> str:
    box = Drawing(ink, BOX.width, BOX.height)
    return f'<h1>Rubrik</h1><p><img src="{box.address}" alt="En ruta"/></p>'


def drawn(ink: Ink) -> Image.Image:
    """The box as a printer without colour shows it."""
    page, theme = compose(body(ink)), samples.theme()
    content = Typesetter(theme).typeset(page, Reading(theme)).content
    with pypdfium2.PdfDocument(content) as document:
        picture: Image.Image = document[0].render(scale=2).to_pil().convert("L")
    return picture


def test_every_ink_looks_unlike_every_other_in_black_and_white() -> None:
    pictures = {ink: drawn(ink) for ink in Ink}
    for one, other in combinations(Ink, 2):
        unlike = ImageChops.difference(pictures[one], pictures[other]).point(
            lambda v: v > 40 and 255
        )
        assert ImageStat.Stat(unlike).sum[0] / 255 > 50, (one, other)


def test_every_ink_is_a_shape_of_its_own_in_word() -> None:
    shapes = set()
    for ink in Ink:
        page = replace(words.page(body(ink)), stylesheets=("styles/_tokens.css",))
        content = typeset_word(page, words.reading()).content
        assert [one.alt for one in read_word(content).pictures] == ["En ruta"]
        source = words.part(content, "word/document.xml")
        shapes.add(source.split("<wps:spPr>")[1].split("</wps:spPr>")[0])
    assert len(shapes) == len(Ink)


def test_an_address_says_the_ink_and_the_size() -> None:
    assert BOX.address == "ritat/full-20x12"
    assert drawing_of(BOX.address) == BOX
    assert Drawing(Ink.HALF, Decimal("0.400"), Decimal("3.4")).address == "ritat/half-0.4x3.4"


@pytest.mark.parametrize(
    "foreign",
    [
        '<img src="ritat/rosa-1x1" alt="x"/>',
        '<img src="ritat/full" alt="x"/>',
        '<span data-sign="rosa"></span>',
        '<span data-control="rosa" data-title="x"></span>',
    ],
)
def test_what_cannot_be_drawn_or_filled_in_is_outside_the_vocabulary(foreign: str) -> None:
    page = compose(f"<h1>Rubrik</h1><p>{foreign}</p>")
    assert [one.kind for one in outside(page.tree, "lofte", {})] == ["outside-vocabulary"]
