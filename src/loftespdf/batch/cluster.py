"""A Dask cluster in the workers' place: this process hands out, stores and records.

A worker gets no job before its programs were found to be ours, and one at a time for each of its
threads, chosen here and not by the scheduler: so it is known who has what, nobody makes a product
who was not asked, and the scheduler never holds more than what is being made.
"""

import logging
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any, Self, cast

from msgspec import Struct
from msgspec.structs import replace

from loftespdf.batch.admitting import cannot, longest, stuck, why_not
from loftespdf.batch.connecting import LOST_TWICE, deserted, lost, no_workers
from loftespdf.batch.environment import traits
from loftespdf.batch.line import GONE, Errand, Line
from loftespdf.batch.outcome import Outcome
from loftespdf.batch.parcels import pack, unpack
from loftespdf.batch.remote import digest_of, make_there
from loftespdf.batch.run import keep
from loftespdf.batch.workers import TRIES, Ears, Jobs, Limits, failed, parcel_of
from loftespdf.model.assets import Assets
from loftespdf.model.problem import ExitCode, MachineLacks, Problem, Severity
from loftespdf.operations.build import Job

LOG = logging.getLogger("loftespdf")
_TICK = 0.05
#: Seconds between looks at which workers there are.
_LOOK_EVERY = 0.5
#: A scheduler that says nothing for so long is gone, in seconds.
_SILENCE = 30.0
#: Who has not told of itself by then is taken in later, in seconds: it may have other work to do.
_GREETING = 5.0
#: So long a run waits when it has lost all its workers, in seconds: a cluster may start new ones.
_PATIENCE = 60.0


class _Task(Struct, frozen=True):
    """A job that a worker has, and since when."""

    index: int
    job: Job
    errand: Errand
    since: float


class _Slot(Struct):
    """One thread of a worker that was admitted, and what it is doing."""

    worker: str
    id: str
    theme: object
    task: _Task | None = None


class _Asked(Struct):
    worker: str
    threads: int
    errand: Errand
    is_alike: bool = False


