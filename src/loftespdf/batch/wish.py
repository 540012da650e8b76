"""What a run is asked for."""

from pathlib import Path

from msgspec import Struct


class Wish(Struct, frozen=True):
    """What a run is asked for. ``workers`` None leaves it to the number of jobs and processors.

    ``sheets`` and ``size`` name booked formats for this run alone; without them ads are made in
    those that their authors booked. ``dask`` is the address of a cluster's scheduler.
    """

    workspace: Path
    output: Path
    which: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    size: str | None = None
    year: int | None = None
    force: bool = False
    workers: int | None = None
    seconds: float = 30.0
    megabytes: int = 600
    dask: str | None = None

    @property
    def is_booked(self) -> bool:
        """Tell whether formats are named that the documents do not know of."""
        return bool(self.sheets) or self.size is not None
