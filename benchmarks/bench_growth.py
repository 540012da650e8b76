"""Whether a file costs the same however many areas there are.

    make bench-growth

Makes the web pages of 29, 290 and 2,900 made-up areas from nothing with two workers, then runs
again with nothing changed. Prints CPU and wall time in seconds, CPU in ms for each file, and the
memory of the largest process in MB.
"""

import tempfile
from pathlib import Path

from benchmarks.bench_country import measure
from benchmarks.country import make_country

AREAS = (29, 290, 2_900)


def main() -> None:
    """Print the table."""
    heads = "".join(f"{head:>9}" for head in ("CPU s", "wall s", "ms each"))
    print(f"{'':44}{'made':>7}{heads}{'MB':>8}")
    for areas in AREAS:
        with tempfile.TemporaryDirectory() as folder:
            workspace = Path(folder)
            make_country(workspace, areas)
            measure(f"{areas} areas, from nothing", workspace, "--jobs", "2", "--layout", "webb")
            measure(f"{areas} areas, nothing changed", workspace, "--layout", "webb")


if __name__ == "__main__":
    main()
