"""Make one planned product. Whatever happens becomes an outcome, and never stops the rest."""

import errno
import gc
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from loftespdf.batch.outcome import Made, Outcome, Stored
from loftespdf.loading.signatures import signature
from loftespdf.model.problem import ExitCode, Place, Problem, Refusal, say
from loftespdf.operations.build import Finished, Job, Workshop, deliver, make

_COLLECT_EVERY = 8
#: The engine writes its typefaces to the system's folder for temporary files.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def housekeeping() -> Iterator[Callable[[], None]]:
    """Take the garbage collector out of the documents' way; call what is given after each.

    A page's boxes are tens of thousands of objects that live until the page is done: collecting
    among them costs a seventh of the time and finds nothing. What is warm is set aside for good.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    made = 0

    def keep() -> None:
        nonlocal made
        made += 1
        if made % _COLLECT_EVERY == 0:
            gc.collect()

    try:
        yield keep
    finally:
        gc.enable()
        gc.unfreeze()


def make_one(job: Job, workshop: Workshop, output: Path) -> Outcome:
    """Make, prove and store one product; returns its outcome, also where it failed."""
    started = time.perf_counter()
    try:
        finished = make(job, workshop)
        file = deliver(finished, output)
    except Refusal as refusal:
        taken = time.perf_counter() - started
        return Outcome(job.product, None, 0, 0, taken, refusal.problems, refusal.code)
    except Exception as error:  # noqa: BLE001 - a bug must not cost other documents theirs
        taken = time.perf_counter() - started
        if isinstance(error, OSError) and error.errno in _FULL:
            return _no_room(job, taken)
        return _bug(job, taken)
    return Outcome(
        job.product,
        file,
        finished.pages,
        len(finished.content),
        time.perf_counter() - started,
        finished.problems,
        ExitCode.DONE,
        _made(finished, output),
        details=finished.details,
    )


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
