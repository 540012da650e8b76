"""A box that a page draws itself: a bar, a sign, a segment. Its ink is its meaning, no colour is.

A page names it as a picture (``<img src="ritat/full-27.5x3.4" alt="…"/>``), and every typesetter
makes it in its own way: as lines in the PDF, as a shape in Word.
"""

import re
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

_FOLDER = "ritat/"
_ADDRESS = re.compile(r"ritat/(?P<ink>[a-z]+)-(?P<width>\d+(?:\.\d+)?)x(?P<height>\d+(?:\.\d+)?)")


class Ink(StrEnum):
    """How a box is filled; each is told from the others without colour."""

    FULL = "full"
    HALF = "half"
    GREY = "grey"
    SLASH = "slash"
    EMPTY = "empty"
    DASHED = "dashed"


class Drawing(Struct, frozen=True):
    """A box in one ink, its width and height in mm, border included."""

    ink: Ink
    width: Decimal
    height: Decimal

    @property
    def address(self) -> str:
        """What the page calls it."""
        return f"{_FOLDER}{self.ink}-{self.width.normalize():f}x{self.height.normalize():f}"


def is_drawn(address: str) -> bool:
    """Tell whether an address asks for a drawing and not for a file."""
    return address.startswith(_FOLDER)


def drawing_of(address: str) -> Drawing | None:
    """Return the drawing of an address, None where there is no such."""
    found = _ADDRESS.fullmatch(address)
    if found is None or found["ink"] not in set(Ink):
        return None
    return Drawing(Ink(found["ink"]), Decimal(found["width"]), Decimal(found["height"]))
