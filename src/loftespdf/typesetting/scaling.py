"""A photograph no larger than it can be seen."""

from io import BytesIO

from PIL import Image, UnidentifiedImageError

#: For photographs on a screen and in Word: the difference cannot be seen.
_QUALITY = 85


def within(content: bytes, pixels: int) -> bytes:
    """Return a PNG or JPEG whose longer side is at most ``pixels``; a smaller one as it is.

    The profile of colours goes along. Files that are no such picture are returned as they are.
    """
    try:
        image = Image.open(BytesIO(content), formats=("PNG", "JPEG"))
    except UnidentifiedImageError:
        return content
    if max(image.size) <= pixels:
        return content
    kind, profile = image.format, image.info.get("icc_profile")
    image.draft(image.mode, (pixels, pixels))  # a JPEG is read at the nearest larger size at once
    image.thumbnail((pixels, pixels), Image.Resampling.LANCZOS)
    out = BytesIO()
    image.save(out, kind, quality=_QUALITY, optimize=True, icc_profile=profile)
    return out.getvalue()
