"""The small Markdown that authors may use: paragraphs, *emphasis*, **strong** and lists.

Anything else (headings, links, HTML, tables) is text and is printed as it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from loftespdf.language.typography import one_line


@dataclass(frozen=True, slots=True)
class Tag:
    """The start or end of an element: p, ul, ol, li, em or strong."""

    name: str
    opens: bool
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A run of the author's text."""

    text: str


Piece = Tag | Words


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("zero").enable(["list", "emphasis", "escape", "newline"])


def pieces(text: str) -> Iterator[Piece]:
    """Yield the tags and words of a Markdown text in order."""
    if _is_plain(text):
        yield from (Tag("p", opens=True), Words(one_line(text)), Tag("p", opens=False))
        return
    for token in _parser().parse(text):
        yield from _pieces_of(token)


def _is_plain(text: str) -> bool:
    """Tell whether the text is one paragraph without any markup, as nine of ten are."""
    stripped = text.strip()
    return not any(mark in stripped for mark in "*_\\\n") and not stripped.startswith(
        ("-", "+", *"0123456789")
    )


def _pieces_of(token: Token) -> Iterator[Piece]:
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


def _start(token: Token) -> int | None:
    return int(token.attrs["start"]) if "start" in token.attrs else None


def plain(text: str) -> str:
    """Return the text without its markup, paragraphs parted by a space."""
    words = (piece.text if isinstance(piece, Words) else _gap(piece) for piece in pieces(text))
    return one_line("".join(words))


def _gap(tag: Tag) -> str:
    return "" if tag.name in ("em", "strong") else " "
