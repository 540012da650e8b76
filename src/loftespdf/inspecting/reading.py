"""What a PDF holds, read once: every check of this room asks this value and no file."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, groupby
from types import MappingProxyType

from msgspec import Struct, field

from loftespdf.inspecting.form import FormFacts

#: Red, green and blue, each 0–1.
Rgb = tuple[float, float, float]


class PageSize(Struct, frozen=True):
    """The visible page (CropBox), in mm."""

    width: float
    height: float


class StructureNode(Struct, frozen=True):
    """An element of the structure tree. ``role`` is a standard one, mapped where the file maps.

    ``kids`` are nodes and runs of text in reading order; a picture's marks are empty runs.
    ``attributes`` holds those of all owners by name: Scope, ColSpan, RowSpan, ListNumbering …
    """

    role: str
    kids: "tuple[StructureNode | str, ...]" = ()
    lang: str | None = None
    alt: str | None = None
    attributes: Mapping[str, str | int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def text(self) -> str:
        """All text of the node and what is below it, in reading order."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    @property
    def nodes(self) -> "tuple[StructureNode, ...]":
        """The kids that are nodes."""
        return tuple(kid for kid in self.kids if not isinstance(kid, str))

    def walk(self) -> "Iterator[StructureNode]":
        """Yield the node and all below it, in reading order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [kid for kid in reversed(node.kids) if not isinstance(kid, str)]


class ShownText(Struct, frozen=True):
    """One showing of text on a page (counted from 1).

    ``tagged`` tells whether the structure tree holds it; ``artifact`` whether it is marked as
    furniture. ``colour`` is what is seen on white paper, None where that cannot be told.
    ``hidden`` tells that it lies outside the page or a clip, or is painted with no ink.
    """

    page: int
    text: str
    colour: Rgb | None
    tagged: bool
    artifact: bool
    hidden: bool


def by_page(texts: Iterable[ShownText]) -> Iterator[tuple[int, str, int]]:
    """Yield for each page its number, its first text that is not blank, and how many there are."""
    inked = (each for each in texts if each.text.strip())
    for page, group in groupby(inked, key=lambda each: each.page):
        found = [each.text.strip() for each in group]
        yield page, found[0], len(found)


class FontFacts(Struct, frozen=True):
    """A font of the file, its name without the tag of a subset.

    ``characters`` are those it is mapped to, as one text; of a subset, those that are shown in it.
    """

    name: str
    embedded: bool
    characters: str = ""


class Xmp(Struct, frozen=True):
    """What the XMP packet says; an empty text where it says nothing."""

    title: str = ""
    language: str = ""
    pdfa: str = ""
    pdfua: str = ""
    fingerprint: str = ""
    created: str = ""
    pdfx: str = ""


class PdfReading(Struct, frozen=True, dict=True):
    """One PDF, read. ``tree`` holds the children of the structure root.

    ``pdfx`` is the PDF/X that it says it is: in its packet, or in its information as older ones.
    """

    version: str
    pages: tuple[PageSize, ...]
    tree: tuple[StructureNode, ...]
    shown: tuple[ShownText, ...]
    fonts: tuple[FontFacts, ...]
    language: str
    title: str
    title_shown: bool
    xmp: Xmp
    bookmarks: tuple[str, ...]
    form: FormFacts = field(default_factory=FormFacts)
    pdfx: str = ""

    def walk(self) -> Iterator[StructureNode]:
        """Yield every structure element, in reading order."""
        return iter(self._elements)

    @cached_property
    def _elements(self) -> tuple[StructureNode, ...]:
        return tuple(chain.from_iterable(node.walk() for node in self.tree))
