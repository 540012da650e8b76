"""Text made comparable: what typography and hyphenation may change is folded away."""

import re
import unicodedata

SOFT_HYPHEN = "\N{SOFT HYPHEN}"

_LOOSE = re.compile(rf"[\s{SOFT_HYPHEN}]+")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“„‟", "”"),
        '"': "”",
        **dict.fromkeys("'‘‚‛", "’"),
        **dict.fromkeys("‐‑–", "-"),
    }
)


def tight(text: str) -> str:
    """Return the text in NFC without white space and soft hyphens; every other character stays."""
    return unicodedata.normalize("NFC", _LOOSE.sub("", text))


def fold(text: str) -> str:
    """Return the text as ``tight`` does, with kinds of quotes alike, and hyphens and en dashes.

    Two texts that fold to the same say the same in the same words: only typesetting differs.
    """
    return tight(text).translate(_ALIKE)
