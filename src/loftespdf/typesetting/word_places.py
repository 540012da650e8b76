"""Which named style a paragraph has: by what stands around it, its class, its place in a list."""

from xml.etree.ElementTree import Element

from msgspec import Struct
from msgspec.structs import replace

from loftespdf.typesetting.word_look import Sheet
from loftespdf.typesetting.word_styles import CONTINUED
from loftespdf.typesetting.word_text import Piece

HEADINGS = {
    "h1": "Title", "h2": "Heading1", "h3": "Heading2", "h4": "Heading3", "h5": "Heading4",
    "h6": "Heading5",
}  # fmt: skip
#: A heading whose class says more.
_ANSWER = {"h2": "Answer"}
#: Styles with a place of their own inside a list item.
MOVED_IN = frozenset({"Facts", "FactsHeading", "Measure"})
#: (place, class) → style; the class "" is a paragraph without a class that says more.
STYLES = {
    ("text", ""): "BodyText", ("text", "draft-mark"): "DraftMark", ("text", "period"): "Subtitle",
    ("text", "facts"): "Facts", ("text", "owner"): "Owner", ("text", "term"): "Term",
    ("text", "measure"): "Measure", ("text", "label"): "FactsHeading",
    ("sender", ""): "Sender", ("sender", "organisation"): "Organisation",
    ("data", ""): "DocumentData",
    ("address", ""): "Contact", ("address", "name"): "ContactName",
    ("signature", ""): "Contact", ("signature", "name"): "ContactName",
    ("signature", "line"): "WritingLine",
    ("cell", ""): "TableText", ("cell", "name"): "TableName", ("header-cell", ""): "TableHeading",
    ("small-cell", ""): "SmallTableText", ("small-header-cell", ""): "SmallTableHeading",
    ("strip-cell", ""): "Strip", ("strip-header-cell", ""): "Strip",
}  # fmt: skip


class Here(Struct, frozen=True):
    """Where a block stands. ``list_number`` is set until the item's first paragraph has it."""

    sheet: Sheet
    place: str = "text"
    level: int = 0
    item_style: str = ""
    list_number: int | None = None


def heading_style(element: Element, classes: list[str]) -> str:
    """Return the style of a heading."""
    styles = _ANSWER if "answer" in classes else HEADINGS
    return styles.get(element.tag, HEADINGS[element.tag])


def style_of(element: Element, classes: list[str], here: Here) -> str:
    """Return the style of a paragraph outside lists."""
    if element.tag == "figcaption":
        return "Caption"
    named = (STYLES[here.place, name] for name in classes if (here.place, name) in STYLES)
    return next(named, STYLES.get((here.place, ""), "BodyText"))


def listed(style: str, here: Here) -> str:
    """Return the style a paragraph has inside a list: the item's own, or the one that goes on."""
    if not here.level or here.place != "text" or (style in MOVED_IN and here.list_number is None):
        return style
    base = CONTINUED if here.list_number is None else here.item_style
    return base + ("" if here.level == 1 else str(here.level))


def tabbed(pieces: list[Piece], style: str) -> list[Piece]:
    """Put what stands after a datum's label, or after a bar, at the style's tab stop."""
    bar = style == "Measure" and bool(pieces) and pieces[0].drawn is not None
    if not (bar or style == "DocumentData") or len(pieces) <= 1:
        return pieces
    second = pieces[1]
    text = f"\t{second.text.removeprefix(' ')}"
    return [pieces[0], replace(second, text=text), *pieces[2:]]
