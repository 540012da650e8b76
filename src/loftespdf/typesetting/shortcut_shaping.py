"""Texts shaped by Pango, kept as numbers.

For each text the engine makes a line of Pango's, which holds all that was found out about it until
it is drawn. Here one line of Pango's does for all texts in a style, one after another: of each only
its glyphs are kept.

Half of what Pango does for a line is finding out which font and script each sign has and where the
line may be broken. A text of nothing but signs that were met in one font has that font, and the
script of its Latin letters or, without any letter, none: it is shaped at once.
"""

import re
import struct
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from msgspec import Struct
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, pango

from loftespdf.typesetting.engine_calls import ffi
from loftespdf.typesetting.engine_parts import Part, Style
from loftespdf.typesetting.shortcut_lines import language_of, lettering_of, plain_line

#: A glyph as Pango has it: the glyph, its width, its x and y offset.
_Glyph: TypeAlias = tuple[int, int, int, int]
#: PangoGlyphInfo: those four; what follows is flags and chance.
_GLYPH = struct.Struct("=Iiii4x")
#: The same as numbers: how many they are, and which of them is the width.
_NUMBERS, _WIDTH = 5, 1
_X = 2
#: A short text, in letters, and how many of them are remembered in the same letters.
_SHORT, _MOST_SHORT = 30, 64
#: A letter that is Latin, and lets all signs around it that are of no script be so too.
_LATIN = re.compile("[A-Za-z]")
_LETTER = re.compile(r"[^\W\d_]")


def _where_breaks_are_told() -> tuple[int, int, bytes]:
    """Return how many bytes PangoLogAttr has, which of them tells of breaks, and how."""
    attribute = ffi.new("PangoLogAttr *")
    attribute.is_line_break = 1
    told = bytes(ffi.buffer(attribute))
    (place,) = (place for place, byte in enumerate(told) if byte)
    return len(told), place, bytes(byte & told[place] > 0 for byte in range(256))


#: The last of it turns a byte into 1, where a line may end, and others into 0.
_ATTRIBUTE, _TOLD, _AS_BREAK = _where_breaks_are_told()
_BREAK = re.compile(b"\1")


def packed(string: Part) -> bytes:
    """Return the glyphs of a PangoGlyphString as Pango has them."""
    return bytes(ffi.buffer(string.glyphs, string.num_glyphs * _GLYPH.size))


class Shaped(Struct, frozen=True):
    """A text in one line without end, in one font of Pango's.

    ``data`` is the text, ``glyphs`` are packed as Pango has them (a list of them would be many
    values to collect), ``clusters`` the byte at which each glyph's letters begin and the text's
    end, ``widths`` how wide the line is before each glyph and in all, in Pango's units; ``height``
    and ``baseline`` are those of any line of it, in px. ``held`` keeps the font where it is.
    """

    data: bytes
    glyphs: bytes
    clusters: list[int]
    widths: list[int]
    font: Part
    height: float
    baseline: float
    held: Part

    @property
    def whole(self) -> "Cut":
        """All of its glyphs."""
        return Cut(self, 0, len(self.clusters) - 1)

    def cut(self, start: int, end: int) -> "Cut | None":
        """Return the glyphs of the bytes from ``start`` to ``end``; None if not set so alone."""
        first, last = bisect_left(self.clusters, start), bisect_left(self.clusters, end)
        if first >= last or (self.clusters[first], self.clusters[last]) != (start, end):
            return None
        if self._glyph(first)[_X] or (end < len(self.data) and self.leans(last - 1)):
            return None
        return Cut(self, first, last)

    def _glyph(self, place: int) -> _Glyph:
        return _GLYPH.unpack_from(self.glyphs, place * _GLYPH.size)

    def leans(self, place: int) -> bool:
        """Tell whether a glyph has another width than alone, for what stands after it."""
        glyph, width, *_ = self._glyph(place)
        logical = ffi.new("PangoRectangle *")
        pango.pango_font_get_glyph_extents(self.font, glyph, ffi.NULL, logical)
        return bool(logical.width != width)


class Cut(Struct, frozen=True):
    """Some of a text's glyphs: those from ``first`` to before ``last``."""

    text: Shaped
    first: int
    last: int

    @property
    def glyphs(self) -> bytes:
        """The glyphs themselves, packed."""
        return self.text.glyphs[self.first * _GLYPH.size : self.last * _GLYPH.size]

    @property
    def width(self) -> float:
        """How wide they are together, in px."""
        widths = self.text.widths
        return float((widths[self.last] - widths[self.first]) * FROM_UNITS)

    def letters(self, place: int) -> str:
        """Return what the glyph at a place stands for."""
        begin, end = self.text.clusters[self.first + place : self.first + place + 2]
        return self.text.data[begin:end].decode()


class _Font(NamedTuple):
    """A font's line height and baseline in px, and a line of Pango's that holds the font."""

    height: float
    baseline: float
    held: Part


class _Plainly(NamedTuple):
    """What Pango found out about a text in one font: given again, a text is shaped with it.

    ``held`` is the line of Pango's that it stands in, ``string`` where glyphs are put, ``signs``
    the signs that were met in this font.
    """

    analysis: Part
    held: Part
    string: Part
    signs: set[str]

    def shape(self, data: bytes) -> Part:
        """Return a text's glyphs; they are there until the next text is shaped."""
        size = len(data)
        pango.pango_shape_with_flags(data, size, data, size, self.analysis, self.string, 0)
        return self.string


