"""What the file says of the typeface of form fields."""

import subprocess
import sys
import zlib
from io import BytesIO
from struct import pack

import pytest
from fontTools.ttLib import TTFont

from loftespdf.typesetting import field_font
from tests import samples

_FACES = samples.theme().under("styles/fonts")


@pytest.mark.parametrize("path", [path for path in _FACES if path.endswith(".ttf")])
def test_it_is_what_the_typeface_says(path: str) -> None:
    content = samples.theme().files[path].content
    font, told = TTFont(BytesIO(content)), field_font._metrics(content)  # noqa: SLF001
    assert (told.name, told.angle) == (font["name"].getDebugName(6), font["post"].italicAngle)


def test_all_its_letters_lie_in_the_file() -> None:
    content = samples.theme().files[field_font.FIELD_FONT].content
    packed, length = field_font._embedded(content)  # noqa: SLF001
    unpacked = zlib.decompress(packed)
    before, after = TTFont(BytesIO(content)), TTFont(BytesIO(unpacked))
    assert length == len(unpacked) < len(content) * 0.7
    assert len(packed) < len(content) * 0.4
    assert before.getBestCmap() == after.getBestCmap()
    tables = set(after.reader.keys())
    assert {"glyf", "hmtx", "cmap"} <= tables
    for table in tables - {"head"}:  # it holds the sum of all
        assert before.reader[table] == after.reader[table]


def test_a_name_may_be_spelled_as_macintosh_does_or_not_at_all() -> None:
    def table(platform: int, kind: int, spelled: bytes) -> bytes:
        return pack(">9H", 0, 1, 18, platform, 0, 0, kind, len(spelled), 0) + spelled

    assert field_font._name(table(1, 6, b"Egen")) == "Egen"  # noqa: SLF001
    assert field_font._name(table(3, 6, "Egen".encode("utf-16-be"))) == "Egen"  # noqa: SLF001
    assert field_font._name(table(3, 5, b"")) == "Field"  # noqa: SLF001


def test_it_loads_little_of_font_tools() -> None:
    program = (
        "import sys; from pathlib import Path; from loftespdf.typesetting import field_font; "
        "field_font._metrics(Path('styles/fonts/SourceSans3-Regular.ttf').read_bytes()); "
        "assert 'fontTools.ttLib.tables.otTables' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=samples.REPOSITORY)
