"""Text made comparable: what typography and hyphenation may change is folded away."""

import unicodedata
from collections.abc import Iterable

from loftespdf.language.typography import INVISIBLE

SOFT_HYPHEN = "\N{SOFT HYPHEN}"

#: Sign → what is put in its place. Replacing one after another is much faster than ``translate``,
#: which looks up every letter.
_UNSEEN = tuple((sign, "") for sign in f"{SOFT_HYPHEN}{INVISIBLE}")
_ALIKE = (
    *((quote, "”") for quote in '“„‟"'),
    *((quote, "’") for quote in "'‘‚‛"),
    *((dash, "-") for dash in "‐‑–"),
    ("\N{MICRO SIGN}", "\N{GREEK SMALL LETTER MU}"),
)


def replaced(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return the text with each sign replaced by what is paired with it."""
    for sign, other in pairs:
        text = text.replace(sign, other)
    return text


def tight(text: str) -> str:
    """Return the text in NFC without white space, soft hyphens and signs nobody can see."""
    return unicodedata.normalize("NFC", replaced("".join(text.split()), _UNSEEN))


def fold(text: str) -> str:
    """Return the text as ``tight`` does, with kinds of quotes alike, and hyphens and en dashes.

    Two texts that fold to the same say the same in the same words: only typesetting differs.
    """
    return replaced(tight(text), _ALIKE)
