"""Reading what has to be read: each document is planned, noted and packed away before the next.

So a run holds one document at a time, however many there are. They may be read by several
processes; everything is decided here, in the workspace's order.
"""

from collections.abc import Iterable, Iterator

from loftespdf.batch.outcome import Outcome
from loftespdf.batch.planning import Planned, Planner, Tally
from loftespdf.batch.seeing import Seen, see
from loftespdf.batch.sharing import read_each
from loftespdf.batch.shelf import Shelf
from loftespdf.batch.staleness import Ledger
from loftespdf.batch.wish import Wish
from loftespdf.loading.workspace import Workspace
from loftespdf.model.problem import Problem
from loftespdf.model.product import Product
from loftespdf.operations.check import read_ground


class Look:
    """What was found of the documents that were read.

    ``problems`` are all there are; ``fresh`` what is up to date after all; ``jobs`` the rest, with
    their ``keys``; ``districts`` the local police district of each document; ``refused`` counts
    documents with errors. Raises WrongUsage for an unknown layout or sheet.
    """

    def __init__(self, workspace: Workspace, wish: Wish, ledger: Ledger) -> None:
        self.ground = read_ground(workspace)
        self.problems: list[Problem] = [*self.ground.problems]
        self.fresh: list[Outcome] = []
        self.jobs = Shelf(self.ground)
        self.keys: list[str] = []
        self.districts: dict[str, str] = {}
        self.refused = 0
        self._is_forced = wish.force
        self._ledger = ledger
        # A broken theme may lack the very layout that is asked for: that is told, and no more.
        self._planner = None if self.ground.broken_theme else Planner(self.ground, wish)
        self._tally = Tally(self.ground, wish)

    def read(self, names: Iterable[str], readers: int = 1) -> None:
        """Read documents ("grastorp/2021") with so many processes, and plan them."""
        for seen in read_each(self._see, self._looked_at(names), readers):
            self._take(seen)

    def finish(self, up_to_date: Iterable[str] = ()) -> None:
        """Judge the plan as a whole.

        ``up_to_date`` are layouts that documents which need not be read are made in already.

        Raises WrongUsage when two products would share a path, or nothing is made.
        """
        if self._planner:
            self._tally.finish(up_to_date)

    def _see(self, name: str) -> Seen:
        return see(self.ground, self._planner, name)

    def _looked_at(self, names: Iterable[str]) -> Iterator[str]:
        """Look at each document's files before it is read: a change in between shows next time."""
        for name in names:
            self._ledger.look(name)
            yield name

    def _take(self, seen: Seen) -> None:
        self.problems += seen.problems
        self.refused += seen.refused
        if self._planner is None:
            return
        self._tally.count(
            seen.planned,
            is_readable=seen.is_readable,
            is_follow_up_broken=seen.is_follow_up_broken,
        )
        self._note(seen)
        waiting: dict[int, Product] = {}
        for number, (product, key) in enumerate(seen.planned.asked):
            path = product.path.as_posix()
            if not self._is_forced and (outcome := self._ledger.fresh(path, key)):
                self.fresh.append(outcome)
            else:
                waiting[number] = product
                self.keys.append(key)
        self.jobs.add(seen.box, waiting)

    def _note(self, seen: Seen) -> None:
        """Record what was read without errors."""
        if seen.district is not None:
            self.districts[seen.name] = seen.district
        if seen.is_sound:
            self._ledger.note_document(
                seen.name,
                read=seen.pictures,
                problems=seen.problems,
                layouts=self.ground.layouts,
                planned=_by_layout(seen.planned),
                lpo=seen.district or "",
            )


def _by_layout(planned: Planned) -> dict[str, dict[str, str]]:
    keys: dict[str, dict[str, str]] = {}
    for product, key in planned.every:
        keys.setdefault(product.layout, {})[product.path.as_posix()] = key
    return keys
