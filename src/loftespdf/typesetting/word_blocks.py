"""The page's blocks as Word's paragraphs and lists, in order; what Word cannot say is refused."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from docx.oxml.ns import qn
from docx.parts.document import DocumentPart
from msgspec import Struct, field
from msgspec.structs import replace

from loftespdf.model.assets import Reading
from loftespdf.model.composed import Composed
from loftespdf.model.drawing import drawing_of
from loftespdf.model.problem import Message, Place, Problem, say
from loftespdf.typesetting import word_tables
from loftespdf.typesetting.word_controls import can_be_filled, control
from loftespdf.typesetting.word_drawings import shape, sign_of
from loftespdf.typesetting.word_links import hyperlink, is_allowed
from loftespdf.typesetting.word_lists import PROMISES_LIST, Lists
from loftespdf.typesetting.word_look import Look
from loftespdf.typesetting.word_pictures import NotForWord, picture
from loftespdf.typesetting.word_places import (
    HEADINGS,
    MOVED_IN,
    STYLES,
    Here,
    heading_style,
    listed,
    style_of,
    tabbed,
)
from loftespdf.typesetting.word_styles import (
    BAR,
    BULLETED,
    LIST_LEVELS,
    LIST_STEP,
    NUMBERED,
)
from loftespdf.typesetting.word_text import INLINE, Piece, is_drawing, pieces_of, run, set_space
from loftespdf.typesetting.word_xml import Node, el, twips

_CONTAINERS = frozenset({"body", "header", "main", "section", "div", "figure", "address", "footer"})
#: What a container makes of the paragraphs in it.
_PLACES = {"senders": "sender", "document-data": "data", "signature": "signature"}


class Writer(Struct):
    """Turns one page's elements into Word's, collecting what cannot be said."""

    composed: Composed
    reading: Reading
    look: Look
    part: DocumentPart
    lists: Lists = field(default_factory=Lists)
    problems: list[Problem] = field(default_factory=list)
    heading: str = ""
    _controls: int = 0
    _drawings: int = 0
    _last: Node = None

    def refuse(self, element: Element, what: Message, instead: Message | None = None) -> None:
        """Note that an element cannot become Word, with its template place."""
        place = self.composed.origins.get(id(element), Place("templates"))
        self.problems.append(Problem("not-in-word", what, place, element.tag, instead))

    def blocks(self, element: Element, here: Here) -> Iterator[Node]:
        """Yield the blocks of a container; text beside blocks becomes paragraphs of its own."""
        loose = [Piece(element.text or "")]
        for child in element:
            if child.tag in INLINE or is_drawing(child):
                loose += [*self._inline(child), Piece(child.tail or "")]
                continue
            before = list(self._loose(loose, here))
            here = _after(here, before)
            made = list(self.block(child, here))
            here = _after(here, made)
            yield from (*before, *made)
            loose = [Piece(child.tail or "")]
        yield from self._loose(loose, here)

    def _loose(self, pieces: list[Piece], here: Here) -> Iterator[Node]:
        if pieces := set_space(pieces):
            yield self.paragraph(pieces, STYLES.get((here.place, ""), "BodyText"), here)

    def block(self, element: Element, here: Here) -> Iterator[Node]:
        """Yield what one block element becomes."""
        classes = element.get("class", "").split()
        if "foot" in classes:
            return
        if "placeholder" in classes:
            yield el("w:p", el("w:pPr", el("w:pStyle", val="Placeholder")))
        elif element.tag == "address" or (element.tag == "section" and "signatures" in classes):
            yield from self._whole(element, _inside(element, classes, here))
        elif element.tag in _CONTAINERS:
            yield from self.blocks(element, _inside(element, classes, here))
        elif element.tag in HEADINGS:
            self.heading = " ".join("".join(element.itertext()).split())
            yield self.paragraph(self._inside(element), heading_style(element, classes), here)
        elif element.tag in ("p", "figcaption"):
            yield self.paragraph(self._inside(element), style_of(element, classes, here), here)
        elif element.tag in ("ul", "ol"):
            yield from self._list(element, classes, here)
        elif element.tag == "table" and not here.level:
            yield from self._captioned(element, here)
        elif element.tag == "img":
            yield from self._picture(element, here)
        else:
            self.refuse(element, say("Word kan inte visa <{name}> här", name=element.tag))

    def _whole(self, element: Element, here: Here) -> Iterator[Node]:
        """Yield what stands on one page: a contact; the signatures, with what is before them."""
        before, made = self._last, list(self.blocks(element, here))
        leading = [] if before is None or element.tag == "address" else [before]
        keep_whole([*leading, *made])
        yield from made

    def _captioned(self, element: Element, here: Here) -> Iterator[Node]:
        if self._last is not None:
            keep_next(self._last)  # what leads to a table stands on its page
        for caption in element.findall("caption"):
            made = self.paragraph(self._inside(caption), "Caption", here)
            keep_next(made)
            yield made
        yield word_tables.table(self, element, here)

    def paragraph(self, pieces: Iterable[Piece], style: str, here: Here) -> Node:
        """Return a paragraph; the first one of a list item takes the item's number."""
        properties = [el("w:pStyle", val=listed(style, here))]
        if here.place == "data":
            properties.append(_frame())
        if here.list_number is not None:
            level, number = el("w:ilvl", val=here.level - 1), el("w:numId", val=here.list_number)
            properties.append(el("w:numPr", level, number))
        elif here.level and style in MOVED_IN:
            properties.append(_moved_in(here.level, style))
        made = [self._run(piece) for piece in tabbed(set_space(list(pieces)), style)]
        self._last = el("w:p", el("w:pPr", *properties), *made)
        return self._last

    def _run(self, piece: Piece) -> Node:
        if piece.drawn is not None:
            return self._drawn(piece.drawn)
        if piece.blank is not None:
            self._controls += 1
            return control(piece.blank, self._controls)
        words = run(piece.text, piece.style, piece.language)
        return words if piece.link is None else hyperlink(self.part, piece.link, words)

    def _drawn(self, element: Element) -> Node:
        """Return a drawn box; the vocabulary knows no other inks than those Word has."""
        drawing = drawing_of(element.get("src", "")) or sign_of(element)
        if drawing is None:
            self.refuse(element, say("Word kan inte rita <{name}>", name=element.tag))
            return run("")
        self._drawings += 1
        return shape(drawing, element.get("alt", ""), self._drawings, self.look)

    def _inside(self, element: Element) -> Iterator[Piece]:
        yield Piece(element.text or "")
        for child in element:
            yield from self._inline(child)
            yield Piece(child.tail or "")

    def _inline(self, element: Element) -> list[Piece]:
        """Return an inline element's pieces; refuse what cannot stand inside a line."""
        for each in element.iter():
            if each.tag not in INLINE and not is_drawing(each):
                self.refuse(each, say("Word kan inte visa <{name}> inne i text", name=each.tag))
            elif each.tag == "a" and not is_allowed(each.get("href", "")):
                self.refuse(each, say("länken ”{link}” kan inte följas från en Word-fil",
                                      link=each.get("href", "")),
                            say("skriv en adress som börjar med https: eller mailto:"))  # fmt: skip
            elif each.get("data-control") and not can_be_filled(each):
                self.refuse(each, say("rutan att fylla i är inte en Word kan ha"),
                            say("se Blanks to fill in i docs/html.md"))  # fmt: skip
        return [] if self.problems else list(pieces_of(element))

    def _list(self, element: Element, classes: list[str], here: Here) -> Iterator[Node]:
        level = here.level + 1
        if level > LIST_LEVELS:
            self.refuse(element, say("Word-filen har {levels} nivåer av listor, inte fler",
                                     levels=LIST_LEVELS))  # fmt: skip
            return
        if "promises" in classes and level == 1:
            number, style = PROMISES_LIST, NUMBERED
        elif element.tag == "ol":
            start = int(element.get("start", "1"))
            number, style = self.lists.numbered(here.level, start), NUMBERED
        else:
            number, style = self.lists.bulleted(), BULLETED
        for item in element:
            inside = replace(here, level=level, item_style=style, list_number=number)
            yield from self._item(item, inside)

    def _item(self, item: Element, here: Here) -> Iterator[Node]:
        if item.tag != "li":
            self.refuse(item, say("Word kan inte visa <{name}> i en lista", name=item.tag))
            return
        made = list(self.blocks(_without_number(item), here))
        if not made or not _is_numbered(made[0], here.list_number):
            made.insert(0, self.paragraph([], "", here))
        for block in made[:-1]:
            keep_next(block)
        yield from made

    def _picture(self, element: Element, here: Here) -> Iterator[Node]:
        try:
            drawn = picture(self.part, self.reading, element, self.look, here.place)
        except NotForWord as reason:
            self.refuse(element, reason.what, reason.instead)
            return
        style = "Sender" if here.place == "sender" else "Figure"
        yield el("w:p", el("w:pPr", el("w:pStyle", val=style)), el("w:r", drawn))


