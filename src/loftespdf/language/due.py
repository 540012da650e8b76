"""When a pledge is to be followed up next: its rhythm, its period, and what is reported already."""

from collections.abc import Iterator
from datetime import date, timedelta

from loftespdf.language.months import months_later
from loftespdf.language.rhythm import AT_THE_END, months_between
from loftespdf.model.pledge import Pledge, SectionKind, walk_sections
from loftespdf.model.standing import Due, DueKind

_DAY = timedelta(days=1)
#: A follow-up made so shortly before its last day is the one that was due; half a month where it
#: is made every month.
_EARLY, _EARLY_IN_A_MONTH = timedelta(days=31), timedelta(days=15)


def when_in_words(pledge: Pledge) -> str | None:
    """Return what the pledge says under ``när:``, first of all in its sections on follow-up."""
    said = [
        (kind is not SectionKind.FOLLOW_UP, section.when)
        for _, section, kind in walk_sections(pledge.sections)
        if section.when
    ]
    own = [when for other, when in said if not other] or [when for _, when in said]
    return "; ".join(own) or None


def next_due(pledge: Pledge, followed_up: date | None, today: date, *, prolonged: bool) -> Due:
    """Return the first follow-up that is not made yet.

    Args:
        pledge: its ``när:`` and period decide. Intervals count from the period's first day; each
            is to be followed up by its last day, and the last of them by the period's.
        followed_up: the newest day that is reported of, or None.
        today: the day that tells upcoming from overdue.
        prolonged: the pledge holds beyond its period, and so does the rhythm.

    Returns:
        Unknown where there is no ``när:`` or it cannot be read.
    """
    months = months_between(when_in_words(pledge) or "")
    end = None if prolonged else pledge.period.end
    if months is None or (months == AT_THE_END and end is None):
        return Due(DueKind.UNKNOWN)
    early = _EARLY_IN_A_MONTH if months == 1 else _EARLY
    for day in _last_days(pledge.period.start, end, months):
        if followed_up is None or followed_up < day - early:
            return Due(DueKind.OVERDUE if day < today else DueKind.UPCOMING, day)
    return Due(DueKind.DONE)


def _last_days(start: date, end: date | None, months: int) -> Iterator[date]:
    """Yield the last day of each interval; the last one is the period's, however short."""
    passed = months
    while months != AT_THE_END:
        after = months_later(start, passed)
        if after is None or (end is not None and after - _DAY >= end):
            break
        yield after - _DAY
        passed += months
    yield end or date.max
