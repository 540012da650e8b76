"""From what somebody booked to one sheet with all its limits known.

A booking is a format's id, an area ("122x178"), or both where the format leaves a side free.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

from loftespdf.language.slugs import slug
from loftespdf.loading.sheets import load_sheets
from loftespdf.loading.workspace import read_theme
from loftespdf.model.assets import Assets
from loftespdf.model.problem import Message, Place, Problem, Severity, WrongUsage, say
from loftespdf.model.sheet_format import DEFAULTS, PaperLimits, SheetFormat
from loftespdf.model.sheets import LARGEST_SIDE, SMALLEST_SIDE, PrintSheet
from loftespdf.operations.press_profiles import (
    PROFILES,
    SHIPPED_PROFILE,
    find_profile,
    unusable_profile,
)

SheetFormats = Mapping[str, SheetFormat]

_NUMBER = r"\d+(?:[.,]\d+)?"
_SIZE = re.compile(rf"\s*({_NUMBER})\s*(sp)?\s*[x×]\s*({_NUMBER})\s*(?:mm)?\s*", re.IGNORECASE)
_NAME_AND_SIZE = re.compile(r"([a-z][a-z0-9-]*)-(\d+(?:sp)?x\d+)")
_ONE_WORD = "--sheet"
_ANY_AREA = SheetFormat.model_validate({"publikation": "Bokad yta", "format": "bokad yta"})


@dataclass(frozen=True, slots=True)
class Size:
    """A booked area: mm × mm, or columns × mm where ``columns`` is set."""

    width: Decimal
    height: Decimal
    columns: int | None = None

    @property
    def slug(self) -> str:
        """``122x178``, ``93-5x150`` or ``2spx100``: what the file's name carries."""
        first = f"{self.columns}sp" if self.columns else _plain(self.width)
        return f"{first}x{_plain(self.height)}".replace(".", "-")

    def __str__(self) -> str:
        """``122 × 178 mm``."""
        first = f"{self.columns} sp" if self.columns else _plain(self.width)
        return f"{first} × {_plain(self.height)} mm".replace(".", ",")


@dataclass(frozen=True, slots=True)
class Booking:
    """What was asked for, before it is known to exist. ``place`` is where it was written."""

    sheet: str | None
    size: str | None
    place: Place
    path: str = ""


def bookings_from(words: Iterable[tuple[str, Place, str]]) -> Iterator[Booking]:
    """Read each ``id``, ``122x178`` or ``id 93x150`` of a pledge, with its place and path."""
    for word, place, path in words:
        parts = word.split(maxsplit=1)
        if len(parts) > 1 and not _SIZE.fullmatch(word):
            yield Booking(parts[0], parts[1], place, path)
        elif _SIZE.fullmatch(word):
            yield Booking(None, word, place, path)
        else:
            yield Booking(word, None, place, path)


def book(booking: Booking, formats: SheetFormats, theme: Assets) -> PrintSheet | Problem:
    """Return the sheet a booking means, or what is wrong with it.

    Args:
        booking: what was asked for.
        formats: the layout's formats by id.
        theme: where ICC profiles are looked for, under ``styles/profiles/``; one that a press
            cannot be driven with is a problem here, before anything is made.
    """
    size = None if booking.size is None else _size(booking)
    if isinstance(size, Problem):
        return size
    if booking.sheet is None:
        one, name = _ANY_AREA, size.slug if size else ""
    elif booking.sheet in formats:
        one, name = formats[booking.sheet], booking.sheet
        name = f"{name}-{size.slug}" if size else name
    else:
        return _unknown(booking, formats)
    sides = _sides(one, size, booking)
    if isinstance(sides, Problem):
        return sides
    sheet = _sheet(name, one, sides, theme)
    return unusable_profile(sheet, theme) or sheet


def find_sheet(root: Path, word: str) -> PrintSheet:
    """Return the sheet that a word means, among all layouts' formats.

    The word is an id, an area ("122x178"), both with a space between, or the name that a finished
    file carries ("woxnadalsnytt-2-spalter-93x150"). Raises WrongUsage when there is none, or when
    the formats cannot be read.
    """
    theme = read_theme(root)
    found, problems = load_sheets(theme)
    if errors := [each for each in problems if each.severity is Severity.ERROR]:
        raise WrongUsage(*errors)
    formats = {name: one for each in found.values() for name, one in each.items()}
    if word not in formats and (match := _NAME_AND_SIZE.fullmatch(word)):
        word = f"{match[1]} {match[2]}"
    (booking,) = bookings_from([(word, Place(_ONE_WORD), "")])
    sheet = book(booking, formats, theme)
    if isinstance(sheet, Problem):
        raise WrongUsage(sheet)
    return sheet


def _size(booking: Booking) -> Size | Problem:
    match = _SIZE.fullmatch(booking.size or "")
    if not match:
        return _problem(
            booking, "bad-size",
            say("”{size}” är inget mått", size=booking.size),
            say("skriv bredd x höjd i mm, till exempel 122x178"),
        )  # fmt: skip
    first, height = (Decimal(match[i].replace(",", ".")) for i in (1, 3))
    if match[2]:
        return Size(Decimal(0), height, columns=int(first))
    return Size(first, height)


