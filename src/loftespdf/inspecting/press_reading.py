"""What a PDF would do on a press, read once: boxes, everything painted, and what is no print."""

from msgspec import Struct

from loftespdf.inspecting.inking import Colour, Space
from loftespdf.inspecting.matrix import Area
from loftespdf.inspecting.reading import PdfReading


class Boxes(Struct, frozen=True):
    """A page's boxes in points as written; None where the page has none of that name."""

    media: Area
    crop: Area | None
    bleed: Area | None
    trim: Area | None
    art: Area | None
    rotation: int = 0
    unit: float = 1.0

    @property
    def finished(self) -> Area:
        """The page as it is cut: TrimBox, else ArtBox, CropBox or MediaBox."""
        return self.trim or self.art or self.crop or self.media


class PixelInk(Struct, frozen=True):
    """The most ink of any pixel of a picture, in percent: all four, and without black."""

    total: float
    colours: float


class Shape(Struct, frozen=True):
    """Something painted: ``kind`` is text, fill, stroke, picture or shading.

    ``area`` is its bounding box in points of the page, within all clips but for text. ``hole`` is
    what a square frame leaves free inside, and ``framed`` tells a frame, also one with round
    corners. ``size`` is the type size or the line's width in points. ``over`` tells that it
    overprints with mode 1 in its own inks, ``mixed`` that it is seen through or blended.
    """

    kind: str
    area: Area
    colour: Colour
    size: float = 0.0
    text: str = ""
    over: bool = False
    mixed: bool = False
    hole: Area | None = None
    framed: bool = False
    pixels: PixelInk | None = None


class Placed(Struct, frozen=True):
    """A picture on the page, with its resolution there. ``space`` is None for a stencil mask."""

    name: str
    space: Space | None
    width: int
    height: int
    ppi: float
    area: Area


class PressPage(Struct, frozen=True):
    """One page. ``spaces`` are those that any operator set or any picture or shading uses.

    ``blending`` is the colour space that the whole page is blended in, where it says one.
    ``fontless`` counts texts in a font that is not there.
    """

    boxes: Boxes
    shapes: tuple[Shape, ...]
    pictures: tuple[Placed, ...]
    spaces: tuple[Space, ...]
    see_through: tuple[str, ...]
    blending: Space | None = None
    fontless: int = 0


class Intent(Struct, frozen=True):
    """An output intent. ``space`` is what the embedded profile's head says: ``CMYK``.

    ``embedded`` tells that there is something where the profile should be.
    """

    subtype: str
    condition: str
    info: str
    space: str
    embedded: bool = True


class PressReading(Struct, frozen=True):
    """One file. ``claim`` is the PDF/X it says it is; ``extras`` are what is no print by name.

    ``size`` is in bytes; ``unmapped`` counts the texts that cannot be read out. ``damage`` is what
    had to be mended to read the file at all.
    """

    text: PdfReading
    pages: tuple[PressPage, ...]
    intents: tuple[Intent, ...] = ()
    claim: str = ""
    encrypted: bool = False
    extras: tuple[str, ...] = ()
    size: int = 0
    unmapped: int = 0
    damage: tuple[str, ...] = ()
