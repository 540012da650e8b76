"""The values between compose, typeset and inspect."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from xml.etree.ElementTree import Element, tostring

from msgspec import Struct, field

from loftespdf.model.assets import Asset
from loftespdf.model.document import YamlPath
from loftespdf.model.problem import Message, Place


class TextKind(StrEnum):
    """The three kinds of text in a document, as ``data-text`` says in the HTML."""

    CONTENT = "innehåll"
    REPETITION = "repetition"
    APPARATUS = "apparat"


class Leaf(Struct, frozen=True):
    """One piece of the author's text that must stand in the document, once and in order."""

    path: YamlPath
    text: str
    place: Place


class Composed(Struct, frozen=True):
    """A composed page: semantic HTML in the closed vocabulary of docs/html.md.

    ``tree`` is the page without namespaces. ``stylesheets`` are paths in the assets, in order;
    ``brand_css`` comes after them. ``date`` is the file's date, YYYY-MM-DD.
    ``origins`` gives the template place of an element, by ``id(element)``.
    ``leaves`` is what must be found as content; ``repeatable`` what repetitions may repeat.
    ``product`` is the path of the file it becomes, below ``output/``.
    ``left_out`` tells what an advertisement had no room for; ``files`` are pictures that composing
    itself drew, by the path the page names them with.
    """

    tree: Element
    title: str
    language: str
    date: str
    fingerprint: str
    stylesheets: tuple[str, ...]
    brand_css: str
    leaves: tuple[Leaf, ...]
    edition: str | None = None
    product: str = ""
    repeatable: frozenset[str] = frozenset()
    origins: Mapping[int, Place] = field(default_factory=lambda: MappingProxyType({}))
    left_out: tuple[Message, ...] = ()
    files: Mapping[str, Asset] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def markup(self) -> str:
        """The page as HTML text."""
        return f"<!DOCTYPE html>\n{tostring(self.tree, encoding='unicode', method='html')}\n"


class EngineRecord(Struct, frozen=True):
    """One line the engine logged: any of them is a problem until somebody explains it."""

    level: str
    message: str


class Typeset(Struct, frozen=True):
    """Finished bytes, not yet judged, and all the engine said while making them.

    ``beside`` holds files that go with it, by their path from its folder.
    """

    content: bytes
    pages: int
    records: tuple[EngineRecord, ...] = ()
    beside: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
