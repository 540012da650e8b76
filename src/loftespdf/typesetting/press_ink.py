"""Inks of one printing condition: screen colours turned into them, and their sum held to a limit.

The limit (total area coverage) is the paper's: more ink than it can take smears and shines through.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

from msgspec import Struct
from PIL import Image, ImageCms, ImageFilter, ImageMath

#: Four inks, each 0–255.
Inks = tuple[int, int, int, int]

FULL = 255
_LEVELS = 256
#: So many pixels are added up at a time.
_STRIP = 1 << 17
_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
_COMPENSATED = ImageCms.Flags.BLACKPOINTCOMPENSATION
#: So many of each of red, green and blue stand in the table for photographs: as many as LittleCMS
#: itself uses for pictures of eight bits. Four inks are rounded, by a half each at the most.
_STEPS, _ROUNDED = 33, 2
#: sRGB's transfer curve (IEC 61966-2-1), and that of CIE L*.
_LINEAR_BELOW, _CUBE_ABOVE = 0.04045, 216 / 24389


class Press(Struct, frozen=True):
    """A printing condition: its ICC profile (CMYK) and the most ink it takes, in percent."""

    profile: bytes
    max_ink: float

    @property
    def most(self) -> int:
        """The most that a pixel's four values may sum to: 255 is 100 %."""
        return int(self.max_ink * FULL / 100 + 1e-6)

    def separate(self, picture: Image.Image) -> Image.Image:
        """Return an RGB picture in inks, each pixel within the limit.

        Relative colorimetric with black point compensation, from the picture's own profile or
        sRGB where it has none that can be used.
        """
        own = picture.info.get("icc_profile") or b""
        return limited(_separated(picture, self.profile, own), self.most)

    def separate_photograph(self, picture: Image.Image, most: int) -> Image.Image:
        """Return an RGB photograph in inks, no pixel's sum above ``most``, much sooner.

        By a table of separated colours and the straight lines between them: sums between two
        colours within the limit are within it. Differs from ``separate`` by at most 3 of 255.
        """
        own = picture.info.get("icc_profile") or b""
        inks: Image.Image = picture.filter(_table(self.profile, own, most))
        return inks

    def grey(self, picture: Image.Image) -> Image.Image:
        """Return a grey picture (mode L) in black ink alone, as light as it was."""
        black = picture.point(black_curve(self.profile))
        nothing = Image.new("L", picture.size)
        return Image.merge("CMYK", (nothing, nothing, nothing, black))

    def inks_of(self, red: int, green: int, blue: int) -> Inks:
        """Return one sRGB colour (0–255) in inks: greys in black alone."""
        if red == green == blue:
            return (0, 0, 0, black_curve(self.profile)[red])
        pixel = self.separate(Image.new("RGB", (1, 1), (red, green, blue)))
        cyan, magenta, yellow, black = pixel.tobytes()
        return (cyan, magenta, yellow, black)


