"""The form of a PDF: its fields as plain values, with what the nodes above each say."""

from collections.abc import Iterator

import pikepdf
from msgspec import Struct

from loftespdf.inspecting.raw import Raw, entry, name, string

_DEEPEST = 50
_SUBSET_TAG_ENDS = "+"
_SIGNATURE = "/Sig"
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


class FieldFacts(Struct, frozen=True):
    """A field. ``title`` is what a screen reader says of it, ``value`` what is filled in."""

    name: str
    title: str
    value: str
    drawn: bool
    signature: bool


class FormFont(Struct, frozen=True):
    """A typeface that fields are written in; ``whole`` where it holds more than what is printed."""

    name: str
    embedded: bool
    whole: bool


class FormFacts(Struct, frozen=True):
    """A file's form. ``draws_itself`` is false where viewers are asked to draw its fields."""

    fields: tuple[FieldFacts, ...] = ()
    fonts: tuple[FormFont, ...] = ()
    draws_itself: bool = True


def read_form(root: Raw) -> FormFacts:
    """Return the form of a file's catalog; an empty one where it has none."""
    form = root.get("/AcroForm")
    fonts = entry(entry(form, "/DR"), "/Font")
    return FormFacts(
        fields=tuple(_fields(entry(form, "/Fields"), {}, 0)),
        fonts=tuple(map(_font, fonts.values())) if isinstance(fonts, pikepdf.Dictionary) else (),
        draws_itself=entry(form, "/NeedAppearances") is not True,
    )


def _fields(kids: Raw, above: dict[str, Raw], depth: int) -> Iterator[FieldFacts]:
    if not isinstance(kids, pikepdf.Array) or depth > _DEEPEST:
        return
    for kid in kids:
        if not isinstance(kid, pikepdf.Dictionary):
            continue
        own = {**above, **{key: kid[key] for key in ("/FT", "/TU", "/V") if key in kid}}
        inner = kid.get("/Kids")
        if isinstance(inner, pikepdf.Array) and any("/T" in each for each in inner):
            yield from _fields(inner, own, depth + 1)
        else:
            areas = inner if isinstance(inner, pikepdf.Array) else [kid]
            yield _field(kid, own, list(areas))


def _field(field: Raw, known: dict[str, Raw], areas: list[Raw]) -> FieldFacts:
    return FieldFacts(
        name=string(field.get("/T")) or "",
        title=string(known.get("/TU")) or "",
        value=string(known.get("/V")) or "",
        drawn=all(entry(entry(area, "/AP"), "/N") is not None for area in areas),
        signature=isinstance(known.get("/FT"), pikepdf.Name) and name(known["/FT"]) == _SIGNATURE,
    )


def _font(font: Raw) -> FormFont:
    base, descriptor = entry(font, "/BaseFont"), entry(font, "/FontDescriptor")
    called = name(base).removeprefix("/") if isinstance(base, pikepdf.Name) else ""
    return FormFont(
        name=called,
        embedded=any(entry(descriptor, key) is not None for key in _FONT_FILES),
        whole=_SUBSET_TAG_ENDS not in called,
    )
