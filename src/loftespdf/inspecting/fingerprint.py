"""Which text a finished file was made from: its fingerprint, without opening the whole of it."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

_DIGITS = rb"([0-9a-f]{64})"
#: In the PDF's metadata, which PDF/A keeps uncompressed, and in the web page's.
_WRITTEN = re.compile(
    rb'loftespdf:fingerprint>%b<|"dcterms\.identifier" content="%b"' % (_DIGITS, _DIGITS)
)
_IN_WORD = re.compile(rb"<vt:lpwstr>%b</vt:lpwstr>" % _DIGITS)
_WORD_PART = "docProps/custom.xml"


def fingerprint_in(content: bytes) -> str | None:
    """Return the 64 digits that a PDF, a web page or a Word file of ours carries, or None."""
    if content.startswith(b"PK"):
        return _in_word(content)
    found = _WRITTEN.search(content)
    return next(digits for digits in found.groups() if digits).decode() if found else None


def _in_word(content: bytes) -> str | None:
    try:
        with ZipFile(BytesIO(content)) as package:
            found = _IN_WORD.search(package.read(_WORD_PART))
    except (BadZipFile, KeyError, OSError):
        return None
    return found[1].decode() if found else None
