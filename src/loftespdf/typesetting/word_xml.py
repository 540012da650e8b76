"""Small tools for Word's XML: elements by their prefixed names, and Word's units."""

from functools import cache
from typing import Any

from docx.oxml.ns import NamespacePrefixedTag, qn
from docx.oxml.parser import oxml_parser

#: An element of python-docx, whose own base class has no types.
Node = Any

_TWIPS_PER_MM = 1440 / 25.4
EMU_PER_MM = 36000


def el(name: str, *kids: Node, text: str | None = None, **values: object) -> Node:
    """Make an element: ``el("w:jc", val="right")``; attributes are in the ``w:`` namespace."""
    tag, prefixes = _named(name)
    made = oxml_parser.makeelement(tag, nsmap=prefixes)
    for key, value in values.items():
        made.set(_attribute(key), str(value))
    if text is not None:
        made.text = text
    made.extend(kids)
    return made


@cache
def _named(name: str) -> tuple[str, dict[str, str]]:
    """Return what python-docx makes of an element's name, thousands of times a file."""
    tag = NamespacePrefixedTag(name)
    return tag.clark_name, tag.nsmap


@cache
def _attribute(key: str) -> str:
    return qn(f"w:{key}")


def twips(mm: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(mm * _TWIPS_PER_MM)


def half_points(points: float) -> int:
    """Points as Word counts sizes of type."""
    return round(points * 2)
