"""A page's text painted in reading order.

The engine paints what is positioned or floated before or after the rest, so that who copies a
page's text gets all the promises' numbers in one heap. Readers without a sense for tags follow the
order of painting (WCAG 2.1, 1.3.2): here it becomes that of the structure tree. What is seen stays
the same: text comes after all backgrounds, in the colours it had.
"""

from collections.abc import Mapping
from operator import attrgetter
from typing import NamedTuple

#: The items of a content stream as pydyf keeps them: bytes, texts, dictionaries.
Items = list[object]
#: A text's place in reading order: its run among the page's, and its own place in that.
Rank = tuple[int, int]

_COLOURS = (b" rg", b" cs", b" scn")
_SETTERS = (b" gs", *_COLOURS)
_INKS = (b" cm", *_SETTERS)
_CLIPS = (b"W", b"W*")
#: The last three bytes of what changes the ink.
_NOTED = frozenset((b"q", b"Q", *_CLIPS, *(setter[-3:] for setter in _INKS)))
#: The page's own transformations, which every text is in: the flip, a save, and the scale.
_PREAMBLE = 3
#: Marked content begins with its tag, its properties and an operator.
_BEGINNING = 3


class _Ink(NamedTuple):
    """What text is painted with. ``plain`` where nothing but the page's own scale is in force."""

    alpha: bytes = b""
    colour: tuple[bytes, ...] = ()
    plain: bool = True

    def after(self, item: bytes) -> "_Ink":
        """Return the ink after an operator."""
        if not item.endswith(_INKS):
            return _Ink(self.alpha, self.colour, plain=False) if item in _CLIPS else self
        if item.endswith(b" gs"):
            fill = item.startswith(b"/a")
            return _Ink(item, self.colour, self.plain) if fill else self._odd(item)
        if item.endswith(b" cm"):
            return _Ink(self.alpha, self.colour, plain=False)
        joined = (*self.colour, item) if item.endswith(b" scn") else (item,)
        return _Ink(self.alpha, joined, self.plain)

    def _odd(self, item: bytes) -> "_Ink":
        """A state that is no opacity (``/A1`` is that of strokes) may mask or blend."""
        return self if item.startswith(b"/A") else _Ink(self.alpha, self.colour, plain=False)

    @property
    def items(self) -> Items:
        return [item for item in (self.alpha, *self.colour) if item]


def in_reading_order(items: Items, ranks: Mapping[int, Rank]) -> Items:
    """Return the stream with its marked text at the end, by rank, and one mark for each run.

    Args:
        items: the page's content stream.
        ranks: MCID → place in reading order, for the text that may move. Text under a clip or a
            transformation of its own stays where it is.
    """
    opening = items[:_PREAMBLE]
    if [isinstance(each, bytes) and each.split()[-1] for each in opening] != [b"cm", b"q", b"cm"]:
        return items
    mover = _Mover(ranks)
    mover.part(items)
    return [*opening, *mover.kept, b"q", opening[2], *mover.text(), b"Q"]


class _Moved(NamedTuple):
    """A marked text, and the ink before and after it."""

    rank: Rank
    before: _Ink
    sequence: Items
    after: _Ink

    def follows(self, rank: Rank) -> bool:
        """Tell whether the text goes on where that of another rank ended."""
        return self.rank == (rank[0], rank[1] + 1)


class _Mover:
    """Parts a stream into what stays and the text that moves."""

    def __init__(self, ranks: Mapping[int, Rank]) -> None:
        self.kept: Items = []
        self._ranks = ranks
        self._ink = _Ink()
        self._saved: list[_Ink] = []
        self._moved: list[_Moved] = []

    def part(self, items: Items) -> None:
        """Part what follows the page's own transformations."""
        at = _PREAMBLE
        while at < len(items):
            item = items[at]
            if type(item) is not bytes:
                if item == "/Span" and (rank := self._rank(items[at + 1])):
                    at = self._move(items, at, rank)
                    continue
                self.kept.append(item)
            elif item[-3:] not in _NOTED:
                self.kept.append(item)
            elif item == b"Q":
                self._restore()
            else:
                self._note(item)
            at += 1

    def _rank(self, properties: object) -> Rank | None:
        if not self._ink.plain or not isinstance(properties, dict):
            return None
        return self._ranks.get(properties["MCID"])

    def _move(self, items: Items, at: int, rank: Rank) -> int:
        """Take the marked text that begins at ``at`` and return where the next begins."""
        end = _end(items, at)
        before, sequence = self._ink, items[at:end]
        for item in _setters(sequence):
            self._note(item)  # what comes after counts on it
        self._moved.append(_Moved(rank, before, sequence, self._ink))
        return end

    def _note(self, item: bytes) -> None:
        if item == b"q":
            self._saved.append(self._ink)
        else:
            self._ink = self._ink.after(item)
        self.kept.append(item)

    def _restore(self) -> None:
        self._ink = self._saved.pop() if self._saved else self._ink
        if self.kept and self.kept[-1] == b"q":
            self.kept.pop()
        else:
            self.kept.append(b"Q")

    def text(self) -> Items:
        """Return the moved text by rank, each in the ink it had.

        What is one run of text to the tree, the lines of a paragraph mostly, becomes one mark
        (ISO 32000-1, 14.6.1: marked content may hold several text objects).
        """
        out: Items = []
        last: _Moved | None = None
        for moved in sorted(self._moved, key=_rank_of):
            joined = last is not None and moved.follows(last.rank)
            if joined:
                out.pop()  # EMC
            if last is None or moved.before != last.after:
                out += moved.before.items
            out += moved.sequence[_BEGINNING:] if joined else moved.sequence
            last = moved
        return out


_rank_of = attrgetter("rank")


def _end(items: Items, at: int) -> int:
    """Return where what comes after the marked content that begins at ``at`` begins."""
    end, depth = at + _BEGINNING, 1
    while depth:
        begun = end
        end = items.index(b"EMC", begun) + 1
        depth += items[begun:end].count(b"BDC") + items[begun:end].count(b"BMC") - 1
    return end


def _setters(sequence: Items) -> list[bytes]:
    """Return what a sequence sets beyond its own end: opacity and colour, outside any q … Q."""
    setters = [item for item in sequence if isinstance(item, bytes) and item.endswith(_SETTERS)]
    if not setters or b"q" not in sequence:
        return setters
    found: list[bytes] = []
    depth = 0
    for item in sequence:
        if item in (b"q", b"Q"):
            depth += 1 if item == b"q" else -1
        elif not depth and item in setters:
            found.append(item)
    return found
