"""Links that can be followed from Word."""

from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart

from loftespdf.typesetting.word_xml import Node, el

_SCHEMES = frozenset({"https", "http", "mailto", "tel"})


def is_allowed(address: str) -> bool:
    """Tell whether an address is one that a document of ours may lead to."""
    return urlsplit(address).scheme in _SCHEMES


def hyperlink(part: DocumentPart, link: Element, words: Node) -> Node:
    """Return the words as a link; the part notes the address."""
    made = el("w:hyperlink", words)
    address = link.get("href", "")
    made.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    return made
