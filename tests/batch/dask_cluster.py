"""A real Dask scheduler and workers on this machine, for a test to begin, add to and end."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from tests.samples import REPOSITORY

#: What has not come up in this time, in seconds, never will.
PATIENCE = 120.0
SOURCE = REPOSITORY / "src"


class Worker(NamedTuple):
    """A worker's process and its address in the cluster."""

    process: "subprocess.Popen[bytes]"
    address: str

    def helpers(self) -> list[int]:
        """Return the processes below it that make documents."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        pids = [int(pid) for children in tasks for pid in _text(children).split()]
        return [pid for pid in pids if "launching" in _text(Path(f"/proc/{pid}/cmdline"))]


def _text(file: Path) -> str:
    """Return what the system says of a process; nothing of one that has just ended."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        return ""


class DaskCluster:
    """A scheduler, and the workers that a test adds. All end with ``stack``.

    ``protocol`` is tcp or tls, and ``settings`` are Dask's, as environment variables.
    """

    def __init__(
        self,
        folder: Path,
        stack: ExitStack,
        protocol: str = "tcp",
        settings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._folder, self._stack, self._settings = folder / "kluster", stack, settings
        self._folder.mkdir()
        port = str(free_port())
        self.address = f"{protocol}://127.0.0.1:{port}"
        arguments = (
            "scheduler", "--protocol", protocol, "--host", "127.0.0.1", "--port", port,
            "--no-dashboard",
        )  # fmt: skip
        self.scheduler, _ = self._run("scheduler", r"Scheduler at: +(\S+)", arguments, self.empty())

    def empty(self) -> Path:
        """Return a place where our package is not: what stands there hides one installed."""
        package = self._folder / "tom" / "loftespdf"
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").touch()
        return package.parent

    def add(self, name: str, *options: str, source: Path = SOURCE) -> Worker:
        """Add a worker of one thread, unless ``options`` say otherwise."""
        arguments = (
            "worker", self.address, "--no-dashboard", "--host", "127.0.0.1", "--name", name,
            "--nthreads", "1", "--local-directory", str(self._folder / name), *options,
        )  # fmt: skip
        return Worker(*self._run(name, r"Start worker at: +(\S+)", arguments, source))

    def _run(
        self, name: str, sign: str, arguments: tuple[str, ...], source: Path
    ) -> tuple["subprocess.Popen[bytes]", str]:
        log = self._folder / f"{name}.log"
        environment = {**os.environ, **self._settings, "PYTHONPATH": str(source)}
        with log.open("wb") as out:
            command = [sys.executable, "-m", "dask", *arguments]
            process = subprocess.Popen(command, stdout=out, stderr=out, env=environment)
        self._stack.callback(_end, process)
        until(lambda: re.search(sign, log.read_text(encoding="utf-8")), log)
        if name != "scheduler":
            until(lambda: "Registered to" in log.read_text(encoding="utf-8"), log)
        found = re.search(sign, log.read_text(encoding="utf-8"))
        assert found
        return process, found[1]


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()  # a nanny ends its worker only when it is asked to end
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(is_so: Callable[[], object], told: object = "") -> None:
    """Wait until ``is_so()``; fail with what ``told`` says."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        said = told.read_text(encoding="utf-8") if isinstance(told, Path) else told
        assert time.monotonic() < end, said
        time.sleep(0.01)


def other_code(folder: Path) -> Path:
    """Return a copy of our code that differs by one comment."""
    for part in ("src", "templates", "styles"):
        shutil.copytree(REPOSITORY / part, folder / part)
    spoil(folder / "src")
    return folder / "src"


def spoil(source: Path) -> None:
    """Change a copy of our code."""
    changed = source / "loftespdf/batch/keys.py"
    changed.write_text(changed.read_text(encoding="utf-8") + "#\n", encoding="utf-8")
