"""A finished HTML file as a browser understands it: elements, text, style, and its mistakes."""

import io
import re
from collections.abc import Iterator
from functools import cached_property
from xml.etree.ElementTree import Element

from msgspec import Struct
from tinyhtml5.parser import HTMLParser

#: What the parser says of a file without <!DOCTYPE html>: right for a fragment.
_NO_DOCTYPE = "expected-doctype"
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


class WebReading(Struct, frozen=True, dict=True):
    """What was read. ``errors`` are (line, the standard's name of the mistake)."""

    root: Element
    errors: tuple[tuple[int, str], ...]
    fragment: bool

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """All elements in document order, without comments."""
        return tuple(each for each in self.root.iter() if isinstance(each.tag, str))

    def of(self, *names: str) -> Iterator[Element]:
        """Yield the elements of these names, in order."""
        return (each for each in self.elements if each.tag in names)

    @cached_property
    def body(self) -> Element:
        """What is shown."""
        return next(self.of("body"))

    @cached_property
    def text(self) -> str:
        """All text of the body, in order."""
        return "".join(self.body.itertext())

    @cached_property
    def style(self) -> str:
        """All stylesheets in the file, joined."""
        return "\n".join("".join(each.itertext()) for each in self.of("style"))

    @cached_property
    def title(self) -> str:
        """The text of ``title``, or nothing."""
        return next(("".join(each.itertext()) for each in self.of("title")), "")

    @cached_property
    def meta(self) -> dict[str, str]:
        """Name → content of each ``meta``."""
        return {
            each.attrib["name"]: each.get("content", "")
            for each in self.of("meta") if "name" in each.attrib
        }  # fmt: skip


def read_web(text: str) -> WebReading:
    """Parse a page or fragment by the rules of the HTML standard, which accept any text."""
    parser = HTMLParser(namespace_html_elements=False)
    # given a short text itself, the parser would take it for the name of a file to read
    root = parser.parse(io.StringIO(text.removeprefix(_BOM)))
    fragment = re.match(r"\s*<(?:!doctype|html)\b", text, re.IGNORECASE) is None
    errors = tuple(
        (line, name)
        for (line, _column), name, _details in parser.errors
        if not (fragment and name.startswith(_NO_DOCTYPE))
    )
    return WebReading(root, errors, fragment)
