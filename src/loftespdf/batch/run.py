"""Make each planned product; one that fails never stops the rest."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from loftespdf.model.assets import Assets
from loftespdf.model.problem import ExitCode, Problem, Refusal
from loftespdf.model.product import Product
from loftespdf.operations.build import Job, Workshop, deliver, make

_COLLECT_EVERY = 8


@dataclass(frozen=True)
class Outcome:
    """What came of one job. ``file`` is None when it failed; ``seconds`` is wall time."""

    product: Product
    file: Path | None
    pages: int
    size: int
    seconds: float
    problems: tuple[Problem, ...]
    code: ExitCode


def run(
    jobs: tuple[Job, ...],
    theme: Assets,
    output: Path,
    told: Callable[[Outcome], None],
) -> tuple[Outcome, ...]:
    """Make the jobs in order, writing below ``output``; ``told`` hears of each as it is done."""
    if not jobs:
        return ()
    workshop, outcomes = Workshop(theme), []
    with housekeeping() as keep:
        for job in jobs:
            outcomes.append(_one(job, workshop, output))
            told(outcomes[-1])
            keep()
    return tuple(outcomes)


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


def _one(job: Job, workshop: Workshop, output: Path) -> Outcome:
    started = time.perf_counter()
    try:
        finished = make(job, workshop)
        file = deliver(finished, output)
    except Refusal as refusal:
        taken = time.perf_counter() - started
        return Outcome(job.product, None, 0, 0, taken, refusal.problems, refusal.code)
    taken = time.perf_counter() - started
    size = len(finished.content)
    return Outcome(job.product, file, finished.pages, size, taken, (), ExitCode.DONE)


def exit_code(outcomes: tuple[Outcome, ...], refused: int) -> ExitCode:
    """The run's exit code; ``refused`` counts documents that could not even be read.

    A single product asked for gives its own code; of several, some failed is code 5.
    """
    failed = [outcome.code for outcome in outcomes if outcome.code is not ExitCode.DONE]
    if not failed and not refused:
        return ExitCode.DONE
    if len(outcomes) + refused == 1 or len(failed) + refused == len(outcomes) + refused:
        return failed[0] if failed else ExitCode.CONTENT_REFUSED
    return ExitCode.SOME_FAILED
