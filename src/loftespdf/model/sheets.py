"""The space that is booked for an advertisement, or a poster's sheet: what the PDF must keep to."""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

#: Sides of a space that can be booked, in mm: below, no word of readable size stands in it; above,
#: no newspaper's page and no poster of ours.
SMALLEST_SIDE, LARGEST_SIDE = Decimal(30), Decimal(1200)


class Paper(StrEnum):
    """Kinds of paper: they decide what a format's empty cells fall back to."""

    NEWSPRINT = "tidning"
    COATED = "bestruket"


class PressStandard(StrEnum):
    """What printers ask a PDF to be."""

    X_4 = "x-4"
    X_1A = "x-1a"
    PDF_1_4 = "pdf-1.4"


class PrintSheet(Struct, frozen=True):
    """One sheet with all its limits known; what the paper left open has been filled in.

    Lengths are in mm, ink in percent, type in pt, resolution in ppi and file size in MB.
    ``width`` and ``height`` are the trimmed size. ``safe_margin`` is how far inside the trim text
    must stay. ``profile`` is the ICC profile that is used, a path among the assets;
    ``missing_profile`` where the paper's own would stand, when it is not there. ``defaults`` names
    the fields where the paper says nothing and a default ("förval") stands.
    """

    id: str
    publication: str
    name: str
    width: Decimal
    height: Decimal
    bleed: Decimal
    safe_margin: Decimal
    paper: Paper
    standard: PressStandard
    icc_condition: str
    profile: str
    max_ink: Decimal
    min_ppi: Decimal
    min_type: Decimal
    min_negative_type: Decimal
    max_megabytes: Decimal
    type_area: tuple[Decimal, Decimal] | None = None
    file_name: str | None = None
    marks: bool = False
    missing_profile: str | None = None
    defaults: frozenset[str] = frozenset()
