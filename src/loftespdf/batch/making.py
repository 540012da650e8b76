"""The part of a run that makes: jobs with their keys, given to workers. Imports the engine."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from loftespdf.batch.garbage import importing
from loftespdf.batch.keys import Speller, key_of
from loftespdf.batch.outcome import Outcome
from loftespdf.batch.plan import (
    Booked,
    chosen_layouts,
    jobs_of,
    refuse_nothing_booked,
    refuse_shared_paths,
)
from loftespdf.batch.shelf import Shelf
from loftespdf.batch.wish import Wish
from loftespdf.batch.workers import Limits, Supervisor
from loftespdf.model.assets import Assets
from loftespdf.model.problem import Problem
from loftespdf.operations.build import Job, fetch_tools
from loftespdf.operations.check import Ground, Read

if TYPE_CHECKING:
    from loftespdf.batch.cluster import Cluster

Keyed = tuple[Job, str]
#: Layout → path → key.
Planned = Mapping[str, Mapping[str, str]]


class Told(Protocol):
    """Who is told of each product and, meanwhile, that time passes."""

    def told(self, outcome: Outcome, key: str) -> None:
        """Hear of a product that was made or failed."""

    def problems(self, problems: tuple[Problem, ...]) -> None:
        """Hear what should be known of those who make the products."""

    def tick(self) -> None:
        """Be called some twenty times a second."""


class Planner:
    """Plans one document after another, and remembers of them only what must be told apart.

    Raises WrongUsage for an unknown layout or sheet.
    """

    def __init__(self, ground: Ground, wish: Wish) -> None:
        self._ground = ground
        self._asked = wish.layouts
        self._booked = Booked(wish.sheets, wish.size)
        self._chosen = chosen_layouts(ground, wish.layouts, self._booked)
        self._made: set[str] = set()
        self._paths: list[str] = []
        self._all_paths: list[str] = []
        self._is_any_readable = False

    def planned(self, read: Read) -> tuple[tuple[Keyed, ...], Planned]:
        """Return the jobs asked for with their keys, and the keys of all that a plain run makes."""
        self._is_any_readable |= read.pledge.document is not None
        every = self._jobs(read, tuple(self._ground.layouts), Booked())
        keys: dict[str, dict[str, str]] = defaultdict(dict)
        speller = Speller()
        for job in every:
            keys[job.product.layout][job.product.path.as_posix()] = key_of(job, speller)
        asked = self._asked_of(read, every)
        self._made.update(job.product.layout for job in asked)
        self._paths += (job.product.path.as_posix() for job in asked)
        self._all_paths += (job.product.path.as_posix() for job in every)
        return tuple((job, _key(job, keys)) for job in asked), keys

    def _asked_of(self, read: Read, every: tuple[Job, ...]) -> tuple[Job, ...]:
        if not self._booked.is_empty:
            return self._jobs(read, self._chosen, self._booked)
        by_layout = {
            name: [job for job in every if job.product.layout == name] for name in self._chosen
        }
        return tuple(job for name in self._chosen for job in by_layout[name])

    def _jobs(self, read: Read, layouts: Iterable[str], booked: Booked) -> tuple[Job, ...]:
        return tuple(jobs_of(self._ground, read.pledge, read.follow_up, layouts, booked))

    def finish(self, up_to_date: Iterable[str] = ()) -> None:
        """Judge the plan as a whole.

        ``up_to_date`` are layouts that documents which need not be read are made in already.

        Raises WrongUsage when two products would share a path, or an ad that was asked for by name
        is booked nowhere.
        """
        if self._is_any_readable:
            refuse_nothing_booked(self._ground, self._asked, {*self._made, *up_to_date})
        refuse_shared_paths(self._paths)
        refuse_shared_paths(self._all_paths)


def _key(job: Job, keys: Planned) -> str:
    product = job.product
    return keys.get(product.layout, {}).get(product.path.as_posix()) or key_of(job)


def make_all(  # noqa: PLR0913, PLR0917 - all that a run is made of
    jobs: Shelf, keys: Sequence[str], theme: Assets, wish: Wish, scratch: Path, workers: int,
    told: Told,
) -> tuple[Outcome, ...]:  # fmt: skip
    """Make the jobs on workers; returns what came of them, in the jobs' order."""
    with importing():  # once, and not in each worker
        for file_format, is_ad in jobs.kinds:
            fetch_tools(file_format, is_ad=is_ad)
    ears = _Ears(keys, told)
    with _makers(theme, wish, scratch) as makers:
        makers.run(jobs, workers, ears)
    return tuple(outcome for _, outcome in sorted(ears.outcomes.items()))


def _makers(theme: Assets, wish: Wish, scratch: Path) -> "Supervisor | Cluster":
    limits = Limits(wish.seconds, wish.megabytes)
    if wish.dask is None:
        return Supervisor(theme, wish.output, scratch, limits)
    from loftespdf.batch.cluster import Cluster  # noqa: PLC0415 - only where asked for

    return Cluster(wish.dask, theme, wish.output, limits)


class _Ears:
    def __init__(self, keys: Sequence[str], told: Told) -> None:
        self.outcomes: dict[int, Outcome] = {}
        self._keys = keys
        self._told = told

    def told(self, index: int, outcome: Outcome) -> None:
        self._told.told(outcome, self._keys[index])
        # What it was made from is in the journal now: of thousands it would be in the way.
        self.outcomes[index] = replace(outcome, made=None)

    def problems(self, problems: tuple[Problem, ...]) -> None:
        self._told.problems(problems)

    def tick(self) -> None:
        self._told.tick()
