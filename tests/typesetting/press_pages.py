"""Small press pages set by the real engine: inks only, on a booked space of 100 × 60 mm."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import tostring

from msgspec.structs import replace
from PIL import Image
from weasyprint import HTML

from loftespdf.model.assets import Asset, Assets, Reading
from loftespdf.model.composed import Composed, Typeset
from loftespdf.model.sheets import Paper, PressStandard, PrintSheet
from loftespdf.typesetting.fetching import AssetFetcher
from loftespdf.typesetting.press import write_press_pdf
from tests.inspecting import pages

REPOSITORY = Path(__file__).parents[2]
PROFILE = "styles/profiles/ISOcoated_v2_300_bas.icc"
SHEET = PrintSheet(
    id="prov-liggande", publication="Provtidningen", name="liggande prov",
    width=Decimal(100), height=Decimal(60), bleed=Decimal(0), safe_margin=Decimal(0),
    paper=Paper.NEWSPRINT, standard=PressStandard.X_4, icc_condition="ISOnewspaper26v4",
    profile=PROFILE, max_ink=Decimal(220), min_ppi=Decimal(200), min_type=Decimal(6),
    min_negative_type=Decimal(9), max_megabytes=Decimal(25),
    missing_profile="styles/profiles/ISOnewspaper26v4.icc",
    defaults=frozenset({"max_ink", "min_ppi"}),
)  # fmt: skip
STYLE = """
@font-face { font-family: "Source Sans 3"; src: url(fonts/SourceSans3-Regular.ttf) }
@font-face {
  font-family: "Source Sans 3"; font-weight: 600; src: url(fonts/SourceSans3-Semibold.ttf)
}
@page { size: 100mm 60mm; margin: 5mm }
html { font: 400 9pt/11pt "Source Sans 3"; color: device-cmyk(0 0 0 1) }
h1, strong { font-weight: 600 }
h1 { font-size: 14pt; line-height: 16pt; margin: 0 }
h1.band { background: device-cmyk(1 .6 .1 .2); color: device-cmyk(0 0 0 0) }
p { margin: 1mm 0; border: .25pt solid device-cmyk(0 0 0 1) }
a { color: device-cmyk(1 .6 .1 .2); text-decoration: none }
img { width: 30mm; display: block; image-rendering: crisp-edges }
"""
BODY = """<h1 class="band">Det här lovar vi i Exempelby</h1>
<p>Polisen ska synas <strong>åtta gånger</strong> per år på torget, se
<a href="https://exempel.invalid/lofte">exempel.invalid/lofte</a>.</p>"""


@cache
def profile() -> bytes:
    """Return the profile that comes with the project."""
    return (REPOSITORY / PROFILE).read_bytes()


def sheet(**changed: object) -> PrintSheet:
    """Return the booked space with some of it changed."""
    return replace(SHEET, **changed)


def typeset(
    body: str = BODY,
    space: PrintSheet = SHEET,
    css: str = "",
    files: Mapping[str, bytes] | None = None,
) -> tuple[Composed, Typeset]:
    """Set a page and write it for the press. ``files`` are the pictures it names."""
    composed = pages.compose(body)
    assets = Assets({path: Asset(content, path) for path, content in (files or {}).items()})
    document = HTML(
        string=tostring(composed.tree, encoding="unicode", method="html"),
        base_url="https://assets.invalid/",
        url_fetcher=AssetFetcher(Reading(assets)),
    ).render(stylesheets=[pages._style(STYLE + css)], font_config=pages._fonts())  # noqa: SLF001
    content = write_press_pdf(document, composed, space, profile())
    return composed, Typeset(content, len(document.pages))


@cache
def plain() -> tuple[Composed, Typeset]:
    """Return the small page, set once for all tests."""
    return typeset()


def photograph(width: int = 600, height: int = 400, **saved: object) -> bytes:
    """Return a JPEG with all hues, deep shadows and lights."""
    hue = Image.linear_gradient("L").resize((width, height)).rotate(90, expand=False)
    picture = Image.merge(
        "HSV",
        (
            hue,
            Image.new("L", (width, height), 230),
            Image.radial_gradient("L").resize((width, height)),
        ),
    ).convert("RGB")
    content = BytesIO()
    picture.save(content, "JPEG", quality=90, **saved)
    return content.getvalue()
