"""A word that may be hyphenated to fill a line is tried only where a part of it may fit.

The engine shapes the line with each part of the word, from the longest on, until one fits. Those
that are surely too long are passed over here; what is left is shaped as the engine does.
"""

import re
from bisect import bisect_left
from enum import Enum
from typing import Final

import pyphen
from msgspec import Struct
from weasyprint.layout.percent import percentage

from loftespdf.typesetting.engine_parts import Part, Style
from loftespdf.typesetting.shortcut_cuts import Broken, Foreseen
from loftespdf.typesetting.shortcut_shaping import Shaped

#: A word as it begins, and what may stand after it without being hyphenated itself.
_WORD = re.compile(r"([^\W\d_]+)[.,;:!?”)]*")


class _Doubt(Enum):
    DOUBTFUL = "the engine decides"


#: What is found where only the engine can tell.
DOUBTFUL: Final = _Doubt.DOUBTFUL


class Gap(Struct, frozen=True):
    """What is left at the end of a line before the bytes ``start`` to ``end``, which do not fit.

    ``right`` is where the line ends, in Pango's units, ``rest`` how wide the gap is, in px.
    """

    text: Shaped
    start: int
    end: int
    right: int
    rest: float

    def is_too_long(self, part: str, doubt: int) -> bool:
        """Tell whether the gap surely holds no such part of the word."""
        clusters = self.text.clusters
        place = bisect_left(clusters, self.start + len(part.encode()))
        return self.text.widths[place - 1] - doubt > self.right


def hyphenate(gap: Gap, line: Foreseen, length: int, context: Part) -> Broken | _Doubt | None:
    """Return the line with a part of the word after it; None where it has none.

    The line's own words are the first ``length`` bytes of its text.
    """
    word = _word(gap, line)
    parts = _parts(word, line.style, context) if isinstance(word, str) else ()
    if word is DOUBTFUL or not all(map(str(word).startswith, parts)):
        return DOUBTFUL
    short_enough = (part for part in parts if not gap.is_too_long(part, line.doubt))
    tried = (line.hyphenated(length, part) for part in short_enough)
    return next(filter(None, tried), None)


def _word(gap: Gap, line: Foreseen) -> str | _Doubt | None:
    """Return the word that may be hyphenated to fill a gap; None where none is."""
    style = line.style
    least = style["hyphenate_limit_chars"][0]
    piece = gap.text.data[gap.start : gap.end].decode().rstrip(" ")
    if style["hyphens"] != "auto" or len(piece) < least:
        return None
    if gap.rest <= percentage(style["hyphenate_limit_zone"], style, line.room):
        return None
    found = _WORD.fullmatch(piece)
    if found is None:
        return DOUBTFUL
    return found[1] if len(found[1]) >= least else None


def _parts(word: str, style: Style, context: Part) -> list[str]:
    """Return what a word may begin with before a hyphen, the longest first."""
    language = style["lang"] and pyphen.language_fallback(style["lang"])
    if not language:
        return []
    total, left, right = style["hyphenate_limit_chars"]
    known, key = context.dictionaries, (language, left, right, total)
    if key not in known:
        known[key] = pyphen.Pyphen(lang=language, left=left, right=right)
    return [part for part, _ in known[key].iterate(word)]
