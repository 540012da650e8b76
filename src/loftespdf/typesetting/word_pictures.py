"""Pictures in Word, with what they show in words."""

from io import BytesIO
from xml.etree.ElementTree import Element

from docx.image.exceptions import InvalidImageStreamError, UnrecognizedImageError
from docx.parts.document import DocumentPart

from loftespdf.model.assets import Reading
from loftespdf.model.problem import Message, say
from loftespdf.typesetting.word_look import Look
from loftespdf.typesetting.word_xml import EMU_PER_MM, Node, el

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
    try:
        _, image = part.get_or_add_image(BytesIO(asset.content))
    except (UnrecognizedImageError, InvalidImageStreamError) as error:
        raise NotForWord(
            say("bilden {name} är av ett slag som Word-filen inte kan visa", name=name),
            say("spara bilden som PNG eller JPEG"),
        ) from error
    width, height = _size(image.px_width, image.px_height, look.measure, place)
    inline = part.new_pic_inline(
        BytesIO(asset.content), round(width * EMU_PER_MM), round(height * EMU_PER_MM)
    )
    inline.docPr.set("descr", alt)
    return el("w:drawing", inline)


def _size(pixels_wide: int, pixels_high: int, measure: float, place: str) -> tuple[float, float]:
    """Return width and height in mm: as in print, never larger than the picture is."""
    width, height = pixels_wide * _MM_PER_PIXEL, pixels_high * _MM_PER_PIXEL
    fitting = min(1, measure / width, _TALLEST / height)
    scale = _LOGO / height if place == "sender" else fitting
    return width * scale, height * scale
