"""A paragraph is shaped once to know where its lines end, not anew for each line.

The engine finds the end of a line by shaping as much text as two lines may hold, then the line with
one more word, and then the line alone. Here the paragraph's own widths tell it, and the line's
glyphs are cut from the paragraph's (shortcut_cuts.py). There is doubt where a word fits or is too
long by a hair and has another width for what stands after it: then the engine decides.
"""

import re
from bisect import bisect_left, bisect_right

from msgspec import Struct
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS

from loftespdf.typesetting.engine_parts import Part, Style
from loftespdf.typesetting.shortcut_cuts import Broken, Foreseen
from loftespdf.typesetting.shortcut_hyphens import DOUBTFUL, Gap, hyphenate
from loftespdf.typesetting.shortcut_shaping import Shaped, breaks, shaper_of
from loftespdf.typesetting.shortcut_styles import memory_of

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


class Paragraph(Struct, frozen=True):
    """A text in one line without end, and the places in bytes where a line of it may end.

    ``ends[n]`` is the width of what stands before ``breaks[n]``, but for a space, in Pango's units.
    The last break is the text's own end.
    """

    shaped: Shaped
    breaks: list[int]
    ends: list[int]

    def is_certain(self, place: int, right: int, doubt: int) -> bool:
        """Tell whether what ends at a place surely ends before, or after, ``right``."""
        if abs(self.ends[place] - right) >= doubt:
            return True
        end = self.breaks[place]
        end -= self.shaped.data.endswith(b" ", 0, end)
        return not self.shaped.leans(bisect_left(self.shaped.clusters, end) - 1)


def foresee(
    text: str, style: Style, context: Part, room: float | None, spacing: float
) -> Broken | None:
    """Return a text's first line in ``room`` px as the engine would; None where there is doubt."""
    size = style["font_size"]
    if room is None or not 0 < room < _MOST_ROOM:
        return None
    known, paragraph = _known(text, style)
    if not (known and paragraph) and not is_plain(text, style):
        return None
    line = Foreseen(text, style, room, spacing, context.__dict__.setdefault("alone", {}))
    if len(text) * size * _LEAST_LETTER < room:
        return line.set(text, None, paragraph.shaped if known and paragraph else None)
    if room < size * _LEAST_ROOM:
        return None
    paragraph = _paragraph(text, style)
    return _broken(paragraph, line, context) if paragraph else None


def is_plain(text: str, style: Style) -> bool:
    """Tell whether a text is set letter after letter, and broken at spaces where it is full."""
    memory = memory_of(style)
    if memory is None or _UNUSUAL.search(text):
        return False
    return memory.once("plain", _is_plain, style) and bool(style["white_space"] == "normal")


def _is_plain(style: Style) -> bool:
    return all(style[name] == value for name, value in _PLAIN_STYLE)


def _paragraph(text: str, style: Style) -> Paragraph | None:
    """Return the paragraph that a text is the end of; None for one that Pango takes apart."""
    known, paragraph = _known(text, style)
    if not known:
        paragraph = _measured(text, style)
        style.__dict__["paragraph"] = text, paragraph
    return paragraph


def _known(text: str, style: Style) -> tuple[bool, Paragraph | None]:
    """Return whether a text is the end of the paragraph that was shaped last, and that one."""
    own: dict[str, tuple[str, Paragraph | None]] = style.__dict__
    before, paragraph = own.get("paragraph", ("", None))
    return before.endswith(text), paragraph


def _measured(text: str, style: Style) -> Paragraph | None:
    line = shaper_of(style).shaped(text, style)
    if line is None:
        return None
    places = [*breaks(text, style), len(line.data)]
    ends = [place - line.data.endswith(b" ", 0, place) for place in places]
    widths = [line.widths[bisect_left(line.clusters, end)] for end in ends]
    return Paragraph(line, places, widths)


def _broken(paragraph: Paragraph, line: Foreseen, context: Part) -> Broken | None:
    """Return the line that begins at a place in a paragraph; None where there is doubt."""
    whole, ends = paragraph.shaped, paragraph.ends
    start = len(whole.data) - len(line.text.encode())
    first = bisect_left(whole.clusters, start)
    if whole.clusters[first] != start:
        return None  # a line begins inside a ligature
    right = whole.widths[first] + int(line.room * TO_UNITS)
    too_far = bisect_right(ends, right)
    if not too_far or not paragraph.is_certain(too_far - 1, right, line.doubt):
        return None
    if too_far == len(ends):
        return line.set(line.text, None, whole)
    end = paragraph.breaks[too_far - 1]
    if end <= start or not paragraph.is_certain(too_far, right, line.doubt):
        return None
    rest = line.room - (ends[too_far - 1] - whole.widths[first]) * FROM_UNITS
    gap = Gap(whole, end, paragraph.breaks[too_far], right, rest)
    hyphenated = hyphenate(gap, line, end - start, context)
    if hyphenated is DOUBTFUL:
        return None
    shown = whole.data[start:end].decode().rstrip(" ")
    return hyphenated or line.set(shown, end - start, whole)
