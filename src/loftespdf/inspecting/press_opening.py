"""A PDF's bytes → one reading for the press, made together with the reading of its text."""

from collections.abc import Iterator

import pikepdf
from pikepdf.exceptions import PikepdfError

from loftespdf.inspecting.inking import Space, profile_space, space_of
from loftespdf.inspecting.matrix import Area
from loftespdf.inspecting.opening import Reader, Unreadable, broken, inherited, opened
from loftespdf.inspecting.press_painter import PressPainter
from loftespdf.inspecting.press_reading import Boxes, Intent, PressPage, PressReading
from loftespdf.inspecting.press_state import blending_space, is_transparency_group
from loftespdf.inspecting.raw import Raw, entry, number, string
from loftespdf.model.problem import say

_CORNERS = 4
_LETTER: Area = (0.0, 0.0, 612.0, 792.0)
_UNMAPPED = "\N{REPLACEMENT CHARACTER}"


def read_press(content: bytes) -> PressReading:
    """Read a PDF for the press. Raises Unreadable when it is none, is broken, or is locked."""
    if b"%PDF-" not in content[:1024]:
        raise Unreadable(
            say("filen är ingen PDF"),
            say("kontrollera att det är rätt fil, eller exportera den på nytt som PDF"),
        )
    with opened(content) as pdf:
        try:
            reader = Reader(pdf, PressPainter)
            text = reader.reading()
            pages = tuple(_pages(pdf, reader))
            return PressReading(
                text=text,
                pages=pages,
                intents=tuple(_intents(pdf.Root.get("/OutputIntents"))),
                claim=text.pdfx,
                encrypted=pdf.is_encrypted,
                extras=tuple(dict.fromkeys((*_extras(pdf), *_painted_extras(reader)))),
                size=len(content),
                unmapped=sum(_UNMAPPED in each.text for each in text.shown),
                damage=tuple(map(str, pdf.get_warnings())),
            )
        except PikepdfError as error:
            raise broken(error) from error


def _pages(pdf: pikepdf.Pdf, reader: Reader) -> Iterator[PressPage]:
    for page, painter in zip(pdf.pages, reader.painters, strict=True):
        assert isinstance(painter, PressPainter)  # noqa: S101 - it was handed in above
        yield PressPage(
            boxes=_boxes(page.obj),
            shapes=tuple(painter.shapes),
            pictures=tuple(painter.pictures),
            spaces=tuple(
                dict.fromkeys((*painter.spaces, *(p.space for p in painter.pictures if p.space)))
            ),
            see_through=_see_through(page.obj, painter),
            blending=_blending(page.obj),
            fontless=painter.fontless,
        )


def _see_through(page: Raw, painter: PressPainter) -> tuple[str, ...]:
    group = {"Group": None} if is_transparency_group(page) else {}
    return tuple({**painter.see_through, **group})


def _blending(page: Raw) -> Space | None:
    space = blending_space(page)
    return None if space is None else space_of(space, inherited(page, "/Resources"))


def _boxes(page: Raw) -> Boxes:
    return Boxes(
        media=_box(inherited(page, "/MediaBox")) or _LETTER,
        crop=_box(inherited(page, "/CropBox")),
        bleed=_box(entry(page, "/BleedBox")),
        trim=_box(entry(page, "/TrimBox")),
        art=_box(entry(page, "/ArtBox")),
        rotation=int(number(inherited(page, "/Rotate"), 0)) % 360,
        unit=number(entry(page, "/UserUnit"), 1.0),
    )


def _box(raw: Raw) -> Area | None:
    if not isinstance(raw, pikepdf.Array) or len(raw) != _CORNERS:
        return None
    first, second, third, fourth = (number(each, 0.0) for each in raw)
    return (min(first, third), min(second, fourth), max(first, third), max(second, fourth))


def _intents(raw: Raw) -> Iterator[Intent]:
    for each in raw if isinstance(raw, pikepdf.Array) else ():
        profile = entry(each, "/DestOutputProfile")
        stream = isinstance(profile, pikepdf.Stream)
        yield Intent(
            subtype=str(entry(each, "/S") or "")[1:],
            condition=string(entry(each, "/OutputConditionIdentifier")) or "",
            info=string(entry(each, "/Info")) or "",
            space=profile_space(profile) if stream else "",
            embedded=stream,
        )


def _extras(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield the PDF's own names of what is no print."""
    root = pdf.Root
    names = entry(root, "/Names")
    if entry(names, "/JavaScript") is not None or _runs(entry(root, "/OpenAction")):
        yield "JavaScript"
    if entry(names, "/EmbeddedFiles") is not None:
        yield "EmbeddedFiles"
    if entry(root, "/AcroForm") is not None:
        yield "AcroForm"
    if entry(root, "/OCProperties") is not None:
        yield "OCProperties"
    if entry(root, "/AA") is not None:
        yield "JavaScript"
    for page in pdf.pages:
        if entry(page.obj, "/UserUnit") is not None:
            yield "UserUnit"
        for annotation in page.obj.get("/Annots", []):
            yield f"Annots ({str(entry(annotation, '/Subtype') or '?').removeprefix('/')})"
            if _runs(entry(annotation, "/A")):
                yield "JavaScript"


def _painted_extras(reader: Reader) -> Iterator[str]:
    for painter in reader.painters:
        yield from painter.extras if isinstance(painter, PressPainter) else ()
        if painter.too_deep:
            yield "Form"


def _runs(action: Raw) -> bool:
    return str(entry(action, "/S")) == "/JavaScript"
