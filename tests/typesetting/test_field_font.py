"""What the file says of the typeface of form fields."""

import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from struct import pack

import pytest
from fontTools.ttLib import TTFont

from loftespdf.typesetting import field_font
from tests import samples
from tests.composing.test_compiled import Shelf

_FACES = samples.theme().under("styles/fonts")


@pytest.mark.parametrize("path", [path for path in _FACES if path.endswith(".ttf")])
def test_it_is_what_the_typeface_says(path: str) -> None:
    content = samples.theme().files[path].content
    font, told = TTFont(BytesIO(content)), field_font.field_font(content).metrics
    assert (told.name, told.angle) == (font["name"].getDebugName(6), font["post"].italicAngle)


def test_all_its_letters_lie_in_the_file() -> None:
    content = samples.theme().files[field_font.FIELD_FONT].content
    font = field_font.field_font(content)
    unpacked = zlib.decompress(font.packed)
    before, after = TTFont(BytesIO(content)), TTFont(BytesIO(unpacked))
    assert font.length == len(unpacked) < len(content) * 0.7
    assert len(font.packed) < len(content) * 0.4
    assert before.getBestCmap() == after.getBestCmap()
    tables = set(after.reader.keys())
    assert {"glyf", "hmtx", "cmap"} <= tables
    for table in tables - {"head"}:  # it holds the sum of all
        assert before.reader[table] == after.reader[table]


def test_it_is_packed_once_for_all_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, content = Shelf(), samples.theme().files[field_font.FIELD_FONT].content
    font = field_font.field_font(content, kept)
    forget(monkeypatch)
    assert field_font.field_font(content, kept) == font
    with pytest.raises(AssertionError, match="packed anew"):
        field_font.field_font(content + b" ", kept)


@pytest.mark.parametrize("spoil", [lambda kept: kept[:-1], lambda _: b"", lambda kept: kept[::-1]])
def test_one_that_lies_there_damaged_is_packed_anew(
    spoil: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, content = Shelf(), samples.theme().files[field_font.FIELD_FONT].content
    field_font.field_font(content, kept)
    (name,) = kept
    kept[name] = spoil(kept[name])
    forget(monkeypatch)
    with pytest.raises(AssertionError, match="packed anew"):
        field_font.field_font(content, kept)


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be another process, which is to pack no font."""

    def embedded(_: bytes) -> None:
        raise AssertionError("packed anew")

    field_font.field_font.cache_clear()
    monkeypatch.setattr(field_font, "_embedded", embedded)


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
