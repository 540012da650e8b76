"""Drawn boxes as SVG, for whoever reads pictures: the PDF engine and the browser."""

from decimal import Decimal
from functools import lru_cache

from loftespdf.model.drawing import Drawing, Ink

_DARK, _GREY = "#1a1a1a", "#b3b3b3"
#: The border's width and a dash's length, in mm.
_LINE, _DASH = Decimal("0.35"), Decimal("0.9")


@lru_cache(maxsize=512)
def svg_of(drawing: Drawing) -> bytes:
    """Return the drawing as an SVG picture of its own size."""
    width, height = drawing.width, drawing.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm"'
        f' viewBox="0 0 {width} {height}">{_fill(drawing)}{_border(drawing)}</svg>'
    ).encode()


def _fill(drawing: Drawing) -> str:
    width, height = drawing.width, drawing.height
    match drawing.ink:
        case Ink.FULL:
            return f'<rect width="{width}" height="{height}" fill="{_DARK}"/>'
        case Ink.GREY:
            return f'<rect width="{width}" height="{height}" fill="{_GREY}"/>'
        case Ink.HALF:
            half = height / 2
            return f'<rect y="{half}" width="{width}" height="{half}" fill="{_DARK}"/>'
        case Ink.SLASH:
            return (
                f'<line x1="0" y1="{height}" x2="{width}" y2="0" stroke="{_DARK}"'
                f' stroke-width="{_LINE}"/>'
            )
        case Ink.EMPTY | Ink.DASHED:
            return ""


def _border(drawing: Drawing) -> str:
    """The border stands inside the box; a box too small for one is ink alone."""
    width, height = drawing.width - _LINE, drawing.height - _LINE
    if min(width, height) <= 0 or drawing.ink is Ink.FULL:
        return ""
    dashes = f' stroke-dasharray="{_DASH}"' if drawing.ink is Ink.DASHED else ""
    return (
        f'<rect x="{_LINE / 2}" y="{_LINE / 2}" width="{width}" height="{height}" fill="none"'
        f' stroke="{_DARK}" stroke-width="{_LINE}"{dashes}/>'
    )
