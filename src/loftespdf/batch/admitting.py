"""May a cluster's worker make products for us? One that makes the same files, and answers."""

from collections.abc import Mapping

from loftespdf.batch.workers import TRIES, Limits
from loftespdf.model.problem import Place, Problem, say

_PLACE = Place("--dask")
#: What a job may take there beyond its limit, in seconds: being sent both ways, a process started,
#: and a wait behind what others have given the worker.
_MARGIN = 60.0


def why_not(worker: str, told: object, ours: Mapping[str, str]) -> Problem | None:
    """Return why a worker cannot be used, or None.

    Args:
        worker: its address in the cluster.
        told: its ``environment.traits()``, or the error that came instead.
        ours: the same of this process.
    """
    if not isinstance(told, Mapping):
        return cannot(worker, told)
    if not (differing := _differing(told, ours)):
        return None
    return Problem(
        "dask-differs",
        say(
            "arbetaren {worker} har andra versioner än den här datorn: {differing}",
            worker=worker,
            differing=differing,
        ),
        _PLACE,
        instead=say(
            "installera samma versioner där som här (requirements.lock) och starta om den; med "
            "andra versioner kan filerna bli andra"
        ),
    )


def cannot(worker: str, error: object) -> Problem:
    """Return the problem of a worker that could not even answer, or failed to run our code."""
    named = f"{type(error).__name__}: " if isinstance(error, Exception) else ""
    reason = f"{named}{error}".splitlines()[0]
    return Problem(
        "dask-no-program",
        say("arbetaren {worker} kan inte köra loftespdf: {reason}", worker=worker, reason=reason),
        _PLACE,
        instead=say("installera samma version av loftespdf där som här och starta om den"),
    )


def longest(limits: Limits) -> float:
    """Return how long a worker may have a job, in seconds.

    The supervisor there tries a job anew when its process died, each time within the limit: what
    takes longer than all of that is stuck, and the worker's own clock with it.
    """
    return TRIES * limits.seconds + _MARGIN


def stuck(worker: str, seconds: float) -> Problem:
    """Return the problem of a worker that is there but never answers; it took ``seconds``."""
    return Problem(
        "dask-stuck",
        say(
            "arbetaren {worker} har inte svarat på {seconds} sekunder och får inga fler dokument i "
            "den här körningen; andra arbetare gör dem",
            worker=worker,
            seconds=f"{seconds:g}",
        ),
        _PLACE,
        instead=say("starta om den arbetaren"),
    )


def _differing(theirs: Mapping[str, str], ours: Mapping[str, str]) -> str:
    names = sorted(name for name in {*theirs, *ours} if theirs.get(name) != ours.get(name))
    return "; ".join(
        f"{name} {theirs.get(name) or '–'} ≠ {ours.get(name) or '–'}" for name in names
    )
