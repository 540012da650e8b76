"""What a TrueType file says of itself, as fontTools reads it."""

import subprocess
import sys
from io import BytesIO
from struct import pack

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from loftespdf.typesetting import true_type
from loftespdf.typesetting.true_type import FIRST, LAST, metrics_of
from tests import samples

_FACES = [path for path in samples.theme().under("styles/fonts") if path.endswith(".ttf")]


@pytest.mark.parametrize("path", _FACES)
def test_it_is_what_font_tools_reads(path: str) -> None:
    content = samples.theme().files[path].content
    font, told = TTFont(BytesIO(content)), metrics_of(content)
    glyphs = font.getBestCmap()
    characters = [
        bytes([code]).decode("cp1252", errors="replace") for code in range(FIRST, LAST + 1)
    ]
    wanted = [font["hmtx"][glyphs.get(ord(one), glyphs[0x2022])][0] for one in characters]
    head, lines = font["head"], font["hhea"]
    assert head.unitsPerEm == 1000
    assert list(told.widths) == wanted
    assert (told.name, told.angle) == (font["name"].getDebugName(6), font["post"].italicAngle)
    assert told.box == (head.xMin, head.yMin, head.xMax, head.yMax)
    assert (told.ascent, told.descent) == (lines.ascent, lines.descent)
    assert told.capitals == font["OS/2"].sCapHeight


@pytest.mark.parametrize("path", _FACES)
def test_each_character_has_its_glyph(path: str) -> None:
    content = samples.theme().files[path].content
    font = TTFont(BytesIO(content))
    (table,) = (t.cmap for t in font["cmap"].tables if (t.platformID, t.platEncID) == (3, 1))
    found = true_type._glyphs(font.reader["cmap"])  # noqa: SLF001
    assert {c: font.getGlyphName(glyph) for c, glyph in found.items() if glyph} == table


def test_glyphs_may_be_listed_or_reckoned() -> None:
    ends, starts, deltas, offsets = (66, 70, 0xFFFF), (65, 70, 0xFFFF), (10, 65535, 1), (6, 4, 0)
    segments = pack(">7H", 4, 0, 0, 6, 0, 0, 0) + pack(">3H", *ends) + pack(">H", 0)
    segments += pack(">3H", *starts) + pack(">3H", *deltas) + pack(">3H", *offsets)
    segments += pack(">3H", 5, 0, 9)
    table = pack(">HHHHI", 0, 1, 3, 1, 12) + segments
    assert true_type._glyphs(table) == {65: 15, 66: 0, 70: 4, 0xFFFF: 0}  # noqa: SLF001
    assert true_type._glyphs(pack(">HHHHI", 0, 1, 1, 0, 12) + segments) == {}  # noqa: SLF001


def test_a_name_may_be_spelled_as_macintosh_does_or_not_at_all() -> None:
    def table(platform: int, kind: int, spelled: bytes) -> bytes:
        return pack(">9H", 0, 1, 18, platform, 0, 0, kind, len(spelled), 0) + spelled

    assert true_type._name(table(1, 6, b"Egen")) == "Egen"  # noqa: SLF001
    assert true_type._name(table(3, 6, "Egen".encode("utf-16-be"))) == "Egen"  # noqa: SLF001
    assert true_type._name(table(3, 5, b"")) == "Field"  # noqa: SLF001


def test_it_loads_nothing_of_font_tools() -> None:
    program = (
        "import sys; from pathlib import Path; from loftespdf.typesetting import true_type; "
        "true_type.metrics_of(Path('styles/fonts/SourceSans3-Regular.ttf').read_bytes()); "
        "assert not any(name.startswith('fontTools') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=samples.REPOSITORY)


@pytest.mark.parametrize("path", _FACES)
def test_a_file_that_is_not_as_most_are_is_read_by_font_tools(path: str) -> None:
    content = samples.theme().files[path].content
    font = TTFont(BytesIO(content))
    wide = CmapSubtable.newSubtable(12)
    wide.platformID, wide.platEncID, wide.language, wide.cmap = 3, 10, 0, font.getBestCmap()
    font["cmap"].tables = [wide]
    font["OS/2"].version = 1
    saved = BytesIO()
    font.save(saved)
    told, wanted = metrics_of(saved.getvalue()), metrics_of(content)
    assert (told.name, told.widths, told.box) == (wanted.name, wanted.widths, wanted.box)
    assert told.capitals == font["hhea"].ascent
