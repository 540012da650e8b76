"""The ink in a picture's pixels, read from the picture itself."""

from io import BytesIO

import pikepdf
from PIL import Image, ImageMath

from loftespdf.inspecting.inking import Space, SpaceKind
from loftespdf.inspecting.press_reading import PixelInk
from loftespdf.inspecting.raw import Raw, number

_FULL = 255
#: A picture of more pixels is not unfolded here: an A3 page at 400 ppi has 31 million.
_MOST_PIXELS = 60_000_000
#: So many are added up at a time: sums of a whole photograph are slow to fetch from memory.
_STRIP = 1 << 17


def ink_of(stream: Raw, space: Space) -> PixelInk | None:
    """Return the most ink of any pixel; None where it cannot be told without converting colours."""
    if not isinstance(stream, pikepdf.Stream) or space.indexed or space.colorants:
        return None
    if space.kind is SpaceKind.GREY:
        return PixelInk(100.0, 0.0)
    if space.kind not in (SpaceKind.CMYK, SpaceKind.ICC_CMYK):
        return None
    try:
        picture = _unfolded(stream)
        return None if picture is None else most_ink(picture)
    except (OSError, ValueError, SyntaxError, pikepdf.PdfError, Image.DecompressionBombError):
        return None


def most_ink(picture: Image.Image) -> PixelInk:
    """Return the most ink of any pixel of a CMYK picture."""
    rows = max(1, _STRIP // max(picture.width, 1))
    strips = (
        picture.crop((0, top, picture.width, min(top + rows, picture.height)))
        for top in range(0, picture.height, rows)
    )
    found = [_most_ink(strip) for strip in strips]
    return PixelInk(max(each.total for each in found), max(each.colours for each in found))


def _most_ink(picture: Image.Image) -> PixelInk:
    cyan, magenta, yellow, black = picture.split()
    colours = ImageMath.lambda_eval(
        lambda of: of["c"] + of["m"] + of["y"], c=cyan, m=magenta, y=yellow
    )
    total = ImageMath.lambda_eval(lambda of: of["s"] + of["k"], s=colours, k=black)
    return PixelInk(_percent(total), _percent(colours))


def _percent(band: Image.Image) -> float:
    _, most = band.getextrema()
    return number(most, 0.0) * 100 / _FULL


def _unfolded(stream: pikepdf.Stream) -> Image.Image | None:
    width, height = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
    if not 0 < width * height <= _MOST_PIXELS or int(stream.get("/BitsPerComponent", 8)) != 8:  # noqa: PLR2004
        return None
    filters = stream.get("/Filter")
    names = (
        [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    )
    if names == ["/DCTDecode"]:
        # Pillow turns the inks around, as Adobe writes them; a PDF only where Decode says so.
        opened = Image.open(BytesIO(stream.read_raw_bytes()), formats=("JPEG",))
        if opened.mode != "CMYK":
            return None
        return opened if _is_inverted(stream) else Image.eval(opened, lambda value: _FULL - value)
    data = stream.read_bytes()
    if len(data) < width * height * 4:
        return None
    picture = Image.frombytes("CMYK", (width, height), data[: width * height * 4])
    return Image.eval(picture, lambda value: _FULL - value) if _is_inverted(stream) else picture


def _is_inverted(stream: pikepdf.Stream) -> bool:
    decode = stream.get("/Decode")
    return decode is not None and [float(each) for each in decode] == [1, 0] * 4
