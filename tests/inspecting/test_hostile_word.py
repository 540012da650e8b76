"""A Word file made to harm: each ends soon, in little memory, with a reason."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from loftespdf.inspecting.opening import Unreadable
from loftespdf.inspecting.word_opening import read_word

_RELATED = '<r><a Id="a" Type="x/officeDocument" Target="word/document.xml"/></r>'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(body: str, before: str = "") -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", _RELATED)
        text = f'{before}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
        package.writestr("word/document.xml", text)
    return buffer.getvalue()


def with_flag(content: bytes) -> bytes:
    """Say of every part that it is encrypted."""
    marked = bytearray(content)
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := marked.find(start, at + 1)) >= 0:
            marked[at + offset] |= 1
    return bytes(marked)


def torn(content: bytes) -> bytes:
    """Spoil the first part's packed bytes."""
    return content[:42] + bytes(byte ^ 0xFF for byte in content[42:60]) + content[60:]


HOSTILE = {
    "encrypted": with_flag(packed("")),
    "torn": torn(packed("")),
    "runs without end": packed(f"<w:p>{'<w:r>' * 5000}{'</w:r>' * 5000}</w:p>"),
    "paragraphs without end": packed("<w:p/>" * 2_000_000),
    "entities that explode": packed(
        "&c;",
        f'<!DOCTYPE d [<!ENTITY a "{"a" * 1000}"><!ENTITY b "{"&a;" * 1000}">'
        f'<!ENTITY c "{"&b;" * 1000}">]>',
    ),
    "a foreign entity": packed("&x;", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
}


def test_the_plain_one_is_read() -> None:
    assert read_word(packed("<w:p/>")).paragraphs


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_word_file_is_refused_with_a_reason(name: str) -> None:
    with pytest.raises(Unreadable):
        read_word(HOSTILE[name])
