"""What lies inside the file besides pages: fonts' text maps, pictures, and packed streams."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

import pydyf

from loftespdf.typesetting.finish_bytes import joined
from loftespdf.typesetting.finish_streams import soft_name

#: A font of the engine, which carries no types. Used: hash, bitmap, to_unicode.
Font: TypeAlias = Any

#: So many bytes, as the empty appearance of a field, only grow.
_TOO_SHORT = 20
_SPACES = (" ", "\N{NO-BREAK SPACE}")
_CMAP_BEGINS = b"/CIDInit /ProcSet findresource begin"
_HYPHEN, _HYPHEN_MINUS = b" <2010>", b" <002d>"
_SOFT_CMAP = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
1 beginbfchar
<%b> <00ad>
endbfchar
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def _streams(pdf: pydyf.PDF) -> Iterator[pydyf.Stream]:
    return (each for each in pdf.objects if isinstance(each, pydyf.Stream))


def keep_real_hyphens(pdf: pydyf.PDF) -> None:
    """Say that the hyphen's glyph is U+002D, for a document that has no U+2010 of its own.

    Most fonts have one glyph for both, and the engine names it after whichever it met first: with
    a hyphenated line before it, a real hyphen would read as U+2010.
    """
    for stream in _streams(pdf):
        if stream.stream and stream.stream[0] == _CMAP_BEGINS:
            stream.stream = [
                line.removesuffix(_HYPHEN) + _HYPHEN_MINUS
                if isinstance(line, bytes) and line.endswith(_HYPHEN)
                else line
                for line in stream.stream
            ]


def add_soft_fonts(pdf: pydyf.PDF, hyphens: Mapping[str, bytes]) -> None:
    """Give each font that breaks words a twin in which its hyphen is a soft one.

    U+00AD is what ISO 32000-1, 14.8.2.2.3, has for a hyphen that layout put in: the word is read
    as one. A twin, because the same glyph stands for real hyphens too.
    """
    page = pdf.objects[pdf.pages["Kids"][0]]
    fonts = _object(pdf, _object(pdf, page["Resources"])["Font"])
    for name, glyph in sorted(hyphens.items()):
        cmap = pydyf.Stream([_SOFT_CMAP % glyph])
        pdf.add_object(cmap)
        twin = pydyf.Dictionary({**_object(pdf, fonts[name]), "ToUnicode": cmap.reference})
        pdf.add_object(twin)
        fonts[soft_name(name)] = twin.reference


def _object(pdf: pydyf.PDF, reference: bytes) -> pydyf.Dictionary:
    return pdf.objects[int(reference.split()[0])]


def space_glyphs(fonts: Iterable[Font]) -> dict[str, bytes]:
    """Return font resource name → its space glyph, for the engine's fonts that painted one."""
    return {
        font.hash: f"{glyph:04x}".encode()
        for font in fonts
        if not font.bitmap
        for glyph, text in font.to_unicode.items()
        if text in _SPACES
    }


def tidy_font_names(pdf: pydyf.PDF) -> None:
    """Take the comma off that Pango ends a family's name with when that ends in a digit."""
    for each in pdf.objects:
        if isinstance(each, dict):
            for key in ("BaseFont", "FontName"):
                if isinstance(name := each.get(key), bytes):
                    each[key] = name.rstrip(b",")


def keep_pixels(pdf: pydyf.PDF) -> None:
    """No picture asks for interpolation: PDF/A forbids it (ISO 19005-2, 6.2.8)."""
    for stream in _streams(pdf):
        stream.extra.pop("Interpolate", None)


def pack(pdf: pydyf.PDF) -> None:
    """Compress every stream but the metadata, once, where that makes it shorter.

    The engine would compress each twice, for the file and for its identifier.
    """
    for stream in _streams(pdf):
        if stream.extra.get("Type") == "/Metadata":
            continue
        data = joined(stream)
        if "Filter" not in stream.extra and len(data) > _TOO_SHORT:
            stream.extra["Filter"] = "/FlateDecode"
            data = _profile(data) if "N" in stream.extra else zlib.compress(data)
        stream.stream = [well_ended(data) if "Filter" in stream.extra else data]


@lru_cache(maxsize=2)
def _profile(data: bytes) -> bytes:
    """Compress what tells a space of colours, the same in one file after another."""
    return zlib.compress(data)


def well_ended(packed: bytes) -> bytes:
    """Return packed data that does not end in CR or LF.

    With the line feed before ``endstream`` such a byte reads as part of a line end, and validators
    count it out of /Length (ISO 19005-2, 6.1.7.1). Packed data and pictures say themselves where
    they end, so that a byte more after them is no part of what they hold.
    """
    return packed + b"\0" if packed.endswith((b"\r", b"\n")) else packed
