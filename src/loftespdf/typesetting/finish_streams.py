"""The pages' content streams, changed where the structure tree and a reader's ear need it."""

import re
from collections.abc import Mapping, Sequence

import pydyf
from msgspec import Struct, field

from loftespdf.typesetting.finish_nodes import Mark, Node, PaintedPage
from loftespdf.typesetting.finish_order import Items, Rank, in_reading_order

#: What is painted but in no node: running feet, repeated table heads, blank runs.
_ARTIFACT = {"Type": "/Pagination"}
#: The operator that marked content with properties begins with; they stand before it.
_BEGINS = b"BDC"
#: A showing of text: what is before its last string, the shift before that, and its last glyph.
_LAST_GLYPH = re.compile(
    rb"\[(.*>|)([-0-9.]*)<((?:[0-9a-f]{4})*)([0-9a-f]{4})>([-0-9.]*)\] TJ", re.DOTALL
)


class Marker(Struct):
    """Marks the pages as a finished tree says.

    ``spaces`` is font resource name → the glyph of its space, four hexadecimal digits;
    ``soft`` becomes the name of each font that breaks words → the glyph of its hyphen.
    """

    tree: Node
    spaces: Mapping[str, bytes]
    soft: dict[str, bytes] = field(default_factory=dict)

    def mark(self, pages: Sequence[PaintedPage]) -> list[dict[int, int]]:
        """Number what the tree holds anew, without gaps, and make the rest artifacts.

        Returns, for each page, the engine's MCID → the one now in the stream. A text that goes on
        where the one before it in its element ended is part of that one's mark, and has none.
        """
        wanted: list[list[list[Mark]]] = [[] for _ in pages]
        for run in self.tree.runs():
            wanted[run[0].page].append(run)
        return [self._page(page, runs) for page, runs in zip(pages, wanted, strict=True)]

    def _page(self, page: PaintedPage, runs: Sequence[Sequence[Mark]]) -> dict[int, int]:
        marks = {mark.number: mark for run in runs for mark in run}
        items = page.stream.stream
        for at, properties in reversed(_numbered(items)):  # an end may become longer
            if mark := marks.get(properties["MCID"]):
                if mark.spaced or mark.broken:
                    self._end_line(items, at, mark)
            else:
                items[at - 1], items[at] = "/Artifact", pydyf.Dictionary(_ARTIFACT)
        items = page.stream.stream = in_reading_order(items, _ranks(runs))
        numbers: dict[int, int] = {}
        for _, properties in _numbered(items):
            old = properties["MCID"]
            properties["MCID"] = numbers[old] = len(numbers)
        return numbers

    def _end_line(self, items: list[object], at: int, mark: Mark) -> None:
        """Change the end of the marked content that begins at ``at``."""
        font, last = b"", 0
        for index in range(at, len(items)):
            item = items[index]
            if item == b"EMC":
                break
            if isinstance(item, bytes) and item.endswith(b" Tf"):
                font = item
            elif isinstance(item, bytes) and item.endswith(b"] TJ"):
                last = index
        shown = items[last]
        if isinstance(shown, bytes) and last and font:
            ended = self._soften(shown, font) if mark.broken else [self._space(shown, font)]
            items[last : last + 1] = ended

    def _space(self, shown: bytes, font: bytes) -> bytes:
        """Show one more glyph, a space."""
        glyph = self.spaces.get(font.split()[0][1:].decode())
        return shown.removesuffix(b"] TJ") + b"<" + glyph + b">] TJ" if glyph else shown

    def _soften(self, shown: bytes, font: bytes) -> list[object]:
        """Show the last glyph in the font's twin, where that glyph is a soft hyphen."""
        match = _LAST_GLYPH.fullmatch(shown)
        if match is None:
            return [shown]
        before, shift, string, glyph, after = match.groups()
        name, size, _ = font.split()
        self.soft[name[1:].decode()] = glyph
        if string:
            before, shift = b"%b%b<%b>" % (before, shift, string), b""
        twin = soft_name(name.decode()).encode()
        return [
            b"[%b] TJ" % before,
            b"%b %b Tf" % (twin, size),
            b"[%b<%b>%b] TJ" % (shift, glyph, after),
        ]


def _numbered(items: Items) -> list[tuple[int, dict[str, int]]]:
    """Return the properties of numbered marked content, and where in a stream they stand."""
    found: list[tuple[int, dict[str, int]]] = []
    end = 0
    for _ in range(items.count(_BEGINS)):
        at = items.index(_BEGINS, end) - 1
        end = at + 2
        properties = items[at]
        if isinstance(properties, dict) and "MCID" in properties:
            found.append((at, properties))
    return found


def _ranks(runs: Sequence[Sequence[Mark]]) -> dict[int, Rank]:
    return {
        mark.number: (rank, place)
        for rank, run in enumerate(runs)
        for place, mark in enumerate(run)
    }


def soft_name(font: str) -> str:
    """Return the resource name of a font's twin for break hyphens."""
    return f"{font}-soft"
