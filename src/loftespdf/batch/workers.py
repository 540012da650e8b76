"""Workers: processes that make one product at a time, and the supervisor that holds them to limits.

A document that never ends or takes all memory is ended, and only it fails. A worker that died
without cause has its job tried once more. Workers are replaced before they grow: the engine's
caches are given back only when a process ends.
"""

import os
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple, Protocol, Self, cast

from msgspec import Struct
from msgspec.structs import replace

from loftespdf.batch.launching import fork, spawn
from loftespdf.batch.outcome import Outcome
from loftespdf.batch.parcels import pack, unpack
from loftespdf.batch.processes import Launched, no_process, start_method
from loftespdf.batch.serving import Settings, resident
from loftespdf.model.assets import Assets
from loftespdf.model.problem import ExitCode, Message, Place, Problem, say, with_comma
from loftespdf.operations.build import Job
from loftespdf.storing.files import sweep_beside

#: How often limits are looked at, in seconds: in that time a process can take some 100 MB.
_TICK = 0.05
#: Not to have looked for so long, in seconds, is to have slept.
_SLEEP = 1.0
#: What a process may have open and workers leave free; each takes a pipe and what tells of its end.
_FILES, _FILES_PER_WORKER = 64, 3
_JOBS_PER_WORKER = 250
#: A worker above this is replaced after its job, in bytes.
_GROWN = 180_000_000
#: What this process takes with the engine loaded and nothing read, in bytes.
_LOADED = 110_000_000
#: How often a job is tried whose worker dies without cause.
TRIES = 2
_MEGABYTE = 1_000_000


class Limits(NamedTuple):
    """What one job may take: wall time in seconds and resident memory in MB."""

    seconds: float = 30.0
    megabytes: int = 600


class Jobs(Protocol):
    """Jobs by number. Each is asked for when a worker is free, so they need not all be held."""

    def __len__(self) -> int:
        """Return how many there are."""

    def __getitem__(self, index: int, /) -> Job:
        """Return a job; the same each time."""


class Ears(Protocol):
    """Who hears how it goes."""

    def told(self, index: int, outcome: Outcome) -> None:
        """Hear of a job that is done; ``index`` is its place among the jobs."""

    def problems(self, problems: tuple[Problem, ...]) -> None:
        """Hear what should be known of those who make the products."""

    def tick(self) -> None:
        """Be called some twenty times a second."""


class _Worker(Struct):
    process: Launched
    connection: Connection
    scratch: Path
    inherited: int
    index: int | None = None
    file: Path | None = None
    started: float = 0.0
    done: int = 0


