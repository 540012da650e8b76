"""Pages of boxes → one structure tree, made from the HTML's own elements.

The engine tags page by page: a table over two pages becomes two tables, a paragraph two paragraphs,
and every line break or ``<em>`` a node of its own. Each box knows its HTML element, so here every
element becomes one node, whatever pages its boxes are on.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes

from loftespdf.typesetting.finish_nodes import Annotation, Mark, Node, PaintedPage

#: HTML element → structure type (ISO 32000-1, 14.8.4). What is not here is no node of its own.
ROLES = {
    "a": "Link", "address": "Div", "article": "Art", "aside": "Sect", "blockquote": "BlockQuote",
    "caption": "Caption", "div": "Div", "figcaption": "Caption", "figure": "Div", "footer": "Div",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6", "header": "Div",
    "img": "Figure", "li": "LI", "main": "Part", "nav": "Sect", "ol": "L", "p": "P",
    "section": "Sect", "table": "Table", "tbody": "TBody", "td": "TD", "tfoot": "TFoot",
    "th": "TH", "thead": "THead", "tr": "TR", "ul": "L",
}  # fmt: skip
#: The engine writes this at the end of a line that it hyphenates.
BREAK_HYPHEN = "\N{HYPHEN}"
#: Page furniture repeated by the engine: only the first stands in the tree.
_REPEATED = frozenset({"thead", "tfoot"})
_PROMISE_NUMBER = "number"
#: So many characters on each side of a line break tell whether a space stood there.
_WINDOW = 12
_POINTS_PER_PIXEL = 0.75

#: A box of the engine, which carries no types. Used: element, element_tag, children, style,
#: link_annotation, pango_layout and, of pictures, position and size.
Box: TypeAlias = Any


def build_tree(
    pages: Sequence[PaintedPage], language: str, fields: Mapping[int, Annotation]
) -> Node:
    """Return the Document node. Marks that are in no node are to become artifacts.

    ``fields`` holds, by the ``id`` of its element, each blank that is a form field.
    """
    builder = _Builder(language, fields)
    for number, page in enumerate(pages):
        builder.add_page(number, page)
    return builder.root


class _Builder:
    """Walks the boxes of all pages in order and grows one tree."""

    def __init__(self, language: str, fields: Mapping[int, Annotation]) -> None:
        self._fields = dict(fields)
        self.root = Node("Document", lang=language)
        self._nodes: dict[int, Node] = {}
        self._words = _Words()
        self._number = 0
        self._page: PaintedPage

    def add_page(self, number: int, page: PaintedPage) -> None:
        """Add what is on one page."""
        self._number, self._page = number, page
        self._walk(page.box, self.root)

    def _walk(self, box: Box, around: Node) -> None:
        box = getattr(box, "_box", box)  # what is positioned absolutely stands behind a placeholder
        if isinstance(box, boxes.MarginBox):
            return
        node = self._node(box, around)
        if node is None:
            return
        if box.link_annotation is not None:
            _link_around(node).kids.append(Annotation(self._number, box.link_annotation))
        if self._fields and (area := self._fields.pop(id(box.element), None)):
            node.kids.append(Node("Form", box.element, node, [area]))
        if box in self._page.numbers:
            self._place(box, node)
        for child in box.children:
            self._walk(child, node)

    def _place(self, box: Box, node: Node) -> None:
        text = box.pango_layout.text if isinstance(box, boxes.TextBox) else None
        if box.style["visibility"] != "visible" or (text is not None and not text.strip()):
            return  # the engine draws nothing for these
        mark = Mark(self._number, self._page.numbers[box], text or "")
        node.kids.append(mark)
        if text is not None:
            self._words.follow(node, mark)

    def _node(self, box: Box, around: Node) -> Node | None:
        """Return the node that the box's content belongs to, or None where it is an artifact."""
        element, tag = box.element, box.element_tag
        if tag and tag.endswith("::marker"):
            return self._label(self._nodes.get(id(element), around))
        if element is None or element is around.element:
            return around
        if known := self._nodes.get(id(element)):
            return None if tag in _REPEATED else known
        if tag == "img" and not element.get("alt"):
            return None
        role = _role(element, around)
        if role is None:
            return around
        return self._label(around, element) if role == "Lbl" else self._new(role, box, around)

    def _new(self, role: str, box: Box, around: Node) -> Node:
        element = box.element
        node = Node(role, element, around, lang=_language(element, around))
        self._nodes[id(element)] = node
        around.kids.append(node)
        if role == "Figure":
            node.alt = element.get("alt")
            node.attributes = {"O": "/Layout", "BBox": self._bounds(box)}
        elif role in ("TH", "TD"):
            node.attributes = _cell_attributes(role, element, around)
        return node

    def _label(self, item: Node, element: Element | None = None) -> Node:
        """Return the item's one Lbl, for the bullet as for a promise's number."""
        first = item.kids[0] if item.kids else None
        if isinstance(first, Node) and first.role == "Lbl":
            return first
        label = Node("Lbl", element, item)
        item.kids.insert(0, label)
        if element is not None:
            self._nodes[id(element)] = label
        return label

    def _bounds(self, box: Box) -> tuple[float, ...]:
        """The picture's rectangle in points, from the page's lower left corner."""
        left, top = box.content_box_x(), box.content_box_y()
        low, high = self._page.height - top - box.height, self._page.height - top
        corners = (left, low, left + box.width, high)
        return tuple(round(corner * _POINTS_PER_PIXEL, 3) for corner in corners)


