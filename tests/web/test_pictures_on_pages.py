"""Pictures and logos on the web page, as Chromium shows and prints them."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pypdfium2
import pytest

from loftespdf.composing.page import compose
from loftespdf.composing.templates import Templates
from loftespdf.model.assets import Asset, Reading
from loftespdf.typesetting.web import typeset_web
from tests import samples
from tests.operations.test_pictures import drawn
from tests.web.browser import Browser, browser

pytestmark = [pytest.mark.long, pytest.mark.needs("chromium")]

KEYS = ("polisen", "kommunen", "bolaget", "raddning")
KINDS = ("polis", "kommun", "annan", "annan")
AREA = {
    "parter": {
        key: {"namn": key.title(), "slag": kind, "organisation": "Enhet" + " Exempel" * count}
        for count, (key, kind) in enumerate(zip(KEYS, KINDS, strict=True))
    },
    "avsändare": list(KEYS),
    "varumärke": {"logotyper": {key: {"fil": "bilder/logga.png", "alt": key} for key in KEYS}},
}
STANDING = [{"fil": "bilder/torg.jpg", "alt": "Ett torg", "foto": "Namn Namnsson"}]


@cache
def page() -> str:
    """A page with four logos and a photograph that stands."""
    files = {
        "content/exempel/bilder/logga.png": drawn("PNG", (270, 90), "navy"),
        "content/exempel/bilder/torg.jpg": drawn("JPEG", (1200, 2400), "gray"),
    }
    assets = samples.theme().with_files({path: Asset(c, path) for path, c in files.items()})
    document = samples.document({"bilder": STANDING}, dict(AREA))
    composed = compose(document, "webb", samples.layout("webb"), Templates(assets))
    return typeset_web(composed, Reading(assets)).content.decode()


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Give a browser that all tests of this file share."""
    with browser(tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_a_standing_photograph_is_no_taller_than_a_screen(chromium: Browser, width: int) -> None:
    chromium.open(page(), width)
    wide, high = chromium.run(
        "(box => [box.width, box.height])"
        "(document.querySelector('figure img').getBoundingClientRect())"
    )
    assert high <= 600
    assert high / wide == pytest.approx(2, rel=0.01)


def test_a_standing_photograph_is_printed_below_the_title_and_not_on_the_next_sheet(
    chromium: Browser,
) -> None:
    chromium.open(page(), 1280)
    with pypdfium2.PdfDocument(chromium.printed()) as document:
        assert "Bild: Namn Namnsson" in document[0].get_textpage().get_text_range()


def test_four_logos_stand_in_one_row_and_equally_far_apart(chromium: Browser) -> None:
    chromium.open(page(), 1280)
    boxes = chromium.run(
        "[...document.querySelectorAll('.sender')].map(one => one.getBoundingClientRect())"
        ".map(box => [Math.round(box.left), Math.round(box.top)])"
    )
    assert len({top for _, top in boxes}) == 1
    lefts = [left for left, _ in boxes]
    steps = [right - left for left, right in pairwise(lefts)]
    assert max(steps) - min(steps) <= 1