def _strips(inks: Image.Image) -> Iterator[tuple[int, Image.Image]]:
    """Yield a picture in strips of whole rows, each with the row it begins at.

    Sums are of 32 bits: of a whole photograph they are fetched from memory and given back again
    and again, which takes three to four times as long.
    """
    rows = max(1, _STRIP // max(inks.width, 1))
    for top in range(0, inks.height, rows):
        yield top, inks.crop((0, top, inks.width, min(top + rows, inks.height)))


def ink_sum(inks: Image.Image) -> Image.Image:
    """Return the sum of each CMYK pixel's four values, 0–1020 (mode I)."""
    cyan, magenta, yellow, black = inks.split()
    total: Image.Image = ImageMath.lambda_eval(
        lambda of: of["c"] + of["m"] + of["y"] + of["k"], c=cyan, m=magenta, y=yellow, k=black
    )
    return total


def most_ink(inks: Image.Image) -> int:
    """Return the largest sum of a pixel's four values."""
    return max((_most(strip) for _, strip in _strips(inks)), default=0)


def _most(inks: Image.Image) -> int:
    _, most = ink_sum(inks).getextrema()
    assert isinstance(most, int | float)  # noqa: S101 - one band has one pair
    return int(most)


def limited(inks: Image.Image, most: int) -> Image.Image:
    """Return the picture with no pixel's sum above ``most``.

    Black keeps its value and the three colours shrink together, so that hue stays and the depth
    of a shadow rests on black, as under-colour removal does it. Rounded down: exact.
    """
    held = inks
    for top, strip in _strips(inks):
        if _most(strip) <= most:
            continue
        if held is inks:
            held = inks.copy()
        held.paste(_shrunk(strip, most), (0, top))
    return held


def _shrunk(inks: Image.Image, most: int) -> Image.Image:
    cyan, magenta, yellow, black = inks.split()
    colours = ImageMath.lambda_eval(
        lambda of: of["c"] + of["m"] + of["y"], c=cyan, m=magenta, y=yellow
    )
    room = ImageMath.lambda_eval(
        lambda of: of["min"](of["s"], of["max"](most - of["k"], 0)), s=colours, k=black
    )
    shrunk = [
        ImageMath.lambda_eval(
            lambda of: of["convert"](of["x"] * of["room"] / of["s"], "L"),
            x=each, room=room, s=colours,
        )
        for each in (cyan, magenta, yellow)
    ]  # fmt: skip
    return Image.merge("CMYK", (*shrunk, black))


def _separated(picture: Image.Image, profile: bytes, own: bytes) -> Image.Image:
    inks = Image.new("CMYK", picture.size)
    # Pillow's own way writes the whole profile anew for every picture, which costs more than inks
    _separation(profile, own).transform.apply(picture.getim(), inks.getim())
    return inks


@lru_cache(maxsize=8)
def _table(profile: bytes, own: bytes, most: int) -> ImageFilter.Color3DLUT:
    """Return the inks of evenly spread colours, held to ``most``: red changes fastest."""
    steps = [round(step * FULL / (_STEPS - 1)) for step in range(_STEPS)]
    pixels = bytes(
        v for blue in steps for green in steps for red in steps for v in (red, green, blue)
    )
    colours = Image.frombytes("RGB", (_STEPS * _STEPS, _STEPS), pixels)
    nodes = limited(_separated(colours, profile, own), most - _ROUNDED)
    table = [value / FULL for value in nodes.tobytes()]
    return ImageFilter.Color3DLUT(_STEPS, table, channels=4, target_mode="CMYK")


@lru_cache(maxsize=8)
def _separation(profile: bytes, own: bytes) -> ImageCms.ImageCmsTransform:
    inks = ImageCms.ImageCmsProfile(BytesIO(profile))
    if own:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(own))
            return ImageCms.buildTransform(source, inks, "RGB", "CMYK", _INTENT, _COMPENSATED)
        except (OSError, ImageCms.PyCMSError):
            pass  # a damaged or foreign profile says nothing: sRGB, as for none
    source = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    return ImageCms.buildTransform(source, inks, "RGB", "CMYK", _INTENT, _COMPENSATED)


@lru_cache(maxsize=8)
def black_curve(profile: bytes) -> list[int]:
    """Return for each grey of sRGB (0–255) how much black ink is as light, 0–255.

    Measured on the profile's own ramp of black; white is paper and black is full ink, as black
    point compensation has it.
    """
    lightness = _ramp_of_black(profile)
    darkest, paper = min(lightness), lightness[0]
    rising = [-value for value in lightness]  # black grows, lightness falls: ascending for bisect
    curve: list[int] = []
    for grey in range(_LEVELS):
        wanted = darkest + (paper - darkest) * _lightness(grey / FULL)
        curve.append(min(bisect_left(rising, -wanted), FULL))
    curve[0], curve[FULL] = FULL, 0
    return curve


def _ramp_of_black(profile: bytes) -> list[int]:
    """Return CIE L* (0–255) of black ink from none to full, never rising."""
    inks = ImageCms.ImageCmsProfile(BytesIO(profile))
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    measure = ImageCms.buildTransform(inks, lab, "CMYK", "LAB", _INTENT)
    ramp = Image.frombytes(
        "CMYK", (_LEVELS, 1), bytes(each for k in range(_LEVELS) for each in (0, 0, 0, k))
    )
    measured = ImageCms.applyTransform(ramp, measure)
    assert measured is not None  # noqa: S101 - None only for a change in place
    values = list(measured.getchannel(0).tobytes())
    for at in range(1, _LEVELS):
        values[at] = min(values[at], values[at - 1])
    return values


def _lightness(value: float) -> float:
    """Return CIE L* of an sRGB grey, both 0–1."""
    light = value / 12.92 if value <= _LINEAR_BELOW else ((value + 0.055) / 1.055) ** 2.4
    cube = light ** (1 / 3) if light > _CUBE_ABOVE else (24389 / 27 * light + 16) / 116
    return 1.16 * cube - 0.16
