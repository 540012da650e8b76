"""A laid-out document becomes a PDF that a press accepts: PDF/X-4, PDF/X-1a or plain PDF 1.4.

The counterpart of ``finish.py``: the same structure tree and the same text, but inks and no
screen colours, the printing condition, the page's boxes, and black that prints over what is below.
Same input, same bytes.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import pydyf
from msgspec import Struct
from weasyprint import VERSION

from loftespdf.model.composed import Composed
from loftespdf.model.problem import ContentRefused, Place, Problem, say
from loftespdf.model.sheets import PressStandard, PrintSheet
from loftespdf.typesetting.finish import Document, remembering
from loftespdf.typesetting.finish_bytes import spell
from loftespdf.typesetting.finish_files import (
    add_soft_fonts,
    keep_pixels,
    keep_real_hyphens,
    pack,
    space_glyphs,
    tidy_font_names,
)
from loftespdf.typesetting.finish_nodes import Annotation, Node, PaintedPage
from loftespdf.typesetting.finish_objects import TreeWriter, drop_engine_tree
from loftespdf.typesetting.finish_paint import leave_out_idle
from loftespdf.typesetting.finish_shape import shape
from loftespdf.typesetting.finish_streams import Marker
from loftespdf.typesetting.finish_tree import BREAK_HYPHEN, build_tree
from loftespdf.typesetting.press_boxes import set_boxes
from loftespdf.typesetting.press_carrier import restore_lossless
from loftespdf.typesetting.press_facts import add_intent, describe
from loftespdf.typesetting.press_overprint import overprint_black
from loftespdf.typesetting.xmp import FileFacts

_VERSIONS: Mapping[PressStandard, str] = {
    PressStandard.X_4: "1.6",  # ISO 15930-7, 6.1
    PressStandard.X_1A: "1.4",  # ISO 15930-4, 6.1
    PressStandard.PDF_1_4: "1.4",
}
_OPTIONS = {
    "pdf_variant": None,
    "pdf_tags": True,
    "pdf_identifier": True,
    "uncompressed_pdf": True,  # ``pack`` compresses, once and with care
    "output_intent": "device-cmyk",
}


class _Order(Struct, frozen=True):
    """What the finisher needs besides the engine's own document."""

    composed: Composed
    sheet: PrintSheet
    profile: bytes
    pages: list[PaintedPage]


def write_press_pdf(
    document: Document, composed: Composed, sheet: PrintSheet, profile: bytes
) -> bytes:
    """Return the press PDF of a document that the engine has laid out from ``composed``.

    Args:
        document: pages of the sheet's trimmed size, with the sheet's bleed in CSS and no marks.
        composed: what was laid out.
        sheet: the booked space, with its standard.
        profile: the ICC profile of the printing condition, CMYK.

    Raises:
        ContentRefused: PDF/X-1a is asked for and something on the page is transparent.
    """
    document.output_intent = "device-cmyk"
    order = _Order(composed, sheet, profile, [])
    for page in document.pages:
        page.paint = remembering(page, order.pages)
    return bytes(
        document.write_pdf(
            finisher=partial(_finish, order=order),
            pdf_version=_VERSIONS[sheet.standard],
            **_OPTIONS,
        )
    )


def _finish(document: Document, pdf: pydyf.PDF, order: _Order) -> None:
    drop_engine_tree(pdf)
    _drop_annotations(pdf)
    _tag(document, pdf, order)
    _drop_screen_spaces(pdf)
    restore_lossless(pdf)
    _settle_transparency(pdf, order.sheet)
    overprint_black(pdf)
    set_boxes(pdf, document.pages, order.sheet)
    tidy_font_names(pdf)
    keep_pixels(pdf)
    add_intent(pdf, order.sheet, order.profile)
    pack(pdf)
    describe(pdf, _facts(document, order), order.sheet)
    spell(pdf)


