"""A line's glyphs, read from Pango in one piece, and each written as it was written before.

The engine asks Pango for every field of every glyph by itself. A glyph of one width in one font is
always written alike, so it is worked out once for each font. A line with anything unusual in it
(raised or missing glyphs, emoji, ellipses) is left to the engine.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from struct import Struct

from weasyprint.draw import text as drawing
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from loftespdf.typesetting.engine_parts import Line, Part, replace_everywhere

#: PangoGlyphInfo: glyph, width, x offset, y offset, and whether a cluster starts.
_GLYPH = Struct("=IiiiI")
#: Pango's codes for "nothing" and "no such glyph" lie above all glyphs of a font (pango-glyph.h).
_FIRST_CODE = 0x0FFFFFFF
_LEAST_SIZE = 1e-6


@dataclass(frozen=True, slots=True)
class _Run:
    """Glyphs of one font. ``size`` in CSS pixels."""

    item: Part
    pango_font: Part
    font: Part
    size: float
    glyphs: tuple[tuple[int, int, int, int, int], ...]


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
        glyphs = tuple(_GLYPH.iter_unpack(packed))
        yield _Run(run.data, item.analysis.font, font, size, glyphs)
        run = run.next


def _is_plain(run: _Run) -> bool:
    font = run.font
    special = font.bitmap or font.svg or font.png or font.colr or run.item.item.analysis.level % 2
    return not special and all(glyph < _FIRST_CODE and not y for glyph, _, _, y, _ in run.glyphs)


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


def _pieces(stream: Part, run: _Run, text: str) -> Iterator[str]:
    """Yield each glyph with the move after it, as they stand in a TJ's array."""
    known = run.font.__dict__.setdefault("pieces", {}).setdefault(run.size, {})
    for place, (glyph, width, x, _, _) in enumerate(run.glyphs):
        key = glyph, width, x
        if key not in known:
            _describe(stream, run, place, text)
            known[key] = _piece(run, glyph, width, x)
        yield known[key]


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
