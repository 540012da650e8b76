"""A PDF's bytes → one reading, or one clear reason why there is none."""

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf.exceptions import PikepdfError

from loftespdf.inspecting.fonts import Font, read_font
from loftespdf.inspecting.form import read_form
from loftespdf.inspecting.matrix import Area
from loftespdf.inspecting.packet import read_packet
from loftespdf.inspecting.painting import MarkKey, Painted, Painter
from loftespdf.inspecting.raw import Raw, entry, string
from loftespdf.inspecting.reading import FontFacts, PageSize, PdfReading, ShownText
from loftespdf.inspecting.structure import StructureReader
from loftespdf.inspecting.tokens import Instructions
from loftespdf.model.problem import Message, say

_MM_PER_POINT = 25.4 / 72
_MOST_BOOKMARKS = 10_000
_DEEPEST_INHERITANCE = 50
_A4: Area = (0.0, 0.0, 595.276, 841.89)
_CORNERS = 4

#: How qpdf calls bytes that came from no file; it tells a person nothing.
_IN_MEMORY = re.compile(r"stream <[^>]*>:? ?")


class Unreadable(Exception):  # noqa: N818 - it says what is the matter with the file
    """The bytes are no PDF that can be read; ``why`` and ``instead`` are for people."""

    def __init__(self, why: Message, instead: Message) -> None:
        super().__init__(str(why))
        self.why = why
        self.instead = instead


def read_pdf(content: bytes) -> PdfReading:
    """Read a PDF. Raises Unreadable when it is none, is broken, or is encrypted."""
    if b"%PDF-" not in content[:1024]:
        raise Unreadable(
            say("filen är ingen PDF"),
            say("kontrollera att det är rätt fil, eller exportera den på nytt som PDF"),
        )
    with opened(content) as pdf:
        try:
            return Reader(pdf).reading()
        except PikepdfError as error:
            raise broken(error) from error


def opened(content: bytes) -> pikepdf.Pdf:
    """Open a PDF. Raises Unreadable when it is broken or needs a password."""
    try:
        return pikepdf.open(BytesIO(content))
    except pikepdf.PasswordError as error:
        raise Unreadable(
            say("filen är krypterad med ett lösenord"),
            say("spara filen utan lösenord; PDF/A får inte vara krypterad"),
        ) from error
    except (PikepdfError, ValueError) as error:  # a damaged number is a ValueError
        raise broken(error) from error


def broken(error: Exception) -> Unreadable:
    """Return the reason why a damaged file cannot be read."""
    return Unreadable(
        say("filen är trasig och kan inte läsas ({detail})", detail=_IN_MEMORY.sub("", str(error))),
        say("skapa filen på nytt eller hämta den igen"),
    )


class _Fonts:
    """The fonts of a file, read once each."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Font] = {}
        self._loose: list[Font] = []

    def read(self, font: pikepdf.Object) -> Font:
        """Return a font resource, read."""
        if not font.is_indirect:
            self._loose.append(found := read_font(font))
            return found
        if font.objgen not in self._known:
            self._known[font.objgen] = read_font(font)
        return self._known[font.objgen]

    def facts(self) -> tuple[FontFacts, ...]:
        """Return what is to be known of all of them, by name."""
        found = {font.facts for font in (*self._known.values(), *self._loose)}
        return tuple(sorted(found, key=lambda each: each.name))


class Reader:
    """Reads one opened file. ``painters`` followed its pages."""

    def __init__(self, pdf: pikepdf.Pdf, painter: type[Painter] = Painter) -> None:
        self.painters: list[Painter] = []
        self._painter = painter
        self._pdf = pdf
        self._fonts = _Fonts()
        self._instructions = Instructions()

    def reading(self) -> PdfReading:
        """Follow every page and return what the file holds."""
        pages = [(page.obj, _area(page.obj)) for page in self._pdf.pages]
        painted = [self._paint(page, area) for page, area in pages]
        structure = StructureReader(self._pdf.Root.get("/StructTreeRoot"), _texts(painted))
        tree, root = structure.tree(), self._pdf.Root
        xmp = read_packet(_bytes(root.get("/Metadata")))
        information = self._pdf.trailer.get("/Info")
        return PdfReading(
            version=self._pdf.pdf_version,
            pages=tuple(_size(area) for _, area in pages),
            tree=tree,
            shown=tuple(_shown(painted, structure.used)),
            fonts=self._fonts.facts(),
            language=string(root.get("/Lang")) or "",
            title=string(entry(information, "/Title")) or "",
            title_shown=entry(root.get("/ViewerPreferences"), "/DisplayDocTitle") is True,
            xmp=xmp,
            bookmarks=tuple(self._bookmarks()),
            form=read_form(root),
            pdfx=xmp.pdfx or string(entry(information, "/GTS_PDFXVersion")) or "",
        )

    def _paint(self, page: Raw, area: Area) -> list[Painted]:
        resources = inherited(page, "/Resources")
        painter = self._painter(self._fonts.read, resources, area, self._instructions)
        painter.follow(page)
        painter.close()
        self.painters.append(painter)
        return painter.painted

    def _bookmarks(self) -> Iterator[str]:
        """Yield the titles of the outline, as a reader unfolds it."""
        waiting = [entry(self._pdf.Root.get("/Outlines"), "/First")]
        for _ in range(_MOST_BOOKMARKS):
            if not waiting:
                return
            found = waiting.pop()
            if isinstance(found, pikepdf.Dictionary):
                yield string(found.get("/Title")) or ""
                waiting += [found.get("/Next"), found.get("/First")]


def _texts(painted: list[list[Painted]]) -> dict[MarkKey, str]:
    texts: defaultdict[MarkKey, str] = defaultdict(str)
    for page in painted:
        for each in page:
            if each.mark is not None:
                texts[each.mark] += each.text
    return texts


def _shown(painted: list[list[Painted]], used: set[MarkKey]) -> Iterator[ShownText]:
    for number, page in enumerate(painted, start=1):
        for each in page:
            tagged = each.mark in used
            yield ShownText(number, each.text, each.colour, tagged, each.artifact, each.hidden)


def _bytes(stream: Raw) -> bytes:
    return bytes(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else b""


def inherited(page: Raw, key: str) -> Raw:
    """Return what a page has itself or from the nodes above it (ISO 32000-1, 7.7.3.4)."""
    for _ in range(_DEEPEST_INHERITANCE):
        if not isinstance(page, pikepdf.Dictionary):
            break
        if (found := page.get(key)) is not None:
            return found
        page = page.get("/Parent")
    return None


def _area(page: Raw) -> Area:
    for key in ("/CropBox", "/MediaBox"):
        box = inherited(page, key)
        if isinstance(box, pikepdf.Array) and len(box) == _CORNERS:
            try:
                first, second, third, fourth = map(float, box)
            except (TypeError, ValueError):
                continue
            return (
                min(first, third), min(second, fourth), max(first, third), max(second, fourth),
            )  # fmt: skip
    return _A4


def _size(area: Area) -> PageSize:
    left, low, right, high = area
    return PageSize((right - left) * _MM_PER_POINT, (high - low) * _MM_PER_POINT)
