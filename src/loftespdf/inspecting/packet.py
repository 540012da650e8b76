"""The XMP packet of a file, as far as it is checked."""

from xml.etree.ElementTree import Element, ParseError, fromstring

from loftespdf.inspecting.reading import Xmp

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_PDFX = "{http://www.npes.org/pdfx/ns/id/}"
_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
#: Written by typesetting/xmp.py.
_OURS = "{urn:x-loftespdf:1.0/}"
#: No honest packet comes near; expat itself refuses entities that explode.
_LARGEST = 5_000_000


def read_packet(content: bytes) -> Xmp:
    """Return what the packet says; nothing at all for one that is missing or broken."""
    try:
        root = fromstring(content) if 0 < len(content) < _LARGEST else None  # noqa: S314
    except (ParseError, ValueError, LookupError):
        root = None
    if root is None:
        return Xmp()
    return Xmp(
        title=_value(root, f"{_DC}title"),
        language=_value(root, f"{_DC}language"),
        pdfa=_value(root, f"{_PDFA}part") + _value(root, f"{_PDFA}conformance").lower(),
        pdfua=_value(root, f"{_PDFUA}part"),
        pdfx=_value(root, f"{_PDFX}GTS_PDFXVersion"),
        fingerprint=_value(root, f"{_OURS}fingerprint"),
        created=_value(root, f"{_XMP}CreateDate"),
    )


def _value(root: Element, name: str) -> str:
    """A property is an element, holding text or a list, or an attribute of its description."""
    if (element := root.find(f".//{name}")) is not None:
        first = element.find(f".//{_RDF}li")
        return ((element if first is None else first).text or "").strip()
    descriptions = root.iter(f"{_RDF}Description")
    return next((found for each in descriptions if (found := each.get(name))), "")