def _tag(document: Document, pdf: pydyf.PDF, order: _Order) -> None:
    """Write the structure tree, as for the document to sign but without links to click."""
    tree = build_tree(order.pages, order.composed.language, {})
    _unlink(tree)
    shape(tree)
    marker = Marker(tree, space_glyphs(document.fonts.values()))
    TreeWriter(pdf, marker.mark(order.pages)).write(tree)
    leave_out_idle(order.pages)
    add_soft_fonts(pdf, marker.soft)
    if not any(BREAK_HYPHEN in text for text in order.composed.tree.itertext()):
        keep_real_hyphens(pdf)


def _facts(document: Document, order: _Order) -> FileFacts:
    composed = order.composed
    return FileFacts(
        title=composed.title,
        language=composed.language,
        author=", ".join(document.metadata.authors),
        description=document.metadata.description or "",
        creator=document.metadata.generator or "",
        producer=f"WeasyPrint {VERSION}",
        date=composed.date,
        fingerprint=composed.fingerprint,
    )


# Paper has nothing to click


def _drop_annotations(pdf: pydyf.PDF) -> None:
    """PDF/X lets no annotation lie inside the bleed (ISO 15930-7, 6.17)."""
    for page in _pages(pdf):
        for reference in page.pop("Annots", []):
            pdf.objects[int(reference.split()[0])].clear()
    pdf.catalog.pop("Names", None)


def _unlink(node: Node) -> None:
    node.kids = [kid for kid in node.kids if not isinstance(kid, Annotation)]
    if node.role == "Link":
        node.role = "Span"
    for kid in node.kids:
        if isinstance(kid, Node):
            _unlink(kid)


def _pages(pdf: pydyf.PDF) -> Iterator[pydyf.Dictionary]:
    kids: Sequence[object] = pdf.pages["Kids"]
    for number in kids[::3]:
        yield pdf.objects[int(str(number))]


# Inks only, and nothing seen through


def _drop_screen_spaces(pdf: pydyf.PDF) -> None:
    """Take away the Lab spaces that the engine offers every page; what uses one is told."""
    for each in pdf.objects:
        if isinstance(each, dict) and "lab-d50" in each:
            used = _used_spaces(pdf)
            for name in [name for name in each if name not in used]:
                del each[name]


def _used_spaces(pdf: pydyf.PDF) -> set[str]:
    items = (item for each in _streams(pdf) for item in each.stream)
    operators = (item.split() for item in items if isinstance(item, bytes))
    return {
        words[0][1:].decode("latin-1")
        for words in operators
        if len(words) == 2 and words[1] in (b"cs", b"CS")  # noqa: PLR2004 - name and operator
    }


def _streams(pdf: pydyf.PDF) -> Iterator[pydyf.Stream]:
    return (each for each in pdf.objects if isinstance(each, pydyf.Stream))


def _settle_transparency(pdf: pydyf.PDF, sheet: PrintSheet) -> None:
    """Take off the engine's groups where nothing is seen through; refuse what X-1a forbids.

    The engine puts some pictures and centred SVG text into groups. With full opacity and normal
    blending such a group paints what its content paints (ISO 32000-1, 11.4.8).
    """
    found = sorted(set(_transparent(pdf)))
    if not found:
        for each in _streams(pdf):
            each.extra.pop("Group", None)
        return
    if sheet.standard is PressStandard.X_1A:
        raise ContentRefused(
            Problem(
                "press-transparency",
                say(
                    "PDF/X-1a tillåter inget genomskinligt, men sidan har {what}",
                    what=", ".join(found),
                ),
                Place(sheet.id),
                instead=say("ta bort opacity och masker ur layoutens stil och bilder"),
            )
        )


def _transparent(pdf: pydyf.PDF) -> Iterator[str]:
    """Yield the PDF's own name for each way in which something is seen through."""
    for each in pdf.objects:
        if isinstance(each, pydyf.Stream):
            if "SMask" in each.extra:
                yield "SMask"
        elif isinstance(each, dict):
            for state in each.get("ExtGState", {}).values():
                yield from _transparent_state(state)


def _transparent_state(state: Mapping[str, object]) -> Iterator[str]:
    yield from (name for name in ("ca", "CA") if float(str(state.get(name, 1))) < 1)
    if state.get("SMask", "/None") != "/None":
        yield "SMask"
    if state.get("BM", "/Normal") != "/Normal":
        yield "BM"
