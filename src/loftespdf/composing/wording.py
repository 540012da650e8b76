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
    return Markup("").join(_html(piece) for piece in _tight(pieces(text)))


def _html(piece: Piece) -> Markup:
    if isinstance(piece, Words):
        return escape(set_type(piece.text))
    if not piece.opens:
        return Markup("</{}>").format(piece.name)
    start = Markup(' start="{}"').format(piece.start) if piece.start is not None else ""
    return Markup("<{}{}>").format(piece.name, start)


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
