"""The blanks of a page become form fields: named, tagged, and drawn without a viewer's help.

Each field carries its own (empty) appearance and the form asks for none to be made: PDF/A forbids
it (ISO 19005-2, 6.4.1). The box around a field is the page's own, drawn by the stylesheet.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element

import pydyf
from msgspec import Struct, field

from loftespdf.language.slugs import slug
from loftespdf.model.control import DEGREES, ControlKind
from loftespdf.typesetting.field_font import FONT_NAME, FieldFont, add_field_font
from loftespdf.typesetting.finish_nodes import Annotation, PaintedPage

#: A box of the engine, which carries no types. Used: element, children, padding_box_x …
Box: TypeAlias = Any

_POINTS_PER_PIXEL = 0.75
#: Field flags (ISO 32000-1, tables 228 and 230) and the annotation's: it is printed.
_MULTILINE, _COMBO, _PRINTED = 1 << 12, 1 << 17, 4
_APPEARANCE = f"/{FONT_NAME} 10 Tf 0.1 g"
_EMPTY = [b"/Tx BMC", b"EMC"]


def add_fields(
    pdf: pydyf.PDF, pages: Sequence[PaintedPage], font: FieldFont
) -> Mapping[int, Annotation]:
    """Add a field for every blank of the pages.

    Args:
        pdf: the file in the making.
        pages: its pages, laid out.
        font: the typeface that fields are written in.

    Returns:
        ``id`` of the blank's element → its clickable area, for the structure tree.
    """
    blanks = list(_blanks(pages))
    if not blanks:
        return {}
    form = _Form(pdf, add_field_font(pdf, font))
    found = {id(blank.element): form.add(blank) for blank in blanks}
    form.close()
    return found


class _Blank(Struct, frozen=True):
    """One blank: its element, the page it is on, and its inside in points."""

    element: Element
    page: int
    left: float
    low: float
    width: float
    height: float


def _blanks(pages: Sequence[PaintedPage]) -> Iterator[_Blank]:
    """Yield each blank once, in the order of the pages."""
    seen: set[int] = set()
    for number, page in enumerate(pages):
        for box in _boxes(page.box):
            element = box.element
            if element is None or not element.get("data-control") or id(element) in seen:
                continue
            seen.add(id(element))
            low = page.height - box.padding_box_y() - box.padding_height()
            corner = (box.padding_box_x(), low, box.padding_width(), box.padding_height())
            yield _Blank(element, number, *(each * _POINTS_PER_PIXEL for each in corner))


def _boxes(box: Box) -> Iterator[Box]:
    box = getattr(box, "_box", box)
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)


class _Form(Struct):
    """The file's one form."""

    pdf: pydyf.PDF
    font: bytes
    fields: list[bytes] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def add(self, blank: _Blank) -> Annotation:
        """Add one field; it and its only area are one object."""
        page_reference = self.pdf.page_references[blank.page]
        right, top = blank.left + blank.width, blank.low + blank.height
        corners = (round(each, 3) for each in (blank.left, blank.low, right, top))
        title = blank.element.get("data-title", "")
        widget = pydyf.Dictionary({
            "Type": "/Annot",
            "Subtype": "/Widget",
            "T": pydyf.String(self._name(title)),
            "TU": pydyf.String(title),
            "F": _PRINTED,
            "P": page_reference,
            "Rect": pydyf.Array(corners),
            "DA": pydyf.String(_APPEARANCE),
            "AP": pydyf.Dictionary({"N": self._appearance(blank)}),
            **_kind(ControlKind(blank.element.get("data-control", ""))),
        })  # fmt: skip
        self.pdf.add_object(widget)
        self.fields.append(widget.reference)
        page = self.pdf.objects[int(page_reference.split()[0])]
        page.setdefault("Annots", pydyf.Array()).append(widget.reference)
        return Annotation(blank.page, widget)

    def _name(self, title: str) -> str:
        """A name of its own for each field: two of one name would share what is written."""
        name = slug(title) or "falt"
        others = (f"{name}-{number}" for number in count(2))
        own = next(each for each in chain([name], others) if each not in self.names)
        self.names.add(own)
        return own

    def _appearance(self, blank: _Blank) -> bytes:
        drawn = pydyf.Stream(_EMPTY, {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array((0, 0, round(blank.width, 3), round(blank.height, 3))),
            "Resources": self._resources(),
        })  # fmt: skip
        self.pdf.add_object(drawn)
        return bytes(drawn.reference)

    def _resources(self) -> pydyf.Dictionary:
        return pydyf.Dictionary({"Font": pydyf.Dictionary({FONT_NAME: self.font})})

    def close(self) -> None:
        """Hang the form on the catalog."""
        form = pydyf.Dictionary({
            "Fields": pydyf.Array(self.fields),
            "DR": self._resources(),
            "DA": pydyf.String(_APPEARANCE),
        })  # fmt: skip
        self.pdf.add_object(form)
        self.pdf.catalog["AcroForm"] = form.reference


def _kind(kind: ControlKind) -> dict[str, object]:
    match kind:
        case ControlKind.DEGREE:
            choices = pydyf.Array(pydyf.String(each) for each in (" ", *DEGREES))
            return {"FT": "/Ch", "Ff": _COMBO, "Opt": choices}
        case ControlKind.LONG:
            return {"FT": "/Tx", "Ff": _MULTILINE}
        case ControlKind.TEXT | ControlKind.DATE:
            return {"FT": "/Tx"}
