"""A line of a paragraph takes its glyphs from the paragraph, which is shaped already.

Its letters are those of a line that is shaped alone: they follow from the letters beside them, and
where a line ends at a space only its last letter might stand closer to the space than to nothing.
Such a line, and one that begins inside a ligature, is shaped. Pango gets a line of its own only
where somebody asks for it.
"""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from struct import Struct
from typing import TypeAlias

from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango

from loftespdf.typesetting.engine_parts import Line, Part, Style
from loftespdf.typesetting.shortcut_lines import plain_line

#: A line, its length and what comes after it in bytes, its width, height and baseline in px.
Broken: TypeAlias = tuple[Line, int, int | None, float, float, float]
#: A glyph as Pango has it: the glyph, its width, its x and y offset.
_Glyph: TypeAlias = tuple[int, int, int, int]
#: PangoGlyphInfo: those four; what follows is flags and chance.
_GLYPH = Struct("=Iiii4x")
#: The same as numbers: how many they are, and which of them is the width.
_NUMBERS, _WIDTH = 5, 1
_X = 2
#: So far, in type sizes, the end of a line may move when it is shaped alone.
_DOUBT = 0.15


def packed(string: Part) -> bytes:
    """Return the glyphs of a PangoGlyphString as Pango has them."""
    return bytes(ffi.buffer(string.glyphs, string.num_glyphs * _GLYPH.size))


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text in one line without end, in one font.

    ``data`` is the text, ``glyphs`` are packed as Pango has them (a list of them would be many
    values to collect), ``clusters`` the byte at which each glyph's letters begin and the text's
    end, ``widths`` how wide the line is before each glyph and in all, in Pango's units; ``height``
    and ``baseline`` are those of any line of it, in px. ``layout`` keeps what Pango made, and with
    it the font.
    """

    data: bytes
    glyphs: bytes
    clusters: list[int]
    widths: list[int]
    height: float
    baseline: float
    font: Part
    layout: Part

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


@dataclass(frozen=True, slots=True)
class Cut:
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


def shaped(text: str, style: Style) -> Shaped | None:
    """Return a text in one line; None for one that Pango takes apart or sets from the right."""
    layout = line_break.Layout(style)
    layout.set_text(text)
    line, _ = layout.get_first_line()
    run = line.runs[0]
    if run.next != ffi.NULL or run.data.item.analysis.level % 2:
        return None
    data, string = text.encode(), run.data.glyphs
    clusters = [*ffi.unpack(string.log_clusters, string.num_glyphs), len(data)]
    glyphs = packed(string)
    widths = list(accumulate(memoryview(glyphs).cast("i")[_WIDTH::_NUMBERS], initial=0))
    _, height = line_break.line_size(line, style)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    font = run.data.item.analysis.font
    return Shaped(data, glyphs, clusters, widths, height, baseline, font, layout.layout)


class CutLine(line_break.Layout):  # type: ignore[misc]
    """The engine's line around glyphs that are known; Pango's own is made when asked for."""

    def __init__(self, text: str, room: float, cut: Cut) -> None:
        self.__dict__.update(
            text=text, cut=cut, max_width=room, justification_spacing=0, first_line_direction=0,
            ascent=None, underline_position=None, strikethrough_position=None,
        )  # fmt: skip

    def __getattr__(self, name: str) -> Part:
        """Shape the line, for whoever asks Pango about it."""
        if name not in ("layout", "language"):
            raise AttributeError(name)
        line = plain_line(self.text, self.style, 0, self.max_width)
        self.layout, self.language = line.layout, line.language
        return self.__dict__[name]

    def reactivate(self, style: Style) -> None:
        """Learn the style, for whoever asks Pango; what is drawn is known."""
        self.style = style

    def deactivate(self) -> None:
        """Let go of what was made for those who asked."""
        for name in ("layout", "language", "style"):
            self.__dict__.pop(name, None)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a line is made of: a text from its beginning, in ``room`` px."""

    text: str
    style: Style
    room: float
    spacing: float

    @property
    def doubt(self) -> int:
        """How far the end of a line may move when it is shaped alone, in Pango's units."""
        return int(self.style["font_size"] * _DOUBT * TO_UNITS)

    def set(self, shown: str, end: int | None, whole: Shaped | None) -> Broken | None:
        """Return the line that shows the text's beginning; None where it is too long.

        ``end`` is the byte that the text goes on at; ``whole`` is a text that this one is the end
        of, if one is shaped.
        """
        line = (whole and self._cut(shown, end, whole)) or self._shaped(shown, end)
        return line if line[3] <= self.room else None

    def hyphenated(self, length: int, part: str) -> Broken | None:
        """Return the line of the first ``length`` bytes and a part of the next word."""
        shown = self.text.encode()[:length].decode() + part
        hyphen, end = self.style["hyphenate_character"], len(shown.encode())
        line, _, _, *size = self._shaped(shown + hyphen, end)
        if size[0] * TO_UNITS > int(self.room * TO_UNITS):
            return None
        return line, end, end, size[0], size[1], size[2]

    def _cut(self, shown: str, end: int | None, whole: Shaped) -> Broken | None:
        if self.spacing:
            return None
        start, length = len(whole.data) - len(self.text.encode()), len(shown.encode())
        cut = whole.cut(start, start + length)
        if cut is None:
            return None
        line = CutLine(shown, self.room, cut)
        return line, length, end, cut.width, whole.height, whole.baseline

    def _shaped(self, shown: str, end: int | None) -> Broken:
        line = plain_line(shown, self.style, self.spacing, self.room)
        first, _ = line.get_first_line()
        width, height = line_break.line_size(first, self.style)
        baseline = pango.pango_layout_get_baseline(line.layout) * FROM_UNITS
        line.deactivate()
        return line, first.length, end, width, height, baseline
