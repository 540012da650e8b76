"""The pages' content streams, changed where the structure tree and a reader's ear need it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pydyf

from loftespdf.typesetting.finish_nodes import Mark, Node, PaintedPage
from loftespdf.typesetting.finish_order import in_reading_order

#: What is painted but in no node: running feet, repeated table heads, blank runs.
_ARTIFACT = {"Type": "/Pagination"}
#: A showing of text: what is before its last string, the shift before that, and its last glyph.
_LAST_GLYPH = re.compile(
    rb"\[(.*>|)([-0-9.]*)<((?:[0-9a-f]{4})*)([0-9a-f]{4})>([-0-9.]*)\] TJ", re.DOTALL
)


@dataclass
class Marker:
    """Marks the pages as a finished tree says.

    ``spaces`` is font resource name → the glyph of its space, four hexadecimal digits;
    ``soft`` becomes the name of each font that breaks words → the glyph of its hyphen.
    """

    tree: Node
    spaces: Mapping[str, bytes]
    soft: dict[str, bytes] = field(default_factory=dict)

    def mark(self, pages: Sequence[PaintedPage]) -> list[dict[int, int]]:
        """Number what the tree holds anew, without gaps, and make the rest artifacts.

        Returns, for each page, the engine's MCID → the one now in the stream.
        """
        wanted: list[dict[int, Mark]] = [{} for _ in pages]
        for mark in self.tree.marks():
            wanted[mark.page][mark.number] = mark
        return [self._page(page, marks) for page, marks in zip(pages, wanted, strict=True)]

    def _page(self, page: PaintedPage, wanted: Mapping[int, Mark]) -> dict[int, int]:
        ranks = {number: rank for rank, number in enumerate(wanted)}
        items = page.stream.stream = in_reading_order(page.stream.stream, ranks)
        numbers: dict[int, int] = {}
        for at, item in enumerate(items):
            if isinstance(item, bytes) and item.endswith(b"] TJ"):
                items[at] = item.replace(b">0<", b"")  # a third of a stream is shifts by nothing
            if not isinstance(item, dict) or "MCID" not in item:
                continue
            old = item["MCID"]
            if mark := wanted.get(old):
                item["MCID"] = numbers[old] = len(numbers)
                if mark.spaced or mark.broken:
                    self._end_line(items, at, mark)
            else:
                items[at - 1], items[at] = "/Artifact", pydyf.Dictionary(_ARTIFACT)
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


def soft_name(font: str) -> str:
    """Return the resource name of a font's twin for break hyphens."""
    return f"{font}-soft"
