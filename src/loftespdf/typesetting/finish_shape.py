"""The structure tree brought into the forms that PDF/UA allows (ISO 32000-1, 14.8.4)."""

from collections.abc import Iterator
from itertools import groupby

from loftespdf.typesetting.finish_nodes import Annotation, Mark, Node

Kid = Node | Mark | Annotation

#: These hold blocks only: a run of text inside them becomes a paragraph.
_GROUPING = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote"})
#: These hold either blocks or a run of text; where both occur, the text becomes a paragraph.
_EITHER = frozenset({"LBody", "TD", "TH", "Caption"})
#: A row keeps its empty cells, or its columns no longer stand under their headers.
_KEPT_EMPTY = frozenset({"TD", "TH"})


def shape(node: Node) -> None:
    """Make ``node`` and all below it valid: no empty elements, whole list items, no loose text."""
    for kid in node.kids:
        if isinstance(kid, Node):
            shape(kid)
    node.kids = [kid for kid in node.kids if not _is_empty(kid)]
    if node.role == "LI":
        _give_body(node)
    elif node.role == "Div":
        _demote_captions(node)
    elif node.role == "L":
        node.attributes = {"O": "/List", "ListNumbering": f"/{_numbering(node)}"}
    if node.role in _GROUPING or (node.role in _EITHER and not all(map(_in_line, node.kids))):
        node.kids = list(_paragraphs(node))


def _is_empty(kid: Kid) -> bool:
    return isinstance(kid, Node) and not kid.kids and kid.role not in _KEPT_EMPTY


def _demote_captions(block: Node) -> None:
    """The words below a picture that is not there caption nothing: they are a paragraph."""
    kids = [kid for kid in block.kids if isinstance(kid, Node)]
    if not any(kid.role == "Figure" for kid in kids):
        for kid in kids:
            kid.role = "P" if kid.role == "Caption" and all(map(_in_line, kid.kids)) else kid.role


def _give_body(item: Node) -> None:
    """A list item holds one LBody, and before it at most one Lbl. A lone bullet is no item."""
    labels = [kid for kid in item.kids if isinstance(kid, Node) and kid.role == "Lbl"]
    rest = [kid for kid in item.kids if kid not in labels]
    body = Node("LBody", None, item, rest)
    for kid in rest:
        if isinstance(kid, Node):
            kid.parent = body
    item.kids = [*labels, body] if rest else []
    if rest and not all(map(_in_line, rest)):
        body.kids = list(_paragraphs(body))


def _numbering(items: Node) -> str:
    """How the list's labels count (ISO 32000-1, table 347)."""
    labelled = any(isinstance(kid, Node) and len(kid.kids) > 1 for kid in items.kids)
    if not labelled or items.element is None:
        return "None"
    return "Decimal" if items.element.tag == "ol" else "Disc"


def _in_line(kid: Kid) -> bool:
    return not isinstance(kid, Node) or kid.inline


def _paragraphs(node: Node) -> Iterator[Kid]:
    for in_line, run in groupby(node.kids, _in_line):
        if in_line:
            paragraph = Node("P", None, node, list(run))
            for kid in paragraph.kids:
                if isinstance(kid, Node):
                    kid.parent = paragraph
            yield paragraph
        else:
            yield from run
