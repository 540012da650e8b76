"""ICC profiles: what one says of itself, or why a press cannot be driven with it."""

from io import BytesIO

from msgspec import Struct
from PIL import ImageCms

from loftespdf.model.problem import Place, Problem, say

#: The largest profile that is read, in bytes: honest ones for print have one to four million.
MAX_BYTES = 10_000_000
_SIGNATURE = slice(36, 40)
_PRINTERS = frozenset({"prtr"})


class ProfileFacts(Struct, frozen=True):
    """What a usable profile says: its name ("ISO Coated v2 300%"), version and copyright."""

    description: str
    version: float
    copyright: str


def read_profile(content: bytes, place: Place) -> ProfileFacts | Problem:
    """Read an ICC profile (ICC.1) that pictures are to be separated with.

    Returns its facts; a Problem at ``place`` when it is broken, no printer's profile, not CMYK,
    or unable to turn screen colours into inks.
    """
    if len(content) > MAX_BYTES or content[_SIGNATURE] != b"acsp":
        return _broken(place)
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(content)).profile
        space = profile.xcolor_space.strip()
        kind = profile.device_class.strip()
    except (OSError, ImageCms.PyCMSError, UnicodeDecodeError):
        return _broken(place)
    if space != "CMYK" or kind not in _PRINTERS:
        return _wrong_kind(place, space, kind)
    if not _separates(content):
        return _broken(place)
    return ProfileFacts(
        (profile.profile_description or "").strip(),
        float(profile.version),
        (profile.copyright or "").strip(),
    )


def _separates(content: bytes) -> bool:
    """Tell whether colours can go both ways: cut-off files fail only here."""
    screen = ImageCms.createProfile("sRGB")
    try:
        inks = ImageCms.ImageCmsProfile(BytesIO(content))
        ImageCms.buildTransform(screen, inks, "RGB", "CMYK")
        ImageCms.buildTransform(inks, screen, "CMYK", "RGB")
    except (OSError, ImageCms.PyCMSError):
        return False
    return True


def _broken(place: Place) -> Problem:
    return Problem(
        "profile-broken",
        say("filen är ingen hel ICC-profil"),
        place,
        instead=say("hämta profilen på nytt hos tidningen eller tryckeriet"),
    )


def _wrong_kind(place: Place, space: str, kind: str) -> Problem:
    what = (
        say("profilen är för skärm (RGB), inte för tryck i CMYK")
        if space == "RGB"
        else say("profilen är för {space} ({kind}), inte för tryck i CMYK", space=space, kind=kind)
    )
    instead = say("be tidningen om deras CMYK-profil och lägg den i styles/profiles")
    return Problem("profile-wrong-kind", what, place, instead=instead)
