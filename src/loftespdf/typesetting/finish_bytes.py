"""Objects become bytes: each once, where pydyf spells each for the file and its identifier.

They are spelt as pydyf does it, without asking each item in turn for all that it might be.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

import pydyf
from msgspec import Struct


def spell(pdf: pydyf.PDF) -> None:
    """Put in the place of each object its bytes, in which nothing can be changed."""
    pdf.objects[:] = [
        each if each.free == "f" else Spelt(spelt(each), each.number) for each in pdf.objects
    ]


class Spelt(Struct):
    """An object that is bytes already, with what pydyf asks of one that it writes."""

    data: bytes
    number: int = 0
    offset: int = 0
    generation: int = 0
    free: str = "n"

    @property
    def indirect(self) -> bytes:
        """The object as it stands in a file."""
        return b"%d 0 obj\n%b\nendobj" % (self.number, self.data)


def spelt(item: Any) -> bytes:  # noqa: ANN401 - whatever pydyf writes
    """Return an object, or an item of one, as bytes."""
    known = _SPELLINGS.get(type(item))
    return known(item) if known else bytes(pydyf._to_bytes(item))  # noqa: SLF001 - all others


def joined(stream: pydyf.Stream) -> bytes:
    """Return what is in a stream, an operator to a line."""
    return b"\n".join([item if type(item) is bytes else spelt(item) for item in stream.stream])


def _dictionary(entries: Mapping[str, object]) -> bytes:
    parts = [b"<<"]
    for name, value in entries.items():
        parts += (b"/", name.encode(), b" ", value if type(value) is bytes else spelt(value))
    parts.append(b">>")
    return b"".join(parts)


def _array(items: list[object]) -> bytes:
    return b"[" + b" ".join([spelt(item) for item in items]) + b"]"


def _number(number: int) -> bytes:
    return str(number).encode()


def _same(data: bytes) -> bytes:
    return data


_SPELLINGS: Mapping[type, Callable[..., bytes]] = {
    Spelt: attrgetter("data"),
    bytes: _same,
    str: str.encode,
    int: _number,
    pydyf.Dictionary: _dictionary,
    pydyf.Array: _array,
}
