"""The fingerprint of a pledge's text: the same words give the same 64 digits, everywhere."""

import json
import unicodedata
from collections.abc import Mapping
from hashlib import sha256

#: Colours, logos and bookings are looks: a new logo or a new ad makes no other pledge.
_LOOKS = frozenset({"varumärke", "annons"})


def fingerprint(merged: Mapping[str, object]) -> str:
    """Return the SHA-256 of the merged content, as 64 hexadecimal digits.

    ``merged`` holds maps, lists, strings and None as the YAML files spell them. What is hashed is
    its JSON: NFC, the author's key order, no white space between, nothing escaped that need not be,
    without ``varumärke``, ``annons`` and keys that hold nothing.
    """
    text = {key: value for key, value in merged.items() if key not in _LOOKS}
    canonical = json.dumps(_canonical(text), ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode("utf-8")).hexdigest()


def _canonical(value: object) -> object:
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case Mapping():
            kept = ((key, inner) for key, inner in value.items() if inner is not None)
            return {_canonical(key): _canonical(inner) for key, inner in kept}
        case list() | tuple():
            return [_canonical(inner) for inner in value]
        case _:
            return value
