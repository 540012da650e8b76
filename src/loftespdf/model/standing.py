"""Where a pledge stands on a given day: valid, draft, expired; signed; followed up when.

Nothing here knows what day it is: the day is always given.
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from loftespdf.model.pledge import Pledge, Status


class Standing(StrEnum):
    """What an area has, in the order a report counts it. The value is the Swedish word."""

    VALID = "gällande"
    COMING = "kommande"
    DRAFT = "utkast"
    EXPIRED = "utgånget"
    MISSING = "saknas"
    UNREADABLE = "oläsligt"


class Signing(StrEnum):
    """How far the signatures have come."""

    SIGNED = "ja"
    PARTLY = "delvis"
    UNSIGNED = "nej"
    NO_SIGNERS = "inga underskrifter"


class DueKind(StrEnum):
    """What is known of the next follow-up."""

    UPCOMING = "kommande"
    OVERDUE = "försenad"
    DONE = "klar"
    UNKNOWN = "okänt"
    NONE = "ingen"


class Due(Struct, frozen=True):
    """The next follow-up: ``day`` is its last day, where ``kind`` is upcoming or overdue."""

    kind: DueKind
    day: date | None = None


class Signatures(Struct, frozen=True):
    """How many have signed of those who are to; ``day`` is the newest signature's, if any."""

    signed: int
    wanted: int
    day: date | None

    @property
    def signing(self) -> Signing:
        """Tell it in one word."""
        if not self.wanted:
            return Signing.NO_SIGNERS
        if not self.signed:
            return Signing.UNSIGNED
        return Signing.SIGNED if self.signed == self.wanted else Signing.PARTLY


NO_SIGNATURES = Signatures(0, 0, None)

_UNFINISHED = (Status.DRAFT, Status.IN_PREPARATION)


def standing_of(pledge: Pledge, today: date) -> Standing:
    """Return where a pledge stands on ``today``.

    A period that has ended is expired, whatever the file's status says; only ``förlängt`` holds
    beyond it, which is what the word means. ``tidigare`` is expired also within its period.
    """
    status, period = pledge.status, pledge.period
    if status is Status.FORMER:
        return Standing.EXPIRED
    if period.end is not None and period.end < today and status is not Status.PROLONGED:
        return Standing.EXPIRED
    if status in _UNFINISHED:
        return Standing.DRAFT
    return Standing.VALID if period.start <= today else Standing.COMING


def is_prolonged(pledge: Pledge, today: date) -> bool:
    """Tell whether a pledge holds only because it has been prolonged beyond its period."""
    end = pledge.period.end
    return pledge.status is Status.PROLONGED and end is not None and end < today


def signatures_of(pledge: Pledge, today: date) -> Signatures:
    """Count the signatures under ``underskrifter:`` that have a ``datum:``, not after ``today``.

    Only the date tells: a name alone says who is to sign.
    """
    days = [one.day for one in pledge.signers if one.day is not None and one.day <= today]
    return Signatures(len(days), len(pledge.signers), max(days, default=None))
