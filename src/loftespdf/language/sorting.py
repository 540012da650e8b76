"""Swedish alphabetical order: å, ä and ö after z."""

import unicodedata
from collections.abc import Iterable

#: More names than these are too many for a sentence.
_SHOWN = 12
_AFTER_Z = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"}


def sort_key(text: str) -> tuple[str, str]:
    """Return a key that sorts words as a Swedish dictionary does (Svensk standard SS 03 81 03).

    Case is ignored first; other accents are ignored (é as e); the text itself breaks ties.
    """
    letters = unicodedata.normalize("NFC", text.casefold())
    return "".join(
        _AFTER_Z.get(one) or unicodedata.normalize("NFD", one)[0] for one in letters
    ), text


def listed(names: Iterable[str]) -> str:
    """Write names for a sentence, in Swedish order, not too many."""
    ordered = sorted(set(map(str, names)), key=sort_key)
    return ", ".join(ordered[:_SHOWN]) + (" …" if len(ordered) > _SHOWN else "")
