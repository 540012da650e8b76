"""Photographs, logos and colours of an area's own, in a finished and proven file."""

import io

import pypdfium2
from PIL import Image

from loftespdf.model.assets import Asset
from loftespdf.model.layout import Format
from loftespdf.model.product import Product
from loftespdf.operations.build import Finished, Job, make
from tests import samples
from tests.operations.conftest import workshop

LOGO = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="40" height="40">
<rect width="40" height="40" fill="#0b5d3b"/>
<circle cx="20" cy="20" r="12" fill="#ffffff"/></svg>"""
BRAND = {
    "färger": {"polisen": {"skärm": "#7a0019"}},
    "logotyper": {
        "polisen": {"fil": "bilder/polisen.png", "alt": "Polisen"},
        "kommunen": {"fil": "bilder/kommunen.svg", "alt": "Exempelby kommun"},
    },
}
PICTURES = [{"fil": "bilder/torg.jpg", "alt": "Ett torg", "bildtext": "Torget", "foto": "N. N."}]


def drawn(kind: str, size: tuple[int, int], colour: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, kind)
    return stream.getvalue()


def built() -> Finished:
    files = {
        "content/exempel/bilder/polisen.png": drawn("PNG", (60, 60), "navy"),
        "content/exempel/bilder/kommunen.svg": LOGO,
        "content/exempel/bilder/torg.jpg": drawn("JPEG", (320, 200), "gray"),
    }
    assets = samples.theme().with_files({p: Asset(c, p) for p, c in files.items()})
    document = samples.document({"bilder": PICTURES}, {"varumärke": BRAND})
    product = Product("exempel", "2021", "lofte", Format.PDF)
    return make(Job(product, document, samples.layout(), assets), workshop())


def test_a_picture_and_two_logos_stand_in_a_conforming_file() -> None:
    with pypdfium2.PdfDocument(built().content) as document:
        kinds = [item.type for item in document[0].get_objects()]
        text = document[0].get_textpage().get_text_range()
    assert kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE) == 2
    assert "Torget" in text
    assert "Bild: N. N." in text.replace("\N{NO-BREAK SPACE}", " ")


def test_both_logos_are_fifteen_millimetres_high_on_one_line() -> None:
    with pypdfium2.PdfDocument(built().content) as document:
        image = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
        boxes = [o.get_bounds() for o in document[0].get_objects() if o.type == image]
    logo = min(boxes, key=lambda box: box[2] - box[0])
    assert abs((logo[3] - logo[1]) - 15 / 25.4 * 72) < 0.1


def test_the_files_pictures_are_among_its_dependencies() -> None:
    asked = built().dependencies
    for name in ("polisen.png", "kommunen.svg", "torg.jpg"):
        assert asked[f"content/exempel/bilder/{name}"]
    assert "templates/lofte/page.html.j2" in asked
    assert "styles/fonts/SourceSans3-Regular.ttf" in asked


def test_the_same_pictures_give_the_same_bytes() -> None:
    assert built().content == built().content
