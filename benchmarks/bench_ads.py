"""What each advertisement costs, and whether its type is as large as fits.

    make bench-ads                     or: python -m benchmarks.bench_ads --quick

Makes the five pledges and a sixth, made-up area with a photograph in every format with a fixed
size, as advertisement, panel and poster: warm, in one process, with reading left out and all
inspection in. CPU is the least of three, since the machine is shared; then each is laid out once
more a tenth of a point larger, which must not fit unless that is above the layout's bounds.
``--quick`` makes each once, and no panels: for the layouts, not for the time.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from loftespdf.batch.garbage import housekeeping
from loftespdf.batch.plan import Booked, plan
from loftespdf.model.assets import Reading
from loftespdf.model.problem import Refusal, WrongUsage
from loftespdf.operations.advertise import Order, space_of, ways
from loftespdf.operations.build import Job, Workshop, make
from loftespdf.operations.check import Everything, read_everything
from loftespdf.typesetting.measuring import measure
from loftespdf.typesetting.sheet_css import sheet_css
from tests.exempelby import make_workspace

REPOSITORY = Path(__file__).parent.parent
RUNS = 3
#: What the issue asks for: CPU seconds and layouts.
MOST_SECONDS, MOST_LAYOUTS = 0.4, 8


@dataclass(frozen=True)
class Made:
    """One file: CPU seconds, layouts, the size of type in pt, and whether a larger one fits."""

    name: str
    seconds: float
    layouts: int
    size: float
    larger_fits: bool


def jobs(everything: Everything) -> Iterator[Job]:
    """Give a job for each document, format of a fixed size, and edition."""
    for name, formats in everything.counter.formats.items():
        for sheet in formats:
            try:
                yield from plan(everything, (name,), Booked((sheet,)))
            except WrongUsage:  # its height is free: nobody has booked one here
                continue


def measured(job: Job, workshop: Workshop, runs: int) -> Made | None:
    """Make one file a few times; None where the pledge does not fit the format."""
    seconds = []
    for _ in range(runs):
        begun = time.process_time()
        try:
            finished = make(job, workshop)
        except Refusal:
            return None
        seconds.append(time.process_time() - begun)
    size, rank = (float(str(finished.details[key])) for key in ("type_pt", "rank"))
    larger = larger_fits(job, workshop, int(rank), round(size * 10) + 1)
    layouts = int(str(finished.details["layouts"]))
    return Made(job.product.path.name, min(seconds), layouts, size, larger)


def larger_fits(job: Job, workshop: Workshop, rank: int, tenths: int) -> bool:
    """Tell whether the same text fits at another size within the layout's bounds."""
    if job.sheet is None:
        raise SystemExit(f"{job.product.path} has no sheet")
    order = Order(job.product, job.document, job.layout, job.assets, job.sheet)
    arrangement, variants = ways(order, workshop.templates)
    if tenths > int(arrangement.composition.largest * 10):
        return False
    space = space_of(order)
    css = sheet_css(space, tenths, final=False)
    reading = Reading(job.assets.with_files(variants[0].files))
    document, _ = workshop.typesetter.lay_out(variants[rank], reading, css)
    return measure(document.pages[0]._page_box).fits(space.room)  # noqa: SLF001


def main() -> None:
    """Print the worst, and the counts."""
    with tempfile.TemporaryDirectory() as folder, housekeeping() as tidy:
        quick = "--quick" in sys.argv
        places = (REPOSITORY, make_workspace(Path(folder)))
        made: list[Made] = []
        refused = 0
        for place in places:
            everything = read_everything(place, ())
            workshop = Workshop(everything.theme)
            for job in jobs(everything):
                if quick and job.product.edition:
                    continue
                if not made:
                    measured(job, workshop, 1)  # the engine's first page costs more
                if one := measured(job, workshop, 1 if quick else RUNS):
                    made.append(one)
                else:
                    refused += 1
                tidy()
    made.sort(key=lambda one: one.seconds, reverse=True)
    for one in [*made[:8], *(one for one in made[8:] if one.larger_fits)]:
        note = "  a tenth larger fits too" if one.larger_fits else ""
        print(f"{one.name:62}{one.seconds:7.3f} s{one.layouts:3} layouts{one.size:6.1f} pt{note}")
    seconds, layouts = [one.seconds for one in made], [one.layouts for one in made]
    print(f"{len(made)} files, {refused} refused since the pledge does not fit the format")
    print(f"CPU s: mean {mean(seconds):.3f}, median {median(seconds):.3f}, most {max(seconds):.3f}")
    print(f"over {MOST_SECONDS} s: {sum(each > MOST_SECONDS for each in seconds)}")
    print(f"layouts: mean {mean(layouts):.2f}, most {max(layouts)}, aim {MOST_LAYOUTS}")
    print(f"at the largest type to 0.1 pt: {sum(not one.larger_fits for one in made)}")


if __name__ == "__main__":
    main()
