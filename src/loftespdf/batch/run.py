"""Make one planned product. Whatever happens becomes an outcome, and never stops the rest."""

import gc
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from loftespdf.batch.outcome import Made, Outcome
from loftespdf.loading.signatures import signature
from loftespdf.model.problem import ExitCode, Place, Problem, Refusal, say
from loftespdf.operations.build import Finished, Job, Workshop, deliver, make

_COLLECT_EVERY = 8


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
    except Exception:  # noqa: BLE001 - a bug in one document must not cost the others theirs
        return _bug(job, time.perf_counter() - started)
    taken, size = time.perf_counter() - started, len(finished.content)
    made = _made(finished, file)
    return Outcome(job.product, file, finished.pages, size, taken, (), ExitCode.DONE, made)


def _made(finished: Finished, file: Path) -> Made:
    return Made(signature(file), sha256(finished.content).hexdigest(), finished.dependencies)


def _bug(job: Job, taken: float) -> Outcome:
    problem = Problem(
        "our-bug",
        say("ett fel i loftespdf, inte i din fil; dokumentet är inte gjort"),
        Place(job.product.path.as_posix()),
        instead=say("visa felsökningstexten för den som sköter programmet"),
    )
    trace = traceback.format_exc()
    return Outcome(job.product, None, 0, 0, taken, (problem,), ExitCode.OUR_BUG, trace=trace)
