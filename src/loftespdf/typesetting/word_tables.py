"""Tables in Word: fixed columns, a head repeated on each page, rows that are never split."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msgspec.structs import replace

from loftespdf.model.problem import say
from loftespdf.typesetting.word_look import Look
from loftespdf.typesetting.word_xml import Node, el, twips

if TYPE_CHECKING:  # the two modules call each other: cells hold blocks, blocks hold tables
    from loftespdf.typesetting.word_blocks import Writer
    from loftespdf.typesetting.word_places import Here

#: The least height of a row to write in, in mm, by the table's class.
_ROOM = {"signatures": 22.0, "follow-up": 11.5}
#: The table's class → the place its cells are, and its style where that is not the usual one.
_PLACES = {"follow-up": "small-", "strip": "strip-"}
_STYLES = {"strip": "PledgeStrip"}
#: What an empty cell's paragraph is, by place.
_EMPTY = {"": "TableText", "small-": "SmallTableText", "strip-": "Strip"}


def table(writer: "Writer", element: Element, here: "Here") -> Node:
    """Return the table, named by the heading above it."""
    classes = element.get("class", "").split()
    rows = list(_rows(writer, element))
    widths = _widths(rows[0][1] if rows else element, writer.look, here.sheet.measure)
    here = replace(here, place=_of_class(_PLACES, classes, ""))
    room = next((_ROOM[name] for name in classes if name in _ROOM), None)
    made = [
        _row(writer, row, widths, here, head=head, room=None if head else room)
        for head, row in rows
    ]
    properties = el(
        "w:tblPr",
        el("w:tblStyle", val=_of_class(_STYLES, classes, "PledgeTable")),
        el("w:tblW", w=sum(widths), type="dxa"),
        el("w:tblLayout", type="fixed"),
        el("w:tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0,
           noHBand=1, noVBand=1),
        el("w:tblCaption", val=writer.heading),
    )  # fmt: skip
    grid = el("w:tblGrid", *(el("w:gridCol", w=width) for width in widths))
    return el("w:tbl", properties, grid, *made)


def _of_class(known: Mapping[str, str], classes: list[str], otherwise: str) -> str:
    return next((known[name] for name in classes if name in known), otherwise)


def _rows(writer: "Writer", element: Element) -> Iterator[tuple[bool, Element]]:
    """Yield (whether it is of the head, row)."""
    for part in element:
        if part.tag == "caption":
            continue  # stands above the table
        if part.tag not in ("thead", "tbody", "tr"):
            writer.refuse(part, say("Word kan inte visa <{name}> i en tabell", name=part.tag))
            continue
        for row in [part] if part.tag == "tr" else part:
            if row.tag == "tr":
                yield part.tag == "thead", row
            else:
                writer.refuse(row, say("Word kan inte visa <{name}> i en tabell", name=row.tag))


def _widths(row: Element, look: Look, measure: float) -> list[int]:
    """Return the columns' widths in twips: the stylesheet's; the rest share what is left."""
    known = [
        next(
            (look.widths[name] for name in cell.get("class", "").split() if name in look.widths), 0
        )
        for cell in row
    ]
    left = max(measure - sum(known), 0) / max(known.count(0), 1)
    return [twips(width or left) for width in known]


def _row(  # noqa: PLR0913 - what a row is made of
    writer: "Writer",
    row: Element,
    widths: list[int],
    here: "Here",
    *,
    head: bool,
    room: float | None,
) -> Node:
    properties = [el("w:cantSplit")]
    if room:
        properties.append(el("w:trHeight", val=twips(room), hRule="atLeast"))
    if head:
        properties.append(el("w:tblHeader"))
    if len(row) != len(widths):
        writer.refuse(row, say("antal celler i raden: {cells}, men kolumner i tabellen: {columns}",
                               cells=len(row), columns=len(widths)))  # fmt: skip
    cells = (_cell(writer, cell, width, here) for cell, width in zip(row, widths, strict=False))
    return el("w:tr", el("w:trPr", *properties), *cells)


def _cell(writer: "Writer", cell: Element, width: int, here: "Here") -> Node:
    if cell.tag not in ("th", "td"):
        writer.refuse(cell, say("Word kan inte visa <{name}> i en tabell", name=cell.tag))
    place = f"{here.place}header-cell" if cell.tag == "th" else f"{here.place}cell"
    inside = replace(here, place=place)
    blocks = list(writer.blocks(cell, inside))
    if not blocks or not blocks[-1].tag.endswith("}p"):
        style = _EMPTY[here.place]
        blocks.append(el("w:p", el("w:pPr", el("w:pStyle", val=style))))
    return el("w:tc", el("w:tcPr", el("w:tcW", w=width, type="dxa")), *blocks)
