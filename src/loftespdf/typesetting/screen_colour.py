"""A document's pictures in colours that a screen shows, where their makers meant them for a press.

Photographs from a printer or a picture bank are often separated (CMYK), and scanners save greys of
16 bits. Advertisements take both as they are. PDF/A with sRGB as its colours forbids the first
(ISO 19005-2, 6.2.4.3), the engine knows nothing of the second, and browsers show them as they like.
"""

from io import BytesIO
from typing import TYPE_CHECKING

from loftespdf.model.assets import Asset, Assets, Reading

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
#: No difference that can be seen.
_QUALITY = 95
_SIXTEEN_TO_EIGHT = 257


def on_screen(assets: Assets, inks: str) -> Reading:
    """Return a reading of the assets in which the pictures below ``content/`` are in RGB or grey.

    Args:
        assets: what a job may read.
        inks: the path of the ICC profile (CMYK) for separated pictures that carry none.

    Returns:
        The reading; ``inks`` is among what it asked for where it was needed. Pictures keep the
        digests of their files. Those that every screen shows keep their bytes.
    """
    reading, made = Reading(assets), dict[str, Asset]()
    for path, asset in assets.files.items():
        if path.startswith("content/") and asset.content.startswith((_JPEG, _PNG)):
            content = _shown(asset.content, reading, inks)
            if content is not asset.content:
                made[path] = Asset(content, asset.origin, asset.digest)
    return Reading(assets.with_files(made), reading.asked) if made else reading


def _shown(content: bytes, reading: Reading, inks: str) -> bytes:
    from PIL import Image  # noqa: PLC0415 - most pledges have no picture to pay for it

    image = Image.open(BytesIO(content))
    if image.mode == "CMYK":
        shipped = reading.get(inks)
        return _saved(_mixed(image, shipped.content if shipped else b""), "JPEG")
    if image.mode.startswith("I"):  # sixteen bits of grey
        grey = image.convert("I").point(lambda value: value / _SIXTEEN_TO_EIGHT)
        return _saved(grey.convert("L"), "PNG")
    return content


def _mixed(image: "Picture", shipped: bytes) -> "Picture":
    """Return a separated picture in sRGB, by its own profile, the shipped one or arithmetic."""
    from PIL import ImageCms  # noqa: PLC0415 - few pictures are separated

    screen = ImageCms.createProfile("sRGB")
    for profile in (image.info.get("icc_profile"), shipped):
        if not profile:
            continue
        try:
            mixed = ImageCms.profileToProfile(
                image, BytesIO(profile), screen,
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )  # fmt: skip
        except (ImageCms.PyCMSError, OSError):  # broken, or of other colours than the picture
            continue
        if mixed is not None:
            return mixed
    return image.convert("RGB")


def _saved(image: "Picture", kind: str) -> bytes:
    image.info.pop("icc_profile", None)
    out = BytesIO()
    image.save(out, kind, quality=_QUALITY)
    return out.getvalue()
