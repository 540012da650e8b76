"""What a worker's process holds after many documents, if it were never replaced.

    make bench-memory

Makes the documents to sign of the made-up country again and again in one process, and prints its
resident memory in MB; then once more with the files of all layouts.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.country import make_country
from loftespdf.batch.garbage import housekeeping
from loftespdf.batch.plan import plan
from loftespdf.batch.serving import resident, work_alone
from loftespdf.operations.build import Job, Workshop, make
from loftespdf.operations.check import read_everything

AREAS, AT_ONCE = 290, 10
TO_SIGN = (10, 50, 100, 200, 500, 1_000, 1_500, 2_000, 2_500, 3_000)
OF_ALL = (10, 50, 100, 200, 500, 1_000)
_MB = 1e6


def main() -> None:
    """Print both rows, each from a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        make_country(Path(folder), AREAS)
        for title, layouts, marks in (("to sign", ("lofte",), TO_SIGN), ("all", (), OF_ALL)):
            if child := os.fork():
                _, status = os.waitpid(child, 0)
                if status:
                    raise SystemExit(f"{title}: ended with {os.waitstatus_to_exitcode(status)}")
            else:
                print_row(title, Path(folder), layouts, marks)
                os._exit(0)


def print_row(title: str, folder: Path, layouts: tuple[str, ...], marks: tuple[int, ...]) -> None:
    """Make as many files as the last mark says, and print the memory at each."""
    work_alone()
    workshop = Workshop(read_everything(folder, ("ale",)).theme)
    print(f"{title}, 0: {resident(os.getpid()) / _MB:.0f}", flush=True)
    with housekeeping() as tidy:
        for number, job in enumerate(jobs(folder, layouts), start=1):
            make(job, workshop)
            tidy()
            if number in marks:
                print(f"{title}, {number}: {resident(os.getpid()) / _MB:.0f}", flush=True)
            if number == marks[-1]:
                return


def jobs(folder: Path, layouts: tuple[str, ...]) -> Iterator[Job]:
    """Yield the country's jobs without end, some areas read at a time."""
    areas = sorted(path.name for path in (folder / "content").iterdir() if path.is_dir())
    while True:
        for first in range(0, AREAS, AT_ONCE):
            yield from plan(read_everything(folder, areas[first : first + AT_ONCE]), layouts)


if __name__ == "__main__":
    main()
