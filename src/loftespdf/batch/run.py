"""Make one planned product. Whatever happens becomes an outcome, and never stops the rest."""

import errno
import time
import traceback
from hashlib import sha256
from pathlib import Path

from msgspec.structs import replace

from loftespdf.batch.outcome import Made, Outcome, Stored
from loftespdf.loading.signatures import signature
from loftespdf.model.problem import ExitCode, Place, Problem, Refusal, say
from loftespdf.operations.build import Finished, Job, Workshop, deliver, make

#: The engine writes its typefaces to the system's folder for temporary files.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def make_one(job: Job, workshop: Workshop, output: Path) -> Outcome:
    """Make, prove and store one product; returns its outcome, also where it failed."""
    return keep(job, prove(job, workshop), output)


def prove(job: Job, workshop: Workshop) -> Outcome:
    """Make and prove one product; its outcome holds what is to be stored, or tells why not."""
    started = time.perf_counter()
    try:
        finished = make(job, workshop)
    except Exception as error:  # noqa: BLE001 - a bug must not cost other documents theirs
        return _failed(job, error, time.perf_counter() - started)
    taken = time.perf_counter() - started
    return Outcome(
        job.product,
        None,
        finished.pages,
        len(finished.content),
        taken,
        finished.problems,
        ExitCode.DONE,
        details=finished.details,
        finished=finished,
    )


def keep(job: Job, outcome: Outcome, output: Path) -> Outcome:
    """Store what was made and proven, if it was; returns the outcome that is to be told."""
    finished, started = outcome.finished, time.perf_counter()
    if finished is None:
        return outcome
    try:
        deliver(finished, output)
    except Exception as error:  # noqa: BLE001 - as above
        return _failed(job, error, outcome.seconds + time.perf_counter() - started)
    taken = outcome.seconds + time.perf_counter() - started
    made = _made(finished, output)
    beside = tuple(job.product.path.parent / name for name in finished.beside)
    return replace(outcome, output=output, made=made, seconds=taken, finished=None, beside=beside)


def _failed(job: Job, error: Exception, taken: float) -> Outcome:
    """To be called where the error was caught: a bug's traceback is taken from there."""
    if isinstance(error, Refusal):
        return Outcome(job.product, None, 0, 0, taken, error.problems, error.code)
    if isinstance(error, OSError) and error.errno in _FULL:
        return _no_room(job, taken)
    return _bug(job, taken)


def _made(finished: Finished, output: Path) -> Made:
    path = finished.product.path
    files = {path: finished.content, **{path.parent / n: c for n, c in finished.beside.items()}}
    stored = {
        each.as_posix(): Stored(signature(output / each), sha256(content).hexdigest())
        for each, content in files.items()
    }
    return Made(stored, finished.dependencies)


def _no_room(job: Job, taken: float) -> Outcome:
    problem = Problem(
        "no-room",
        say("disken för tillfälliga filer är full"),
        Place(job.product.path.as_posix()),
        instead=say(
            "frigör plats där, eller peka ut en annan mapp med TMPDIR, och kör samma kommando igen"
        ),
    )
    return Outcome(job.product, None, 0, 0, taken, (problem,), ExitCode.COULD_NOT_WRITE)


def _bug(job: Job, taken: float) -> Outcome:
    problem = Problem(
        "our-bug",
        say("ett fel i loftespdf, inte i din fil; dokumentet är inte gjort"),
        Place(job.product.path.as_posix()),
        instead=say("visa felsökningstexten för den som sköter programmet"),
    )
    trace = traceback.format_exc()
    return Outcome(job.product, None, 0, 0, taken, (problem,), ExitCode.OUR_BUG, trace=trace)
