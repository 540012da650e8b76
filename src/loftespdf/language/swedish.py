"""Dates, numbers, periods and lists in Swedish words, through Babel's CLDR data."""

from datetime import date
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date, get_month_names
from babel.lists import format_list
from babel.numbers import NumberPattern, parse_pattern

from loftespdf.language.months import is_last_of_month
from loftespdf.language.typography import EN_DASH, NO_BREAK_SPACE
from loftespdf.model.area import Area
from loftespdf.model.period import Period
from loftespdf.model.pledge import Measure, Target

_PERCENT_WORDS = ("procent", "%")


@cache
def _sv() -> Locale:
    return Locale("sv", "SE")


@cache
def _decimals() -> NumberPattern:
    return parse_pattern("#,##0.######")


def day_in_text(day: date) -> str:
    """``den 11 maj 2021``, the day tied to its month."""
    return f"den{NO_BREAK_SPACE}{_day_month_year(day)}"


def day_in_table(day: date) -> str:
    """``2021-05-11``."""
    return day.isoformat()


def _day_month_year(day: date) -> str:
    return format_date(day, f"d'{NO_BREAK_SPACE}'MMMM y", locale=_sv())


def number(value: Decimal) -> str:
    """``1 000`` with a no-break space from four digits, ``2,5`` with a decimal comma."""
    return str(_decimals().apply(value, _sv()))


def listing(words: tuple[str, ...]) -> str:
    """``a, b och c``."""
    return format_list(words, locale=_sv())


def period_in_text(period: Period) -> str:
    """``2021``, ``2023–2026``, ``juni–augusti 2023``, ``8 maj 2019–30 april 2020`` or open."""
    if period.end is None:
        return f"från {day_in_text(period.start)} och tills vidare"
    if years := period.whole_years:
        return str(years[0]) if years[0] == years[1] else f"{years[0]}{EN_DASH}{years[1]}"
    if _whole_months(period.start, period.end):
        return _months_in_text(period.start, period.end)
    return f"{_day_month_year(period.start)}{EN_DASH}{_day_month_year(period.end)}"


def _whole_months(start: date, end: date) -> bool:
    return start.day == 1 and is_last_of_month(end)


def _months_in_text(start: date, end: date) -> str:
    names = get_month_names("wide", locale=_sv())
    first, last = names[start.month], names[end.month]
    if start.year != end.year:
        return f"{first} {start.year}{EN_DASH}{last} {end.year}"
    if start.month == end.month:
        return f"{first} {end.year}"
    return f"{first}{EN_DASH}{last} {end.year}"


def target_in_text(target: Target) -> str:
    """``minst 8 insatser per år``; a baseline follows after a comma."""
    words = _measured(target.measure, target.value, target.unit)
    if target.per:
        words = f"{words} per {target.per}"
    if target.baseline is not None:
        words = f"{words}, utgångsläge {_amount(target.baseline, target.unit)}"
    return words


def _measured(measure: Measure, value: Decimal, unit: str) -> str:
    amount = _amount(value, unit)
    return amount if measure is Measure.EXACTLY else f"{measure.value} {amount}"


def _amount(value: Decimal, unit: str) -> str:
    word = "procent" if unit in _PERCENT_WORDS else unit
    return f"{number(value)}{NO_BREAK_SPACE}{word}"


def owners_in_text(area: Area, owners: tuple[str, ...]) -> str:
    """``Polisen och Grästorps kommun``: the parties' names as they stand in running text."""
    return listing(tuple(area.parties[owner].name for owner in owners))


def genitive(area: Area) -> str:
    """Return the area's genitive as given; a name in -s, -x or -z stays as it is."""
    if area.genitive:
        return area.genitive
    return area.name if area.name.endswith(("s", "x", "z")) else f"{area.name}s"
