"""A paragraph is shaped once to know where its lines end, not anew for each line.

The engine finds the end of a line by shaping as much text as two lines may hold, then the line with
one more word, and then the line alone. Where the paragraph's own widths leave no doubt, only the
last is done here. There is doubt where a word fits or is too long by a hair, since a line's letters
move a little when they are shaped alone, and where a word may be hyphenated: the engine decides.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from weasyprint.layout.percent import percentage
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango

from loftespdf.typesetting.engine_parts import Line, Part, Style
from loftespdf.typesetting.shortcut_lines import plain_line
from loftespdf.typesetting.shortcut_styles import memory_of

#: A line, its length and what comes after it in bytes, its width, height and baseline in px.
Broken: TypeAlias = tuple[Line, int, int | None, float, float, float]

#: Anything but letters, figures and signs that are broken alike whatever stands before them.
_UNUSUAL = re.compile(
    "[^ -~\xa0-\xac\xae-\u024f\u2010-\u2015\u2018-\u201e\u2022\u2026\u20ac\u2212]|[ \xa0][ \xa0]"
)
_PLAIN_STYLE = (
    ("letter_spacing", "normal"), ("word_spacing", 0), ("text_decoration_line", "none"),
    ("direction", "ltr"),
)  # fmt: skip
#: In type sizes: below this a line holds but a word. In px: above this Pango has no numbers.
_LEAST_ROOM, _MOST_ROOM = 4, 2**21
#: In type sizes: a text with so much room for each letter may well be one line.
_LEAST_LETTER = 0.4
#: So far, in type sizes, the end of a line may move when it is shaped alone.
_DOUBT = 0.15
#: PangoGlyphInfo is five numbers, the second its width; PangoLogAttr is one. In bytes: a number.
_GLYPH, _WIDTH, _NUMBER = 5, 1, 4


def _bit_of_breaks() -> int:
    attribute = ffi.new("PangoLogAttr *")
    attribute.is_line_break = 1
    return int(memoryview(ffi.buffer(attribute)).cast("I")[0])


_MAY_BREAK = _bit_of_breaks()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text in one line without end. Places count bytes; widths, in Pango's units, begin with it.

    ``ends[n]`` is the width of what stands before ``breaks[n]``, but for a space. The last break
    is the text's own end.
    """

    length: int
    clusters: list[int]
    widths: list[int]
    breaks: list[int]
    ends: list[int]


def foresee(text: str, style: Style, room: float | None, spacing: float) -> Broken | None:
    """Return a text's first line in ``room`` px as the engine would; None where there is doubt."""
    size = style["font_size"]
    if room is None or not 0 < room < _MOST_ROOM or not is_plain(text, style):
        return None
    if len(text) * size * _LEAST_LETTER < room:
        return _line(text, None, style, room, spacing)
    if room < size * _LEAST_ROOM:
        return None
    paragraph = _paragraph(text, style)
    if paragraph is None:
        return None
    end = _break(paragraph, paragraph.length - len(text.encode()), style, room)
    return _line(text, end, style, room, spacing) if end else None


def is_plain(text: str, style: Style) -> bool:
    """Tell whether a text is set letter after letter, and broken at spaces where it is full."""
    memory = memory_of(style)
    if memory is None or _UNUSUAL.search(text):
        return False
    kept = memory.kept
    if "plain" not in kept:
        kept["plain"] = all(style[name] == value for name, value in _PLAIN_STYLE)
    return kept["plain"] and bool(style["white_space"] == "normal")


def _paragraph(text: str, style: Style) -> Paragraph | None:
    """Return the paragraph that a text is the end of; None for one that Pango takes apart."""
    own: dict[str, tuple[str, Paragraph | None]] = style.__dict__
    before, paragraph = own.get("paragraph", ("", None))
    if not before.endswith(text):
        paragraph = _measured(text, style)
        own["paragraph"] = text, paragraph
    return paragraph


def _measured(text: str, style: Style) -> Paragraph | None:
    layout = line_break.Layout(style)
    layout.set_text(text)
    line, _ = layout.get_first_line()
    run = line.runs[0]
    if run.next != ffi.NULL or run.data.item.analysis.level % 2:
        return None
    data = text.encode()
    clusters, widths = _glyphs(run.data.glyphs)
    breaks = [*_breaks(layout, data), len(data)]
    ends = [place - data.endswith(b" ", 0, place) for place in breaks]
    return Paragraph(
        len(data), clusters, widths, breaks, [widths[bisect_left(clusters, end)] for end in ends]
    )


def _glyphs(string: Part) -> tuple[list[int], list[int]]:
    """Return where each glyph's letters begin, and how wide the line is before it and in all."""
    count = string.num_glyphs
    glyphs = memoryview(ffi.buffer(string.glyphs, count * _GLYPH * _NUMBER)).cast("i")
    clusters = memoryview(ffi.buffer(string.log_clusters, count * _NUMBER)).cast("i")
    return clusters.tolist(), list(accumulate(glyphs[_WIDTH::_GLYPH], initial=0))


def _breaks(layout: Line, data: bytes) -> list[int]:
    """Return the places inside a text where a line may end."""
    letters = [place for place, byte in enumerate(data) if byte & 0xC0 != 0x80]  # noqa: PLR2004 - UTF-8
    attributes = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
    flags = memoryview(ffi.buffer(attributes, len(letters) * _NUMBER)).cast("I")
    places = zip(letters, flags, strict=True)
    return [place for place, flag in places if flag & _MAY_BREAK and place]


def _break(paragraph: Paragraph, start: int, style: Style, room: float) -> int | None:
    """Return how many bytes from ``start`` a line takes, with its space; None where in doubt."""
    first = bisect_left(paragraph.clusters, start)
    if paragraph.clusters[first] != start:
        return None  # a line begins inside a ligature
    right, doubt = paragraph.widths[first] + room * TO_UNITS, style["font_size"] * _DOUBT * TO_UNITS
    too_far = bisect_right(paragraph.ends, right)
    if not 0 < too_far < len(paragraph.ends):
        return None
    end, rest = paragraph.breaks[too_far - 1], right - paragraph.ends[too_far - 1]
    if end <= start or rest < doubt or paragraph.ends[too_far] - right < doubt:
        return None
    next_word = paragraph.breaks[too_far] - end
    if _may_be_hyphenated(next_word, (rest + doubt) * FROM_UNITS, style, room):
        return None
    return end - start


def _may_be_hyphenated(length: int, rest: float, style: Style, room: float) -> bool:
    """Tell whether the engine may hyphenate a word of ``length`` bytes to fill ``rest`` px."""
    if style["hyphens"] != "auto" or length < style["hyphenate_limit_chars"][0]:
        return False
    return bool(rest > percentage(style["hyphenate_limit_zone"], style, room))


def _line(text: str, end: int | None, style: Style, room: float, spacing: float) -> Broken | None:
    """Return the line of a text's first ``end`` bytes, or of all; None where it is too long."""
    shown = text if end is None else text.encode()[:end].decode().rstrip(" ")
    line = plain_line(shown, style, spacing, room)
    first, _ = line.get_first_line()
    width, height = line_break.line_size(first, style)
    if width > room:
        return None
    baseline = pango.pango_layout_get_baseline(line.layout) * FROM_UNITS
    line.deactivate()
    return line, first.length, end, width, height, baseline
