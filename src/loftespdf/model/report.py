"""What a report over many areas is made from, and the figures it comes to."""

from datetime import date

from msgspec import Struct

from loftespdf.model.area import Area
from loftespdf.model.document import PledgeDocument
from loftespdf.model.followup import Degree, FollowUp
from loftespdf.model.problem import Problem
from loftespdf.model.rules import Promise
from loftespdf.model.standing import NO_SIGNATURES, Due, Signatures, Standing


class PledgeFiles(Struct, frozen=True):
    """One pledge and its follow-up as far as they could be read; ``problems`` are only errors.

    ``document`` is None where the pledge could not be read. ``is_followed_up`` tells whether there
    is a follow-up file, ``follow_up`` is None where there is none or it could not be read.
    """

    period_slug: str
    document: PledgeDocument | None
    is_followed_up: bool = False
    follow_up: FollowUp | None = None
    problems: tuple[Problem, ...] = ()


class AreaFiles(Struct, frozen=True):
    """An area's folder.

    ``area`` is what omrade.yaml alone says, None where it cannot be read or where the pledges tell
    it. ``problems`` are the errors of omrade.yaml where there is no pledge that would tell them.
    """

    slug: str
    area: Area | None
    pledges: tuple[PledgeFiles, ...] = ()
    problems: tuple[Problem, ...] = ()


class Line(Struct, frozen=True):
    """An area and one of its periods on the report's day.

    ``period_slug`` is None for an area without pledge; ``document`` also where it cannot be read.
    ``degrees`` stand beside ``promises``; ``followed_up`` is the newest day that is reported of.
    ``when`` is how often the author says that it is followed up. ``decides`` marks the one line
    of its area that tells how the area stands.
    """

    slug: str
    name: str
    area: Area | None
    period_slug: str | None
    document: PledgeDocument | None
    standing: Standing
    due: Due
    is_prolonged: bool = False
    signatures: Signatures = NO_SIGNATURES
    promises: tuple[Promise, ...] = ()
    degrees: tuple[Degree | None, ...] = ()
    followed_up: date | None = None
    when: str | None = None
    errors: int = 0
    decides: bool = False

    @property
    def file(self) -> str:
        """The file the line is about, from the workspace."""
        return f"content/{self.slug}/{self.period_slug or 'omrade'}.yaml"


class Report(Struct, frozen=True):
    """All lines, in Swedish order of the areas' names and then by period.

    ``which`` is what was asked for, empty for everything; ``problems`` are the errors of files that
    could not be read. ``fingerprint`` is over all that was read: 64 hexadecimal digits.
    """

    today: date
    which: tuple[str, ...]
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    fingerprint: str

    @property
    def areas(self) -> tuple[Line, ...]:
        """The line that decides for each area."""
        return tuple(line for line in self.lines if line.decides)
