"""A finished file is packed.

All but the streams lie in one packed stream of objects (ISO 32000-1, 7.5.7): a file is two thirds
as large, and all who read it unpack some two hundred elements in one go.
"""

import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import BinaryIO

import pydyf
from msgspec import Struct

from loftespdf.typesetting.finish_bytes import spelt
from loftespdf.typesetting.finish_files import well_ended

#: The head of a file, whose second line tells that there are bytes beyond ASCII (7.5.2).
_HEAD = b"%%PDF-%b\n%%\xf0\x9f\x96\xa4\n"
_FOOT = b"startxref\n%d\n%%%%EOF\n"
#: Kinds of entries of the cross-reference stream (table 18), and how many bytes each field takes.
_FREE, _IN_FILE, _PACKED = range(3)
_WIDTHS = (1, 4, 4)
_ENTRY = struct.Struct(">BII")
_NO_GENERATION = 65535
_DIGITS = 16


class PackedFile(Struct, frozen=True):
    """What is to be written; ``root`` and ``info`` refer to two of the objects."""

    objects: Sequence[pydyf.Object]
    root: bytes
    info: bytes

    def write(self, output: BinaryIO, version: str, _identifier: object, _compress: object) -> None:
        """Write the file, with the parameters of the engine's own way.

        Its identifier is a hash of all its objects. Same objects, same bytes.
        """
        streams = {
            each.number: each.data for each in self.objects if isinstance(each, pydyf.Stream)
        }
        others = {
            each.number: spelt(each)
            for each in self.objects
            if each.free == "n" and each.number not in streams
        }
        identifier = blake2b(b"\n".join((*streams.values(), *others.values())), digest_size=_DIGITS)
        holder = len(self.objects)
        streams[holder] = _object_stream(others).data
        content, offsets = _in_file(_HEAD % version.encode(), streams)
        cross = {
            "Type": "/XRef", "Size": holder + 2, "W": pydyf.Array(_WIDTHS), "Root": self.root,
            "Info": self.info, "ID": pydyf.Array([b"<%b>" % identifier.hexdigest().encode()] * 2),
        }  # fmt: skip
        entries = _cross_reference(offsets, holder, others, len(content))
        last = _indirect(holder + 1, _packed(cross, entries).data)
        output.write(content + last + _FOOT % len(content))


def pack_file(pdf: pydyf.PDF) -> None:
    """Let a PDF that lacks nothing more be written in a packed way.

    Its objects are handed on and not the PDF: it would hold itself, and be freed much later.
    """
    pdf.add_object(pdf.info)
    pdf.write = PackedFile(pdf.objects, pdf.catalog.reference, pdf.info.reference).write


def _packed(extra: Mapping[str, object], content: bytes) -> pydyf.Stream:
    return pydyf.Stream([well_ended(zlib.compress(content))], {**extra, "Filter": "/FlateDecode"})


def _object_stream(objects: Mapping[int, bytes]) -> pydyf.Stream:
    """Return the stream of objects: for each its number and where it begins, then all of them."""
    places, at = [], 0
    for number, data in objects.items():
        places.append(b"%d %d" % (number, at))
        at += len(data) + 1
    head = b" ".join(places) + b"\n"
    extra = {"Type": "/ObjStm", "N": len(objects), "First": len(head)}
    return _packed(extra, head + b"\n".join(objects.values()))


def _indirect(number: int, data: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (number, data)


def _in_file(head: bytes, objects: Mapping[int, bytes]) -> tuple[bytes, dict[int, int]]:
    """Return the head with the objects after it, and where each of them begins."""
    pieces, offsets, at = [head], {}, len(head)
    for number, data in objects.items():
        offsets[number] = at
        pieces.append(_indirect(number, data))
        at += len(pieces[-1])
    return b"".join(pieces), offsets


def _cross_reference(
    offsets: Mapping[int, int], holder: int, packed: Iterable[int], last: int
) -> bytes:
    """Return the entries of the cross-reference stream, which itself begins at ``last``."""
    entries = dict.fromkeys(range(holder + 1), (_FREE, 0, _NO_GENERATION))
    entries[holder + 1] = (_IN_FILE, last, 0)
    entries |= {number: (_IN_FILE, offset, 0) for number, offset in offsets.items()}
    entries |= {number: (_PACKED, holder, index) for index, number in enumerate(packed)}
    return b"".join(_ENTRY.pack(*entries[number]) for number in range(holder + 2))
