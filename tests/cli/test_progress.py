"""How a run shows itself on terminals of several kinds."""

import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.test_commands import run


@pytest.mark.parametrize(("kind", "is_drawn"), [("xterm", True), ("dumb", False)])
def test_a_terminal_that_only_writes_on_gets_lines(
    tmp_path: Path, kind: str, *, is_drawn: bool
) -> None:
    told = _shown(tmp_path, TERM=kind)
    assert ("━" in told, "filer att göra: 2" in told) == (is_drawn, not is_drawn)


def test_in_a_narrow_terminal_the_figures_are_whole(tmp_path: Path) -> None:
    told = re.sub("\x1b\\[[0-9;?]*[a-zA-Z]", "", _shown(tmp_path, TERM="xterm", COLUMNS="45"))
    assert re.search(r"… ━+ 2/2 [\d,]+ per sekund [-\d]:[-\d]{2}:[-\d]{2}", told)


def _shown(folder: Path, **environment: str) -> str:
    """Return what a build writes to a terminal."""
    run("new", "lofte", folder=folder)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "loftespdf", "build", "--layout", "webb", "--jobs", "2"]
    with subprocess.Popen(
        command, cwd=folder / "lofte", stdout=subprocess.DEVNULL, stderr=theirs,
        env={**os.environ, **environment},
    ):  # fmt: skip
        os.close(theirs)
        told = b""
        with suppress(OSError):  # how a terminal ends
            while part := os.read(ours, 4096):
                told += part
    os.close(ours)
    return told.decode()
