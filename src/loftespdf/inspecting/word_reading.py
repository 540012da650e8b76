"""What a Word file holds, read once: every Word check asks this value and no file."""

from xml.etree.ElementTree import Element

from msgspec import Struct

#: Word's namespaces, as ElementTree writes them.
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
#: What stands before an item of a list without numbers.
BULLET = "•"


class WordParagraph(Struct, frozen=True):
    """A paragraph of the text. ``label`` is the number Word counts, ``•``, or "" outside lists.

    ``level`` is 1 for the title, 2 for "heading 1" and so on, 0 for text. What is filled into
    content controls is not in ``text``.
    """

    text: str
    label: str = ""
    level: int = 0


class WordControl(Struct, frozen=True):
    """A content control; ``text`` is what somebody filled in, "" for its hint."""

    title: str
    kind: str
    text: str


class WordTable(Struct, frozen=True):
    """A table: its first cell's text, whether its head is repeated, whether rows stay whole."""

    start: str
    repeats_head: bool
    keeps_rows: bool
    fixed_columns: bool


class WordPicture(Struct, frozen=True):
    """A picture or a drawn shape: its alternative text, or that it says nothing by itself."""

    alt: str
    decorative: bool = False


class WordReading(Struct, frozen=True):
    """One Word file, read. ``formatted`` holds text that is formatted by hand, not by a style.

    ``feet`` holds the field codes of each foot; ``product`` the path it was once made under.
    """

    paragraphs: tuple[WordParagraph, ...]
    controls: tuple[WordControl, ...]
    tables: tuple[WordTable, ...]
    pictures: tuple[WordPicture, ...]
    formatted: tuple[str, ...]
    feet: tuple[frozenset[str], ...]
    sheets: tuple[tuple[float, float], ...]
    fonts: tuple[str, ...]
    language: str
    title: str
    author: str
    fingerprint: str
    product: str


def value(node: Element | None, name: str) -> str:
    """Return what a property says (``w:name w:val="…"``), "" where it is not there."""
    found = None if node is None else node.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")
