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
ratios. None of the others proves anything about its file. At the end, the pledges of this
repository: our proven file of each, and the engine's own command.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

import psutil
import typst

from benchmarks.country import make_country
from loftespdf.batch.garbage import housekeeping
from loftespdf.batch.plan import plan
from loftespdf.loading.workspace import builtin_theme
from loftespdf.model.assets import Reading
from loftespdf.model.composed import Composed
from loftespdf.operations.build import Job, Workshop, compose_product, make
from loftespdf.operations.check import read_everything
from loftespdf.operations.stack import in_one_piece
from tests.web.browser import browser

REPOSITORY = Path(__file__).parent.parent
AREAS, CHOSEN, ROUNDS = 290, 12, 3
PROVEN, COMMAND = "ours, warm: the proven file", "WeasyPrint's command, once per file"


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU and wall time for one document, and MB at the peak."""

    cpu: float
    wall: float
    memory: float


@dataclass(frozen=True)
class Sample:
    """One pledge in every form the peers take."""

    job: Job
    word: Job
    page: Composed
    folder: Path
    html: Path
    typst: Path


def timed(work: Callable[[], object], memory: Callable[[], float]) -> Cost:
    """Run ``work`` in this process."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return Cost(time.process_time() - cpu, time.perf_counter() - wall, memory())


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


# The same documents for all


