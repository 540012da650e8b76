"""Photographs and raster logos in inks, within the paper's limit and without what cameras add."""

from collections.abc import Iterator
from io import BytesIO

from msgspec import Struct
from PIL import Image, ImageChops, ImageOps

from loftespdf.model.assets import Asset
from loftespdf.model.problem import Message, Place, Problem, Severity, say
from loftespdf.model.sheets import PressStandard, PrintSheet
from loftespdf.typesetting.press_carrier import carry
from loftespdf.typesetting.press_ink import FULL, Press, limited, most_ink

_MM_PER_INCH = 25.4
#: JPEG for photographs: at this quality its traces cannot be seen in print.
_QUALITY = 94
#: JPEG changes pixels a little. The limit is lowered by what it overshot, at most so often;
#: decoders differ by a step per ink, which is kept free.
_TRIES, _SLACK = 4, 4
#: What JPEG usually overshoots: kept free from the start, since each try costs as much again.
_USUAL_OVERSHOOT = 12
#: More than this many times the least resolution only makes the file larger and the work longer.
_PLENTY, _ENOUGH = 1.15, 1.02
#: Where a sheet asks for less, as a poster does, a finer picture still keeps so many ppi.
_KEPT_PPI = 150.0
#: A picture is looked at in so much smaller a size to see that it has colours.
_GLANCE = 8
_APP, _COMMENT, _ADOBE, _SCAN = range(0xE0, 0xF0), 0xFE, 0xEE, 0xDA

Size = tuple[float, float]


class Picture(Struct, frozen=True):
    """A picture to be printed: its file, where it goes, its size there in mm if known."""

    asset: Asset
    path: str
    sheet: PrintSheet
    printed: Size | None
    is_logo: bool = False

    @property
    def place(self) -> Place:
        """The picture's file."""
        return Place(self.asset.origin)


def separate(picture: Picture, press: Press) -> tuple[bytes, tuple[Problem, ...]]:
    """Return a PNG or JPEG in inks, and what is to be said of it.

    A photograph (JPEG) stays a JPEG, checked after compression; a PNG travels without loss. CMYK
    keeps its values as far as the limit lets it, greys become black ink alone.
    """
    image = Image.open(BytesIO(picture.asset.content))
    photograph = image.format in ("JPEG", "MPO")
    if photograph and (kept := _kept(image, picture, press)):
        return kept, tuple(_too_coarse(picture, image.size))
    if photograph:  # a JPEG is quickly read at a half or a quarter of its size
        image.draft(image.mode, _enough(picture, image.size) or image.size)
    read = image.size
    ImageOps.exif_transpose(
        image, in_place=True
    )  # otherwise it copies those that stand upright too
    size = _upright(read, image.size, Image.open(BytesIO(picture.asset.content)).size)
    problems = list(_too_coarse(picture, size))
    upright = _smaller(image, _enough(picture, image.size))
    colours, alpha = _without_alpha(upright)
    if alpha is not None and picture.sheet.standard is not PressStandard.X_4:
        colours, alpha = _on_white(colours, alpha), None
        problems.append(_flattened(picture))
    inks = _inks(colours, press, graphic=not photograph)
    if (picture.is_logo or not photograph) and colours.mode == "RGB" and not _is_grey(colours):
        problems.append(_converted(picture) if picture.is_logo else _as_drawing(picture))
    content = _jpeg(inks, press) if photograph else carry(inks, alpha)
    return content, tuple(problems)


def _upright(read: Size, turned: Size, whole: tuple[int, int]) -> Size:
    """Return the file's own size in pixels, turned as the picture was."""
    return whole if read == turned else (whole[1], whole[0])


# Sizes


def _too_coarse(picture: Picture, size: Size) -> Iterator[Problem]:
    if picture.printed is None:
        return
    least = float(picture.sheet.min_ppi)
    pairs = list(zip(size, picture.printed, strict=True))
    found = min(pixels / (length / _MM_PER_INCH) for pixels, length in pairs)
    if found >= least - 0.5:
        return
    scale = found / least
    yield Problem(
        "picture-coarse",
        say("bilden har {found} ppi i sin storlek på sidan, men {sheet} kräver minst {least}",
            found=round(found), sheet=picture.sheet.name, least=round(least)),
        picture.place,
        instead=say("använd en större bild; den här räcker till högst {width} × {height} mm",
                    width=int(picture.printed[0] * scale), height=int(picture.printed[1] * scale)),
    )  # fmt: skip


def _enough(picture: Picture, size: Size) -> tuple[int, int] | None:
    """Return the size in pixels that is enough, where the picture has far more than that.

    A picture whose size on the page is not known covers the whole sheet at most.
    """
    sheet = picture.sheet
    whole = tuple(float(side + 2 * sheet.bleed) for side in (sheet.width, sheet.height))
    pairs = zip(size, picture.printed or whole, strict=True)
    found = min(pixels / (length / _MM_PER_INCH) for pixels, length in pairs)
    least = max(float(picture.sheet.min_ppi), _KEPT_PPI)
    if found <= least * _PLENTY:
        return None
    scale = least * _ENOUGH / found
    return (round(size[0] * scale), round(size[1] * scale))