def _role(element: Element, around: Node) -> str | None:
    if element.tag != "span":
        role = ROLES.get(element.tag)
        return role or ("Span" if _language(element, around) else None)
    number = _PROMISE_NUMBER in element.get("class", "").split()
    if number and around.role == "LI" and all(_is_label(kid) for kid in around.kids):
        return "Lbl"
    return "Span" if _language(element, around) else None


def _is_label(kid: object) -> bool:
    return isinstance(kid, Node) and kid.role == "Lbl"


def _language(element: Element, around: Node) -> str | None:
    """The element's language where it is another than that around it."""
    own = element.get("lang")
    node: Node | None = around
    while node is not None and node.lang is None:
        node = node.parent
    return own if own and (node is None or own != node.lang) else None


def _link_around(node: Node) -> Node:
    """The link a clickable area belongs to: a picture inside a link carries the area too."""
    link: Node | None = node
    while link is not None and link.role != "Link":
        link = link.parent
    if link is None:
        link = Node("Link", None, node)
        node.kids.append(link)
    return link


def _cell_attributes(role: str, element: Element, row: Node) -> dict[str, object]:
    """Scope and spans of a table cell (ISO 32000-1, table 349)."""
    found: dict[str, object] = {}
    if role == "TH":
        in_head = row.parent is not None and row.parent.role == "THead"
        implied = "col" if in_head or len(row.kids) > 1 else "row"
        scope = "Row" if element.get("scope", implied).startswith("row") else "Column"
        found["Scope"] = f"/{scope}"
    for name, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
        span = element.get(name, "1")
        if span.isdigit() and int(span) > 1:
            found[key] = int(span)
    return {"O": "/Table", **found} if found else {}


class _Words:
    """Tells the spaces and hyphens of line breaks from those of the author.

    Tagged text must hold its own spaces (ISO 32000-1, 14.8.2.5), and the engine drops those at the
    end of a line. Whether one stood there is read from the HTML: "poli" + "sen" stand joined in it,
    "med" + "fastighets" do not.
    """

    def __init__(self) -> None:
        self._block: Node | None = None
        self._text = ""
        self._last: Mark | None = None

    def follow(self, node: Node, mark: Mark) -> None:
        """Take the next painted text, and note how it is joined to the last one."""
        block = node
        while block.inline and block.parent is not None:
            block = block.parent
        if block is not self._block:
            self._block, self._text, self._last = block, "", None
        mark.broken = mark.text.endswith(BREAK_HYPHEN) and not self._holds(mark.text[-_WINDOW:])
        if (last := self._last) is not None and not last.text.endswith(" "):
            joined = f"{_own(last)[-_WINDOW:]}{_own(mark)[:_WINDOW]}"
            last.spaced = not mark.text.startswith(" ") and not self._holds(joined)
        self._last = mark

    def _holds(self, words: str) -> bool:
        if not self._text and self._block is not None and self._block.element is not None:
            self._text = re.sub(r"[ \t\r\n]+", " ", "".join(self._block.element.itertext()))
        return words in self._text


def _own(mark: Mark) -> str:
    """The mark's text without a hyphen that the engine put in."""
    return mark.text.removesuffix(BREAK_HYPHEN) if mark.broken else mark.text
