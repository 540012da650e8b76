"""What each document is made into, found one by one, and what only all of them together tell."""

from collections.abc import Iterable

from msgspec import Struct

from loftespdf.batch.keys import Speller, key_of
from loftespdf.batch.plan import (
    Booked,
    chosen_layouts,
    jobs_of,
    refuse_nothing_made,
    refuse_shared_paths,
)
from loftespdf.batch.wish import Wish
from loftespdf.model.product import Product
from loftespdf.operations.build import Job
from loftespdf.operations.check import Ground, Read

Keyed = tuple[Product, str]


class Planned(Struct, frozen=True):
    """The products of one document with their keys: those ``asked`` for and all of a plain run."""

    asked: tuple[Keyed, ...] = ()
    every: tuple[Keyed, ...] = ()


class Planner:
    """Plans one document at a time; the same in any process.

    Raises WrongUsage for an unknown layout or sheet.
    """

    def __init__(self, ground: Ground, wish: Wish) -> None:
        self._ground = ground
        self._booked = Booked(wish.sheets, wish.size)
        self._chosen = chosen_layouts(ground, wish.layouts, self._booked)

    def planned(self, read: Read) -> tuple[tuple[Job, ...], Planned]:
        """Return the jobs asked for, and the plan: ``asked`` are their products in their order."""
        speller, jobs = Speller(), self._jobs(read, self._ground.layouts, Booked())
        every = tuple((job.product, key_of(job, speller)) for job in jobs)
        asked, known = self._asked_of(read, jobs), dict(every)
        keyed = ((one.product, known.get(one.product) or key_of(one, speller)) for one in asked)
        return asked, Planned(tuple(keyed), every)

    def _asked_of(self, read: Read, every: tuple[Job, ...]) -> tuple[Job, ...]:
        if not self._booked.is_empty:
            return self._jobs(read, self._chosen, self._booked)
        by_layout = {
            name: [job for job in every if job.product.layout == name] for name in self._chosen
        }
        return tuple(job for name in self._chosen for job in by_layout[name])

    def _jobs(self, read: Read, layouts: Iterable[str], booked: Booked) -> tuple[Job, ...]:
        return tuple(jobs_of(self._ground, read.pledge, read.follow_up, layouts, booked))


class Tally:
    """What must be told of the plan as a whole, of which a document by itself knows nothing."""

    def __init__(self, ground: Ground, wish: Wish) -> None:
        self._ground = ground
        self._wanted = wish.layouts
        self._made: set[str] = set()
        self._asked: list[Product] = []
        self._every: list[Product] = []
        self._is_any_readable = False

    def count(self, planned: Planned, *, is_readable: bool, is_follow_up_broken: bool) -> None:
        """Take the plan of one document into account."""
        self._is_any_readable |= is_readable
        if is_follow_up_broken:  # why nothing is made of it is told already
            self._made.update(n for n, one in self._ground.layouts.items() if one.needs_follow_up)
        self._made.update(product.layout for product, _ in planned.asked)
        self._asked += (product for product, _ in planned.asked)
        self._every += (product for product, _ in planned.every)

    def finish(self, up_to_date: Iterable[str] = ()) -> None:
        """Judge the plan as a whole.

        ``up_to_date`` are layouts that documents which need not be read are made in already.

        Raises WrongUsage when two products would share a path, or nothing is made in a layout that
        was asked for by name.
        """
        if self._is_any_readable:
            refuse_nothing_made(self._ground, self._wanted, {*self._made, *up_to_date})
        refuse_shared_paths(self._asked)
        refuse_shared_paths(self._every)
