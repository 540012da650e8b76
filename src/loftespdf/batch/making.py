"""The part of a run that makes: jobs with their keys, given to workers. Imports the engine."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from loftespdf.batch.garbage import gathering
from loftespdf.batch.outcome import Outcome
from loftespdf.batch.shelf import Shelf
from loftespdf.batch.wish import Wish
from loftespdf.batch.workers import Limits, Supervisor
from loftespdf.model.assets import Assets
from loftespdf.model.problem import Problem
from loftespdf.operations.build import fetch_tools

if TYPE_CHECKING:
    from loftespdf.batch.cluster import Cluster


class Told(Protocol):
    """Who is told of each product and, meanwhile, that time passes."""

    def told(self, outcome: Outcome, key: str) -> None:
        """Hear of a product that was made or failed."""

    def problems(self, problems: tuple[Problem, ...]) -> None:
        """Hear what should be known of those who make the products."""

    def tick(self) -> None:
        """Be called some twenty times a second."""


def make_all(  # noqa: PLR0913, PLR0917 - all that a run is made of
    jobs: Shelf, keys: Sequence[str], theme: Assets, wish: Wish, scratch: Path, workers: int,
    told: Told,
) -> tuple[Outcome, ...]:  # fmt: skip
    """Make the jobs on workers; returns what came of them, in the jobs' order."""
    with gathering():  # once, and not in each worker
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
