"""A line's glyphs, read from Pango in one piece, and each written as it was written before.

The engine asks Pango for every field of every glyph by itself. A glyph of one width in one font is
always written alike, so it is worked out once for each font. A line with anything unusual in it
(raised or missing glyphs, emoji, ellipses) is left to the engine.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from struct import Struct
from typing import TypeAlias

from weasyprint.draw import text as drawing
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from loftespdf.typesetting.engine_parts import Line, Part, replace_everywhere

#: PangoGlyphInfo: glyph, width, x offset, y offset; what follows is flags and chance.
_GLYPH = Struct("=Iiii4x")
#: Pango's codes for "nothing" and "no such glyph" lie above all glyphs of a font (pango-glyph.h).
_FIRST_CODE = 0x0FFFFFFF
_LEAST_SIZE = 1e-6


#: A glyph as Pango has it: the glyph, its width, its x and y offset.
_Glyph: TypeAlias = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Run:
    """Glyphs of one font. ``size`` in CSS pixels; ``known`` is what it has written before."""

    item: Part
    pango_font: Part
    font: Part
    size: float
    glyphs: list[_Glyph]
    known: dict[_Glyph, str]


def shorten_glyphs() -> None:
    """Let ordinary lines be drawn glyph by known glyph."""
    replace_everywhere(drawing.draw_first_line, _drawing(drawing.draw_first_line))


def _drawing(engine: Callable[..., Part]) -> Callable[..., Part]:
    def draw(stream: Part, box: Part, overflow: str, ellipsis: Part, matrix: Part) -> Part:
        if overflow == "ellipsis" or ellipsis != "none":
            _shape_again(box)
        elif box.text.strip() and box.style["font_size"] >= _LEAST_SIZE:
            line, _ = box.pango_layout.get_first_line()
            runs = list(_runs(stream, line))
            if all(map(_is_plain, runs)):
                _write(stream, runs, box.pango_layout.text, matrix)
                return []
        return engine(stream, box, overflow, ellipsis, matrix)

    return draw


def _shape_again(box: Part) -> None:
    """Give a line that will be changed when it is drawn a shape that no other line shares."""
    box.pango_layout.deactivate()
    box.pango_layout.reactivate(box.style)


def _runs(stream: Part, line: Line) -> Iterator[_Run]:
    run = line.runs[0]
    while run != ffi.NULL:
        item, string = run.data.item, run.data.glyphs
        font, size = stream.add_font(item.analysis.font)
        packed = ffi.buffer(string.glyphs, string.num_glyphs * _GLYPH.size)
        known = font.__dict__.setdefault("pieces", {}).setdefault(size, {})
        glyphs = list(_GLYPH.iter_unpack(packed))
        yield _Run(run.data, item.analysis.font, font, size, glyphs, known)
        run = run.next


def _is_plain(run: _Run) -> bool:
    """Tell whether a run is written glyph by glyph; one that holds but known ones is."""
    if run.item.item.analysis.level % 2:
        return False
    if all(map(run.known.__contains__, run.glyphs)):
        return True
    special = run.font.bitmap or run.font.svg or run.font.png or run.font.colr
    return not special and all(glyph < _FIRST_CODE and not y for glyph, _, _, y in run.glyphs)


def _write(stream: Part, runs: list[_Run], text: str, matrix: Part) -> None:
    stream.set_text_matrix(*matrix.values)
    string, before = "", None
    for run in runs:
        if run.pango_font != before:
            before = run.pango_font
            if string:
                stream.show_text(string)
            string = ""
            stream.set_font_size(run.font.hash, run.size)
        string += f"<{''.join(_pieces(stream, run, text))}>".removesuffix("<>")
    stream.show_text(string)


def _pieces(stream: Part, run: _Run, text: str) -> list[str]:
    """Return each glyph with the move after it, as they stand in a TJ's array."""
    known = run.known
    if not all(map(known.__contains__, run.glyphs)):
        for place, glyph in enumerate(run.glyphs):
            if glyph not in known:
                _describe(stream, run, place, text)
                known[glyph] = _piece(run, *glyph[:3])
    return [known[glyph] for glyph in run.glyphs]


def _describe(stream: Part, run: _Run, place: int, text: str) -> None:
    """Tell the font a glyph's letters and its own width, where it does not know them."""
    font, glyph = run.font, run.glyphs[place][0]
    if glyph not in font.to_unicode:
        font.to_unicode[glyph] = _letters(run, place, text)
    if glyph not in font.widths:
        pango.pango_font_get_glyph_extents(
            run.pango_font, glyph, stream.ink_rect, stream.logical_rect
        )
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / run.size)


def _letters(run: _Run, place: int, text: str) -> str:
    item, clusters = run.item.item, run.item.glyphs.log_clusters
    last = place == len(run.glyphs) - 1
    end = item.length if last else clusters[place + 1]
    return text.encode()[item.offset + clusters[place] : item.offset + end].decode()


def _piece(run: _Run, glyph: int, width: int, x: int) -> str:
    offset = x / run.size
    kerning = run.font.widths[glyph] + offset - width * 1000 * FROM_UNITS / run.size
    before = f">{-offset}<" if offset else ""
    after = f">{int(kerning)}<" if kerning else ""
    return f"{before}{glyph:04x}{after}"
