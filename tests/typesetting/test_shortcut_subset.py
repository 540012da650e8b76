"""The engine's fonts hold what they did, but a whole typeface only where it is asked for."""

import pytest
from weasyprint.pdf.fonts import Font
from weasyprint.text.fonts import get_hb_object_data

from loftespdf.typesetting import shortcut_subset
from loftespdf.typesetting.shortcut_subset import Unread
from loftespdf.typesetting.shortcuts import take_shortcuts
from tests.inspecting.pages import compose, everything, typeset

#: A typeface of the test's has some 400 kB, what a page uses of it some ten.
SMALL = 100_000


class Reader:
    """Reads faces as the engine's function does, and remembers what it read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, known: bytes | None = None) -> None:
        self.read: list[bytes] = []
        self._known = known
        monkeypatch.setattr(shortcut_subset, "get_hb_object_data", self)
        take_shortcuts()

    def __call__(self, face: object) -> bytes:
        self.read.append(get_hb_object_data(face) if self._known is None else self._known)
        return self.read[-1]


def test_no_typeface_is_copied_whole_for_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(monkeypatch)
    typeset(compose(everything()))
    assert 0 < max(map(len, reader.read)) < SMALL


def test_bytes_are_read_once_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, font = Reader(monkeypatch, b"bytes"), Font.__new__(Font)
    font.file_content = Unread("face")
    assert not reader.read
    assert (font.file_content, font.file_content) == (b"bytes", b"bytes")
    assert reader.read == [b"bytes"]
    font.file_content = b"others"
    assert font.file_content == b"others"


def test_a_face_without_bytes_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    Reader(monkeypatch, b"")
    assert not Unread("face")
