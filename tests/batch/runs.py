"""Runs of the command line on small countries, and what they left."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.country import make_country
from loftespdf.batch.outcome import Outcome
from loftespdf.model.problem import Problem
from tests.samples import REPOSITORY

COMMAND = (sys.executable, "-m", "loftespdf", "build")
JOURNAL = ".loftespdf.sqlite"


def country(folder: Path, areas: int) -> Path:
    """Make a small country and return its workspace."""
    make_country(folder, areas)
    return folder


def started(workspace: Path, *arguments: str | Path, prefix: Sequence[str] = ()) -> "Run":
    """Start a build and return it as it runs."""
    environment = {k: v for k, v in os.environ.items() if k != "LOFTESPDF_LANG"}
    environment["PYTHONPATH"] = str(REPOSITORY / "src")
    return Run(
        [*prefix, *COMMAND, "--workspace", str(workspace), *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        preexec_fn=_hear_signals,
    )  # fmt: skip


def _hear_signals() -> None:
    """A shell lets what it starts in the background ignore Ctrl-C, and so does all below it.

    So does ``nohup`` with the signal of a terminal that is gone.
    """
    for one in (signal.SIGINT, signal.SIGHUP):
        signal.signal(one, signal.SIG_DFL)


Run = subprocess.Popen[str]


def built(workspace: Path, *arguments: str | Path, prefix: Sequence[str] = ()) -> "Done":
    """Build to the end."""
    with started(workspace, *arguments, prefix=prefix) as run:
        out, err = run.communicate()
        return subprocess.CompletedProcess(run.args, run.returncode, out, err)


Done = subprocess.CompletedProcess[str]


def files(output: Path) -> dict[str, bytes]:
    """Return the finished files, without the journal."""
    found = (path for path in output.rglob("*") if path.is_file())
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in found
        if not path.name.startswith(".loftespdf")
    }


def count(output: Path) -> int:
    """Count the finished files while a run goes on."""
    return len(list(output.glob("*/*/[!.]*")))


def is_sound(journal: Path) -> bool:
    """Tell whether SQLite finds the journal whole."""
    with closing(sqlite3.connect(journal)) as base:
        return bool(base.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def told_of(run: Done) -> str:
    """Return the messages on one line."""
    assert "Traceback" not in run.stderr
    return " ".join(run.stderr.split())


class Ear:
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.outcomes: dict[int, Outcome] = {}
        self.heard: tuple[Problem, ...] = ()

    def told(self, index: int, outcome: Outcome) -> None:
        self.outcomes[index] = outcome

    def problems(self, problems: tuple[Problem, ...]) -> None:
        self.heard += problems

    def tick(self) -> None:
        pass
