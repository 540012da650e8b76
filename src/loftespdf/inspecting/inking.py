"""Colours as a press sees them: which inks, how much of each, and which are no inks at all.

Colour spaces: ISO 32000-1, 8.6.
"""

import zlib
from collections.abc import Sequence
from enum import StrEnum

import pikepdf
from msgspec import Struct

from loftespdf.inspecting.raw import Raw, entry, name, number

#: Shares of cyan, magenta, yellow and black, each 0–1.
Inks = tuple[float, float, float, float]


class SpaceKind(StrEnum):
    """Kinds of colour space, as they matter to a press."""

    GREY = "grey"
    CMYK = "cmyk"
    ICC_CMYK = "icc-cmyk"
    RGB = "rgb"
    INDEPENDENT = "independent"
    SPOT = "spot"
    PATTERN = "pattern"
    UNKNOWN = "unknown"


#: What comes out as the four inks with no further conversion than a change of profile.
PRESS_KINDS = frozenset({SpaceKind.GREY, SpaceKind.CMYK, SpaceKind.ICC_CMYK, SpaceKind.PATTERN})


class Space(Struct, frozen=True):
    """A colour space. ``name`` is for people; ``colorants`` are those of a Separation or DeviceN.

    ``components`` is how many numbers make a colour; ``indexed`` tells a palette of this kind.
    ``base`` is the space that patterns without colours of their own are painted in.
    """

    kind: SpaceKind
    name: str
    components: int
    colorants: tuple[str, ...] = ()
    indexed: bool = False
    base: "Space | None" = None


class Colour(Struct, frozen=True):
    """A colour that is set. ``inks`` is None where it cannot be told which they are."""

    space: Space
    inks: Inks | None

    @property
    def total(self) -> float | None:
        """All ink together, in percent."""
        return None if self.inks is None else 100 * sum(self.inks)


GREY = Space(SpaceKind.GREY, "DeviceGray", 1)
_RGB = Space(SpaceKind.RGB, "DeviceRGB", 3)
_CMYK = Space(SpaceKind.CMYK, "DeviceCMYK", 4)
_PATTERN = Space(SpaceKind.PATTERN, "Pattern", 0)
BLACK = Colour(GREY, (0, 0, 0, 1))
_DEVICE = {
    "/DeviceGray": GREY, "/G": GREY, "/DeviceRGB": _RGB, "/RGB": _RGB, "/DeviceCMYK": _CMYK,
    "/CMYK": _CMYK, "/Pattern": _PATTERN,
}  # fmt: skip
_INDEPENDENT = {"/CalGray": 1, "/CalRGB": 3, "/Lab": 3}
_BY_COMPONENTS = {1: SpaceKind.GREY, 3: SpaceKind.RGB, 4: SpaceKind.ICC_CMYK}
#: So deep may spaces lead to spaces: those that lead to themselves end somewhere.
_DEEPEST = 4
#: What an ICC profile's head says (ICC.1, 7.2.6) → how many numbers make a colour.
_COMPONENTS_OF = {"GRAY": 1, "RGB": 3, "Lab": 3, "XYZ": 3, "CMYK": 4}
_INDEPENDENT_PROFILES = ("Lab", "XYZ")
_PROFILE_HEAD = 128
_PROCESS = ("Cyan", "Magenta", "Yellow", "Black")


class Inking(Struct, frozen=True):
    """The part of the graphics state that only a press asks for."""

    fill: Colour = BLACK
    stroke: Colour = BLACK
    width: float = 1.0
    fill_over: bool = False
    stroke_over: bool = False
    over_mode: int = 0
    stroke_alpha: float = 1.0
    blend: str = "/Normal"
    masked: bool = False


START = Inking()


def of_device(operands: Sequence[Raw]) -> Colour:
    """Return the colour of g, rg or k and their capitals, told apart by their operands."""
    space = {1: GREY, 3: _RGB, 4: _CMYK}.get(len(operands))
    if space is None:
        return Colour(Space(SpaceKind.UNKNOWN, "?", len(operands)), None)
    return colour_in(space, [number(value, 0.0) for value in operands])


def initial(space: Space) -> Colour:
    """Return the colour that setting a space sets (ISO 32000-1, 8.6.8)."""
    if space.kind in (SpaceKind.CMYK, SpaceKind.ICC_CMYK):
        return colour_in(space, (0, 0, 0, 1))
    start = 1.0 if space.kind is SpaceKind.SPOT or space.colorants else 0.0
    return colour_in(space, (start,) * space.components)


def colour_in(space: Space, values: Sequence[float]) -> Colour:
    """Return the colour that these numbers make in a space."""
    return Colour(space, _inks(space, [min(max(value, 0.0), 1.0) for value in values]))


