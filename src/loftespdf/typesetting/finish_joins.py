"""What goes on where the one before it ended is made one with it.

The engine begins a text object for every line and an artifact for every border, and all who read
the file pay for each. Here texts that follow one another come to lie in one text object around
their marks, each placed by how far it is from the one before it, and artifacts of one kind become
one. All is painted where it was.

Operators: ISO 32000-1, annex A; what may stand in what: 14.6.1.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from loftespdf.typesetting.finish_nodes import PaintedPage
from loftespdf.typesetting.finish_order import Items

#: How a text is placed that stands upright on a page whose y goes down, and where its place begins.
_UPRIGHT = b"1 0 0 -1 "
_PLACE = slice(len(_UPRIGHT), -len(" Tm"))


def join(pages: Iterable[PaintedPage]) -> None:
    """Join what goes on in each page's stream."""
    for page in pages:
        page.stream.stream = joined(page.stream.stream)


def joined(items: Items) -> Items:
    """Return a content stream that paints the same in fewer pieces.

    Args:
        items: the operators as the engine keeps them, one to an item, balanced.
    """
    return _Joiner(items).joined()


class _Joiner:
    """Writes a stream anew."""

    def __init__(self, items: Items) -> None:
        self._items = items
        self._out: Items = []
        #: Marks that are open: where each begins, and its head.
        self._open: list[tuple[int, Items]] = []
        #: Where the last mark that ended has its end, and its head.
        self._ended: tuple[int, Items] = (-1, [])
        #: Where the last text was placed, when that is known.
        self._place: list[bytes] = []
        #: Whether the text object that is open is to end after its mark.
        self._around = False

    def joined(self) -> Items:
        """Return the new stream."""
        out, handlers = self._out, self._HANDLERS
        for at, item in enumerate(self._items):
            if type(item) is bytes and (handler := handlers.get(item[-3:])):
                handler(self, item, at)
            else:
                out.append(item)
        return out

    # Marks

    def _begin_mark(self, item: bytes, _: int) -> None:
        out = self._out
        out.append(item)
        begins = len(out) - (3 if item == b"BDC" else 2)
        self._open.append((begins, out[begins:]))
        self._go_on_with_artifact()

    def _go_on_with_artifact(self) -> None:
        """Let an artifact that begins be part of the one right before it, of the same kind."""
        begins, head = self._open[-1]
        if head[0] == "/Artifact" and self._ended == (begins - 1, head):
            del self._out[begins - 1 :]
            self._ended = -1, []

    def _end_mark(self, item: bytes, _: int) -> None:
        self._ended = len(self._out), self._open.pop()[1]
        self._out.append(item)
        if self._around:
            self._out.append(b"ET")
            self._around = False

    # Texts

    def _begin_text(self, item: bytes, at: int) -> None:
        """Begin a text object, around the mark that holds nothing else, or go on with the last."""
        out, items = self._out, self._items
        begins, head = self._open[-1] if self._open else (-1, [])
        is_next = begins + len(head) == len(out)
        self._around = is_next and items.index(b"EMC", at) == items.index(b"ET", at) + 1
        start = begins if self._around else len(out)
        if out[start - 1 : start] == [b"ET"] and _is(items[at + 1], b" Tm"):
            del out[start - 1]
            if self._around:
                self._open[-1] = begins - 1, head
                self._go_on_with_artifact()
        else:
            out.insert(start, item)
            self._place = []

    def _end_text(self, item: bytes, _: int) -> None:
        if not self._around:
            self._out.append(item)

    def _place_text(self, item: bytes, _: int) -> None:
        """Place a text by how far it is from the last one in its text object."""
        last, self._place = self._place, []
        if item.startswith(_UPRIGHT):
            x, y = self._place = item[_PLACE].split()
            if last:
                item = b"%b %b Td" % (_distance(last[0], x), _distance(y, last[1]))
        self._out.append(item)

    _HANDLERS: ClassVar[Mapping[bytes, Callable[["_Joiner", bytes, int], None]]] = {
        **dict.fromkeys((b"BMC", b"BDC"), _begin_mark),
        b"EMC": _end_mark, b"BT": _begin_text, b"ET": _end_text, b" Tm": _place_text,
    }  # fmt: skip


def _is(item: object, operator: bytes) -> bool:
    return isinstance(item, bytes) and item.endswith(operator)


def _distance(first: bytes, last: bytes) -> bytes:
    """Return how far it is from one number to another, to their last decimal."""
    if first == last:
        return b"0"
    return (b"%f" % (float(last) - float(first))).rstrip(b"0").rstrip(b".")
