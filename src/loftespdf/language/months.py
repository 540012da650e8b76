"""Calendar months: the same day so many months later, and where a month ends.

The calendar ends with 9999-12-31, which some write for "until further notice".
"""

from calendar import monthrange
from datetime import date

_MONTHS_OF_A_YEAR = 12


def months_later(day: date, months: int) -> date | None:
    """Return the same day so many months later, or the month's last where it is shorter.

    None after the calendar's end.
    """
    years, month = divmod(day.month - 1 + months, _MONTHS_OF_A_YEAR)
    year = day.year + years
    if year > date.max.year:
        return None
    return date(year, month + 1, min(day.day, _length(year, month + 1)))


def is_last_of_month(day: date) -> bool:
    """Tell whether a day is the last of its month."""
    return day.day == _length(day.year, day.month)


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]