def _inks(space: Space, values: Sequence[float]) -> Inks | None:
    if space.indexed or len(values) != space.components:
        return None
    match space.kind:
        case SpaceKind.GREY:
            return (0, 0, 0, 1 - values[0])
        case SpaceKind.CMYK | SpaceKind.ICC_CMYK if not space.colorants:
            cyan, magenta, yellow, black = values
            return (cyan, magenta, yellow, black)
        case SpaceKind.CMYK:
            return _of_colorants(space.colorants, values)
    return None


def _of_colorants(colorants: Sequence[str], values: Sequence[float]) -> Inks:
    shares = dict(zip(colorants, values, strict=True))
    if "All" in shares:
        return (shares["All"],) * 4
    cyan, magenta, yellow, black = (shares.get(name, 0.0) for name in _PROCESS)
    return (cyan, magenta, yellow, black)


def space_of(raw: Raw, resources: Raw, depth: int = 0) -> Space:
    """Read a colour space: a name, of the resources or of a device, or an array."""
    if isinstance(raw, pikepdf.Name):
        found = entry(entry(resources, "/ColorSpace"), name(raw))
        if name(raw) in _DEVICE or found is None or depth > _DEEPEST:
            return _DEVICE.get(name(raw)) or _none(raw)
        return space_of(found, resources, depth + 1)
    if not isinstance(raw, pikepdf.Array) or not len(raw) or depth > _DEEPEST:
        return _none(raw)
    family = name(raw[0])
    if family in _INDEPENDENT:
        return Space(SpaceKind.INDEPENDENT, family[1:], _INDEPENDENT[family])
    if family == "/Pattern" and len(raw) > 1:
        base = space_of(raw[1], resources, depth + 1)
        return Space(SpaceKind.PATTERN, "Pattern", base.components, base=base)
    return _DEVICE.get(family) or _special(family, [*raw, None, None][1], resources, depth)


def _special(family: str, of: Raw, resources: Raw, depth: int) -> Space:
    """Read a space that is made of another: ``of`` is what follows the family in its array."""
    if family == "/ICCBased" and isinstance(of, pikepdf.Stream):
        return _by_profile(of)
    if family in ("/Indexed", "/I"):
        base = space_of(of, resources, depth + 1)
        return Space(base.kind, f"{base.name} (palett)", 1, base.colorants, indexed=True)
    if family == "/Separation":
        return _colorants((name(of)[1:],), family)
    if family == "/DeviceN" and isinstance(of, pikepdf.Array):
        return _colorants(tuple(name(each)[1:] for each in of), family)
    return Space(SpaceKind.UNKNOWN, family[1:], 0)


def _by_profile(profile: pikepdf.Stream) -> Space:
    """Read a space of an ICC profile: what the profile says counts, not only how many inks."""
    components = int(number(profile.get("/N"), 0))
    says = profile_space(profile)
    kind = _BY_COMPONENTS.get(components, SpaceKind.UNKNOWN)
    if _COMPONENTS_OF.get(says) != components:
        return Space(SpaceKind.UNKNOWN, f"ICCBased ({components}, {says or '?'})", components)
    if says in _INDEPENDENT_PROFILES:
        kind = SpaceKind.INDEPENDENT
    return Space(kind, f"ICCBased ({components})", components)


def profile_space(profile: pikepdf.Stream) -> str:
    """Return the colour space in an ICC profile's head ("CMYK"), or nothing where it is none."""
    try:
        head = _beginning(profile)
    except (pikepdf.PdfError, zlib.error):
        return ""
    if head[36:40] != b"acsp":
        return ""
    return head[16:20].decode("latin-1").strip()


def _beginning(stream: pikepdf.Stream) -> bytes:
    """Return a stream's first bytes: a profile of a megabyte is not unfolded for its head."""
    plain = stream.get("/DecodeParms") is None and stream.get("/Filter") == "/FlateDecode"
    if plain:
        return zlib.decompressobj().decompress(stream.read_raw_bytes(), _PROFILE_HEAD)
    return bytes(stream.read_bytes()[:_PROFILE_HEAD])


def _colorants(colorants: tuple[str, ...], family: str) -> Space:
    spots = [each for each in colorants if each not in (*_PROCESS, "All", "None")]
    kind = SpaceKind.SPOT if spots else SpaceKind.CMYK
    return Space(kind, f"{family[1:]} {', '.join(spots or colorants)}", len(colorants), colorants)


def _none(raw: Raw) -> Space:
    return Space(SpaceKind.UNKNOWN, name(raw).removeprefix("/") if raw is not None else "?", 0)