class Shaper:
    """Shapes plain texts in the letters of a style, which others have too: it is told anew.

    Short ones it remembers: labels, numbers and names come back in each of a layout's documents.
    """

    def __init__(self) -> None:
        self._layout: Part = None
        self._fonts: dict[Part, _Font] = {}
        self._plainly: dict[bool, _Plainly] = {}
        self._short: dict[str, Shaped | None] = {}

    def shaped(self, text: str, style: Style) -> Shaped | None:
        """Return a text in one line; None where Pango takes it apart or sets it from the right.

        None for no text too: a blank at a line's end leaves a box without any.
        """
        if not text:
            return None
        known = self._short
        if text in known:
            return known[text]
        shaped = self._newly_shaped(text, style)
        if len(text) <= _SHORT:
            if len(known) >= _MOST_SHORT:
                del known[next(iter(known))]
            known[text] = shaped
        return shaped

    def _newly_shaped(self, text: str, style: Style) -> Shaped | None:
        is_latin = bool(_LATIN.search(text))
        known = self._plainly.get(is_latin)
        if known and known.signs.issuperset(text):
            data = text.encode()
            return self._of(data, known.shape(data), known.analysis.font)
        return self._as_line(text, style, is_latin=is_latin)

    def _as_line(self, text: str, style: Style, *, is_latin: bool) -> Shaped | None:
        """Let Pango find out all about a text, and remember what is true of others too."""
        layout = self._line(text, style, is_kept=is_latin not in self._plainly)
        runs = pango.pango_layout_get_line_readonly(layout, 0).runs
        if runs == ffi.NULL or runs.next != ffi.NULL or runs.data.item.analysis.level % 2:
            return None
        analysis = runs.data.item.analysis
        if is_latin or not _LETTER.search(text):
            self._meet(text, analysis, layout, is_latin=is_latin)
        if analysis.font not in self._fonts:
            kept = self._line(text, style, is_kept=True) if layout is self._layout else layout
            self._fonts[analysis.font] = _font(kept, style)
        return self._of(text.encode(), runs.data.glyphs, analysis.font)

    def _line(self, text: str, style: Style, *, is_kept: bool) -> Part:
        """Return a line of Pango's; one that is not kept is that of the next text too."""
        if is_kept:
            return plain_line(text, style, 0, 0).layout
        if self._layout is None:
            self._layout = plain_line("", style, 0, 0).layout
        pango.pango_layout_set_text(self._layout, text.encode(), -1)
        return self._layout

    def _meet(self, text: str, analysis: Part, layout: Part, *, is_latin: bool) -> None:
        """Remember that signs are set in a font; the first one met is the style's own."""
        if is_latin not in self._plainly:
            self._plainly[is_latin] = _plainly(analysis, layout)
        known = self._plainly[is_latin]
        if known.analysis.font == analysis.font:
            known.signs.update(text)

    def _of(self, data: bytes, string: Part, font: Part) -> Shaped:
        clusters = [*ffi.unpack(string.log_clusters, string.num_glyphs), len(data)]
        glyphs = packed(string)
        widths = list(accumulate(memoryview(glyphs).cast("i")[_WIDTH::_NUMBERS], initial=0))
        return Shaped(data, glyphs, clusters, widths, font, *self._fonts[font])


def _plainly(analysis: Part, layout: Part) -> _Plainly:
    """Return what Pango found out about a text in a line that is kept."""
    string = ffi.gc(pango.pango_glyph_string_new(), pango.pango_glyph_string_free)
    return _Plainly(ffi.addressof(analysis), layout, string, set())


def _font(layout: Part, style: Style) -> _Font:
    """Return what there is to know of the font of a line that is kept."""
    _, height = line_break.line_size(pango.pango_layout_get_line_readonly(layout, 0), style)
    return _Font(height, pango.pango_layout_get_baseline(layout) * FROM_UNITS, layout)


def breaks(text: str, style: Style) -> list[int]:
    """Return the places in bytes inside a plain text where a line of it may end."""
    data, count = text.encode(), len(text) + 1
    attributes = ffi.new("PangoLogAttr[]", count)
    pango.pango_get_log_attrs(data, len(data), 0, language_of(style), attributes, count)
    told = bytes(ffi.buffer(attributes))[_TOLD::_ATTRIBUTE]
    places = [found.start() for found in _BREAK.finditer(told.translate(_AS_BREAK), 1, len(text))]
    return places if len(data) == len(text) else list(_in_bytes(text, places))


def _in_bytes(text: str, places: list[int]) -> Iterator[int]:
    """Yield where places in a text are in its bytes, in order."""
    size = before = 0
    for place in places:
        size += len(text[before:place].encode())
        before = place
        yield size


def shaper_of(style: Style) -> Shaper:
    """Return what shapes texts in a style, for which something is remembered."""
    return lettering_of(style).once("shaper", _new_shaper, style)  # type: ignore[no-any-return]


def _new_shaper(_: Style) -> Shaper:
    return Shaper()