def made_up(folder: Path) -> list[Sample]:
    """Make the country, and the chosen documents of it in every form."""
    make_country(folder / "land", AREAS)
    areas = sorted(path.name for path in (folder / "land" / "content").iterdir() if path.is_dir())
    return samples(folder, folder / "land", areas[:: len(areas) // CHOSEN][:CHOSEN])


def samples(folder: Path, workspace: Path, areas: Sequence[str]) -> list[Sample]:
    """Make the areas' documents in every form; all areas where none is named."""
    everything = read_everything(workspace, areas)
    workshop = Workshop(everything.theme)
    shutil.copytree(builtin_theme() / "styles", folder / "styles", dirs_exist_ok=True)
    jobs = plan(everything, ("lofte", "kontor"))
    by_area: dict[str, dict[str, Job]] = {}
    for job in jobs:
        by_area.setdefault(job.product.area, {})[job.product.path.name.rsplit("-", 1)[1]] = job
    return [_sample(folder, each, workshop) for each in by_area.values()]


def _sample(folder: Path, jobs: dict[str, Job], workshop: Workshop) -> Sample:
    job = jobs["lofte.pdf"]
    page = compose_product(job, workshop.templates)
    stem = folder / job.product.area
    html, source = stem.with_suffix(".html"), stem.with_suffix(".typ")
    for path, asset in job.assets.files.items():
        if path.startswith("content/"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(asset.content)
    links = "".join(f'<link rel="stylesheet" href="{path}">' for path in page.stylesheets)
    style = f"{links}<style>{page.brand_css}</style></head>"
    html.write_text(page.markup.replace("</head>", style), encoding="utf-8")
    source.write_text("".join(typst_of(page.tree)), encoding="utf-8")
    return Sample(job, jobs["kontor.docx"], page, folder, html, source)


_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in '\\#*_`$<>@~/[]"'})
_TYPST_HEAD = """#set document(title: [{title}])
#set page(paper: "a4", margin: 25mm, footer: context [#counter(page).display("1 / 1", both: true)])
#set text(lang: "sv", font: "Source Sans 3", size: 11pt, hyphenate: true)
"""


def typst_of(tree: Element) -> Iterator[str]:
    """Yield the page as Typst: the same text, headings, lists, pictures and tables."""
    title = next(tree.iter("title")).text or ""
    yield _TYPST_HEAD.format(title=title.translate(_ESCAPED))
    yield from _typst(next(tree.iter("body")))


def _typst(element: Element) -> Iterator[str]:
    match element.tag:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            words = " ".join("".join(_inside(element)).split())
            yield f"\n\n{'=' * int(element.tag[1])} {words}\n\n"
        case "li":
            yield f"\n#list.item[{''.join(_inside(element))}]\n"
        case "p" | "div" | "section" | "header" | "figure" | "address" | "main" | "ol" | "ul":
            yield f"\n\n{''.join(_inside(element))}\n\n"
        case "table":
            rows = list(element.iter("tr"))
            columns = max(len(row) for row in rows)
            cells = "".join(f"[{''.join(_inside(cell))}]," for row in rows for cell in row)
            yield f"\n#table(columns: {columns}, stroke: none, {cells})\n"
        case "img":
            alt = (element.get("alt") or "").replace('"', "")
            yield f'#image("{element.get("src")}", alt: "{alt}", width: 100%)'
        case "strong":
            yield f"#strong[{''.join(_inside(element))}]"
        case _:
            yield from _inside(element)


def _inside(element: Element) -> Iterator[str]:
    yield (element.text or "").translate(_ESCAPED)
    for child in element:
        yield from _typst(child)
        yield (child.tail or "").translate(_ESCAPED)


# Who prints them


def ours(chosen: list[Sample]) -> Iterator[tuple[str, list[Cost]]]:
    """Time our engine alone, and the file made and proven, warm."""
    workshop = Workshop(chosen[0].job.assets)
    for sample in chosen:
        make(sample.job, workshop)
    with housekeeping() as keep:

        @in_one_piece
        def engine(sample: Sample) -> None:
            workshop.typesetter.typeset(sample.page, Reading(sample.job.assets))
            keep()

        def proven(sample: Sample) -> None:
            make(sample.job, workshop)
            keep()

        def word(sample: Sample) -> None:
            make(sample.word, workshop)
            keep()

        for name, work in ((PROVEN, proven), ("ours, warm: the engine only", engine),
                           ("ours, warm: the proven Word file", word)):  # fmt: skip
            yield (
                name,
                [
                    timed(lambda work=work, sample=sample: work(sample), own_memory)  # type: ignore[misc]
                    for sample in chosen
                ],
            )


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
    return [timed(lambda sample=sample: once(sample), own_memory) for sample in chosen]  # type: ignore[misc]


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        chosen = made_up(folder)
        rounds = [everybody(chosen, folder) for _ in range(ROUNDS)]
        report({name: [*map(least, *(each[name] for each in rounds))] for name in rounds[0]})
        real_ones(folder)


def everybody(chosen: list[Sample], folder: Path) -> dict[str, list[Cost]]:
    """Let each print every document once."""
    figures = dict(ours(chosen))
    figures["Chromium, running"] = chromium(chosen)
    figures["Typst, in process"] = typst_in_process(chosen)
    compile_one = "import sys, typst; typst.compile(sys.argv[1], output='x.pdf')"
    figures["Typst, once per file"] = [
        of_process([sys.executable, "-c", compile_one, each.typst], folder) for each in chosen
    ]
    figures[COMMAND] = by_command(chosen, folder)
    figures["LibreOffice, one call, from the Word file"] = office(chosen, folder)
    return figures


def by_command(chosen: list[Sample], folder: Path) -> list[Cost]:
    """Let the engine's own command print every document."""
    command = Path(sys.executable).with_name("weasyprint")
    return [
        of_process([command, "--pdf-variant", "pdf/ua-1", each.html, "x.pdf"], folder)
        for each in chosen
    ]


def real_ones(folder: Path) -> None:
    """Print what the repository's own pledges cost here and by the engine's command."""
    chosen = samples(folder, REPOSITORY, ())
    rounds = [(dict(ours(chosen))[PROVEN], by_command(chosen, folder)) for _ in range(ROUNDS)]
    mine, others = ([*map(least, *each)] for each in zip(*rounds, strict=True))
    print(f"\n{'the pledges of this repository':44}{'proven ms':>9}{'command':>9}{'ratio':>7}")
    for sample, own, other in zip(chosen, mine, others, strict=True):
        figures = f"{own.cpu * 1000:9.0f}{other.cpu * 1000:9.0f}{other.cpu / own.cpu:7.1f}"
        print(f"{sample.job.product.path.stem:44}{figures}")
    own_cpu, other_cpu = (sum(cost.cpu for cost in costs) for costs in (mine, others))
    print(f"{'all':44}{own_cpu * 1000:9.0f}{other_cpu * 1000:9.0f}{other_cpu / own_cpu:7.1f}")


def least(*rounds: Cost) -> Cost:
    """Return what a document cost where the neighbours disturbed least."""
    return Cost(
        min(each.cpu for each in rounds),
        min(each.wall for each in rounds),
        rounds[0].memory,  # later ones had Typst in this process
    )


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