def _smaller(image: Image.Image, size: tuple[int, int] | None) -> Image.Image:
    if size is None or image.mode not in ("L", "LA", "RGB", "RGBA", "CMYK"):
        return image
    smaller = image.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0)
    smaller.info = image.info
    return smaller


# Colours


def _without_alpha(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Return the colours, in mode L, RGB or CMYK, and the alpha where any pixel needs it."""
    if image.mode in ("RGBA", "LA", "PA", "P") or "transparency" in image.info:
        full = image.convert("RGBA")
        alpha = full.getchannel("A")
        colours = _bare(full.convert("RGB"), image)
        return colours, (alpha if alpha.getextrema() != (FULL, FULL) else None)
    if image.mode in ("1", "L", "CMYK"):
        return (image.convert("L") if image.mode == "1" else image), None
    if image.mode.startswith("I"):  # sixteen bits of grey
        return image.convert("I").point(lambda value: value / 257).convert("L"), None
    return _bare(image.convert("RGB"), image), None


def _bare(colours: Image.Image, image: Image.Image) -> Image.Image:
    own = image.info.get("icc_profile") if image.mode in ("RGB", "RGBA") else None
    colours.info = {"icc_profile": own} if own else {}
    return colours


def _on_white(colours: Image.Image, alpha: Image.Image) -> Image.Image:
    white = Image.new(colours.mode, colours.size, "white")
    white.info = colours.info
    white.paste(colours, mask=alpha)
    return white


def _inks(colours: Image.Image, press: Press, *, graphic: bool) -> Image.Image:
    if colours.mode == "CMYK":
        return limited(colours, press.most if graphic else _aim(press))
    if colours.mode == "L":
        return press.grey(colours)
    if _is_grey(colours):
        return press.grey(colours.getchannel("R"))
    if not graphic:
        return press.separate_photograph(colours, _aim(press))
    inks = press.separate(colours)
    # a drawing's greys and blacks are meant as such; a photograph's are chance
    inks.paste(press.grey(colours.getchannel("R")), mask=_where_grey(colours))
    return inks


def _spread(colours: Image.Image) -> Image.Image:
    """Return how far each pixel is from grey."""
    red, green, blue = colours.split()
    return ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))


def _is_grey(colours: Image.Image) -> bool:
    nothing = (0, 0)
    if min(colours.size) > _GLANCE and _spread(colours.reduce(_GLANCE)).getextrema() != nothing:
        return False
    return _spread(colours).getextrema() == nothing


def _where_grey(colours: Image.Image) -> Image.Image:
    return _spread(colours).point([FULL, *([0] * FULL)])


# JPEG


def _aim(press: Press) -> int:
    """The most ink before compression, so that it is seldom too much afterwards."""
    return press.most - _SLACK - _USUAL_OVERSHOOT


def _jpeg(inks: Image.Image, press: Press) -> bytes:
    """Return a JPEG in which no pixel, read again, is above the limit; ``inks`` are at the aim."""
    aim = _aim(press)
    for _ in range(_TRIES):
        written = BytesIO()
        inks.save(written, "JPEG", quality=_QUALITY, subsampling=0)
        over = most_ink(Image.open(written)) - (press.most - _SLACK)
        if over <= 0:
            return written.getvalue()
        aim -= over
        inks = limited(inks, aim)
    return carry(inks, None)


def _kept(image: Image.Image, picture: Picture, press: Press) -> bytes | None:
    """Return a CMYK JPEG that may stay as it is, bare of metadata, or None."""
    turned = image.getexif().get(0x0112, 1) != 1  # the tag Orientation
    if image.mode != "CMYK" or turned or _enough(picture, image.size):
        return None
    return bare_jpeg(picture.asset.content) if most_ink(image) <= press.most - _SLACK else None


def bare_jpeg(content: bytes) -> bytes:
    """Return a JPEG without comments and application data but Adobe's mark, which tells its inks.

    Nothing is compressed anew (ITU-T T.81, B.1.1).
    """
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 - a marker begins so
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == _SCAN:
            break
        if marker == _ADOBE or not (marker in _APP or marker == _COMMENT):
            kept.append(content[at : at + 2 + length])
        at += 2 + length
    return b"".join((*kept, content[at:]))


# What is said


def _converted(picture: Picture) -> Problem:
    return _note(
        picture,
        "logo-converted",
        say("bilden är i skärmfärger (RGB) och har räknats om till tryckfärger"),
        say("be om en variant i CMYK och ange den som tryck: under logotypen"),
    )


def _as_drawing(picture: Picture) -> Problem:
    """A photograph is better as JPEG; a drawing may stay what it is."""
    return _note(
        picture,
        "picture-converted",
        say("bilden är en PNG i skärmfärger (RGB) och har räknats om till tryckfärger som en"
            " teckning, punkt för punkt"),
        say("är det ett fotografi: spara det som JPEG, så blir filen mindre"),
    )  # fmt: skip


def _flattened(picture: Picture) -> Problem:
    return _note(
        picture,
        "picture-flattened",
        say("bilden har genomskinliga delar, som {standard} inte tål; de har blivit vita",
            standard=picture.sheet.standard.value),
        say("be om en variant på vit botten, eller en SVG"),
    )  # fmt: skip


def _note(picture: Picture, kind: str, what: Message, instead: Message) -> Problem:
    return Problem(kind, what, picture.place, instead=instead, severity=Severity.WARNING)