def _sides(
    one: SheetFormat, size: Size | None, booking: Booking
) -> tuple[Decimal, Decimal] | Problem:
    """Width and height in mm: the format's own, and where it is free those that were given."""
    width, height = one.full_width, one.height
    if size is None:
        if width is None or height is None:
            return _size_missing(one, booking)
        return width, height
    if size.columns is not None:
        asked = one.width_of(size.columns)
        if asked is None:
            return _problem(
                booking, "no-columns",
                say("formatet räknas inte i spalter"),
                say("skriv bredden i mm, till exempel 122x178"),
            )  # fmt: skip
    else:
        asked = size.width
    if (width is not None and asked != width) or (height is not None and size.height != height):
        return _problem(
            booking, "size-disagrees",
            say("{id} är {format} mm, inte {size}", id=booking.sheet,
                format=f"{_side(width)} × {_side(height)}", size=str(size)),
            say("skriv formatets eget mått, eller bara --size för en yta som inte står i listan"),
        )  # fmt: skip
    return _within(one, asked, size.height, booking)


def _within(
    one: SheetFormat, width: Decimal, height: Decimal, booking: Booking
) -> tuple[Decimal, Decimal] | Problem:
    least, most = one.min_width or SMALLEST_SIDE, one.max_width or LARGEST_SIDE
    low, high = one.min_height or SMALLEST_SIDE, one.max_height or LARGEST_SIDE
    if not least <= width <= most:
        what = say("bredden {side} mm går inte att trycka: den måste vara {least}–{most} mm",
                   side=_side(width), least=_side(least), most=_side(most))  # fmt: skip
    elif not low <= height <= high:
        what = say("höjden {side} mm går inte att trycka: den måste vara {least}–{most} mm",
                   side=_side(height), least=_side(low), most=_side(high))  # fmt: skip
    else:
        return width, height
    return _problem(
        booking, "bad-size", what,
        say("kontrollera måttet i bokningen; det skrivs bredd x höjd i mm"),
    )  # fmt: skip


def _size_missing(one: SheetFormat, booking: Booking) -> Problem:
    free = _side(one.full_width), _side(one.height)
    example = f"{_plain(one.full_width or Decimal(122))}x{_plain(one.height or Decimal(150))}"
    return _problem(
        booking, "size-missing",
        say("{id} har fritt mått ({free}), och det bokade måttet saknas",
            id=booking.sheet, free=" × ".join(free)),
        say("lägg till måttet i mm: --size {example}", example=example)
        if _has_options(booking)
        else say("skriv måttet i mm efter formatet: ”{id} {example}”",
                 id=booking.sheet, example=example),
    )  # fmt: skip


def _unknown(booking: Booking, formats: SheetFormats) -> Problem:
    wanted = slug(booking.sheet or "")
    holding = [one for one in formats if wanted and wanted in one]
    near = get_close_matches(wanted, formats, n=1) or holding[:1]
    return _problem(
        booking, "unknown-sheet",
        say("det finns inget format som heter ”{id}”", id=booking.sheet),
        say("menade du {near}? Kör loftespdf sheets för att se alla", near=near[0])
        if near
        else say("kör loftespdf sheets för att se alla; en yta som inte står där skrivs --size")
        if _has_options(booking)
        else say("kör loftespdf sheets för att se alla; en yta som inte står där skrivs som sitt"
                 " mått, 122x178"),
    )  # fmt: skip


def _has_options(booking: Booking) -> bool:
    """Tell whether a size is given by itself; in a pledge and to inspect, it is the same word."""
    file = booking.place.file
    return file != _ONE_WORD and not file.endswith(".yaml")


def _problem(booking: Booking, kind: str, what: Message, instead: Message) -> Problem:
    return Problem(kind, what, booking.place, booking.path, instead)


def _sheet(
    name: str, one: SheetFormat, sides: tuple[Decimal, Decimal], theme: Assets
) -> PrintSheet:
    limits = DEFAULTS[one.paper]
    bleed = one.bleed or Decimal(0)
    margin = limits.margin_with_bleed if bleed else Decimal(0)
    condition = one.icc_condition or limits.icc_condition
    profile = find_profile(condition, theme)
    return PrintSheet(
        id=name,
        publication=one.publication,
        name=one.name,
        width=sides[0],
        height=sides[1],
        bleed=bleed,
        safe_margin=margin if one.safe_margin is None else one.safe_margin,
        paper=one.paper,
        standard=one.standard or limits.standard,
        icc_condition=condition,
        profile=profile or SHIPPED_PROFILE,
        max_ink=one.max_ink or limits.max_ink,
        min_ppi=one.min_ppi or limits.min_ppi,
        min_type=one.min_type or limits.min_type,
        min_negative_type=one.min_negative_type or limits.min_negative_type,
        max_megabytes=one.max_megabytes or limits.max_megabytes,
        type_area=(one.type_area.width, one.type_area.height) if one.type_area else None,
        file_name=one.file_name,
        marks=one.marks,
        missing_profile=None if profile else f"{PROFILES}/{condition}.icc",
        defaults=frozenset(_fallen_back(one, limits)),
    )


def _fallen_back(one: SheetFormat, limits: PaperLimits) -> Iterator[str]:
    """Yield the fields where the publication says nothing."""
    yield from (name for name in limits.__slots__ if getattr(one, name, 0) is None)
    yield from (name for name in ("bleed", "safe_margin") if getattr(one, name) is None)


def _side(side: Decimal | None) -> str:
    return "fri" if side is None else _plain(side).replace(".", ",")


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
