"""Draw the typeface that stands for all that a stylesheet asks for and does not bring.

It is in no finished file: whatever is set in it is refused, since no layout names it. Run this to
make it anew: ``python tools/fallback_font.py``.
"""

from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

FILE = Path(__file__).parents[1] / "src/loftespdf/typesetting/fallback.ttf"
#: Latin letters, punctuation, arrows and signs that pages are made of; of others it has none.
_SIGNS = (
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2045), 0x20AC,
    *range(0x2190, 0x21A0), 0x2212, *range(0x2713, 0x2718),
)  # fmt: skip
_UNITS = 1000


def drawn() -> bytes:
    """Return the file: a box for each sign; the same bytes each time."""
    names = [".notdef", *(f"u{sign:04X}" for sign in _SIGNS)]
    font = FontBuilder(_UNITS)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({sign: f"u{sign:04X}" for sign in _SIGNS})
    font.setupGlyf(dict.fromkeys(names, _box()))
    font.setupHorizontalMetrics(dict.fromkeys(names, (600, 50)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    font.setupNameTable({"familyName": "Saknat typsnitt", "styleName": "Regular",
                         "psName": "SaknatTypsnitt"})  # fmt: skip
    font.setupPost(keepGlyphNames=False)
    font.updateHead(created=0, modified=0)
    font.font.recalcTimestamp = False
    written = BytesIO()
    font.save(written)
    return written.getvalue()


def _box() -> object:
    pen = TTGlyphPen(None)
    for index, corner in enumerate(((50, 0), (50, 700), (550, 700), (550, 0))):
        (pen.lineTo if index else pen.moveTo)(corner)
    pen.closePath()
    return pen.glyph()


if __name__ == "__main__":
    FILE.write_bytes(drawn())
