"""A laid-out document becomes PDF/A-2a and PDF/UA-1 in one file.

The engine writes PDF/A-2a; what it leaves undone for PDF/UA and for people is done here on its own
objects, before they become bytes: one structure tree made from the HTML, whole lists and tables,
artifacts, languages, soft hyphens, metadata for both standards. Same input, same bytes.
"""

from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files
from io import BytesIO
from typing import Any, TypeAlias

import pydyf
from weasyprint import VERSION
from weasyprint.css import ColorProfile

from loftespdf.model.composed import Composed
from loftespdf.typesetting.field_font import FieldFont
from loftespdf.typesetting.finish_fields import add_fields
from loftespdf.typesetting.finish_files import (
    add_soft_fonts,
    keep_pixels,
    keep_real_hyphens,
    pack,
    space_glyphs,
    tidy_font_names,
)
from loftespdf.typesetting.finish_joins import join
from loftespdf.typesetting.finish_nodes import PaintedPage
from loftespdf.typesetting.finish_objects import TreeWriter, drop_engine_tree
from loftespdf.typesetting.finish_packed import pack_file
from loftespdf.typesetting.finish_paint import leave_out_idle
from loftespdf.typesetting.finish_shape import shape
from loftespdf.typesetting.finish_streams import Marker
from loftespdf.typesetting.finish_tree import BREAK_HYPHEN, build_tree
from loftespdf.typesetting.shortcut_tags import leave_tree
from loftespdf.typesetting.xmp import FileFacts, info_of, xmp_of

#: A laid-out document of the engine, which carries no types.
Document: TypeAlias = Any

_INTENT = "sRGB2014"
#: No packing by the engine: ``pack`` and ``pack_file`` do it once, and with care.
_OPTIONS = {"pdf_variant": "pdf/a-2a", "uncompressed_pdf": True, "output_intent": _INTENT}


def write_pdf(document: Document, composed: Composed, field_font: FieldFont | None = None) -> bytes:
    """Return the finished PDF of a document that the engine has laid out from ``composed``.

    With ``field_font`` its blanks become form fields.
    """
    _give_profile(document)
    leave_tree(document)
    pages: list[PaintedPage] = []
    for page in document.pages:
        # The engine tells which box got which MCID while it paints, and forgets it afterwards.
        page.paint = remembering(page, pages)
    finisher = partial(_finish, composed=composed, pages=pages, field_font=field_font)
    content = bytes(document.write_pdf(finisher=finisher, **_OPTIONS))
    for page in document.pages:
        del page.paint  # it holds the page
    return content


def _give_profile(document: Document) -> None:
    """Say what RGB means in the file (ISO 19005-2, 6.2.3), with the engine's own sRGB profile.

    The engine would open the profile's file anew for each document, and leave it open.
    """
    document.output_intent = _INTENT
    document.color_profiles[_INTENT] = ColorProfile(
        BytesIO(_srgb()), f"{_INTENT}.icc", "relative-colorimetric", (["r"], ["g"], ["b"])
    )


@cache
def _srgb() -> bytes:
    return (files("weasyprint.pdf") / f"{_INTENT}.icc").read_bytes()


def remembering(page: Document, pages: list[PaintedPage]) -> Callable[..., None]:
    """Return the page's painting, which then also adds to ``pages`` what it painted."""
    paint = type(page).paint

    def painted(stream: pydyf.Stream, scale: float = 1) -> None:
        paint(page, stream, scale)
        numbers = {box: tag["mcid"] for box, tag in stream._tags.items()}  # noqa: SLF001
        pages.append(PaintedPage(stream, page._page_box, numbers, page.height))  # noqa: SLF001

    return painted


def _finish(
    document: Document,
    pdf: pydyf.PDF,
    composed: Composed,
    pages: list[PaintedPage],
    field_font: FieldFont | None,
) -> None:
    drop_engine_tree(pdf)
    fields = add_fields(pdf, pages, field_font) if field_font else {}
    tree = build_tree(pages, composed.language, fields)
    shape(tree)
    marker = Marker(tree, space_glyphs(document.fonts.values()))
    TreeWriter(pdf, marker.mark(pages)).write(tree)
    tree.let_go()
    leave_out_idle(pages)
    join(pages)
    add_soft_fonts(pdf, marker.soft)
    if not any(BREAK_HYPHEN in text for text in composed.tree.itertext()):
        keep_real_hyphens(pdf)
    _describe(pdf, _facts(document, composed))
    tidy_font_names(pdf)
    keep_pixels(pdf)
    pack(pdf)
    pack_file(pdf)


def _facts(document: Document, composed: Composed) -> FileFacts:
    return FileFacts(
        title=composed.title,
        language=composed.language,
        author=", ".join(document.metadata.authors),
        creator=document.metadata.generator or "",
        producer=f"WeasyPrint {VERSION}",
        date=composed.date,
        fingerprint=composed.fingerprint,
    )


def _describe(pdf: pydyf.PDF, facts: FileFacts) -> None:
    pdf.info.clear()
    pdf.info.update({name: pydyf.String(text) for name, text in info_of(facts).items()})
    metadata = pydyf.Stream([xmp_of(facts)], {"Type": "/Metadata", "Subtype": "/XML"})
    pdf.add_object(metadata)
    pdf.catalog["Metadata"] = metadata.reference
    pdf.catalog["Lang"] = pydyf.String(facts.language)
