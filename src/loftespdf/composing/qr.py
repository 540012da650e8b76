"""A link as a QR code: vector, black ink alone, with its quiet zone (ISO/IEC 18004)."""

from hashlib import sha256

from loftespdf.model.assets import Asset

#: The standard's quiet zone, in modules on each side.
_QUIET = 4
_BLACK = "device-cmyk(0 0 0 1)"


def qr_code(address: str) -> tuple[str, Asset]:
    """Return the path and the SVG of a code that leads to ``address``.

    Error correction is M (15 %): newsprint swallows a module here and there.
    """
    import segno  # noqa: PLC0415 - only where there is a link

    matrix = segno.make_qr(address, error="m", boost_error=False).matrix
    side = len(matrix) + 2 * _QUIET
    dark = "".join(
        f"M{x + _QUIET} {y + _QUIET}h1v1h-1z"
        for y, row in enumerate(matrix)
        for x, module in enumerate(row)
        if module
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}"'
        f' height="{side}"><path fill="{_BLACK}" d="{dark}"/></svg>'
    )
    path = f"qr/{sha256(address.encode()).hexdigest()[:16]}.svg"
    return path, Asset(svg.encode(), path)
