"""The page's boxes, exact to 0.01 mm, and crop marks where they are asked for."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import pydyf

from loftespdf.model.sheets import PrintSheet

#: A page of the engine, which carries no types. Used: width, height, bleed, in CSS pixels.
Page: TypeAlias = Any

_POINTS_PER_MM = 72 / 25.4
_POINTS_PER_PIXEL = 0.75
#: In points, four decimals are a thirty-thousandth of a millimetre.
_DECIMALS = 4
#: Crop marks begin so far outside the bleed, are so long, and so thick (mm, mm, pt).
MARK_GAP, MARK_LENGTH, MARK_WIDTH = 1.0, 5.0, 0.25


def set_boxes(pdf: pydyf.PDF, pages: Sequence[Page], sheet: PrintSheet) -> None:
    """Set each page's TrimBox, BleedBox and MediaBox (ISO 15930-7, 6.12), and its marks.

    TrimBox is the page as it was laid out, never the sheet's size: the inspection compares them.
    """
    references: Sequence[object] = pdf.pages["Kids"]
    for page, number in zip(pages, references[::3], strict=True):
        entry = pdf.objects[int(str(number))]
        width, height = page.width * _POINTS_PER_PIXEL, page.height * _POINTS_PER_PIXEL
        painted = min(page.bleed.values()) * _POINTS_PER_PIXEL
        bleed = min(float(sheet.bleed) * _POINTS_PER_MM, painted)
        outside = (MARK_GAP + MARK_LENGTH + 1) * _POINTS_PER_MM if sheet.marks else 0.0
        entry["TrimBox"] = _box(width, height, 0)
        entry["BleedBox"] = _box(width, height, bleed)
        entry["MediaBox"] = _box(width, height, bleed + outside)
        if sheet.marks:
            marks = pydyf.Stream([_marks(width, height, bleed)])
            pdf.add_object(marks)
            entry["Contents"] = pydyf.Array([marks.reference, entry["Contents"]])


def _box(width: float, height: float, around: float) -> pydyf.Array:
    corners = (-around, -around, width + around, height + around)
    return pydyf.Array(round(corner, _DECIMALS) + 0.0 for corner in corners)


def _marks(width: float, height: float, bleed: float) -> bytes:
    """Return the operators of eight lines in K, two at each corner, as furniture."""
    near = bleed + MARK_GAP * _POINTS_PER_MM
    far = near + MARK_LENGTH * _POINTS_PER_MM
    lines = [f"/Artifact BMC q 0 0 0 1 K {MARK_WIDTH} w"]
    for x in (0.0, width):
        for start, end in ((-near, -far), (height + near, height + far)):
            lines.append(f"{x:.4f} {start:.4f} m {x:.4f} {end:.4f} l S")
    for y in (0.0, height):
        for start, end in ((-near, -far), (width + near, width + far)):
            lines.append(f"{start:.4f} {y:.4f} m {end:.4f} {y:.4f} l S")
    return "\n".join((*lines, "Q EMC")).encode()
