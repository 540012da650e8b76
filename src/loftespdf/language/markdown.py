"""The small Markdown that authors may use: paragraphs, *emphasis*, **strong** and lists.

Anything else (headings, links, HTML, tables) is text and is printed as it stands.
"""

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from loftespdf.language.typography import one_line

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


class Tag(Struct, frozen=True):
    """The start or end of an element: p, ul, ol, li, em or strong."""

    name: str
    opens: bool
    start: int | None = None


class Words(Struct, frozen=True):
    """A run of the author's text."""

    text: str


Piece = Tag | Words

_MARKS_OF_ITEMS = ("-", "+", *"0123456789")


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - slow to import, and few texts need it

    return MarkdownIt("zero").enable(["list", "emphasis", "escape", "newline"])


def pieces(text: str) -> Iterator[Piece]:
    """Yield the tags and words of a Markdown text in order."""
    if not _has_marks(text):
        yield from (Tag("p", opens=True), Words(one_line(text)), Tag("p", opens=False))
    elif paragraphs := _plain_paragraphs(text):
        for lines in paragraphs:
            yield from _paragraph(lines)
    else:
        for token in _parser().parse(text):
            yield from _pieces_of(token)


def _has_marks(text: str) -> bool:
    """Tell whether the text may be more than one paragraph of words, as nine of ten are."""
    return "\n" in text.strip() or _is_marked(text.strip())


def _is_marked(line: str) -> bool:
    return "*" in line or "_" in line or "\\" in line or line.startswith(_MARKS_OF_ITEMS)


def _plain_paragraphs(text: str) -> list[list[str]] | None:
    """Return the lines of each paragraph, or None where there may be more than that.

    Only where each line is what it looks like: without markup, and no space before or after it.
    """
    if "\r" in text or "\0" in text:  # the parser makes others of them
        return None
    lines = text.strip("\n").split("\n")
    if any(line != line.strip() or _is_marked(line) for line in lines):
        return None
    return [list(part) for is_text, part in groupby(lines, key=bool) if is_text]


def _paragraph(lines: list[str]) -> Iterator[Piece]:
    yield Tag("p", opens=True)
    yield Words(lines[0])
    for line in lines[1:]:
        yield from (Words(" "), Words(line))
    yield Tag("p", opens=False)


def _pieces_of(token: "Token") -> Iterator[Piece]:
    if token.children is not None:
        for child in token.children:
            yield from _pieces_of(child)
    elif token.nesting:
        if not (token.tag == "p" and token.hidden):
            yield Tag(token.tag, opens=token.nesting > 0, start=_start(token))
    elif token.type in ("softbreak", "hardbreak"):
        yield Words(" ")
    elif token.content:
        yield Words(token.content)


def _start(token: "Token") -> int | None:
    return int(token.attrs["start"]) if "start" in token.attrs else None


def plain(text: str) -> str:
    """Return the text without its markup, paragraphs parted by a space."""
    if not _has_marks(text):
        return one_line(text)
    words = (piece.text if isinstance(piece, Words) else _gap(piece) for piece in pieces(text))
    return one_line("".join(words))


def _gap(tag: Tag) -> str:
    return "" if tag.name in ("em", "strong") else " "
