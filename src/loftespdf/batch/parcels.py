"""Values as bytes, to hand to another process; read-only maps stay what they are.

Only for our own processes, on this machine or another: bytes from anywhere else are never opened.
"""

import copyreg
import pickle
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
from typing import Any


def pack(value: object) -> bytes:
    """Return the value as bytes."""
    buffer = BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    reducers: dict[type, Any] = {**copyreg.dispatch_table, MappingProxyType: _as_map}
    pickler.dispatch_table = reducers
    pickler.dump(value)
    return buffer.getvalue()


def _as_map(value: Mapping[object, object]) -> tuple[object, ...]:
    return _read_only, (dict(value),)


def _read_only(value: dict[object, object]) -> Mapping[object, object]:
    return MappingProxyType(value)


def unpack(parcel: bytes) -> object:
    """Return the value of bytes that ``pack`` made."""
    return pickle.loads(parcel)  # noqa: S301 - from our own process only
