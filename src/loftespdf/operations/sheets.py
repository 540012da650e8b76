"""From what somebody booked to one sheet with all its limits known.

A booking is a format's id, an area ("122x178"), or both where the format leaves a side free.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from pathlib import Path

from loftespdf.language.likeness import likest
from loftespdf.language.slugs import slug
from loftespdf.loading.sheets import load_sheets
from loftespdf.loading.workspace import read_theme
from loftespdf.model.assets import Assets
from loftespdf.model.problem import Place, Problem, Severity, WrongUsage, say
from loftespdf.model.sheet_format import DEFAULTS, PaperLimits, SheetFormat
from loftespdf.model.sheets import PrintSheet
from loftespdf.operations.press_profiles import (
    PROFILES,
    SHIPPED_PROFILE,
    find_profile,
    unusable_profile,
)
from loftespdf.operations.sizes import (
    ONE_WORD,
    SIZE,
    Booking,
    has_options,
    problem_of,
    sides_of,
    size_of,
)

__all__ = ["Booking", "SheetFormats", "book", "bookings_from", "bookings_named", "find_sheet"]

SheetFormats = Mapping[str, SheetFormat]

_FOLDED = re.compile(r"\d+(?:-\d+)?(?:sp)?x\d+(?:-\d+)?")
#: An id may end in a number too: the longer id first.
_NAME_AND_SIZE = (
    re.compile(rf"([a-z0-9-]*)-({_FOLDED.pattern})"),
    re.compile(rf"([a-z0-9-]*?)-({_FOLDED.pattern})"),
)
_ANY_AREA = SheetFormat.model_validate({"publikation": "Bokad yta", "format": "bokad yta"})


def bookings_from(words: Iterable[tuple[str, Place, str]]) -> Iterator[Booking]:
    """Read each ``id``, ``122x178`` or ``id 93x150`` of a pledge, with its place and path."""
    for word, place, path in words:
        parts = word.split(maxsplit=1)
        if len(parts) > 1 and not SIZE.fullmatch(word):
            yield Booking(parts[0], parts[1], place, path)
        elif SIZE.fullmatch(word):
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
    size = None if booking.size is None else size_of(booking)
    if isinstance(size, Problem):
        return size
    if booking.sheet is None:
        one, name = _ANY_AREA, size.slug if size else ""
    elif booking.sheet in formats:
        one, name = formats[booking.sheet], booking.sheet
        name = f"{name}-{size.slug}" if size else name
    else:
        return _unknown(booking, formats)
    sides = sides_of(one, size, booking)
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
    asked = (word, Place(ONE_WORD), "")
    booking = next(chain(bookings_named(word, formats), bookings_from([asked])))
    sheet = book(booking, formats, theme)
    if isinstance(sheet, Problem):
        raise WrongUsage(sheet)
    return sheet


def bookings_named(word: str, formats: SheetFormats) -> Iterator[Booking]:
    """Yield what a file whose name carries this word may have been booked as, the likeliest first.

    That is a format, an area or both; nothing where the word is none of them.
    """
    asked = (*((word,) if word in formats else ()), *_unfolded(word, formats))
    yield from bookings_from((one, Place(ONE_WORD), "") for one in dict.fromkeys(asked))


def _unfolded(word: str, formats: SheetFormats) -> Iterator[str]:
    """Yield what a finished file's name carries as it is booked: hyphens were commas there."""
    if match := _FOLDED.fullmatch(word):
        yield match[0].replace("-", ",")
    for pattern in _NAME_AND_SIZE:
        if (match := pattern.fullmatch(word)) and match[1] in formats:
            yield f"{match[1]} {match[2].replace('-', ',')}"


def _unknown(booking: Booking, formats: SheetFormats) -> Problem:
    wanted = slug(booking.sheet or "")
    holding = [one for one in formats if wanted and wanted in one]
    near = likest(wanted, formats) or next(iter(holding), None)
    return problem_of(
        booking, "unknown-sheet",
        say("det finns inget format som heter ”{id}”", id=booking.sheet),
        say("menade du {near}? Kör loftespdf sheets för att se alla", near=near)
        if near
        else say("kör loftespdf sheets för att se alla; en yta som inte står där skrivs --size")
        if has_options(booking)
        else say("kör loftespdf sheets för att se alla; en yta som inte står där skrivs som sitt"
                 " mått, 122x178"),
    )  # fmt: skip


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
    yield from (name for name in limits.__struct_fields__ if getattr(one, name, 0) is None)
    yield from (name for name in ("bleed", "safe_margin") if getattr(one, name) is None)
