"""Fonts of a PDF: their names, whether they are embedded, and what their codes say as text."""

import re
from collections.abc import Mapping, Sequence
from struct import unpack
from typing import TypeVar

import pikepdf
from msgspec import Struct

from loftespdf.inspecting.raw import entry, name, number
from loftespdf.inspecting.reading import FontFacts

_SUBSET_TAG = re.compile(r"^[A-Z]{6}\+")
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
#: What stands in a section, once its white space is gone.
_PAIR = re.compile(rb"<([0-9A-Fa-f]*)><([0-9A-Fa-f]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]*)><([0-9A-Fa-f]*)>(?:<([0-9A-Fa-f]*)>|\[(.*?)\])", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]*)>")
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_MOST_IN_RANGE = 0x10000
_EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
_DEFAULT_WIDTH = 1000.0
_MATRIX = 6


_Value = TypeVar("_Value")


class Table(dict[int, _Value]):
    """Code → what it stands for; ``otherwise`` for codes that are not in it."""

    def __init__(self, known: Mapping[int, _Value], otherwise: _Value) -> None:
        super().__init__(known)
        self._otherwise = otherwise

    def __missing__(self, _: int) -> _Value:
        """Return what stands for every code that is not here."""
        return self._otherwise


class Font(Struct, frozen=True):
    """A font ready to read: code → text and code → width in thousandths of the size."""

    facts: FontFacts
    two_bytes: bool
    texts: Table[str]
    widths: Table[float]
    #: How much larger than thousandths the units of its letters are: a Type 3 font says so itself.
    unit: float = 1.0

    def codes(self, shown: bytes) -> Sequence[int]:
        """Return the character codes of a shown string."""
        if not self.two_bytes:
            return shown
        return unpack(f">{len(shown) // 2}H", shown[: len(shown) // 2 * 2])

    def text(self, codes: Sequence[int]) -> str:
        """Return what the codes say; U+FFFD where the font does not tell."""
        return "".join(map(self.texts.__getitem__, codes))

    def advance(self, codes: Sequence[int]) -> float:
        """Return the width of the codes in thousandths of the type size."""
        return sum(map(self.widths.__getitem__, codes))


def read_font(font: pikepdf.Object) -> Font:
    """Read a font dictionary of a page's resources."""
    composite = font.get("/Subtype") == "/Type0"
    inner = _descendant(font) if composite else font
    descriptor = entry(inner, "/FontDescriptor")
    embedded = any(entry(descriptor, key) is not None for key in _EMBEDDED)
    base = name(font.get("/BaseFont", "/")).removeprefix("/")
    texts = _texts(font, composite=composite)
    return Font(
        FontFacts(
            _SUBSET_TAG.sub("", base),
            embedded or font.get("/Subtype") == "/Type3",
            "".join(texts.values()) if composite else "",
        ),
        composite,
        Table(texts, _UNKNOWN),
        Table(
            _composite_widths(inner) if composite else _simple_widths(font),
            number(entry(inner, "/DW"), _DEFAULT_WIDTH) if composite else 0.0,
        ),
        _unit(font),
    )


def _unit(font: pikepdf.Object) -> float:
    matrix = font.get("/FontMatrix")
    if font.get("/Subtype") != "/Type3" or not isinstance(matrix, pikepdf.Array):
        return 1.0
    return abs(number(matrix[3], 0.001)) * 1000 if len(matrix) == _MATRIX else 1.0


def _descendant(font: pikepdf.Object) -> pikepdf.Object | None:
    inner = font.get("/DescendantFonts")
    if isinstance(inner, pikepdf.Array) and len(inner) and isinstance(inner[0], pikepdf.Dictionary):
        return inner[0]
    return None


def _texts(font: pikepdf.Object, *, composite: bool) -> Mapping[int, str]:
    cmap = font.get("/ToUnicode")
    if isinstance(cmap, pikepdf.Stream):
        return read_cmap(cmap.read_bytes())
    if composite:
        return {}
    encoding = "mac-roman" if font.get("/Encoding") == "/MacRomanEncoding" else "cp1252"
    return {code: bytes([code]).decode(encoding, errors="replace") for code in range(256)}


def read_cmap(content: bytes) -> dict[int, str]:
    """Return code → text from a ToUnicode CMap (ISO 32000-1, 9.10.3): bfchar and bfrange."""
    found: dict[int, str] = {}
    for kind, section in _SECTION.findall(content):
        body = b"".join(section.split())
        if kind == b"bfchar":
            for code, text in _PAIR.findall(body):
                found[_code(code)] = _utf16(text)
            continue
        for first, last, text, several in _RANGE.findall(body):
            start, end = _code(first), _code(last)
            texts = [_utf16(each) for each in _HEX.findall(several)] if several else None
            for step in range(min(end - start + 1, _MOST_IN_RANGE)):
                found[start + step] = (
                    (texts[step] if step < len(texts) else _UNKNOWN)
                    if texts is not None
                    else _after(_utf16(text), step)
                )
    return found


def _code(digits: bytes) -> int:
    return int(digits or b"0", 16)


def _utf16(digits: bytes) -> str:
    whole = digits.decode() + "0" * (len(digits) % 2)
    return bytes.fromhex(whole).decode("utf-16-be", errors="replace")


def _after(text: str, step: int) -> str:
    """A range counts up in the last character."""
    if not text or ord(text[-1]) + step > 0x10FFFF:  # noqa: PLR2004 - the last code point
        return _UNKNOWN
    return text[:-1] + chr(ord(text[-1]) + step)


def _composite_widths(font: pikepdf.Object | None) -> dict[int, float]:
    """Read /W: ``code [w w …]`` and ``first last w`` (ISO 32000-1, 9.7.4.3)."""
    table = entry(font, "/W")
    items = list(table) if isinstance(table, pikepdf.Array) else []
    found: dict[int, float] = {}
    at = 0
    while at + 1 < len(items):
        first, second = int(number(items[at], 0)), items[at + 1]
        if isinstance(second, pikepdf.Array):
            found |= {first + i: number(width, 0) for i, width in enumerate(second)}
            at += 2
        else:
            last = min(int(number(second, 0)), first + _MOST_IN_RANGE)
            width = number(items[at + 2], 0) if at + 2 < len(items) else 0.0
            found |= dict.fromkeys(range(first, last + 1), width)
            at += 3
    return found


def _simple_widths(font: pikepdf.Object) -> dict[int, float]:
    table = font.get("/Widths")
    if not isinstance(table, pikepdf.Array):
        return {}
    first = int(number(font.get("/FirstChar"), 0))
    return {first + i: number(width, 0) for i, width in enumerate(table)}
