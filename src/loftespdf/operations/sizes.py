"""The size of a booking: read, and held to what its format is or lets be chosen."""

import re
from decimal import Decimal

from msgspec import Struct

from loftespdf.model.problem import Message, Place, Problem, say, with_comma
from loftespdf.model.sheet_format import SheetFormat
from loftespdf.model.sheets import LARGEST_SIDE, SMALLEST_SIDE

_NUMBER = r"\d+(?:[.,]\d+)?"
SIZE = re.compile(rf"\s*({_NUMBER})\s*(sp)?\s*[x×]\s*({_NUMBER})\s*(?:mm)?\s*", re.IGNORECASE)
#: Where a word stands that says format and size at once.
ONE_WORD = "--sheet"
#: More columns no page has.
_MOST_COLUMNS = 30


class Size(Struct, frozen=True):
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


class Booking(Struct, frozen=True):
    """What was asked for, before it is known to exist. ``place`` is where it was written."""

    sheet: str | None
    size: str | None
    place: Place
    path: str = ""


def size_of(booking: Booking) -> Size | Problem:
    """Read a booking's size, or say why it is none."""
    match = SIZE.fullmatch(booking.size or "")
    if not match:
        return problem_of(
            booking, "bad-size",
            say("”{size}” är inget mått", size=booking.size),
            say("skriv bredd x höjd i mm, till exempel 122x178"),
        )  # fmt: skip
    first, height = (Decimal(match[i].replace(",", ".")) for i in (1, 3))
    if not match[2]:
        return Size(first, height)
    if first < 1 or first != int(first):
        return problem_of(
            booking, "bad-size",
            say("{count} är inget antal spalter", count=_side(first)),
            say("skriv hela spalter x höjd i mm, till exempel 2spx100"),
        )  # fmt: skip
    return Size(Decimal(0), height, columns=int(first))


def sides_of(
    one: SheetFormat, size: Size | None, booking: Booking
) -> tuple[Decimal, Decimal] | Problem:
    """Return width and height in mm: the format's own, or where it is free those given."""
    width, height = one.full_width, one.height
    if size is None:
        if width is None or height is None:
            return _size_missing(one, booking)
        return width, height
    if size.columns is not None:
        asked = one.width_of(size.columns)
        if asked is None:
            return problem_of(
                booking, "no-columns",
                say("formatet räknas inte i spalter"),
                say("skriv bredden i mm, till exempel 122x178"),
            )  # fmt: skip
    else:
        asked = size.width
        if one.column_width is not None and width is None and (near := _columns_near(one, asked)):
            return _no_columns_wide(one, asked, near, booking)
    if (width is not None and asked != width) or (height is not None and size.height != height):
        return problem_of(
            booking, "size-disagrees",
            say("{id} är {format} mm, inte {size}", id=booking.sheet,
                format=_sides(width, height), size=with_comma(str(size))),
            say("skriv formatets eget mått, eller bara --size för en yta som inte står i listan"),
        )  # fmt: skip
    return _within(one, asked, size.height, booking)


def _columns_near(one: SheetFormat, width: Decimal) -> tuple[int, ...]:
    """Return the numbers of columns that come nearest to a width; none where it is theirs."""
    widths = {count: one.width_of(count) or Decimal(0) for count in range(1, _MOST_COLUMNS)}
    if width in widths.values():
        return ()
    return tuple(sorted(sorted(widths, key=lambda count: abs(widths[count] - width))[:2]))


def _no_columns_wide(
    one: SheetFormat, width: Decimal, near: tuple[int, ...], booking: Booking
) -> Problem:
    first, second = near
    return problem_of(
        booking, "columns-disagree",
        say("{width} mm är inte bredden av hela spalter: {first} sp är {one} mm och {second} sp är"
            " {two} mm", width=_side(width), first=first, one=_side(one.width_of(first)),
            second=second, two=_side(one.width_of(second))),
        say("skriv hela spalter x höjd i mm, till exempel 2spx100"),
    )  # fmt: skip


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
    return problem_of(
        booking, "bad-size", what,
        say("kontrollera måttet i bokningen; det skrivs bredd x höjd i mm"),
    )  # fmt: skip


def _size_missing(one: SheetFormat, booking: Booking) -> Problem:
    wide = "2sp" if one.column_width is not None else _plain(Decimal(122))
    wide = wide if one.full_width is None else _plain(one.full_width)
    example = f"{wide}x{_plain(one.height or Decimal(150))}"
    return problem_of(
        booking, "size-missing",
        say("{id} har fritt mått ({free}), och det bokade måttet saknas",
            id=booking.sheet, free=_sides(one.full_width, one.height)),
        say("lägg till måttet i mm: --size {example}", example=example)
        if has_options(booking)
        else say("skriv måttet i mm efter formatet: ”{id} {example}”",
                 id=booking.sheet, example=example),
    )  # fmt: skip


def has_options(booking: Booking) -> bool:
    """Tell whether a size is given by itself; in a pledge and to inspect, it is the same word."""
    file = booking.place.file
    return file != ONE_WORD and not file.endswith(".yaml")


def problem_of(booking: Booking, kind: str, what: Message, instead: Message) -> Problem:
    """Return what is wrong with a booking, at its place."""
    return Problem(kind, what, booking.place, booking.path, instead)


def _sides(width: Decimal | None, height: Decimal | None) -> Message:
    return say("{width} × {height}", width=_side(width), height=_side(height))


def _side(side: Decimal | None) -> Message:
    return say("fri") if side is None else say("{mm}", mm=with_comma(_plain(side)))


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
