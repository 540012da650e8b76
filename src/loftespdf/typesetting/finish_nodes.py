"""The nouns of the finish: what was painted where, and the structure tree as plain nodes."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pydyf
from msgspec import Struct, field

#: Roles whose text stands in a line with its neighbours (ISO 32000-1, 14.8.4.4).
INLINE_ROLES = frozenset({"Span", "Link"})


class Mark(Struct, eq=False):
    """One painted run of text, or one picture: a marked-content sequence of a page.

    ``number`` is its MCID on ``page`` (from 0). ``spaced`` asks for a space after its last glyph:
    white space stood there in the HTML, and the line break swallowed it. ``broken`` tells that its
    last glyph is a hyphen that the engine put in to break a word.
    """

    page: int
    number: int
    text: str = ""
    spaced: bool = False
    broken: bool = False


class Annotation(Struct, eq=False):
    """A link's clickable area on ``page``."""

    page: int
    target: pydyf.Dictionary


class Node(Struct, eq=False):
    """A structure element in the making. ``lang`` is set where it differs from its parent's."""

    role: str
    element: Element | None = None
    parent: "Node | None" = None
    kids: "list[Node | Mark | Annotation]" = field(default_factory=list)
    lang: str | None = None
    alt: str | None = None
    attributes: dict[str, object] = field(default_factory=dict)

    @property
    def inline(self) -> bool:
        """Tell whether the node stands in a line of text."""
        return self.role in INLINE_ROLES

    def let_go(self) -> None:
        """Forget the parents of the node and of all below it: each would hold the other."""
        self.parent = None
        for kid in self.kids:
            if isinstance(kid, Node):
                kid.let_go()

    def runs(self) -> Iterator[list[Mark]]:
        """Yield every mark of the node and its descendants, in reading order.

        Those that follow one another in one element and on one page come together.
        """
        run: list[Mark] = []
        for kid in self.kids:
            if isinstance(kid, Mark) and (not run or run[-1].page == kid.page):
                run.append(kid)
                continue
            if run:
                yield run
            run = [kid] if isinstance(kid, Mark) else []
            if isinstance(kid, Node):
                yield from kid.runs()
        if run:
            yield run


class PaintedPage(Struct):
    """What one page's painting left: its content stream, its root box and the MCID of each box."""

    stream: pydyf.Stream
    box: object
    numbers: dict[object, int]
    height: float
