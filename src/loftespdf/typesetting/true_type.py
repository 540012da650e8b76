"""What a TrueType file says of itself: a few numbers at fixed places of the OpenType specification.

To tell the same, fontTools first loads what it knows of all that OpenType can do, which takes
longer than setting a page. It is asked where a file is not as most are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from struct import error, iter_unpack, unpack_from

#: The characters that WinAnsiEncoding has, and what stands for those it leaves out (ISO 32000-1,
#: annex D.2).
FIRST, LAST = 32, 255
_BULLET = 0x2022
_THOUSAND, _FIXED = 1000, 65536
#: Of the tables "name" and "cmap": what is asked for, and who spells it.
_POSTSCRIPT_NAME, _SEGMENTS = 6, 4
_MACINTOSH, _UNICODE = 1, (0, 3)


@dataclass(frozen=True)
class Metrics:
    """What a PDF says of a font, in thousandths of its size; ``widths`` are by its encoding."""

    name: str
    widths: tuple[int, ...]
    box: tuple[int, ...]
    angle: float
    ascent: int
    descent: int
    capitals: int


@lru_cache(maxsize=4)
def metrics_of(content: bytes) -> Metrics:
    """Return what is said of the font in a file."""
    try:
        return _as_most_are(content)
    except (KeyError, ValueError, error):
        return _by_font_tools(content)


def _as_most_are(content: bytes) -> Metrics:
    """Read the numbers. Raises KeyError, ValueError or struct.error where they lie elsewhere."""
    tables = dict(_tables(content))
    per_em, *box = _numbers(tables[b"head"], 18, "H16x4h")
    ascent, descent, count = _numbers(tables[b"hhea"], 4, "2h26xH")
    (angle,) = _numbers(tables[b"post"], 4, "i")
    (capitals,) = _numbers(tables[b"OS/2"], 88, "h")
    glyphs, scale = _glyphs(tables[b"cmap"]), _THOUSAND / per_em

    def width(code: int) -> int:
        found = bytes([code]).decode("cp1252", errors="replace")
        glyph = glyphs.get(ord(found)) or glyphs[_BULLET]
        (advance,) = _numbers(tables[b"hmtx"], 4 * min(glyph, count - 1), "H")
        return round(advance * scale)

    return Metrics(
        name=_name(tables[b"name"]),
        widths=tuple(width(code) for code in range(FIRST, LAST + 1)),
        box=tuple(round(each * scale) for each in box),
        angle=angle / _FIXED,
        ascent=round(ascent * scale),
        descent=round(descent * scale),
        capitals=round(capitals * scale),
    )


def _tables(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    (count,) = _numbers(content, 4, "H")
    for tag, _, start, length in iter_unpack(">4s3I", content[12 : 12 + 16 * count]):
        yield tag, content[start : start + length]


def _numbers(table: bytes, place: int, layout: str) -> tuple[int, ...]:
    return unpack_from(f">{layout}", table, place)


def _glyphs(cmap: bytes) -> dict[int, int]:
    """Return character → glyph, of the segments for Unicode's first plane (format 4)."""
    (count,) = _numbers(cmap, 2, "H")
    for platform, _, start in iter_unpack(">HHI", cmap[4 : 4 + 8 * count]):
        if platform in _UNICODE and _numbers(cmap, start, "H") == (_SEGMENTS,):
            return dict(_of_segments(cmap[start:]))
    return {}


def _of_segments(table: bytes) -> Iterator[tuple[int, int]]:
    (twice,) = _numbers(table, 6, "H")
    columns = (14, 16 + twice, 16 + 2 * twice, 16 + 3 * twice)
    parts = (_numbers(table, place, f"{twice // 2}H") for place in columns)
    for segment, (last, first, delta, offset) in enumerate(zip(*parts, strict=True)):
        for character in range(first, last + 1):
            glyph = character
            if offset:
                place = columns[3] + 2 * segment + offset + 2 * (character - first)
                (glyph,) = _numbers(table, place, "H")
            yield character, (glyph + delta) % 65536 if glyph else 0


def _name(table: bytes) -> str:
    """Return the font's PostScript name, which is ASCII."""
    count, texts = _numbers(table, 2, "HH")
    for platform, _, _, kind, length, start in iter_unpack(">6H", table[6 : 6 + 12 * count]):
        if kind == _POSTSCRIPT_NAME:
            spelled = table[texts + start : texts + start + length]
            return spelled.decode("ascii" if platform == _MACINTOSH else "utf-16-be")
    return "Field"


def _by_font_tools(content: bytes) -> Metrics:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow to import, and few fonts need it

    font = TTFont(BytesIO(content), lazy=True)
    head, lines, glyphs, advances = font["head"], font["hhea"], font.getBestCmap(), font["hmtx"]
    scale: float = _THOUSAND / head.unitsPerEm

    def width(code: int) -> int:
        found = bytes([code]).decode("cp1252", errors="replace")
        advance: int = advances[glyphs.get(ord(found)) or glyphs.get(_BULLET, ".notdef")][0]
        return round(advance * scale)

    capitals = getattr(font["OS/2"], "sCapHeight", lines.ascent)  # older fonts do not tell it
    return Metrics(
        name=font["name"].getDebugName(_POSTSCRIPT_NAME) or "Field",
        widths=tuple(width(code) for code in range(FIRST, LAST + 1)),
        box=tuple(round(each * scale) for each in (head.xMin, head.yMin, head.xMax, head.yMax)),
        angle=font["post"].italicAngle,
        ascent=round(lines.ascent * scale),
        descent=round(lines.descent * scale),
        capitals=round(capitals * scale),
    )
