"""One call in a process of its own, held to limits: for files that anybody may have made.

A file of a few kilobytes may unfold to gigabytes, or to work without end, in libraries that know of
no limits. It costs a process then, and the answer that the file cannot be judged.
"""

import os
import time
import traceback
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import TypeVar, cast

from loftespdf.batch.parcels import pack, unpack
from loftespdf.batch.processes import forked, no_process, start_method, stay_with
from loftespdf.batch.serving import resident
from loftespdf.batch.workers import Limits
from loftespdf.model.problem import Message, Place, Problem, Refusal, say

T = TypeVar("T")
#: A newspaper's page with pictures takes a third of it.
LIMITS = Limits(seconds=120.0, megabytes=1500)
_TICK = 0.05
_MEGABYTE = 1_000_000


class OverLimits(Exception):  # noqa: N818 - it is a finding about a file
    """The call took too much, or brought its process down; ``problem`` says it of the file."""

    def __init__(self, why: Message, file: str) -> None:
        instead = say(
            "spara eller exportera filen på nytt, eller be om en ny av den som gjorde den"
        )
        self.problem = Problem("over-limits", why, Place(file), instead=instead)
        super().__init__(str(why))


def apart(work: Callable[[], T], file: str, limits: Limits = LIMITS) -> T:
    """Return what ``work`` returns, done in a copy of this process.

    Where a process cannot be copied (outside Linux, or with several threads) it is done here.
    Raises OverLimits, with ``file`` as its place, MachineLacks where the system starts no process,
    and what ``work`` raises of Refusals.
    """
    if start_method() != "fork":
        return work()
    ours, theirs = Pipe(duplex=False)
    with theirs:
        try:
            process = forked(_do, work, theirs, os.getpid())
        except OSError as error:
            ours.close()
            raise no_process(error) from error
    try:
        answer = _wait(ours, process.pid, file, limits)
    finally:
        process.end()
        ours.close()
    if isinstance(answer, Exception):
        raise answer
    return cast("T", answer)


def _do(work: Callable[[], object], connection: Connection, parent: int) -> None:
    stay_with(parent)
    answer: tuple[type[Exception] | None, object]
    try:
        answer = (None, work())
    except Refusal as refusal:
        answer = (type(refusal), refusal.problems)
    except Exception:  # noqa: BLE001 - told where it was asked for, as our bug
        answer = (RuntimeError, (traceback.format_exc(),))
    connection.send_bytes(pack(answer))


def _wait(connection: Connection, process: int, file: str, limits: Limits) -> object:
    started = time.monotonic()
    while not connection.poll(_TICK):
        if time.monotonic() - started > limits.seconds:
            raise OverLimits(_too_long(limits), file)
        if resident(process) > limits.megabytes * _MEGABYTE:
            raise OverLimits(_too_much(limits), file)
    try:
        kind, answer = cast(
            "tuple[type[Exception] | None, object]", unpack(connection.recv_bytes())
        )
    except EOFError:
        why = say("filen får programmet som läser den att avbrytas, så den kan inte granskas")
        raise OverLimits(why, file) from None
    return kind(*cast("tuple[object, ...]", answer)) if kind else answer


def _too_long(limits: Limits) -> Message:
    return say(
        "filen tar mer än {seconds} sekunder att läsa, så den kan inte granskas",
        seconds=f"{limits.seconds:g}",
    )


def _too_much(limits: Limits) -> Message:
    return say(
        "filen tar mer än {megabytes} MB minne att läsa, så den kan inte granskas",
        megabytes=limits.megabytes,
    )
