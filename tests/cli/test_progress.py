"""How a run shows itself on terminals of several kinds."""

import os
import pty
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
    run("new", "lofte", folder=tmp_path)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "loftespdf", "build", "--layout", "webb", "--jobs", "2"]
    with subprocess.Popen(
        command, cwd=tmp_path / "lofte", stdout=subprocess.DEVNULL, stderr=theirs,
        env={**os.environ, "TERM": kind},
    ):  # fmt: skip
        os.close(theirs)
        told = b""
        with suppress(OSError):  # how a terminal ends
            while part := os.read(ours, 4096):
                told += part
    os.close(ours)
    assert ("━" in told.decode(), "2 filer att göra" in told.decode()) == (is_drawn, not is_drawn)
