"""Text made comparable: what typography and hyphenation may change is folded away."""

import re
import unicodedata

from loftespdf.language.typography import INVISIBLE

SOFT_HYPHEN = "\N{SOFT HYPHEN}"

_LOOSE = re.compile(rf"[\s{SOFT_HYPHEN}{INVISIBLE}]+")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“„‟", "”"),
        '"': "”",
        **dict.fromkeys("'‘‚‛", "’"),
        **dict.fromkeys("‐‑–", "-"),
        "\N{MICRO SIGN}": "\N{GREEK SMALL LETTER MU}",
    }
)


def tight(text: str) -> str:
    """Return the text in NFC without white space, soft hyphens and signs nobody can see."""
    return unicodedata.normalize("NFC", _LOOSE.sub("", text))


def fold(text: str) -> str:
    """Return the text as ``tight`` does, with kinds of quotes alike, and hyphens and en dashes.

    Two texts that fold to the same say the same in the same words: only typesetting differs.
    """
    return tight(text).translate(_ALIKE)
