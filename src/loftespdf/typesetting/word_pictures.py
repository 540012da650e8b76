"""Pictures in Word, with what they show in words."""

from hashlib import sha256
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring, tostring

from docx.image.exceptions import InvalidImageStreamError, UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.parts.document import DocumentPart
from resvg_py import svg_to_bytes

from loftespdf.model.assets import Reading
from loftespdf.model.problem import Message, say
from loftespdf.typesetting.scaling import within
from loftespdf.typesetting.word_look import Look
from loftespdf.typesetting.word_xml import EMU_PER_MM, Node, el

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
#: The longest side of a photograph and the height of a drawn logo, in pixels: 300 ppi as printed.
_WIDEST, _RASTERED = 2000, 400
#: A logo's height and a picture's greatest, in mm, as in the print layout.
_LOGO, _TALLEST = 15, 90
_MM_PER_PIXEL = 25.4 / 96


class NotForWord(Exception):  # noqa: N818 - a reason, caught where the element is known
    """A picture that Word cannot show."""

    def __init__(self, what: Message, instead: Message) -> None:
        super().__init__(str(what))
        self.what, self.instead = what, instead


def picture(part: DocumentPart, reading: Reading, img: Element, look: Look, place: str) -> Node:
    """Return a drawing of the picture. Raises NotForWord."""
    name, alt = img.get("src", ""), img.get("alt", "").strip()
    asset = reading.get(name)
    if asset is None or not alt:
        raise NotForWord(
            say("bilden {name} saknar fil eller alternativtext", name=name),
            say("skriv vad bilden visar efter alt:"),
        )
    vector = asset.content if asset.content.lstrip()[:1] == b"<" else None
    content = within(asset.content, _WIDEST) if vector is None else _rastered(vector, name)
    try:
        _, image = part.get_or_add_image(BytesIO(content))
    except (UnrecognizedImageError, InvalidImageStreamError) as error:
        raise NotForWord(
            say("bilden {name} är av ett slag som Word-filen inte kan visa", name=name),
            say("spara bilden som PNG eller JPEG"),
        ) from error
    width, height = _size(image.px_width, image.px_height, look.measure, place)
    inline = part.new_pic_inline(
        BytesIO(content), round(width * EMU_PER_MM), round(height * EMU_PER_MM)
    )
    inline.docPr.set("descr", alt)
    if vector is not None:
        _add_vector(part, inline, vector)
    return el("w:drawing", inline)


def _rastered(vector: bytes, name: str) -> bytes:
    """Draw an SVG for programs that show none, and so that its proportions are known."""
    root = fromstring(vector)  # noqa: S314 - judged when it was loaded (loading/svg.py)
    if any(str(each.tag).endswith("}text") for each in root.iter()):
        raise NotForWord(
            say("logotypen {name} har levande text, som ser olika ut på olika datorer", name=name),
            say("gör om texten till kurvor i ritprogrammet, och spara på nytt som SVG"),
        )
    source = tostring(root, encoding="unicode")
    # no typefaces of this machine: the same logo is the same bytes everywhere
    drawn: bytes = svg_to_bytes(svg_string=source, height=_RASTERED, skip_system_fonts=True)
    return drawn


def _add_vector(part: DocumentPart, inline: Node, vector: bytes) -> None:
    """Let Word show the SVG itself, and keep the drawing for others ([MS-ODRAWXML], 2.20)."""
    name = PackURI(f"/word/media/{sha256(vector).hexdigest()[:16]}.svg")
    known = [each.target_part for each in part.rels.values() if not each.is_external]
    svg = next((each for each in known if each.partname == name), None)
    if svg is None:
        svg = Part(name, "image/svg+xml", vector, part.package)
    relation = part.relate_to(svg, RELATIONSHIP_TYPE.IMAGE)
    inline.find(f".//{{{_MAIN}}}blip").append(
        parse_xml(
            f'<a:extLst xmlns:a="{_MAIN}"><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
            f'<asvg:svgBlip xmlns:asvg="{_SVG}" xmlns:r="{_RELATIONS}" r:embed="{relation}"/>'
            "</a:ext></a:extLst>"
        )
    )


def _size(pixels_wide: int, pixels_high: int, measure: float, place: str) -> tuple[float, float]:
    """Return width and height in mm: as in print, never larger than the picture is."""
    width, height = pixels_wide * _MM_PER_PIXEL, pixels_high * _MM_PER_PIXEL
    fitting = min(1, measure / width, _TALLEST / height)
    scale = _LOGO / height if place == "sender" else fitting
    return width * scale, height * scale
