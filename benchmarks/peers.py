"""What the alternatives cost, on the same pledges in the same run.

    make bench-peers

From a made-up country (benchmarks/country.py) some documents are chosen, evenly. Each is printed by

- ours: the engine alone, and the proven file (made, inspected by every check, kept);
- WeasyPrint's own command, once per file, on the same HTML and styles;
- headless Chromium, already running, on the same HTML and styles;
- Typst on an equivalent document, in process and once per file;
- LibreOffice, one call for all, on our Word file of the same pledge.

All do so three times, by turns. Printed for each: CPU and wall time per document (the least of the
three; of the documents the median) and peak memory. The machine is shared and noisy: read the
ratios. None of the others proves anything about its file. At the end, for each of them and for each
pledge of this repository: our proven file and the engine's own command, eight times by turns.
"""

import os
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil
import typst

from benchmarks.command import beside_the_command, by_command, print_beside
from benchmarks.cost import Cost, least, of_process, timed
from benchmarks.ours import our_ways
from benchmarks.samples import AREAS, CHOSEN, Sample, made_up, samples
from loftespdf.operations.build import Workshop, make
from tests.web.browser import browser

REPOSITORY = Path(__file__).parent.parent
ROUNDS = 3
#: So many that each document and the command meet a moment in which nobody else uses the machine.
TURNS = 8
COMMAND = "WeasyPrint's command, once per file"


def ours(chosen: list[Sample]) -> dict[str, list[Cost]]:
    """Time our engine alone, the file made and proven, and the Word file, warm."""
    with our_ways(chosen) as ways:
        return {name: [timed(way, each) for each in chosen] for name, way in ways.items()}


def chromium(chosen: list[Sample]) -> list[Cost]:
    """Time a running browser: the same HTML from its file, printed to PDF."""
    costs = []
    with tempfile.TemporaryDirectory() as profile, browser(Path(profile)) as running:
        family = _Family()
        for sample in [*chosen[:2], *chosen]:  # two to warm up
            cpu, wall = family.cpu(), time.perf_counter()
            running.go(sample.html.as_uri())
            (sample.folder / "chromium.pdf").write_bytes(running.printed())
            wall = time.perf_counter() - wall
            costs.append(Cost(family.cpu() - cpu, wall, family.memory()))
    return costs[2:]


class _Family:
    """All processes below this one; what those used that have ended meanwhile still counts."""

    def __init__(self) -> None:
        self._used: dict[int, float] = {}

    def cpu(self) -> float:
        """Return their CPU time in seconds."""
        for each in psutil.Process().children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                times = each.cpu_times()
                self._used[each.pid] = times.user + times.system
        return sum(self._used.values())

    @staticmethod
    def memory() -> float:
        """Return their resident memory in MB, what they share counted for each."""
        found = 0
        for each in psutil.Process().children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                found += each.memory_info().rss
        return found / 1e6


def typst_in_process(chosen: list[Sample]) -> list[Cost]:
    """Time Typst as a library, warm, with its tags."""
    fonts = [str(chosen[0].folder / "styles" / "fonts")]

    def once(sample: Sample) -> None:
        typst.compile(
            str(sample.typst), output=str(sample.folder / "typst.pdf"), font_paths=fonts,
            ignore_system_fonts=True,
        )  # fmt: skip

    once(chosen[0])
    return [timed(once, sample) for sample in chosen]


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        chosen = made_up(folder)
        rounds = [everybody(chosen, folder) for _ in range(ROUNDS)]
        report({name: [*map(least, *(each[name] for each in rounds))] for name in rounds[0]})
        print_beside("made up", beside_the_command(chosen, folder, TURNS))
        chosen = samples(folder, REPOSITORY, ())
        print_beside("of this repository", beside_the_command(chosen, folder, TURNS))


def everybody(chosen: list[Sample], folder: Path) -> dict[str, list[Cost]]:
    """Let each print every document once."""
    figures = ours(chosen)
    figures["Chromium, running"] = chromium(chosen)
    figures["Typst, in process"] = typst_in_process(chosen)
    compile_one = "import sys, typst; typst.compile(sys.argv[1], output='x.pdf')"
    figures["Typst, once per file"] = [
        of_process([sys.executable, "-c", compile_one, each.typst], folder) for each in chosen
    ]
    figures[COMMAND] = [by_command(each, folder) for each in chosen]
    figures["LibreOffice, one call, from the Word file"] = office(chosen, folder)
    return figures


def office(chosen: list[Sample], folder: Path) -> list[Cost]:
    """Time LibreOffice on all our Word files at once; returns the mean as each one's cost."""
    workshop, files = Workshop(chosen[0].job.assets), []
    for sample in chosen:
        files.append(folder / sample.word.product.path.name)
        files[-1].write_bytes(make(sample.word, workshop).content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command: list[str | Path] = ["soffice", profile, "--headless", "--convert-to", "pdf"]
    of_process([*command, files[0]], folder)  # the first start makes the profile
    whole = of_process([*command, *files], folder)
    each = Cost(whole.cpu / len(files), whole.wall / len(files), whole.memory)
    return [each] * len(files)


def report(figures: dict[str, list[Cost]]) -> None:
    """Print medians, and ratios to our proven file."""
    base = statistics.median(cost.cpu for cost in next(iter(figures.values())))
    print(
        f"{os.cpu_count()} cores; {CHOSEN} of {AREAS} areas; "
        f"least of {ROUNDS} rounds, medians per document"
    )
    print(f"{'':44}{'CPU ms':>9}{'wall ms':>9}{'MB':>7}{'× ours':>9}")
    for name, costs in figures.items():
        cpu, wall = (statistics.median(getattr(c, what) for c in costs) for what in ("cpu", "wall"))
        memory = max(cost.memory for cost in costs)
        print(f"{name:44}{cpu * 1000:9.0f}{wall * 1000:9.0f}{memory:7.0f}{cpu / base:9.2f}")


if __name__ == "__main__":
    main()
