"""What it costs: commands as whole processes, and a warm document with all its inspection.

    make bench

Prints CPU and wall time in seconds and peak memory in MB: least, median and largest of several
runs. The machine is shared and noisy: compare medians and ratios, not single figures.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from benchmarks.bench_country import environment
from benchmarks.cost import Cost, timed
from tests.exempelby import make_workspace

REPOSITORY = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "loftespdf"]
RUNS = 7
WARM_RUNS = 30
#: What is measured warm, of one pledge of three pages: what it is → how its file's name ends.
WARM = {
    "the document to sign": "lofte.pdf",
    "the office PDF": "kontor.pdf",
    "the Word file": "kontor.docx",
    "the web page": "webb.html",
    "the fragment": "webb-fragment.html",
}
#: The booked format that is measured.
AD = "lts-fjardedel-liggande"
#: The heaviest: whole pages with a photograph that is printed across them.
LARGE_ADS = ("vi-i-villa-helsida", "hd-sydsvenskan-bilaga-dokument", "lts-hel-utfall")
#: The same of a follow-up of nine promises.
FOLLOW_UP = {
    "its follow-up, PDF": "uppfoljning.pdf",
    "its follow-up, Word": "uppfoljning.docx",
    "the form with fields": "uppfoljning-fillable.pdf",
}


def of_process(*arguments: str) -> Cost:
    """Run the command line once and return what it cost."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [*COMMAND, *arguments], cwd=REPOSITORY, env=environment(),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{arguments} ended with {process.returncode}")
    wall = time.perf_counter() - started
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


@contextmanager
def warm(
    document: str, file: str, root: Path = REPOSITORY, sheet: str | None = None
) -> Iterator[Callable[[], Cost]]:
    """Give a function that reads, makes and proves one file of a document, in this process.

    ``file`` is how the file's name ends: "lofte.pdf", "webb-fragment.html"; ``sheet`` is a booked
    format.
    """
    from loftespdf.batch.garbage import housekeeping  # noqa: PLC0415
    from loftespdf.batch.plan import (  # noqa: PLC0415 - the engine's import is not measured
        Booked,
        plan,
    )
    from loftespdf.batch.serving import work_alone  # noqa: PLC0415
    from loftespdf.loading.followup import load_follow_up  # noqa: PLC0415
    from loftespdf.loading.pledges import load_document  # noqa: PLC0415
    from loftespdf.operations.build import Workshop, make  # noqa: PLC0415
    from loftespdf.operations.check import read_everything  # noqa: PLC0415

    everything = read_everything(root, (document,))  # theme, formats, register: once for a run
    workspace, workshop = everything.workspace, Workshop(everything.theme)
    booked = Booked((sheet,) if sheet else ())
    jobs = plan(everything, ("annons",) if sheet else (), booked)
    (job,) = (job for job in jobs if job.product.path.name.endswith(f"-{file}"))

    def once(document: str) -> None:
        read = load_document(workspace, *document.split("/")).document
        if read is None:
            raise SystemExit(f"{document} cannot be read")
        outcomes = load_follow_up(workspace, read).document if job.follow_up else None
        make(replace(job, document=read, follow_up=outcomes), workshop)
        tidy()

    work_alone()
    with housekeeping() as tidy:
        yield lambda: timed(once, document)


@contextmanager
def with_outcomes(area: str, period: str) -> Iterator[Path]:
    """Give a workspace with a copy of the pledge and an outcome for each of its promises."""
    from loftespdf.model.rules import find_promises  # noqa: PLC0415
    from loftespdf.operations.check import read_everything  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(REPOSITORY / "content" / area, root / "content" / area)
        shutil.copy(REPOSITORY / "content/_gemensamt.yaml", root / "content")
        (loaded,) = read_everything(root, (f"{area}/{period}",)).loaded.values()
        if loaded.document is None:
            raise SystemExit(f"{area}/{period} cannot be read")
        lines = ["utfall:"]
        for promise in find_promises(loaded.document.pledge):
            value, target = "", next(iter(promise.item.targets), None)
            if target:
                value = f" värde: {target.value}, enhet: {target.unit},"
            lines.append(
                f"  - {{löfte: {promise.item.id}, datum: {period}-12-31,{value} grad: delvis,"
                " orsak: Tiden räckte inte till allt som vi hade tänkt göra., källa: Rapporter}"
            )
        report = root / "content" / area / f"{period}.uppfoljning.yaml"
        report.write_text("\n".join(lines), encoding="utf-8")
        yield root


def measure(title: str, once: Callable[[], Cost], runs: int = RUNS) -> Cost:
    """Run ``once`` after a warm-up, print the figures and return the medians."""
    once()
    costs = [once() for _ in range(runs)]
    columns = [[getattr(cost, name) for cost in costs] for name in ("cpu", "wall", "memory")]
    cells = "".join(
        f"{min(c):9.3f}{statistics.median(c):9.3f}{max(c):9.3f}  |" for c in columns[:2]
    )
    print(f"{title:46}{cells}{max(columns[2]):8.0f}", flush=True)
    return Cost(*(statistics.median(column) for column in columns))


def main() -> None:
    """Print the table."""
    cpu: list[float] = []
    heads = "".join(f"{title:>27}  |" for title in ("CPU s: least median most", "wall s"))
    print(f"{'':46}{heads}{'MB':>8}")
    measure("loftespdf --help", lambda: of_process("--help"))
    measure("loftespdf check (five pledges)", lambda: of_process("check"))
    with tempfile.TemporaryDirectory() as folder:
        five = measure(
            "the five to sign, from nothing",
            lambda: of_process("build", "--force", "--layout", "lofte", "--output", folder),
        )
    print("warm, in one process, each with reading and all its inspection:")
    for title, file in WARM.items():
        with warm("sundbyberg/2021", file) as once:
            cpu.append(measure(f"  {title}", once, WARM_RUNS).cpu)
    with with_outcomes("grastorp", "2021") as root:
        for title, file in FOLLOW_UP.items():
            with warm("grastorp/2021", file, root) as once:
                measure(f"  {title}", once, WARM_RUNS)
    with warm("grastorp/2021", f"annons-{AD}.pdf", sheet=AD) as once:
        measure("  an advertisement, fitted and preflighted", once, WARM_RUNS)
    with tempfile.TemporaryDirectory() as folder:
        root = make_workspace(Path(folder))
        for sheet in LARGE_ADS:
            with warm("exempelby/2026", f"annons-{sheet}.pdf", root, sheet) as once:
                measure(f"  {sheet}, photograph", once, WARM_RUNS)
    print(f"\nfive from nothing / one warm to sign: {five.cpu / cpu[0]:.1f}")


if __name__ == "__main__":
    main()
