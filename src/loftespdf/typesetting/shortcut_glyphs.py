"""A line's glyphs, read from Pango in one piece, and each written as it was written before.

The engine asks Pango for every field of every glyph by itself. A glyph of one width in one font is
always written alike, so it is worked out once for each font. A line with anything unusual in it
(raised or missing glyphs, emoji, ellipses) is left to the engine.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from weasyprint.draw import text as drawing
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from loftespdf.typesetting.engine_parts import Line, Part, replace_everywhere
from loftespdf.typesetting.shortcut_cuts import CutLine, Glyph, glyphs_of

#: Pango's codes for "nothing" and "no such glyph" lie above all glyphs of a font (pango-glyph.h).
_FIRST_CODE = 0x0FFFFFFF
_LEAST_SIZE = 1e-6


@dataclass(frozen=True, slots=True)
class _Run:
    """Glyphs of one font. ``size`` in CSS pixels; ``known`` is what it has written before.

    ``letters`` tells what the glyph at a place stands for.
    """

    pango_font: Part
    font: Part
    size: float
    glyphs: list[Glyph]
    known: dict[Glyph, str]
    letters: Callable[[int], str]


def shorten_glyphs() -> None:
    """Let ordinary lines be drawn glyph by known glyph."""
    replace_everywhere(drawing.draw_first_line, _drawing(drawing.draw_first_line))


def _drawing(engine: Callable[..., Part]) -> Callable[..., Part]:
    def draw(stream: Part, box: Part, overflow: str, ellipsis: Part, matrix: Part) -> Part:
        if overflow == "ellipsis" or ellipsis != "none":
            _shape_again(box)
        elif box.text.strip() and box.style["font_size"] >= _LEAST_SIZE:
            runs = _runs(stream, box.pango_layout)
            if runs and all(map(_is_plain, runs)):
                _write(stream, runs, matrix)
                return []
        return engine(stream, box, overflow, ellipsis, matrix)

    return draw


def _shape_again(box: Part) -> None:
    """Give a line that will be changed when it is drawn a shape that no other line shares."""
    box.pango_layout.deactivate()
    box.pango_layout.reactivate(box.style)


def _runs(stream: Part, line: Line) -> list[_Run]:
    """Return a line's runs; none where one of them is set from the right."""
    if isinstance(line, CutLine):
        cut = line.cut
        return [_run(stream, cut.text.font, cut.glyphs, cut.letters)]
    runs, run, data = [], line.get_first_line()[0].runs[0], line.text.encode()
    while run != ffi.NULL:
        analysis = run.data.item.analysis
        if analysis.level % 2:
            return []
        letters = partial(_letters, run.data, data)
        runs.append(_run(stream, analysis.font, glyphs_of(run.data.glyphs), letters))
        run = run.next
    return runs


def _run(
    stream: Part, pango_font: Part, glyphs: list[Glyph], letters: Callable[[int], str]
) -> _Run:
    font, size = stream.add_font(pango_font)
    known = font.__dict__.setdefault("pieces", {}).setdefault(size, {})
    return _Run(pango_font, font, size, glyphs, known, letters)


def _is_plain(run: _Run) -> bool:
    """Tell whether a run is written glyph by glyph; one that holds but known ones is."""
    if all(map(run.known.__contains__, run.glyphs)):
        return True
    special = run.font.bitmap or run.font.svg or run.font.png or run.font.colr
    return not special and all(glyph < _FIRST_CODE and not y for glyph, _, _, y in run.glyphs)


def _write(stream: Part, runs: list[_Run], matrix: Part) -> None:
    stream.set_text_matrix(*matrix.values)
    string, before = "", None
    for run in runs:
        if run.pango_font != before:
            before = run.pango_font
            if string:
                stream.show_text(string)
            string = ""
            stream.set_font_size(run.font.hash, run.size)
        string += f"<{''.join(_pieces(stream, run))}>".removesuffix("<>")
    stream.show_text(string)


def _pieces(stream: Part, run: _Run) -> list[str]:
    """Return each glyph with the move after it, as they stand in a TJ's array."""
    known = run.known
    if not all(map(known.__contains__, run.glyphs)):
        for place, glyph in enumerate(run.glyphs):
            if glyph not in known:
                _describe(stream, run, place)
                known[glyph] = _piece(run, *glyph[:3])
    return [known[glyph] for glyph in run.glyphs]


def _describe(stream: Part, run: _Run, place: int) -> None:
    """Tell the font a glyph's letters and its own width, where it does not know them."""
    font, glyph = run.font, run.glyphs[place][0]
    if glyph not in font.to_unicode:
        font.to_unicode[glyph] = run.letters(place)
    if glyph not in font.widths:
        pango.pango_font_get_glyph_extents(
            run.pango_font, glyph, stream.ink_rect, stream.logical_rect
        )
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / run.size)


def _letters(item: Part, data: bytes, place: int) -> str:
    """Return what a glyph of an item of Pango's stands for, in the line's bytes."""
    string = item.glyphs
    clusters, last = string.log_clusters, place == string.num_glyphs - 1
    end = item.item.length if last else clusters[place + 1]
    return data[item.item.offset + clusters[place] : item.item.offset + end].decode()


def _piece(run: _Run, glyph: int, width: int, x: int) -> str:
    offset = x / run.size
    kerning = run.font.widths[glyph] + offset - width * 1000 * FROM_UNITS / run.size
    before = f">{-offset}<" if offset else ""
    after = f">{int(kerning)}<" if kerning else ""
    return f"{before}{glyph:04x}{after}"
