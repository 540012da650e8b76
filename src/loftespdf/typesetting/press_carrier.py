"""Pictures in inks without loss, carried through an engine that has no way to say them.

WeasyPrint 70 takes CMYK only as JPEG, and JPEG blurs a logo's edges. So a logo travels as a JPEG
that any program can show, with its exact pixels behind the JPEG's end; while the PDF is finished
they take the JPEG's place.
"""

import zlib
from io import BytesIO
from struct import calcsize, pack, unpack

import pydyf
from msgspec import Struct
from PIL import Image

_FOOT = ">I10s"
_SIGN = b"inks-exact"
_HEAD = ">III"


class Exact(Struct, frozen=True):
    """A picture's pixels, packed by zlib: four inks each, and where it is not opaque, alpha."""

    width: int
    height: int
    inks: bytes
    alpha: bytes


def carry(inks: Image.Image, alpha: Image.Image | None) -> bytes:
    """Return a JPEG that carries the picture's exact pixels behind its end."""
    shown = BytesIO()
    inks.save(shown, "JPEG", quality=75)
    packed = zlib.compress(inks.tobytes(), 9)
    body = pack(_HEAD, inks.width, inks.height, len(packed)) + packed
    if alpha is not None:
        body += zlib.compress(alpha.tobytes(), 9)
    return shown.getvalue() + body + pack(_FOOT, len(body), _SIGN)


def carried(content: bytes) -> Exact | None:
    """Return the exact pixels behind a JPEG, or None where it carries none."""
    foot = calcsize(_FOOT)
    if not content.endswith(_SIGN):
        return None
    length, _ = unpack(_FOOT, content[-foot:])
    body = content[-foot - length : -foot]
    head = calcsize(_HEAD)
    width, height, inks = unpack(_HEAD, body[:head])
    return Exact(width, height, body[head : head + inks], body[head + inks :])


def restore_lossless(pdf: pydyf.PDF) -> None:
    """Put the exact pixels where the engine wrote the JPEG that carries them."""
    for each in list(pdf.objects):
        if not isinstance(each, pydyf.Stream) or each.extra.get("Filter") != "/DCTDecode":
            continue
        exact = carried(b"".join(map(pydyf._to_bytes, each.stream)))  # noqa: SLF001
        if exact is None:
            continue
        each.stream = [exact.inks]
        each.extra["Filter"] = "/FlateDecode"
        each.extra.pop("Decode", None)
        if exact.alpha:
            each.extra["SMask"] = _mask(pdf, exact)


def _mask(pdf: pydyf.PDF, exact: Exact) -> bytes:
    mask = pydyf.Stream(
        [exact.alpha],
        {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": exact.width,
            "Height": exact.height,
            "ColorSpace": "/DeviceGray",
            "BitsPerComponent": 8,
            "Filter": "/FlateDecode",
        },
    )
    pdf.add_object(mask)
    return bytes(mask.reference)
