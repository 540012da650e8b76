"""A line's glyphs, taken in one piece, and each written as it was written before.

The engine asks Pango for every field of every glyph by itself. A glyph of one width in one font is
always written alike, so it is worked out once for each font. A line with anything unusual in it
(raised or missing glyphs, emoji, ellipses) is left to the engine.
"""

import struct
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import pydyf
from msgspec import Struct
from weasyprint.draw import text as drawing
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from loftespdf.typesetting.engine_parts import Box, Line, Part, replace_everywhere
from loftespdf.typesetting.shortcut_cuts import CutLine
from loftespdf.typesetting.shortcut_shaping import packed

#: PangoGlyphInfo: glyph, width, x offset, y offset; what follows is flags and chance.
_GLYPH = struct.Struct("=16s4x")
_FIELDS = struct.Struct("=Iiii")
#: Pango's codes for "nothing" and "no such glyph" lie above all glyphs of a font (pango-glyph.h).
_FIRST_CODE = 0x0FFFFFFF
_LEAST_SIZE = 1e-6

#: A glyph as Pango has it.
_Glyph: TypeAlias = tuple[bytes]


class _Face(Struct, frozen=True):
    """A font of Pango's as a stream of the engine's knows it.

    ``size`` in CSS pixels; ``known`` is what its glyphs have been written as before; ``select`` is
    the operator that sets it; ``held`` keeps Pango's font where it is.
    """

    font: Part
    size: float
    known: dict[_Glyph, str]
    select: bytes
    held: Part


class _Run(Struct, frozen=True):
    """Glyphs of one font of Pango's, packed as Pango has them.

    ``letters`` tells what the glyph at a place stands for; ``held`` keeps the font where it is.
    """

    font: Part
    glyphs: bytes
    letters: Callable[[int], str]
    held: Part


def shorten_glyphs() -> None:
    """Let ordinary lines be drawn glyph by known glyph."""
    replace_everywhere(drawing.draw_first_line, _drawing(drawing.draw_first_line))


def _drawing(engine: Callable[..., Part]) -> Callable[..., Part]:
    def draw(stream: Part, box: Box, overflow: str, ellipsis: Part, matrix: Part) -> Part:
        if overflow == "ellipsis" or ellipsis != "none":
            _shape_again(box)
        elif line := shown_line(stream, box):
            stream.set_text_matrix(*matrix.values)
            stream.stream += line
            return []
        return engine(stream, box, overflow, ellipsis, matrix)

    return draw


def _shape_again(box: Box) -> None:
    """Give a line that will be changed when it is drawn a shape that no other line shares."""
    box.pango_layout.deactivate()
    box.pango_layout.reactivate(box.style)


def shown_line(stream: Part, box: Box) -> list[bytes]:
    """Return the operators that show an ordinary line, without its place; nothing for others."""
    if not box.text.strip() or box.style["font_size"] < _LEAST_SIZE:
        return []
    out: list[bytes] = []
    font, string = stream._current_font, ""  # noqa: SLF001 - the engine's own memory
    before = None
    for run in _runs(box.pango_layout):
        face = _face(stream, run)
        pieces = _pieces(stream, face, run)
        if pieces is None:
            return []
        if face is not before:
            before = face
            if string:
                out.append(b"[%b] TJ" % string.encode())
                string = ""
            if font != (face.font.hash, face.size):
                font = (face.font.hash, face.size)
                out.append(face.select)
        string += f"<{pieces}>".removesuffix("<>")
    if before is None:
        return []
    stream._current_font = font  # noqa: SLF001
    out.append(b"[%b] TJ" % string.encode())
    return out


def _runs(line: Line) -> list[_Run]:
    """Return a line's runs; none where one of them is set from the right."""
    if isinstance(line, CutLine):
        cut = line.cut
        return [_Run(cut.text.font, cut.glyphs, cut.letters, cut.text.held)]
    layout, data = line.layout, line.text.encode()
    runs, run = [], pango.pango_layout_get_line_readonly(layout, 0).runs[0]
    while run != ffi.NULL:
        analysis = run.data.item.analysis
        if analysis.level % 2:
            return []
        letters = partial(_letters, run.data, data)
        runs.append(_Run(analysis.font, packed(run.data.glyphs), letters, layout))
        run = run.next
    return runs


def _face(stream: Part, run: _Run) -> _Face:
    """Return what a stream knows of Pango's font, which lives as long as a line set in it."""
    faces: dict[Part, _Face] = stream.__dict__.setdefault("faces", {})
    if face := faces.get(run.font):
        return face
    font, size = stream.add_font(run.font)
    known = font.__dict__.setdefault("pieces", {}).setdefault(size, {})
    select = b"/%b %b Tf" % (font.hash.encode(), pydyf._to_bytes(size))  # noqa: SLF001
    return faces.setdefault(run.font, _Face(font, size, known, select, run.held))


def _pieces(stream: Part, face: _Face, run: _Run) -> str | None:
    """Return a run's glyphs with their moves as they stand in a TJ's array.

    None where it is not written glyph by glyph. One of known glyphs is.
    """
    try:
        return "".join(map(face.known.__getitem__, _GLYPH.iter_unpack(run.glyphs)))
    except KeyError:
        glyphs = list(_GLYPH.iter_unpack(run.glyphs))
        if not _learn(stream, face, run, glyphs):
            return None
    return "".join(map(face.known.__getitem__, glyphs))


def _learn(stream: Part, face: _Face, run: _Run, glyphs: list[_Glyph]) -> bool:
    """Tell the font of its new glyphs, and how they are written; tells whether all are plain."""
    font, known = face.font, face.known
    if font.bitmap or font.svg or font.png or font.colr:
        return False
    fields = {glyph: _FIELDS.unpack(*glyph) for glyph in glyphs if glyph not in known}
    for number, _, _, y in fields.values():
        if y or number >= _FIRST_CODE:
            return False
    for glyph, (number, width, x, _) in fields.items():
        if number not in font.to_unicode:
            font.to_unicode[number] = run.letters(glyphs.index(glyph))
        if number not in font.widths:
            _measure(stream, face, run, number)
        known[glyph] = _piece(face, number, width, x)
    return True


def _measure(stream: Part, face: _Face, run: _Run, glyph: int) -> None:
    """Tell the font a glyph's own width."""
    pango.pango_font_get_glyph_extents(run.font, glyph, stream.ink_rect, stream.logical_rect)
    face.font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / face.size)


def _letters(item: Part, data: bytes, place: int) -> str:
    """Return what a glyph of an item of Pango's stands for, in the line's bytes."""
    string, offset = item.glyphs, item.item.offset
    clusters, last = string.log_clusters, place == string.num_glyphs - 1
    end = item.item.length if last else clusters[place + 1]
    return data[offset + clusters[place] : offset + end].decode()


def _piece(face: _Face, glyph: int, width: int, x: int) -> str:
    offset = x / face.size
    kerning = face.font.widths[glyph] + offset - width * 1000 * FROM_UNITS / face.size
    before = f">{-offset}<" if offset else ""
    after = f">{int(kerning)}<" if kerning else ""
    return f"{before}{glyph:04x}{after}"
