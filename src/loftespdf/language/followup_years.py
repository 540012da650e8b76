"""One period against the one before, by the promises' ids: carried on, changed, new or dropped."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from loftespdf.language import swedish
from loftespdf.language.folding import fold
from loftespdf.language.markdown import plain
from loftespdf.model.document import PledgeDocument
from loftespdf.model.followup import Degree, FollowUp, degree_of
from loftespdf.model.pledge import Item, Pledge
from loftespdf.model.rules import Promise, find_promises


class Fate(StrEnum):
    """What became of a promise from one period to the next."""

    CARRIED_ON = "fortsätter"
    CHANGED = "ändrat"
    NEW = "nytt"
    DROPPED = "borttaget"


class Change(Struct, frozen=True):
    """One promise over two periods.

    ``was`` is None for a new promise, ``now`` for a dropped one; ``degree`` is how the earlier
    period ended for it, None where that is not reported.
    """

    fate: Fate
    was: Promise | None
    now: Promise | None
    degree: Degree | None


def compare(earlier: Pledge, follow_up: FollowUp | None, later: Pledge) -> tuple[Change, ...]:
    """Return each promise of ``later`` in its order, then those of ``earlier`` that are gone.

    Only ids tell that two promises are the same; one without an id is new, or dropped.
    """
    before = {one.item.id: one for one in find_promises(earlier) if one.item.id}
    now = tuple(find_promises(later))
    kept = {one.item.id for one in now if one.item.id}
    changes = [_change(before.get(one.item.id or ""), one, follow_up) for one in now]
    gone = (one for one in find_promises(earlier) if one.item.id not in kept)
    return (*changes, *(_change(one, None, follow_up) for one in gone))


def _change(was: Promise | None, now: Promise | None, follow_up: FollowUp | None) -> Change:
    degree = _degree(was.item, follow_up) if was else None
    if was is None or now is None:
        return Change(Fate.NEW if was is None else Fate.DROPPED, was, now, degree)
    same = wording(was.item) == wording(now.item)
    return Change(Fate.CARRIED_ON if same else Fate.CHANGED, was, now, degree)


def _degree(item: Item, follow_up: FollowUp | None) -> Degree | None:
    own = follow_up.outcomes if follow_up else ()
    return degree_of(tuple(one for one in own if item.id and one.promise == item.id))


def wording(item: Item) -> tuple[str, ...]:
    """What a promise says, comparable: its text and targets, typography folded away."""
    targets = (swedish.target_in_text(target) for target in item.targets)
    return tuple(fold(text) for text in (plain(item.text), *targets))


def period_before(
    document: PledgeDocument, others: Iterable[PledgeDocument]
) -> PledgeDocument | None:
    """Return the area's pledge with the latest period that begins before this one's, if any."""
    start = document.pledge.period.start
    before = [one for one in others if one.pledge.period.start < start]
    return max(before, key=lambda one: (one.pledge.period.start, one.period_slug), default=None)


def fates_in_text(changes: tuple[Change, ...]) -> str:
    """``4 löften fortsätter, 2 är ändrade, 3 är nya och 1 är borttaget``."""
    parts: list[str] = []
    for fate, one, several in _FATE_WORDS:
        if count := sum(change.fate is fate for change in changes):
            noun = "" if parts else (" löfte" if count == 1 else " löften")
            parts.append(f"{count}{noun} {one if count == 1 else several}")
    return swedish.listing(tuple(parts))


_FATE_WORDS = (
    (Fate.CARRIED_ON, "fortsätter", "fortsätter"),
    (Fate.CHANGED, "är ändrat", "är ändrade"),
    (Fate.NEW, "är nytt", "är nya"),
    (Fate.DROPPED, "är borttaget", "är borttagna"),
)
