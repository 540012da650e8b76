"""What some work costs: CPU and wall time, and memory at the peak."""

import resource
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Each = TypeVar("Each")


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU and wall time for one document, and MB at the peak."""

    cpu: float
    wall: float
    memory: float


def timed(work: Callable[[Each], object], each: Each) -> Cost:
    """Let ``work`` have one document, in this process."""
    cpu, wall = time.process_time(), time.perf_counter()
    work(each)
    return Cost(time.process_time() - cpu, time.perf_counter() - wall, own_memory())


def of_process(command: list[str | Path], folder: Path) -> Cost:
    """Run a command, its own children counted too."""
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, time.perf_counter() - wall, after.ru_maxrss / 1024)


def own_memory() -> float:
    """Return this process's peak, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def least(*rounds: Cost) -> Cost:
    """Return what a document cost where the neighbours disturbed least."""
    return Cost(
        min(each.cpu for each in rounds),
        min(each.wall for each in rounds),
        rounds[0].memory,  # later ones had Typst in this process
    )
