"""A photograph without what the camera wrote into it: the place, the time, the owner's name.

What is published must not tell where somebody stood. The pixels stay as they are: parts of the file
are left out, nothing is encoded anew, except where the camera only noted which way is up.
"""

import re
from collections.abc import Iterator
from io import BytesIO

_ORIENTATION = 0x0112
_UPRIGHT = (0, 1)
#: For the few pictures that must be turned: no difference that can be seen.
_QUALITY = 95

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
#: JPEG's marker before the pixels (ITU-T T.81, B.1.1.3): what follows it has no length.
_SCAN = 0xDA
#: JFIF, the profile of colours, and Adobe's note on how colours are stored.
_KEPT_SEGMENTS = {0xE0: b"", 0xE2: b"ICC_PROFILE", 0xEE: b"Adobe"}
_COMMENT = 0xFE
#: Where a PNG may note which way is up: its own chunk, or what ImageMagick writes.
_PNG_NOTES = re.compile(rb"eXIf|Raw profile type (exif|APP1)")
#: PNG's chunks that say how to show the pixels (PNG, third edition, chapter 11).
_KEPT_CHUNKS = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"cICP", b"pHYs",
})  # fmt: skip


def cleaned(content: bytes) -> bytes:
    """Return a PNG or JPEG upright and without private notes; any other file as it is.

    ``content`` is a whole picture, proven by the caller.
    """
    if content.startswith(_JPEG):
        return b"".join(_segments(_upright(content)))
    if content.startswith(_PNG):
        return b"".join(_chunks(_upright(content)))
    return content


def _upright(content: bytes) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415 - most pledges have no picture to pay for it

    if content.startswith(_PNG) and not _PNG_NOTES.search(content):
        return content  # to look for the notes Pillow would unpack the whole picture
    image = Image.open(BytesIO(content))
    if image.getexif().get(_ORIENTATION, 1) in _UPRIGHT:
        return content
    out, profile = BytesIO(), image.info.get("icc_profile")
    ImageOps.exif_transpose(image).save(out, image.format, quality=_QUALITY, icc_profile=profile)
    return out.getvalue()


def _segments(content: bytes) -> Iterator[bytes]:
    yield _JPEG
    at = len(_JPEG)
    while at + 4 <= len(content):
        marker = content[at + 1]
        if content[at] != 0xFF or marker == _SCAN:  # noqa: PLR2004 - every marker begins with it
            break
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if _is_kept(marker, content[at + 4 : end]):
            yield content[at:end]
        at = end
    yield content[at:]


def _is_kept(marker: int, body: bytes) -> bool:
    is_application = 0xE0 <= marker <= 0xEF  # noqa: PLR2004 - APP0 to APP15
    if is_application:
        return marker in _KEPT_SEGMENTS and body.startswith(_KEPT_SEGMENTS[marker])
    return marker != _COMMENT


def _chunks(content: bytes) -> Iterator[bytes]:
    yield _PNG
    at = len(_PNG)
    while at + 8 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        if content[at + 4 : at + 8] in _KEPT_CHUNKS:
            yield content[at:end]
        at = end
