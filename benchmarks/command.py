"""What a proven file costs beside the engine's own command for the same page, by turns.

Document by document, since a machine that changes its speed from minute to minute changes it for
both. Ours is made as a worker makes it, one after the other and therefore warm: ten in a row, which
take about as long as the command for one, so that both meet as much of the neighbours' noise. The
command begins anew for every file: that is what is asked.
"""

import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cost import Cost, of_process, timed
from benchmarks.ours import PROVEN, Way, our_ways
from benchmarks.samples import Sample

IN_A_ROW = 10


@dataclass(frozen=True)
class Beside:
    """One document's seconds of CPU here and by the command, turn by turn."""

    name: str
    ours: tuple[float, ...]
    command: tuple[float, ...]

    @property
    def ratios(self) -> Iterator[float]:
        """How many times as much the command took, in each turn."""
        return (theirs / own for own, theirs in zip(self.ours, self.command, strict=True))


def by_command(sample: Sample, folder: Path) -> Cost:
    """Let the engine's own command print a document, with tags, as ours has them."""
    command = Path(sys.executable).with_name("weasyprint")
    return of_process([command, "--pdf-variant", "pdf/ua-1", sample.html, "x.pdf"], folder)


def _in_a_row(way: Way, sample: Sample) -> float:
    """Return the mean seconds of CPU of a document that is made again and again."""
    return sum(timed(way, sample).cpu for _ in range(IN_A_ROW)) / IN_A_ROW


def beside_the_command(chosen: Sequence[Sample], folder: Path, turns: int) -> list[Beside]:
    """Make every document by turns with the command, ``turns`` times."""
    with our_ways(chosen) as ways:
        costs = [
            [(_in_a_row(ways[PROVEN], each), by_command(each, folder).cpu) for each in chosen]
            for _ in range(turns)
        ]
    return [
        Beside(sample.job.product.path.stem, *zip(*of_one, strict=True))
        for sample, of_one in zip(chosen, zip(*costs, strict=True), strict=True)
    ]


def print_beside(title: str, documents: Sequence[Beside]) -> None:
    """Print each document's least, their ratio, and the middle of the ratios of its turns."""
    print(f"\n{title:44}{'proven ms':>9}{'command':>9}{'ratio':>7}{'of turns':>10}")
    for each in documents:
        _print_row(each.name, min(each.ours), min(each.command), each.ratios)
    own, command = (
        sum(min(costs) for costs in of_all)
        for of_all in zip(*((each.ours, each.command) for each in documents), strict=True)
    )
    _print_row("all", own, command, (ratio for each in documents for ratio in each.ratios))


def _print_row(name: str, own: float, command: float, ratios: Iterator[float]) -> None:
    middle = statistics.median(ratios)
    print(f"{name:44}{own * 1000:9.0f}{command * 1000:9.0f}{command / own:7.1f}{middle:10.1f}")
