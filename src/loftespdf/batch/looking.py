"""Reading what has to be read: each document is planned, noted and packed away before the next.

So a run holds one document at a time, however many there are.
"""

from collections.abc import Iterable

from loftespdf.batch.making import Planned, Planner
from loftespdf.batch.outcome import Outcome
from loftespdf.batch.shelf import Shelf
from loftespdf.batch.staleness import Ledger
from loftespdf.batch.wish import Wish
from loftespdf.loading.workspace import Workspace
from loftespdf.model.problem import Problem, Severity
from loftespdf.operations.check import Read, read_document, read_ground


class Look:
    """What was found of the documents that were read.

    ``problems`` are all there are; ``fresh`` what is up to date after all; ``jobs`` the rest, with
    their ``keys``; ``districts`` each area's local police district; ``refused`` counts documents
    with errors. Raises WrongUsage for an unknown layout or sheet.
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

    def take(self, name: str) -> None:
        """Read one document ("grastorp/2021") and plan it."""
        read = read_document(self.ground, *name.split("/"))
        self.problems += read.problems
        self.refused += read.refused
        if self._planner is None:
            return
        keyed, planned = self._planner.planned(read)
        self._note(read, planned)
        stale = []
        for job, key in keyed:
            path = job.product.path.as_posix()
            if not self._is_forced and (outcome := self._ledger.fresh(path, key)):
                self.fresh.append(outcome)
            else:
                stale.append(job)
                self.keys.append(key)
        self.jobs.add(tuple(stale))

    def finish(self, up_to_date: Iterable[str] = ()) -> None:
        """Judge the plan as a whole.

        ``up_to_date`` are layouts that documents which need not be read are made in already.

        Raises WrongUsage when two products would share a path, or nothing is booked.
        """
        if self._planner:
            self._planner.finish(up_to_date)

    def _note(self, read: Read, planned: Planned) -> None:
        """Record what was read without errors."""
        document = read.pledge.document
        if document is None:
            return
        district = document.area.local_police or ""
        self.districts[document.area_slug] = district
        told = (*read.pledge.problems, *(read.follow_up.problems if read.follow_up else ()))
        if any(problem.severity is Severity.ERROR for problem in told):
            return
        self._ledger.note_document(
            read.name,
            read={asset.origin: asset.digest for asset in read.pledge.files.values()},
            problems=told,
            layouts=self.ground.layouts,
            planned=planned,
            lpo=district,
        )
