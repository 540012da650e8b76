"""Which characters have the theme's typefaces?

What they lack is drawn as an empty box, and no finished file may have one. So it is asked before
anything is set, while it is known where each text stands.
"""

import re
import unicodedata
from functools import cached_property
from io import BytesIO

from loftespdf.model.assets import Assets

_FONTS = (".ttf", ".otf", ".woff", ".woff2")
#: What is in every text typeface: a pledge that has nothing else costs no look into a file.
_ORDINARY = re.compile("[\\s!-~\N{NO-BREAK SPACE}-\N{LATIN SMALL LETTER LONG S}‐–—‘’“”•…€]*")
#: Spaces, signs that only join or part, and variants of the letter before are never drawn.
_NOT_DRAWN = ("Zs", "Cf", "Cc")
_VARIANTS = range(0xFE00, 0xFE10)


class Typefaces:
    """The typefaces below ``styles/`` of a theme; looked into when first needed."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets

    def missing(self, text: str) -> str:
        """Return the characters of a text that no typeface has, each once, in their order."""
        if _ORDINARY.fullmatch(text):
            return ""
        drawn = (sign for sign in unicodedata.normalize("NFC", text) if _is_drawn(sign))
        return "".join(dict.fromkeys(sign for sign in drawn if ord(sign) not in self._known))

    @cached_property
    def _known(self) -> frozenset[int]:
        from fontTools.ttLib import TTFont  # noqa: PLC0415 - few texts need it

        known: set[int] = set()
        for path in self._assets.under("styles"):
            if path.lower().endswith(_FONTS):
                font = TTFont(BytesIO(self._assets.files[path].content), lazy=True)
                known.update(font.getBestCmap() or ())
        return frozenset(known)


def _is_drawn(sign: str) -> bool:
    return unicodedata.category(sign) not in _NOT_DRAWN and ord(sign) not in _VARIANTS
