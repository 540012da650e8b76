"""The part of a run that makes: jobs with their keys, given to workers. Imports the engine."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from loftespdf.batch.keys import key_of
from loftespdf.batch.outcome import Outcome
from loftespdf.batch.plan import Booked, plan
from loftespdf.batch.wish import Wish
from loftespdf.batch.workers import Limits, Supervisor
from loftespdf.model.assets import Assets
from loftespdf.model.problem import Problem
from loftespdf.operations.build import Job
from loftespdf.operations.check import Everything

if TYPE_CHECKING:
    from loftespdf.batch.cluster import Cluster

Keyed = tuple[Job, str]
#: Document → layout → path → key.
Planned = Mapping[str, Mapping[str, Mapping[str, str]]]


class Told(Protocol):
    """Who is told of each product and, meanwhile, that time passes."""

    def told(self, outcome: Outcome, key: str) -> None:
        """Hear of a product that was made or failed."""

    def problems(self, problems: tuple[Problem, ...]) -> None:
        """Hear what should be known of those who make the products."""

    def tick(self) -> None:
        """Be called some twenty times a second."""


def keyed_jobs(
    everything: Everything, layouts: Iterable[str], booked: Booked, up_to_date: Iterable[str] = ()
) -> tuple[tuple[Keyed, ...], Planned]:
    """Return the jobs asked for with their keys, and those of all that a plain run would make.

    ``up_to_date`` are layouts that documents which need not be read are made in already.

    Raises WrongUsage for an unknown layout, or when two products would share a path.
    """
    chosen = plan(everything, layouts, booked, up_to_date)
    planned: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for job in plan(everything):
        product = job.product
        keys = planned[f"{product.area}/{product.period}"][product.layout]
        keys[product.path.as_posix()] = key_of(job)
    return tuple((job, _key(job, planned)) for job in chosen), planned


def _key(job: Job, planned: Planned) -> str:
    product = job.product
    keys = planned[f"{product.area}/{product.period}"].get(product.layout, {})
    return keys.get(product.path.as_posix()) or key_of(job)


def make_all(  # noqa: PLR0913, PLR0917 - all that a run is made of
    keyed: tuple[Keyed, ...], theme: Assets, wish: Wish, scratch: Path, workers: int, told: Told
) -> tuple[Outcome, ...]:
    """Make the jobs on workers; returns what came of them, in the jobs' order."""
    ears = _Ears(keyed, told)
    with _makers(theme, wish, scratch) as makers:
        makers.run(tuple(job for job, _ in keyed), workers, ears)
    return tuple(outcome for _, outcome in sorted(ears.outcomes.items()))


def _makers(theme: Assets, wish: Wish, scratch: Path) -> "Supervisor | Cluster":
    limits = Limits(wish.seconds, wish.megabytes)
    if wish.dask is None:
        return Supervisor(theme, wish.output, scratch, limits)
    from loftespdf.batch.cluster import Cluster  # noqa: PLC0415 - only where asked for

    return Cluster(wish.dask, theme, wish.output, limits)


class _Ears:
    def __init__(self, keyed: tuple[Keyed, ...], told: Told) -> None:
        self.outcomes: dict[int, Outcome] = {}
        self._keyed = keyed
        self._told = told

    def told(self, index: int, outcome: Outcome) -> None:
        self.outcomes[index] = outcome
        self._told.told(outcome, self._keyed[index][1])

    def problems(self, problems: tuple[Problem, ...]) -> None:
        self._told.problems(problems)

    def tick(self) -> None:
        self._told.tick()
