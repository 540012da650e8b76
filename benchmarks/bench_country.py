"""What a whole country costs: everything from nothing, nothing changed, one thing changed.

    make bench-country            290 areas, takes some ten minutes
    python -m benchmarks.bench_country 29

Prints CPU and wall time in seconds and the largest worker's memory in MB. CPU is that of the run
with all its workers. The machine is shared and noisy: compare ratios, not single figures.
"""

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.country import COUNTRY, PERIOD, make_country
from loftespdf.batch.serving import resident

REPOSITORY = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "loftespdf", "build"]
#: The engine imported as everybody does it, as we do it, and nothing at all. To take it apart when
#: the process ends is no part of that, and our command does not either.
PUBLISHED = "import weasyprint"
OURS = "from loftespdf.operations.starting import start_engine; start_engine()"
_END = "\nimport os; os._exit(0)"
#: So many that some meet a moment in which nobody else uses the machine.
ROUNDS = 12


class Watch(threading.Thread):
    """Notes the largest resident memory of any process of a run."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process = process
        self._stopped = threading.Event()
        self.largest = 0

    def run(self) -> None:
        """Look five times a second."""
        children = Path(f"/proc/{self._process}/task/{self._process}/children")
        while not self._stopped.wait(0.2):
            try:
                found = [self._process, *map(int, children.read_text("ascii").split())]
            except OSError:
                return
            self.largest = max(self.largest, *map(resident, found))

    def stop(self) -> int:
        """Return the largest, in MB."""
        self._stopped.set()
        self.join()
        return round(self.largest / 1_000_000)


def environment() -> dict[str, str]:
    """Return a user's environment: her Python keeps our modules compiled, whatever this one may."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def children_cpu() -> float:
    """Return the CPU seconds of all processes that were started from here and have ended."""
    times = os.times()
    return times.children_user + times.children_system


def measure(title: str, workspace: Path, *arguments: str) -> None:
    """Run the command once and print what it cost."""
    before, started = children_cpu(), time.perf_counter()
    command = [*COMMAND, "--workspace", str(workspace), *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment()
    ) as run:
        watch = Watch(run.pid)
        watch.start()
        out, _ = run.communicate()
    wall, cpu, memory = time.perf_counter() - started, children_cpu() - before, watch.stop()
    if run.returncode:
        raise SystemExit(f"{title}: ended with {run.returncode}")
    counts = [int(number) for number in re.findall(r"\d+", out.decode().splitlines()[-1])]
    made = counts[0] - (counts[2] if len(counts) > 2 else 0)  # noqa: PLR2004 - as the line is
    each = f"{1000 * cpu / made:9.0f}" if made else f"{'–':>9}"
    print(f"{title:44}{made:7}{cpu:9.2f}{wall:9.2f}{each}{memory:8}", flush=True)


def cpu_of(command: list[str]) -> float:
    """Run a command and return the CPU seconds of it and all that it started."""
    before = children_cpu()
    subprocess.run(command, check=True, capture_output=True, env=environment())
    return children_cpu() - before


def measure_changes(workspace: Path, pledge: Path) -> None:
    """Print what one changed pledge costs beside importing the engine, by turns, least of each."""
    build = [*COMMAND, "--workspace", str(workspace)]
    code = {"nothing": "pass", "published": PUBLISHED, "ours": OURS}
    least: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, command in {
            **{name: [sys.executable, "-c", source + _END] for name, source in code.items()},
            "all layouts": build,
            "the document to sign": [*build, "--layout", "lofte"],
        }.items():
            if name not in code:
                text = pledge.read_text(encoding="utf-8")
                pledge.write_text(text.replace("lovar vi", "lovar vi nu", 1), encoding="utf-8")
            least[name] = min(least.get(name, sys.maxsize), cpu_of(command))
    python = least["nothing"]
    published, ours = least["published"] - python, least["ours"] - python
    print(
        f"\none pledge changed, least of {ROUNDS}, CPU s; the engine's import: {published:.2f} as"
    )
    print(f"published, {ours:.2f} as we do it")
    for name in ("all layouts", "the document to sign"):
        cpu = least[name]
        print(f"{name:24}{cpu:6.2f}  beyond: {cpu - published:5.2f}  {cpu - ours:5.2f}", flush=True)


def main(areas: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder)
        make_country(workspace, areas)
        heads = "".join(f"{head:>9}" for head in ("CPU s", "wall s", "ms each"))
        print(f"{areas:4} areas{'':34}{'made':>7}{heads}{'MB':>8}")
        measure(
            "everything from nothing, 1 worker",
            workspace,
            "--jobs",
            "1",
            "--output",
            f"{folder}/ett",
        )
        measure("everything from nothing, 2 workers", workspace, "--jobs", "2")
        measure("nothing changed (just built)", workspace)
        measure("nothing changed", workspace)
        pledge = sorted(workspace.glob(f"content/*/{PERIOD}.yaml"))[areas // 2]
        change(pledge, "Det här lovar vi", "Vi lovar")
        measure("one pledge changed, all layouts", workspace)
        change(pledge, "Vi lovar", "Det lovar vi")
        measure("one pledge changed, the document to sign", workspace, "--layout", "lofte")
        measure_changes(workspace, pledge)
        styles = workspace / "styles"
        styles.mkdir()
        source = (REPOSITORY / "styles" / "webb.css").read_text(encoding="utf-8")
        (styles / "webb.css").write_text(f"{source}\n/* x */\n", encoding="utf-8")
        measure("one stylesheet changed (webb.css)", workspace)


def change(file: Path, old: str, new: str) -> None:
    """Change the words of a file."""
    text = file.read_text(encoding="utf-8")
    if old not in text:
        raise SystemExit(f"{file} has no {old}")
    file.write_text(text.replace(old, new), encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNTRY)
