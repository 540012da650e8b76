"""Photographs, logos and colours of an area's own, in a finished and proven file."""

import io
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from PIL import Image

from loftespdf.model.assets import Asset
from loftespdf.model.layout import Format, Pictures
from loftespdf.model.problem import ContentRefused
from loftespdf.model.product import Product
from loftespdf.operations.build import Finished, Job, deliver, make
from loftespdf.operations.press_profiles import SHIPPED_PROFILE
from tests import samples
from tests.operations.conftest import workshop
from tests.typesetting.findings import findings

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


def drawn(
    kind: str, size: tuple[int, int], colour: str | tuple[int, ...] | int, mode: str = "RGB"
) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, colour).save(stream, kind)
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


PHOTOGRAPH = drawn("JPEG", (4000, 3000), "gray")


def product(
    layout: str,
    file_format: Format,
    *,
    beside: bool = False,
    logo: bytes = LOGO,
    photograph: bytes = PHOTOGRAPH,
) -> Finished:
    files = {
        "content/exempel/bilder/polisen.png": drawn("PNG", (60, 60), "navy"),
        "content/exempel/bilder/kommunen.svg": logo,
        "content/exempel/bilder/torg.jpg": photograph,
    }
    assets = samples.theme().with_files({p: Asset(c, p) for p, c in files.items()})
    document = samples.document({"bilder": PICTURES}, {"varumärke": BRAND})
    rules = samples.layout(layout)
    if beside:
        rules = rules.model_copy(update={"pictures": Pictures.BESIDE})
    return make(
        Job(Product("exempel", "2021", layout, file_format), document, rules, assets), workshop()
    )


def test_a_web_page_may_have_its_pictures_beside_it(tmp_path: Path) -> None:
    finished = product("webb", Format.HTML, beside=True)
    deliver(finished, tmp_path)
    page = tmp_path / finished.product.path
    names = {"bilder/torg.jpg", "bilder/polisen.png", "bilder/kommunen.svg"}
    assert {str(f.relative_to(page.parent)) for f in page.parent.rglob("*.*") if f != page} == names
    assert all(f'src="{name}"' in page.read_text(encoding="utf-8") for name in names)
    with Image.open(page.parent / "bilder/torg.jpg") as photograph:
        assert photograph.size == (1600, 1200)


def test_a_web_page_carries_no_photograph_larger_than_a_screen() -> None:
    assert len(product("webb", Format.HTML).content) < 100_000


def test_word_gets_the_logo_as_svg_and_drawn_for_others(tmp_path: Path) -> None:
    finished = product("kontor", Format.DOCX)
    with ZipFile(io.BytesIO(finished.content)) as package:
        names = package.namelist()
        document = package.read("word/document.xml").decode()
        (svg,) = [name for name in names if name.endswith(".svg")]
        assert package.read(svg) == LOGO
        drawn_logo = max(
            (Image.open(io.BytesIO(package.read(n))) for n in names if n.endswith(".png")),
            key=lambda image: image.height,
        )
    assert document.count("svgBlip") == 1
    assert drawn_logo.getpixel((200, 200)) == (255, 255, 255, 255)
    assert drawn_logo.getpixel((10, 10)) == (0x0B, 0x5D, 0x3B, 255)
    assert finished.content == product("kontor", Format.DOCX).content
    assert findings(finished.content, tmp_path) == []


@pytest.mark.parametrize(
    ("layout", "file_format"),
    [
        ("lofte", Format.PDF),
        ("kontor", Format.PDF),
        ("kontor", Format.DOCX),
        ("webb", Format.HTML),
    ],
)
@pytest.mark.parametrize(
    "photograph",
    [
        drawn("JPEG", (640, 400), (0, 230, 200, 10), "CMYK"),
        drawn("PNG", (640, 400), 30000, "I;16"),
    ],
    ids=["separated", "sixteen-bits"],
)
def test_a_picture_made_for_a_press_or_by_a_scanner_does_for_every_document(
    layout: str, file_format: Format, photograph: bytes
) -> None:
    finished = product(layout, file_format, photograph=photograph)
    assert photograph not in finished.content
    assert finished.dependencies["content/exempel/bilder/torg.jpg"] == Asset(photograph, "").digest
    is_separated = photograph[:2] == b"\xff\xd8"
    assert (SHIPPED_PROFILE in finished.dependencies) is is_separated


def test_a_logo_with_live_text_is_refused_for_word() -> None:
    logo = LOGO.replace(b"<circle", b"<text>Exempelby</text><circle")
    with pytest.raises(ContentRefused) as refused:
        product("kontor", Format.DOCX, logo=logo)
    assert "levande text" in str(refused.value.problems[0].what)
