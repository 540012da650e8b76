"""Processes of ours: how many there is room for, how one begins, and that none is left behind."""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from loftespdf.model.problem import MachineLacks, Place, Problem, say

_PR_SET_PDEATHSIG = 1


class Launched(Struct, frozen=True):
    """A process, and what ends it at once."""

    pid: int
    end: Callable[[], None]


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def start_method() -> str:
    """How processes are started: ``fork`` or ``spawn``.

    Forked, they have the engine loaded as soon as they begin. That is sound only where this process
    has one thread and has laid out nothing; where that is not so, they start from nothing.
    """
    tasks = Path("/proc/self/task")
    one_thread = sys.platform == "linux" and tasks.is_dir() and len(list(tasks.iterdir())) == 1
    return "fork" if one_thread else "spawn"


def forked(target: Callable[..., None], *arguments: object) -> Launched:
    """Start a copy of this process that calls ``target`` and ends."""
    process = multiprocessing.get_context("fork").Process(target=target, args=arguments)
    process.start()

    def end() -> None:
        process.kill()
        process.join()

    return Launched(process.pid or 0, end)


def no_process(error: OSError) -> MachineLacks:
    """Return the refusal of what needs a process of its own where the system starts none."""
    return MachineLacks(
        Problem(
            "no-process",
            say("datorn startar inte fler program åt dig ({reason})", reason=error.strerror or ""),
            Place("loftespdf"),
            instead=say(
                "stäng andra program, eller låt den som sköter datorn tillåta fler processer och "
                "mer minne; kör sedan samma kommando igen, det som är klart finns kvar"
            ),
        )
    )


def stay_with(parent: int) -> None:
    """Leave Ctrl-C to the process ``parent``, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # heard by the parent, not by a copy of it
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