def _is_numbered(block: Node, number: int | None) -> bool:
    """Tell whether a block is what stands beside the item's own number, and not an inner list's."""
    return any(each.get(qn("w:val")) == str(number) for each in block.findall(".//{*}numId"))


def keep_next(block: Node) -> None:
    """Keep a paragraph, or all of a table, on the page of what follows it."""
    for paragraph in block.iter(qn("w:p")):
        looks = paragraph.get_or_add_pPr()
        if looks.find(qn("w:keepNext")) is None:  # it follows the style (ECMA-376-1, 17.3.1.26)
            looks.insert(int(looks.find(qn("w:pStyle")) is not None), el("w:keepNext"))


def keep_whole(blocks: list[Node]) -> None:
    """Keep blocks on one page, and the rows of a table among them too."""
    for block in blocks[:-1]:
        keep_next(block)
    rows = blocks[-1].findall("{*}tr") if blocks else []
    for row in rows[:-1]:
        keep_next(row)


def _moved_in(level: int, style: str) -> Node:
    """Stand below the item's text; what a bar measures begins after the longest bar."""
    bar = BAR if style == "Measure" else 0
    return el("w:ind", left=twips(LIST_STEP * level + bar), hanging=twips(bar))


def _frame() -> Node:
    """Stand at the top right of the text's area, beside the senders."""
    return el("w:framePr", w=twips(55), hSpace=twips(5), wrap="around", vAnchor="margin",
              hAnchor="margin", xAlign="right", yAlign="top")  # fmt: skip


def _inside(element: Element, classes: list[str], here: Here) -> Here:
    if element.tag == "address":
        return replace(here, place="address")
    place = next((_PLACES[name] for name in classes if name in _PLACES), here.place)
    return replace(here, place=place)


def _after(here: Here, made: list[Node]) -> Here:
    """Where the next block stands: the item's number is given once."""
    return replace(here, list_number=None) if made else here


def _without_number(item: Element) -> Element:
    """Return the item without the number that Word counts itself; inspection compares the two."""
    if not len(item) or "number" not in item[0].get("class", "").split():
        return item
    rest = Element(item.tag, item.attrib)
    rest.text = (item.text or "") + (item[0].tail or "")
    rest.extend(item[1:])
    return rest
