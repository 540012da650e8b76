"""The typeface of form fields: all its letters, in the encoding that every viewer can write.

A page's fonts are subsets of what is printed; a field must have the letters of what will be. So it
gets a simple TrueType font in WinAnsiEncoding (ISO 32000-1, 9.6.3), whose 217 characters hold all
that Swedish and the other languages of western Europe are written with.

Reading and packing it takes as long as a page, so it is kept for the next process.
"""

import zlib
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from struct import iter_unpack, unpack_from

import fontTools
import msgspec
import pydyf
from fontTools.ttLib import TTFont
from msgspec import Struct

from loftespdf.model.kept import Kept, keep, maker, name_of, take
from loftespdf.typesetting.finish_files import well_ended

#: The face that fields are written in, among the assets.
FIELD_FONT = "styles/fonts/SourceSans3-Regular.ttf"
#: What it is called in the form's resources.
FONT_NAME = "SourceSans"
_FIRST, _LAST = 32, 255
_NONSYMBOLIC = 32
_BULLET = 0x2022
#: TrueType has no stem width; this is what writers put for a regular face.
_STEM = 80
_THOUSAND = 1000
#: Tables about how letters follow one another; no viewer asks for them (ISO 32000-1, 9.9).
_OF_LAYOUT = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB")
#: Of the OpenType specification's table "name".
_POSTSCRIPT_NAME, _MACINTOSH = 6, 1
_MAKER = maker(__file__, fontTools.version, zlib.ZLIB_RUNTIME_VERSION)


class Metrics(Struct, frozen=True):
    """What the PDF says of a font, in thousandths of its size."""

    name: str
    widths: tuple[int, ...]
    box: tuple[int, ...]
    angle: float
    ascent: int
    descent: int
    capitals: int


class FieldFont(Struct, frozen=True):
    """A typeface for fields: its metrics, and its file packed for a PDF and its length there."""

    metrics: Metrics
    packed: bytes
    length: int


@lru_cache(maxsize=4)
def field_font(content: bytes, kept: Kept | None = None) -> FieldFont:
    """Return a TrueType file for fields. ``kept`` holds those that earlier processes packed."""
    name, made_from = name_of(FIELD_FONT, "font"), f"{_MAKER}\0{sha256(content).hexdigest()}"
    if kept is not None and (found := take(kept, name, made_from)):
        return msgspec.msgpack.decode(found, type=FieldFont)
    made = FieldFont(_metrics(content), *_embedded(content))
    if kept is not None:
        keep(kept, name, made_from, msgspec.msgpack.encode(made))
    return made


def _metrics(content: bytes) -> Metrics:
    font = TTFont(BytesIO(content), lazy=True)
    scale = _THOUSAND / font["head"].unitsPerEm
    head, lines, sizes = font["head"], font["hhea"], font["OS/2"]
    characters, advances = font.getBestCmap(), font["hmtx"]

    def width(code: int) -> int:
        """The width of a character; what the encoding leaves out is a bullet (annex D.2)."""
        found = bytes([code]).decode("cp1252", errors="replace")
        glyph = characters.get(ord(found)) or characters.get(_BULLET, ".notdef")
        advance: float = advances[glyph][0] * scale
        return round(advance)

    return Metrics(
        name=_name(font.reader["name"]),
        widths=tuple(width(code) for code in range(_FIRST, _LAST + 1)),
        box=tuple(round(each * scale) for each in (head.xMin, head.yMin, head.xMax, head.yMax)),
        angle=font["post"].italicAngle,
        ascent=round(lines.ascent * scale),
        descent=round(lines.descent * scale),
        capitals=round(getattr(sizes, "sCapHeight", lines.ascent) * scale),  # old fonts do not tell
    )


def _name(table: bytes) -> str:
    """Return the font's PostScript name, which is ASCII.

    Read here: to read this table, fontTools first loads what it knows of all that OpenType can do,
    which takes longer than the page.
    """
    count, texts = unpack_from(">HH", table, 2)
    for platform, _, _, kind, length, start in iter_unpack(">6H", table[6 : 6 + 12 * count]):
        if kind == _POSTSCRIPT_NAME:
            spelled = table[texts + start : texts + start + length]
            return spelled.decode("ascii" if platform == _MACINTOSH else "utf-16-be")
    return "Field"


def _embedded(content: bytes) -> tuple[bytes, int]:
    """Return the font as it lies in a file, and its length unpacked.

    Packed at the lowest level, in a third of the time of zlib's own and for a fourteenth more.
    """
    font, whole = TTFont(BytesIO(content), lazy=True, recalcTimestamp=False), BytesIO()
    for table in _OF_LAYOUT:
        if table in font:
            del font[table]
    font.save(whole, reorderTables=None)
    return zlib.compress(whole.getvalue(), 1), len(whole.getvalue())


def add_field_font(pdf: pydyf.PDF, written_in: FieldFont) -> bytes:
    """Embed the font with all its letters and return the reference to it."""
    metrics = written_in.metrics
    file = pydyf.Stream(
        [well_ended(written_in.packed)], {"Length1": written_in.length, "Filter": "/FlateDecode"}
    )
    pdf.add_object(file)
    descriptor = pydyf.Dictionary({
        "Type": "/FontDescriptor",
        "FontName": f"/{metrics.name}",
        "Flags": _NONSYMBOLIC,
        "FontBBox": pydyf.Array(metrics.box),
        "ItalicAngle": metrics.angle,
        "Ascent": metrics.ascent,
        "Descent": metrics.descent,
        "CapHeight": metrics.capitals,
        "StemV": _STEM,
        "FontFile2": file.reference,
    })  # fmt: skip
    pdf.add_object(descriptor)
    font = pydyf.Dictionary({
        "Type": "/Font",
        "Subtype": "/TrueType",
        "BaseFont": f"/{metrics.name}",
        "Encoding": "/WinAnsiEncoding",
        "FirstChar": _FIRST,
        "LastChar": _LAST,
        "Widths": pydyf.Array(metrics.widths),
        "FontDescriptor": descriptor.reference,
    })  # fmt: skip
    pdf.add_object(font)
    return bytes(font.reference)
