"""One run: what is up to date is left alone, the rest is read, planned, made and recorded.

What is heavy to import (the model, the engine) is imported only when something has to be read.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir, mkdtemp
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from loftespdf.batch.environment import environment
from loftespdf.batch.garbage import gathering, working
from loftespdf.batch.outcome import Outcome
from loftespdf.batch.sharing import readers_for
from loftespdf.batch.staleness import Ledger, Unchanged
from loftespdf.batch.survey import Survey
from loftespdf.batch.wish import Wish
from loftespdf.loading.strays import stray_follow_ups
from loftespdf.loading.workspace import Workspace, open_workspace
from loftespdf.model.problem import CouldNotWrite, ExitCode, Problem, in_order
from loftespdf.operations.selection import select_pledges
from loftespdf.storing.files import refused, sweep
from loftespdf.storing.journal import Journal

#: How often what was done is written to the journal, in seconds: a kill loses no more.
_FLUSH_EVERY = 0.5
#: So many files for each worker: one more costs what four warm files do until it is warm itself,
#: and a pledge in all its files is made by one (docs/performance.md).
_WORTH_A_WORKER = 10
_SCRATCH = "loftespdf-"


class Listener(Protocol):
    """Who is told how a run goes."""

    def problems(self, problems: tuple[Problem, ...]) -> None:
        """Hear what is wrong with the content, before anything is made."""

    def begin(self, total: int, fresh: int, workers: int) -> None:
        """Hear how many products there are, how many are up to date, and who makes the rest."""

    def made(self, outcome: Outcome) -> None:
        """Hear of a product that was made or failed."""

    def tick(self) -> None:
        """Be called some twenty times a second meanwhile."""


class Result(Struct, frozen=True):
    """What came of a run.

    ``code`` is set where it could not even begin, or could not be recorded; ``lpo`` is by document;
    ``problems`` are those of the content, of what could not be read above all.
    """

    outcomes: tuple[Outcome, ...] = ()
    refused: int = 0
    code: ExitCode | None = None
    lpo: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class Asked(Struct, frozen=True):
    """A wish that can be granted: the workspace is there, and so are the documents named."""

    wish: Wish
    workspace: Workspace
    names: tuple[str, ...]


def understood(wish: Wish) -> Asked:
    """Look what is asked for, before anything is written. Raises WrongUsage."""
    if wish.dask is not None:
        from loftespdf.batch.connecting import require_address  # noqa: PLC0415 - rarely asked for

        require_address(wish.dask)
    workspace = open_workspace(wish.workspace)
    chosen = select_pledges(workspace, wish.which, wish.year)
    return Asked(wish, workspace, tuple(f"{area}/{period}" for area, period in chosen))


class Session:
    """A run on an open journal."""

    def __init__(self, asked: Asked, journal: Journal, listener: Listener) -> None:
        wish = asked.wish
        self._wish = wish
        self._names = asked.names
        self._journal = journal
        self._listener = listener
        self._workspace = asked.workspace
        self._survey = Survey(wish.workspace, journal)
        self._ledger = Ledger(journal, self._survey, environment(self._survey), wish.output)
        self._lost: tuple[Problem, ...] = ()
        self._flushed = time.monotonic()

    def run(self) -> Result:
        """Do all that is asked for. Raises Refusal before any work is begun."""
        names = self._names
        unchanged = self._unchanged(names)
        result = (
            self._settled(unchanged)
            if names and len(unchanged) == len(names)
            else self._read(names, unchanged)
        )
        self._flush()
        if self._lost:
            self._listener.problems(self._lost)
            return replace(result, code=result.code or ExitCode.COULD_NOT_WRITE)
        return result

    def _unchanged(self, names: tuple[str, ...]) -> dict[str, Unchanged]:
        if self._wish.force or self._wish.is_booked:
            return {}
        found = ((name, self._ledger.unchanged(name, self._wish.layouts)) for name in names)
        unchanged = {name: one for name, one in found if one}
        # Where a layout was asked for that nothing is made in, planning tells why.
        silent = not set(self._wish.layouts) <= _layouts(unchanged)
        return {} if silent and len(unchanged) == len(names) else unchanged

    def _settled(self, unchanged: Mapping[str, Unchanged]) -> Result:
        """Nothing has to be read, so nothing has to be made."""
        of_ground = (*self._workspace.problems, *self._ledger.theme_problems())
        problems = self._tell(unchanged.values(), of_ground)
        outcomes = _outcomes(unchanged)
        self._remind(outcomes)
        self._listener.begin(len(outcomes), len(outcomes), 0)
        return Result(outcomes, lpo=_districts(unchanged), problems=problems)

    def _tell(self, unchanged: Iterable[Unchanged], more: Iterable[Problem]) -> tuple[Problem, ...]:
        kept = (problem for one in unchanged for problem in one.problems)
        found = in_order((*stray_follow_ups(self._workspace), *kept, *more))
        self._listener.problems(found)
        return found

    def _remind(self, fresh: Iterable[Outcome]) -> None:
        """Tell again what was told when files that are left alone were made."""
        self._listener.problems(in_order(p for outcome in fresh for p in outcome.problems))

    def _read(self, names: tuple[str, ...], unchanged: Mapping[str, Unchanged]) -> Result:
        """Read the documents that have to be, and make what is not up to date."""
        with gathering():
            from loftespdf.operations.starting import start_engine  # noqa: PLC0415

            start_engine()
            from loftespdf.batch.looking import Look  # noqa: PLC0415 - heavy
            from loftespdf.batch.making import make_all  # noqa: PLC0415 - heavy

        looked = Look(self._workspace, self._wish, self._ledger)
        wanted = tuple(name for name in names if name not in unchanged)
        most = self._wish.workers if self._wish.dask is None else None
        with working():
            looked.read(wanted, readers_for(len(wanted), most))
        problems = self._tell(unchanged.values(), looked.problems)
        if looked.ground.broken_theme:
            return Result(code=ExitCode.CONTENT_REFUSED, problems=problems)
        looked.finish(_layouts(unchanged))
        self._ledger.note_theme(looked.ground.problems)
        fresh = [*_outcomes(unchanged), *looked.fresh]
        self._remind(fresh)
        jobs = looked.jobs
        workers = self._workers(len(jobs))
        self._listener.begin(len(fresh) + len(jobs), len(fresh), workers)
        made: tuple[Outcome, ...] = ()
        if len(jobs):
            with self._running() as scratch, working():
                theme = looked.ground.theme
                made = make_all(jobs, looked.keys, theme, self._wish, scratch, workers, self)
        place = {name: number for number, name in enumerate(names)}
        outcomes = sorted((*fresh, *made), key=lambda one: place[_document(one)])
        districts = {**_districts(unchanged), **looked.districts}
        return Result(tuple(outcomes), looked.refused, lpo=districts, problems=problems)

    def _workers(self, jobs: int) -> int:
        from loftespdf.batch.processes import cores  # noqa: PLC0415 - not where nothing is made

        if self._wish.dask is not None:
            return self._wish.workers or 0  # 0: as many as the cluster has
        worth = min(cores(), -(-jobs // _WORTH_A_WORKER))
        return max(1, min(self._wish.workers or worth, jobs))

    @contextmanager
    def _running(self) -> Iterator[Path]:
        """Note that a run is under way, and give it a folder for temporary files.

        What an earlier run left that was killed is cleared away first. A new journal does not know
        of one: somebody may have removed the journal that did.
        """
        left = self._journal.notes.get("running")
        if left != "":
            sweep(self._wish.output)
        if left and isinstance(left, str):
            _remove_scratch(Path(left))
        with refused(Path(gettempdir())):
            scratch = Path(mkdtemp(prefix=_SCRATCH))
        self._journal.notes.put("running", str(scratch))
        self._flush()
        try:
            yield scratch
        finally:
            _remove_scratch(scratch)
            self._journal.notes.put("running", "")
            self._flush()

    def told(self, outcome: Outcome, key: str) -> None:
        """Hear of a product that was made or failed, and record it."""
        self._ledger.note_product(outcome, key)
        self._listener.made(outcome)

    def problems(self, problems: tuple[Problem, ...]) -> None:
        """Hear what should be known of those who make the products."""
        self._listener.problems(problems)

    def tick(self) -> None:
        """Be called some twenty times a second while products are made."""
        self._listener.tick()
        if time.monotonic() - self._flushed > _FLUSH_EVERY:
            self._flush()

    def _flush(self) -> None:
        """Write the journal; where that cannot be done the products are worth more, and go on."""
        self._flushed = time.monotonic()
        try:
            self._journal.flush()
        except CouldNotWrite as refusal:
            self._lost = refusal.problems


def _remove_scratch(folder: Path) -> None:
    """Remove a run's temporary files; a journal gone wrong may name any folder, so look first."""
    if folder.name.startswith(_SCRATCH) and folder.parent == Path(gettempdir()):
        rmtree(folder, ignore_errors=True)


def _document(outcome: Outcome) -> str:
    return f"{outcome.product.area}/{outcome.product.period}"


def _outcomes(unchanged: Mapping[str, Unchanged]) -> tuple[Outcome, ...]:
    return tuple(outcome for one in unchanged.values() for outcome in one.outcomes)


def _layouts(unchanged: Mapping[str, Unchanged]) -> set[str]:
    return {outcome.product.layout for outcome in _outcomes(unchanged)}


def _districts(unchanged: Mapping[str, Unchanged]) -> dict[str, str]:
    return {name: one.lpo for name, one in unchanged.items()}
