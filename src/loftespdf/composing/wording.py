"""The author's words as HTML: escaped, typographically set, in paragraphs and lists."""

from collections.abc import Iterator

from markupsafe import Markup, escape

from loftespdf.language.markdown import Piece, Words, pieces
from loftespdf.language.typography import one_line, set_type


def inline(text: str) -> Markup:
    """Return one line of plain text, set and escaped. No markup of the author's is read."""
    return escape(set_type(one_line(text)))


def blocks(text: str) -> Markup:
    """Return Markdown text as ``p``, ``ul`` and ``ol`` elements, set and escaped."""
    html = "".join(map(_html, _tight(pieces(text))))
    return Markup(html)  # noqa: S704 - the author's words are escaped in it


def _html(piece: Piece) -> str:
    if isinstance(piece, Words):
        return escape(set_type(piece.text))
    if not piece.opens:
        return f"</{piece.name}>"
    start = f' start="{piece.start}"' if piece.start is not None else ""
    return f"<{piece.name}{start}>"


def _tight(run: Iterator[Piece]) -> Iterator[Piece]:
    """Join neighbouring words, so that a dash or range across a token border is still seen."""
    waiting = ""
    for piece in run:
        if isinstance(piece, Words):
            waiting += piece.text
            continue
        if waiting:
            yield Words(waiting)
            waiting = ""
        yield piece
    if waiting:
        yield Words(waiting)
