"""How many lines a laid-out paragraph would have in a box of another width, without laying it out.

Type twice as large needs of a box what type of this size needs of one half as wide. So the widths
of the words are taken from the lines that there are, and the words are set on lines again, as the
engine breaks them: as many on each as fit, and a part of the next where its style has it parted.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

import pyphen
from msgspec import Struct, field
from weasyprint.formatting_structure import boxes
from weasyprint.layout.percent import percentage
from weasyprint.text.ffi import FROM_UNITS

from loftespdf.typesetting.engine_parts import Box, Line, Style
from loftespdf.typesetting.shortcut_cuts import CutLine
from loftespdf.typesetting.shortcut_shaping import Cut, shaper_of
from loftespdf.typesetting.shortcut_styles import memory_of

#: What stands together, in UTF-8: inside a word a line may end after a hyphen.
_TOGETHER = re.compile(rb"[^ ]+?-(?=[a-z\xc3])|[^ ]+")
_LETTERS = re.compile(r"[^\W\d_]+")
#: In type sizes: a space, and the hyphen of a parted word.
_SPACE, _HYPHEN = 0.2, 0.31

#: Bytes of a text before a place → how wide they are, in px.
_Widths: TypeAlias = Callable[[int], float]
_Letters: TypeAlias = Callable[[], list[float]]


class _Word(Struct):
    """A word on a line without end, in px.

    ``letters`` tells where each letter begins and where the last ends, if a ``style`` parts words:
    few are asked.
    """

    start: float
    end: float
    text: str = ""
    letters: _Letters = list
    style: Style = None

    def parts(self, after: float) -> Iterator[float]:
        """Yield where the word may be parted after a place, in px, the last first."""
        total, left, right = self.style["hyphenate_limit_chars"]
        found, language = _LETTERS.match(self.text), self.style["lang"]
        language = language and pyphen.language_fallback(language)
        if found is None or len(found[0]) < total or not language:
            return
        places = pyphen.Pyphen(lang=language, left=left, right=right).positions(found[0])
        letters = self.letters()
        yield from (x for n in reversed(places) if (x := letters[n]) > after)

    def go_on(self, after: "_Word") -> None:
        """Add what comes after it on the next line, or in another style."""
        self.end, self.text = after.end, self.text + after.text
        self.style = self.style and after.style
        before = self.letters
        self.letters = lambda: [*before()[:-1], *after.letters()]

    def drop_hyphen(self) -> None:
        """Take away the last sign, which the word has only at the end of a line."""
        letters = self.letters()[:-1]
        self.end, self.text = letters[-1], self.text[:-1]
        self.letters = lambda: letters


class Paragraph(Struct):
    """All words of a paragraph on one line without end, and where each of them ends."""

    words: list[_Word] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)

    @classmethod
    def of(cls, lines: list[Box]) -> "Paragraph":
        """Return the paragraph of these lines."""
        writer = _Writer()
        for line in lines:
            writer.add(line)
        return cls(writer.words, [word.end for word in writer.words])

    def lines(self, room: float) -> int:
        """Return how many lines it has in a box of so many px, with type as it is."""
        count, place, begin = 0, 0, 0.0
        while place < len(self.words):
            place, begin = self._next(place, begin, room)
            count += 1
        return count

    def _next(self, place: int, begin: float, room: float) -> tuple[int, float]:
        """Return which word the next line begins with, and where in it, in px."""
        limit = begin + room
        after = bisect_right(self.ends, limit, lo=place)
        if after == len(self.words):
            return after, limit
        full = self.ends[after - 1] if after > place else begin
        part = self._part(self.words[after], max(full, begin), limit, room)
        if part:
            return after, part
        after = max(after, place + 1)  # a word that is too wide stands alone
        return after, self.words[after].start if after < len(self.words) else limit

    def _part(self, word: _Word, full: float, limit: float, room: float) -> float:
        """Return where a word is parted to fill a line that is full up to a place; else 0."""
        style = word.style
        if style is None or limit - full <= percentage(style["hyphenate_limit_zone"], style, room):
            return 0.0
        hyphen = _HYPHEN * style["font_size"]
        return next((place for place in word.parts(full) if place + hyphen <= limit), 0.0)


class _Writer:
    """Writes lines after each other on one without end."""

    def __init__(self) -> None:
        self.words: list[_Word] = []
        self._right, self._goes_on = 0.0, False

    def add(self, line: Box) -> None:
        """Write what is on a line, and the space that it ended at."""
        shift = self._right - line.position_x
        for box in _in_line(line):
            if isinstance(box, boxes.TextBox):
                self._add_text(box, box.position_x + shift)
            else:
                left = box.position_x + shift
                self._append(_Word(left, left + box.margin_width()))
        self._right += line.width
        self._end(line.style)

    def _add_text(self, box: Box, left: float) -> None:
        data, width = _text(box)
        self._goes_on = self._goes_on and not data.startswith(b" ")
        for found in _TOGETHER.finditer(data):
            start, end = found.span()
            word = _Word(left + width(start), left + width(end), found[0].decode())
            if box.style["hyphens"] == "auto":
                word.style = box.style
                word.letters = partial(_letters, left, data[:end], start, width)
            self._append(word)
        self._goes_on = bool(data) and not data.endswith(b" ")

    def _append(self, word: _Word) -> None:
        if self._goes_on:
            self.words[-1].go_on(word)
        else:
            self.words.append(word)
        self._goes_on = False

    def _end(self, style: Style) -> None:
        """End a line: at a space, after a hyphen or dash of a word, or inside it."""
        size, hyphen = style["font_size"], style["hyphenate_character"]
        self._goes_on = False
        last = self.words[-1] if self.words else _Word(0, 0)
        if hyphen and last.style is not None and last.text.endswith(hyphen):
            last.drop_hyphen()
            self._right, self._goes_on = last.end, True
        elif last.text and not last.text.endswith("-"):
            self._right += _SPACE * size


def _letters(left: float, data: bytes, start: int, width: _Widths) -> list[float]:
    """Return where each letter from a place on begins, in UTF-8, and where the last ends."""
    size = len(data)
    begins = (place for place in range(start, size) if data[place] & 0xC0 != 0x80)  # noqa: PLR2004
    return [left + width(place) for place in (*begins, size)]


def _in_line(box: Box) -> Iterator[Box]:
    """Yield the texts of a line, and what stands in it as a whole."""
    for kid in box.children:
        if isinstance(kid, boxes.InlineBox):
            yield from _in_line(kid)
        elif kid.is_in_normal_flow():
            yield kid


def _text(box: Box) -> tuple[bytes, _Widths]:
    """Return the text of a box in UTF-8, and how wide each beginning of it is."""
    line: Line = box.pango_layout
    if isinstance(line, CutLine):
        return _cut(line.cut)
    if memory_of(box.style) and (whole := shaper_of(box.style).shaped(box.text, box.style)):
        data, width = _cut(whole.whole)
        share = box.width / max(whole.whole.width, 1.0)
        return data, lambda place: width(place) * share
    data = box.text.encode()
    return data, lambda place: place * box.width / max(len(data), 1)


def _cut(cut: Cut) -> tuple[bytes, _Widths]:
    clusters, widths = cut.text.clusters, cut.text.widths
    start, left = clusters[cut.first], widths[cut.first]

    def width(place: int) -> float:
        return float((widths[bisect_left(clusters, start + place)] - left) * FROM_UNITS)

    return cut.text.data[start : clusters[cut.last]], width