class Cluster:
    """Runs jobs on a cluster, like ``workers.Supervisor``. Use as a context: it ends no worker.

    The limits hold there as here. ``patience`` is how long, in seconds, to wait for new workers
    when all are gone.
    """

    def __init__(
        self,
        address: str,
        theme: Assets,
        output: Path,
        limits: Limits,
        patience: float = _PATIENCE,
    ) -> None:
        self._address, self._patience = address, patience
        self._theme, self._parcel = theme, pack(theme)
        self._output, self._limits = output, limits
        self._traits = traits()
        self._wanted = digest_of(self._traits)
        self._line: Line
        self._slots: list[_Slot] = []
        self._asked: dict[str, _Asked] = {}
        self._refused: dict[str, Problem] = {}
        self._untold: list[Problem] = []
        self._doubted: set[str] = set()
        self._has_looked = False
        self._looking: Future[dict[str, dict[str, Any]]] | None = None
        self._looked = self._served = time.monotonic()

    def __enter__(self) -> Self:
        """Connect. Raises MachineLacks."""
        self._line = Line(self._address)
        return self

    def __exit__(self, *_exception: object) -> None:
        """Disconnect; the scheduler then forgets what was not done."""
        if self._looking:
            self._looking.cancel()
        for busy in (*(slot.task for slot in self._slots), *self._asked.values()):
            if busy:
                busy.errand.drop()
        self._line.close()

    def run(self, jobs: Jobs, count: int, ears: Ears) -> None:
        """Make all jobs, at most ``count`` at a time (0: as many as the cluster has threads).

        Raises MachineLacks before anything is made where no worker can be used.
        """
        self._gather(ears)
        waiting, attempts = deque(range(len(jobs))), [0] * len(jobs)
        while waiting or self._busy():
            for slot in self._idle(count or len(jobs), len(waiting)):
                index = waiting.popleft()
                attempts[index] += 1
                self._give(slot, index, jobs[index])
            for index, outcome in (*self._look(), *self._heard()):
                if isinstance(outcome, Outcome):
                    ears.told(index, outcome)
                elif isinstance(outcome, Problem):  # refused before it was begun
                    attempts[index] -= 1
                    waiting.appendleft(index)
                elif attempts[index] < TRIES:
                    waiting.appendleft(index)
                else:
                    ears.told(index, failed(jobs[index], 0.0, *LOST_TWICE, ExitCode.OUR_BUG))
            self._tell(ears)
            if problems := self._over():
                for index in sorted((*self._busy(), *waiting)):
                    ears.told(index, _undone(jobs[index], problems))
                return
            ears.tick()

    # Who there is

    def _gather(self, ears: Ears) -> None:
        """Wait until every worker has told of itself. Raises MachineLacks where none will do."""
        begun = time.monotonic()
        while not (self._over() or self._is_gathered(time.monotonic() - begun)):
            tuple(self._look())
            self._line.wait(_TICK)
            ears.tick()
        if not self._slots:
            reasons = self._over() or tuple(self._refused.values())
            raise MachineLacks(*(reasons or (no_workers(self._address),)))
        self._tell(ears)

    def _is_gathered(self, waited: float) -> bool:
        if self._asked:
            return bool(self._slots) and waited > _GREETING
        return self._has_looked

    def _tell(self, ears: Ears) -> None:
        if self._untold:
            ears.problems(tuple(self._untold))
            self._untold.clear()

    def _look(self) -> Iterator[tuple[int, None]]:
        """See now and then who is there, and hear who they are; yield the jobs of those lost."""
        if self._looking is None and time.monotonic() - self._looked > _LOOK_EVERY:
            self._looking = self._line.workers()
        elif self._looking is not None and self._looking.done():
            looking, self._looking = self._looking, None
            with suppress(*GONE):
                workers = looking.result().items()
                self._looked = time.monotonic()
                yield from self._noted({_id(at, worker): (at, worker) for at, worker in workers})
        for id_, asked in tuple(self._asked.items()):
            if asked.errand.answer.done():
                del self._asked[id_]
                self._admit(id_, asked)

    def _noted(self, present: dict[str, tuple[str, dict[str, Any]]]) -> Iterator[tuple[int, None]]:
        gone = [slot for slot in self._slots if slot.id not in present]
        self._slots = [slot for slot in self._slots if slot.id in present]
        self._doubted.clear()
        for id_ in self._asked.keys() - present.keys():
            self._asked.pop(id_).errand.drop()
        known = {*(slot.id for slot in self._slots), *self._asked, *self._refused}
        for id_ in present.keys() - known:
            address, worker = present[id_]
            self._asked[id_] = _Asked(address, worker["nthreads"], self._line.send(address, traits))
        self._has_looked = True
        for slot in gone:
            if slot.task:
                slot.task.errand.drop()  # else it would be waited for, and the job kept there
                yield slot.task.index, None

    def _admit(self, id_: str, asked: _Asked) -> None:
        """Take the next step: a worker that told of itself gets the theme, and then jobs."""
        try:
            told: object = asked.errand.answer.result()
            if asked.is_alike:
                self._slots += (_Slot(asked.worker, id_, told) for _ in range(asked.threads))
                return
            if not (problem := why_not(asked.worker, told, self._traits)):
                lent = self._line.lend(asked.worker, self._parcel)
                self._asked[id_] = replace(asked, errand=lent, is_alike=True)
                return
        except GONE as error:  # it is asked again, if it is still there
            LOG.info("%s could not be asked: %r", asked.worker, error)
            self._has_looked = False
            return
        except Exception as error:  # noqa: BLE001 - whatever another installation raises
            problem = cannot(asked.worker, error)
        self._refuse(id_, problem)

    def _refuse(self, id_: str, problem: Problem) -> None:
        """Give a worker no more jobs; told is a warning, since others may do them."""
        if id_ not in self._refused:
            self._refused[id_] = problem
            self._untold.append(replace(problem, severity=Severity.WARNING))

    # Jobs

    def _busy(self) -> tuple[int, ...]:
        return tuple(slot.task.index for slot in self._slots if slot.task)

    def _idle(self, count: int, wanted: int) -> tuple[_Slot, ...]:
        barred = self._refused.keys() | self._doubted
        idle = [slot for slot in self._slots if not slot.task and slot.id not in barred]
        return tuple(idle[: max(0, min(wanted, count - len(self._busy())))])

    def _give(self, slot: _Slot, index: int, job: Job) -> None:
        parcel = parcel_of(job, self._theme)
        errand = self._line.send(
            slot.worker, make_there, parcel, slot.theme, tuple(self._limits), self._wanted
        )
        slot.task = _Task(index, job, errand, time.monotonic())

    def _heard(self) -> Iterator[tuple[int, Outcome | Problem | None]]:
        """Wait a moment; yield each job that ended, None where its worker was lost or is stuck."""
        self._line.wait(_TICK)
        latest = time.monotonic() - longest(self._limits)
        for slot in tuple(self._slots):
            task = slot.task
            if task and task.errand.answer.done():
                slot.task = None
                yield task.index, self._answer(slot, task)
            elif task and task.since < latest:
                slot.task = None
                task.errand.drop()  # what it may still say is not heard
                self._refuse(slot.id, stuck(slot.worker, longest(self._limits)))
                yield task.index, None

    def _answer(self, slot: _Slot, task: _Task) -> Outcome | Problem | None:
        try:
            answer = unpack(task.errand.answer.result())
        except GONE as error:
            LOG.info("%s gave no answer: %r", slot.worker, error)
            self._doubted.add(slot.id)  # until the next look
            return None
        except Exception as error:  # noqa: BLE001 - whatever another installation raises
            problem = cannot(slot.worker, error)
            self._refuse(slot.id, problem)
            return problem
        if isinstance(answer, Outcome):
            return keep(task.job, answer, self._output)
        problem = cast("Problem", why_not(slot.worker, answer, self._traits))
        self._refuse(slot.id, problem)
        return problem

    def _over(self) -> tuple[Problem, ...]:
        """Return why nothing more can be made, or nothing."""
        now = time.monotonic()
        if self._busy() or any(slot.id not in self._refused for slot in self._slots):
            self._served = now
        if not self._line.is_open or now - self._looked > _SILENCE:
            return (lost(self._address),)
        if now - self._served > self._patience:
            return (deserted(self._address, self._patience), *self._refused.values())
        return ()


def _id(address: str, worker: dict[str, Any]) -> str:
    """Tell a worker from one that took its place: names and addresses come again."""
    return f"{address} {worker['local_directory']}"


def _undone(job: Job, problems: tuple[Problem, ...]) -> Outcome:
    return Outcome(job.product, None, 0, 0, 0.0, problems, ExitCode.MACHINE_LACKS)
