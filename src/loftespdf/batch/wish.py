"""What a run is asked for."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Wish:
    """What a run is asked for. ``workers`` None leaves it to the number of jobs and processors."""

    workspace: Path
    output: Path
    which: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    year: int | None = None
    force: bool = False
    workers: int | None = None
    seconds: float = 30.0
    megabytes: int = 600