class Supervisor:
    """Runs jobs on workers. Use as a context: whatever happens, no worker outlives it.

    Without ``output`` nothing is stored: an outcome then holds what was made. ``scratch`` is a
    folder for the engine's temporary files; ``method`` is ``fork`` or ``spawn``, if not the one
    that suits this process; ``idle`` is how long, in seconds, a worker without jobs stays.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that workers are told
        self,
        theme: Assets,
        output: Path | None,
        scratch: Path,
        limits: Limits,
        method: str | None = None,
        idle: float | None = None,
    ) -> None:
        self._scratch = scratch
        self._theme = theme
        self._output = output
        self._limits = limits
        self._settings = Settings(theme, output, idle)
        self._method = method or start_method()
        self._workers: list[_Worker] = []
        self._most = sys.maxsize
        self._looked = time.monotonic()

    def __enter__(self) -> Self:
        """Begin without workers: they start as jobs want them."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """End every worker, whatever it does."""
        for worker in tuple(self._workers):
            self._end(worker)

    def run(self, jobs: Jobs, count: int, ears: Ears) -> None:
        """Make all jobs on at most ``count`` workers; ``ears`` hears of each as it is done.

        Raises MachineLacks where not even one worker can be started.
        """
        waiting, attempts = deque(range(len(jobs))), [0] * len(jobs)
        self._most, self._looked = _room(), time.monotonic()
        while waiting or any(worker.index is not None for worker in self._workers):
            for worker in self._idle(count, len(waiting)):
                index = waiting.popleft()
                attempts[index] += 1
                self._give(worker, index, jobs[index])
            for index, outcome in self._heard(jobs):
                if outcome is not None:
                    ears.told(index, outcome)
                elif attempts[index] < TRIES:
                    waiting.appendleft(index)
                else:
                    ears.told(index, failed(jobs[index], 0.0, *DIED, ExitCode.OUR_BUG))
            ears.tick()

    def _idle(self, count: int, wanted: int) -> Iterator[_Worker]:
        """Yield at most ``wanted`` workers with nothing to do, new ones up to ``count`` in all."""
        for worker in tuple(self._workers):
            if worker.index is None and worker.connection.poll():  # it left, or was ended
                self._end(worker)
        idle = [worker for worker in self._workers if worker.index is None][:wanted]
        yield from idle
        most = min(count, self._most)
        for _ in range(min(most - len(self._workers), wanted - len(idle))):
            try:
                worker = self._started()
            except OSError as error:  # no more are allowed: those there are do it all
                if not self._workers:
                    raise no_process(error) from error
                self._most = len(self._workers)  # each attempt in vain costs open files
                return
            yield worker

    def _started(self) -> _Worker:
        ours, theirs = Pipe()
        scratch, shared = Path(tempfile.mkdtemp(dir=self._scratch)), 0
        if self._method == "fork":
            inherited = (ours, *(worker.connection for worker in self._workers))
            process = fork(theirs, inherited, self._settings, scratch)
            # What it shares with this process, all that was read, is not its own: not counted.
            shared = max(0, resident(os.getpid()) - _LOADED)
        else:
            process = spawn(ours, theirs, self._settings, scratch)
        self._workers.append(_Worker(process, ours, scratch, shared))
        return self._workers[-1]

    def _give(self, worker: _Worker, index: int, job: Job) -> None:
        worker.index, worker.started = index, time.monotonic()
        worker.file = self._output / job.product.path if self._output else None
        with suppress(OSError):  # it died; that is heard at once
            worker.connection.send_bytes(parcel_of(job, self._theme))

    def _heard(self, jobs: Jobs) -> list[tuple[int, Outcome | None]]:
        """Wait a moment; return each job that ended, None where its worker died without cause."""
        ready = set(wait([worker.connection for worker in self._workers], _TICK))
        self._allow_for_sleep()
        found = []
        for worker in tuple(self._workers):
            if worker.connection in ready:
                found.append((worker.index, self._answer(worker)))
            elif worker.index is not None and (why := self._exceeded(worker)):
                taken = time.monotonic() - worker.started
                self._end(worker)
                ended = failed(jobs[worker.index], taken, *why, ExitCode.CONTENT_REFUSED)
                found.append((worker.index, ended))
        return [(index, outcome) for index, outcome in found if index is not None]

    def _allow_for_sleep(self) -> None:
        """Count no time in which this process slept, by Ctrl-Z say: the workers did so too."""
        now = time.monotonic()
        slept, self._looked = now - self._looked, now
        if slept > _SLEEP:
            for worker in self._workers:
                worker.started += slept

    def _answer(self, worker: _Worker) -> Outcome | None:
        try:
            answer = unpack(worker.connection.recv_bytes())
        except (EOFError, OSError):
            self._end(worker)
            return None
        outcome, size = cast("tuple[Outcome, int]", answer)
        worker.index = worker.file = None
        worker.done += 1
        if size - worker.inherited > _GROWN or worker.done >= _JOBS_PER_WORKER:
            self._end(worker)
        return outcome

    def _exceeded(self, worker: _Worker) -> tuple[str, Message, Message] | None:
        limits = self._limits
        if time.monotonic() - worker.started > limits.seconds:
            return _too_slow(limits)
        if resident(worker.process.pid) - worker.inherited > limits.megabytes * _MEGABYTE:
            return _too_big(limits)
        return None

    def _end(self, worker: _Worker) -> None:
        """End a worker at once, and clear away what it was writing."""
        self._workers.remove(worker)
        worker.process.end()
        worker.connection.close()
        if worker.file:
            sweep_beside(worker.file)
        rmtree(worker.scratch, ignore_errors=True)


def _room() -> int:
    """Return how many workers there is room for among the files that this process may open."""
    try:
        from resource import RLIMIT_NOFILE, getrlimit  # noqa: PLC0415 - not on Windows
    except ImportError:
        return sys.maxsize
    most, _ = getrlimit(RLIMIT_NOFILE)
    return max(1, (most - _FILES) // _FILES_PER_WORKER) if most >= 0 else sys.maxsize


def parcel_of(job: Job, theme: Assets) -> bytes:
    """Return a job as bytes, without the theme's files: a worker has those already."""
    files = theme.files
    own = {path: a for path, a in job.assets.files.items() if files.get(path) is not a}
    return pack(replace(job, assets=Assets(own)))


def _too_slow(limits: Limits) -> tuple[str, Message, Message]:
    return (
        "job-too-slow",
        say(
            "dokumentet blev inte klart på {time} och avbröts",
            time=say("en sekund")
            if limits.seconds == 1
            else say("{count} sekunder", count=with_comma(f"{limits.seconds:g}")),
        ),
        say(
            "se efter vad som är ovanligt stort i dokumentet eller mallen, eller ge mer tid med "
            "--max-seconds"
        ),
    )


def _too_big(limits: Limits) -> tuple[str, Message, Message]:
    return (
        "job-too-big",
        say("dokumentet tog mer än {megabytes} MB minne och avbröts", megabytes=limits.megabytes),
        say("gör bilderna mindre, eller ge mer minne med --max-memory"),
    )


DIED = (
    "worker-died",
    say("programmet som gör dokumentet stannade två gånger utan att säga varför"),
    say("kör samma kommando igen; kör loftespdf doctor om det händer på nytt"),
)


def failed(  # noqa: PLR0913, PLR0917 - the parts of one answer
    job: Job, taken: float, kind: str, what: Message, instead: Message, code: ExitCode
) -> Outcome:
    """Return the outcome of a job that no worker could tell of itself."""
    problem = Problem(kind, what, Place(job.product.path.as_posix()), instead=instead)
    return Outcome(job.product, None, 0, 0, taken, (problem,), code)
