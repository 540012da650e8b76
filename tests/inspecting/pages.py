"""Small pages set by the real engine: every kind of block, on sheets so small that all break."""

import base64
import gc
import io
import warnings
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring, tostring

import pikepdf
from PIL import Image
from weasyprint import CSS, HTML

from loftespdf.inspecting.pdf import Expectation
from loftespdf.model.composed import Composed, EngineRecord, Leaf, Typeset
from loftespdf.model.layout import Layout
from loftespdf.model.problem import Place
from loftespdf.typesetting.finish import write_pdf
from loftespdf.typesetting.own_fonts import Faces, OwnFonts

REPOSITORY = Path(__file__).parents[2]
TITLE = "Medborgarlöfte för Exempelby 2021"
FINGERPRINT = "0123456789abcdef" * 4
YAML = "content/exempel/2021.yaml"
LAYOUT = Layout.model_validate(
    {
        "beskrivning": "prov",
        "format": ["pdf"],
        "standard": ["pdf/a-2a", "pdf/ua-1"],
        "ark": {"bredd": "105", "höjd": "100"},
        "typsnitt": ["Source Sans 3"],
    }
)
STYLE = """
@font-face { font-family: "Source Sans 3"; src: url(fonts/SourceSans3-Regular.ttf) }
@font-face {
  font-family: "Source Sans 3"; font-weight: 600; src: url(fonts/SourceSans3-Semibold.ttf)
}
@page {
  size: 105mm 100mm; margin: 10mm 10mm 15mm 22mm;
  @bottom-right { content: "Sida " counter(page); font: 400 8pt "Source Sans 3" }
}
html { font: 400 10pt/13pt "Source Sans 3"; color: #1a1a1a }
h1, h2, h3, th, strong { font-weight: 600 }
h1, h2, h3 { font-size: 12pt }
p, li, td { hyphens: auto; hyphenate-limit-chars: 6 3 3 }
ol.promises { list-style: none; padding: 0 }
ol.promises > li { position: relative }
.number { position: absolute; left: -10mm }
table { table-layout: fixed; width: 100%; border-collapse: collapse }
td { border: .5pt solid #888 }
img { image-rendering: auto; width: 20mm }
a { color: #003366 }
"""
SENTENCE = (
    "Polisen och kommunen genomför trafiksäkerhetskontroller på otrygga platser tillsammans med "
    "fastighetsägare, trygghetssamordnare och e-postansvariga åren 2021–2023."
)


def picture() -> str:
    """Return a small raster picture as a data address."""
    content = io.BytesIO()
    Image.linear_gradient("L").resize((40, 30)).convert("RGB").save(content, "PNG")
    return f"data:image/png;base64,{base64.b64encode(content.getvalue()).decode()}"


def everything() -> str:
    """Return a body with every kind of block that a layout may use."""
    rows = "".join(
        f'<tr><th scope="row">{number}</th><td>{SENTENCE[:60]}</td><td></td></tr>'
        for number in range(1, 15)
    )
    return f"""
    <header><h1>{TITLE}</h1>
    <p><span class="label" data-text="apparat">Gäller</span> 2021</p></header>
    <main><section><h2>Bakgrund</h2><p>{SENTENCE} {SENTENCE} {SENTENCE} {SENTENCE}</p>
    <p>Vi gör som <span lang="en">Safe Streets</span> och <strong>vill</strong> <em>mer</em>.</p>
    <figure><img alt="En gata i skymning" src="{picture()}"/>
    <figcaption><span>Gatan</span> <span data-text="apparat">Foto:</span>
    <span>Namn Namnsson</span></figcaption></figure></section>
    <section><h2>Löften</h2><ol class="promises">
    <li><span class="number" data-text="apparat">1</span><p>{SENTENCE}</p><p>{SENTENCE}</p></li>
    <li><span class="number" data-text="apparat">2</span><p>Tre saker:</p>
    <ul><li>lugn</li><li><p>ordning</p><ul><li>reda</li></ul></li></ul></li></ol>
    <ol><li>först</li><li>sedan</li></ol>
    <p>Läs mer på
    <a href="https://exempel.invalid/">kommunens webbplats om trygghet i Exempelby</a>.</p>
    </section></main>
    <section><h2 data-text="apparat">Bilaga</h2><table><thead><tr><th scope="col">Nr</th>
    <th scope="col">Löfte</th><th scope="col">Utfall</th></tr></thead><tbody>{rows}</tbody></table>
    </section>"""


def compose(body: str, title: str = TITLE, language: str = "sv") -> Composed:
    """Return a page whose every run of content is a leaf of its own, one per line of the YAML."""
    source = f'<html lang="{language}"><head><title/></head><body>{body}</body></html>'
    tree = fromstring(source)  # noqa: S314 - our own
    tree[0][0].text = title
    texts = [text for text in _content(tree[1]) if text.strip()]
    leaves = tuple(
        Leaf(("avsnitt", at), text, Place(YAML, at + 1)) for at, text in enumerate(texts)
    )
    return Composed(
        tree=tree, title=title, language=language, date="2021-03-01", fingerprint=FINGERPRINT,
        stylesheets=(), brand_css="", leaves=leaves, repeatable=frozenset(texts),
    )  # fmt: skip


def _content(element: Element) -> list[str]:
    if element.get("data-text"):
        return []
    texts = [element.text or ""]
    for child in element:
        texts += [*_content(child), child.tail or ""]
    return texts


class _Fonts(OwnFonts):
    """Fonts that load a typeface as soon as a stylesheet brings it: here they come one by one."""

    def __init__(self) -> None:
        super().__init__()
        self.use(Faces())

    def add_font_face(self, descriptors: Mapping[str, object], fetcher: object) -> None:
        self._faces.add_font_face(descriptors, fetcher)


@cache
def _fonts() -> OwnFonts:
    return _Fonts()


@cache
def _style(source: str) -> CSS:
    base = (REPOSITORY / "styles").as_uri() + "/"
    return CSS(string=source, base_url=base, font_config=_fonts())


def typeset(composed: Composed, css: str = "", records: tuple[EngineRecord, ...] = ()) -> Typeset:
    """Set and finish a page."""
    document = HTML(string=tostring(composed.tree, encoding="unicode", method="html")).render(
        stylesheets=[_style(STYLE + css)], font_config=_fonts(), pdf_variant="pdf/a-2a"
    )
    return Typeset(write_pdf(document, composed), len(document.pages), records)


def unfinished(composed: Composed, css: str = "") -> bytes:
    """Set a page as the engine alone writes it."""
    html = HTML(string=tostring(composed.tree, encoding="unicode", method="html"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the engine leaves its profile open
        written = html.write_pdf(
            stylesheets=[_style(STYLE + css)], font_config=_fonts(), pdf_variant="pdf/a-2a"
        )
        gc.collect()
    return bytes(written)


@cache
def whole() -> tuple[Composed, Typeset]:
    """Return the page with everything on it, set once for all tests."""
    composed = compose(everything())
    return composed, typeset(composed)


def expect(composed: Composed, made: Typeset) -> Expectation:
    """Return what the file must be."""
    return Expectation(composed, LAYOUT, made, "exempel/2021/exempel-2021-prov.pdf")


def changed(content: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return the file with a change made to it."""
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(saved)
    return saved.getvalue()


def elements(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    """Return the structure elements of a role, in reading order."""
    return [each for each in _walk(pdf.Root.StructTreeRoot.K) if str(each.S) == f"/{role}"]


def _walk(element: pikepdf.Object) -> list[pikepdf.Object]:
    found = [element]
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += _walk(kid)
    return found
