"""Running text as Word's runs: white space as HTML sets it, special characters as Word has them."""

import re
from collections.abc import Iterator
from itertools import groupby
from xml.etree.ElementTree import Element

from msgspec import Struct
from msgspec.structs import replace

from loftespdf.model.drawing import is_drawn
from loftespdf.typesetting.word_xml import Node, el

INLINE = frozenset({"span", "strong", "em", "a"})
_CHARACTER_STYLES = {"strong": "Strong", "em": "Emphasis", "a": "Hyperlink"}
#: HTML's white space besides blanks; a no-break space is not among it and is kept.
_SPACES = "\t\n\r\f"
#: What Word has an element for; as characters it would show them all as hyphens.
_MARKS = {
    "\t": "w:tab",
    "\N{SOFT HYPHEN}": "w:softHyphen",
    "\N{NON-BREAKING HYPHEN}": "w:noBreakHyphen",
}
_PARTS = re.compile(f"([{''.join(_MARKS)}])")
_TAGS = {"sv": "sv-SE"}


class Piece(Struct, frozen=True):
    """A run of text in one style and language, or an element that has no text.

    ``blank`` is to be filled in, ``drawn`` is a box that the page draws.
    """

    text: str
    style: str = ""
    language: str = ""
    link: Element | None = None
    blank: Element | None = None
    drawn: Element | None = None

    @property
    def looks(self) -> tuple[str, str, int, int, int]:
        """What two neighbours share when they are one run."""
        return self.style, self.language, id(self.link), id(self.blank), id(self.drawn)

    @property
    def is_text(self) -> bool:
        """Tell whether the piece is made of characters."""
        return self.blank is None and self.drawn is None


def is_drawing(element: Element) -> bool:
    """Tell whether an inline element is a box that the page draws: a sign, or a drawn picture."""
    return bool(element.get("data-sign")) or is_drawn(element.get("src", ""))


def word_language(code: str) -> str:
    """Return a language as Word names it: "sv-SE" for "sv"."""
    return _TAGS.get(code, code)


def pieces_of(element: Element, looks: Piece | None = None) -> Iterator[Piece]:
    """Yield what an inline element holds, in order, its white space as it stands in the HTML."""
    looks = _looks_of(element, looks or Piece(""))
    if element.get("data-control"):
        yield replace(looks, blank=element)
        return
    if is_drawing(element):
        yield replace(looks, drawn=element)
        return
    if element.text:
        yield replace(looks, text=element.text)
    for child in element:
        yield from pieces_of(child, looks)
        if child.tail:
            yield replace(looks, text=child.tail)


def _looks_of(element: Element, above: Piece) -> Piece:
    style = _CHARACTER_STYLES.get(element.tag, above.style)
    if "label" in element.get("class", "").split():
        style = "Label"
    return Piece(
        "",
        style,
        word_language(element.get("lang", "")) or above.language,
        element if element.tag == "a" else above.link,
    )


def set_space(pieces: list[Piece]) -> list[Piece]:
    """Join neighbours of the same looks; white space collapses as in HTML (CSS 2.1, 16.6.1)."""
    made: list[Piece] = []
    after_space = True
    for piece in pieces:
        text = _collapsed(piece.text)
        if after_space and piece.is_text:
            text = text.removeprefix(" ")
        if text or not piece.is_text:
            made.append(piece if text == piece.text else replace(piece, text=text))
            after_space = text.endswith(" ")
    if made and made[-1].is_text:
        made[-1] = replace(made[-1], text=made[-1].text.rstrip(" "))
    grouped = (list(group) for _, group in groupby(made, key=lambda each: each.looks))
    joined = (
        replace(group[0], text="".join(each.text for each in group)) if group[1:] else group[0]
        for group in grouped
    )
    return [piece for piece in joined if piece.text or not piece.is_text]


def _collapsed(text: str) -> str:
    for space in _SPACES:
        text = text.replace(space, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def run(text: str, style: str = "", language: str = "") -> Node:
    """Return one run. Looks come from a named style alone."""
    looks = [el("w:rStyle", val=style)] if style else []
    looks += [el("w:lang", val=language)] if language else []
    made = el("w:r", el("w:rPr", *looks)) if looks else el("w:r")
    for part in _PARTS.split(text):
        if part in _MARKS:
            made.append(el(_MARKS[part]))
        elif part:
            made.append(_words(part))
    return made


def _words(text: str) -> Node:
    words = el("w:t", text=text)
    if text != text.strip():
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return words


def field(code: str) -> Node:
    """Return a field that Word works out itself: PAGE, NUMPAGES."""
    return el("w:fldSimple", run("1"), instr=code)
