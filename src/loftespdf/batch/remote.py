"""What runs on a cluster's worker: one job in, proven bytes out. Nothing is stored there.

The job is made by a process of its own below the worker, under the same supervisor as at home: the
limits hold, and a document that takes them all or dies ends neither the worker nor other jobs. The
engine never runs in a thread.
"""

import threading
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from loftespdf.batch.environment import traits
from loftespdf.batch.outcome import Outcome
from loftespdf.batch.parcels import pack, unpack
from loftespdf.batch.workers import Limits, Supervisor
from loftespdf.model.assets import Assets
from loftespdf.model.problem import MachineLacks, Problem
from loftespdf.operations.build import Job

#: So long the process that makes products stays without a job, in seconds: a run that was killed
#: cannot say that it is over.
_IDLE = 60.0
#: One process for each of the worker's threads. It outlives a job, since warming up takes longer
#: than most documents; what a job becomes does not depend on it.
_WARM = threading.local()


def digest_of(found: Mapping[str, str]) -> str:
    """Return the digest of ``environment.traits()``, for a job to carry."""
    return sha256("\n".join(f"{name} {found[name]}" for name in sorted(found)).encode()).hexdigest()


def make_there(parcel: bytes, theme: bytes, limits: tuple[float, int], wanted: str) -> bytes:
    """Make and prove a job; returns a parcel of its Outcome, with the bytes that are to be stored.

    Where the programs here are not those ``wanted`` nothing is made and the parcel holds our
    traits; where this machine cannot (a full disk, say) it holds the reason.
    """
    ours = traits()
    if digest_of(ours) != wanted:
        return pack(ours)
    try:
        return pack(_made(parcel, _crew(theme, Limits(*limits))))
    except (OSError, MachineLacks) as error:  # raised on, it would look like a lost connection
        return pack(str(error))


def _made(parcel: bytes, crew: "_Crew") -> Outcome:
    job = cast("Job", unpack(parcel))
    full = replace(job, assets=crew.theme.with_files(job.assets.files))
    ear = _Ear()
    crew.supervisor.run((full,), 1, ear)
    return ear.outcome


class _Crew(Struct, frozen=True):
    parcel: bytes
    limits: Limits
    theme: Assets
    supervisor: Supervisor


def _crew(parcel: bytes, limits: Limits) -> _Crew:
    """Return this thread's supervisor; another theme or other limits want a new one."""
    warm: _Crew | None = getattr(_WARM, "crew", None)
    if warm is not None:
        if (warm.parcel, warm.limits) == (parcel, limits):
            return warm
        warm.supervisor.__exit__()
    theme = cast("Assets", unpack(parcel))
    supervisor = Supervisor(theme, None, _scratch(), limits, "spawn", _IDLE)
    _WARM.crew = crew = _Crew(parcel, limits, theme, supervisor)
    return crew


def _scratch() -> Path:
    """Return the folder that the cluster clears when a worker is gone, however it went."""
    from distributed import get_worker  # noqa: PLC0415 - here it has been imported long since

    return Path(get_worker().local_directory)


class _Ear:
    outcome: Outcome

    def told(self, _index: int, outcome: Outcome) -> None:
        self.outcome = outcome

    def problems(self, _problems: tuple[Problem, ...]) -> None:
        """Our own workers have none."""

    def tick(self) -> None:
        """Nobody waits to see it."""
