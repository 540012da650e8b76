"""What nobody hears costs nothing that is made."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from loftespdf.leaving import heeding
from loftespdf.model.problem import ExitCode
from loftespdf.streams import Lasting
from tests.cli.test_commands import run

_FULL = "/dev/full"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    run("new", "lofte", folder=tmp_path)
    return tmp_path / "lofte"


def _in_a_shell(workspace: Path, ending: str) -> subprocess.CompletedProcess[str]:
    """Build with the output streams as the shell's words say."""
    command = f"set -o pipefail; {sys.executable} -m loftespdf build --layout webb {ending}"
    return subprocess.run(
        ["bash", "-c", command], cwd=workspace, check=False, capture_output=True, text=True
    )


def _made(workspace: Path) -> int:
    return len(list((workspace / "output").glob("*/*/*.html")))


@pytest.mark.parametrize("ending", ["2>&1 | true", ">&- 2>&- <&-", "2>&-", ">&-"])
def test_a_listener_that_left_misses_the_words_and_has_the_files(
    workspace: Path, ending: str
) -> None:
    done = _in_a_shell(workspace, ending)
    assert (done.returncode, done.stderr) == (0, "")
    assert _made(workspace) == 2


@pytest.mark.skipif(not Path(_FULL).exists(), reason="no full device here")
@pytest.mark.parametrize("ending", [f">{_FULL}", f"2>{_FULL}", f">{_FULL} 2>&1"])
def test_a_log_on_a_full_disk_costs_no_file_and_is_told_by_the_code(
    workspace: Path, ending: str
) -> None:
    done = _in_a_shell(workspace, f"--jobs 2 {ending}")
    assert (done.returncode, "Traceback" in done.stderr) == (ExitCode.COULD_NOT_WRITE, False)
    assert _made(workspace) == 2


def test_a_terminal_of_another_alphabet_is_no_obstacle(workspace: Path) -> None:
    done = run("build", "--layout", "kontor", folder=workspace, PYTHONIOENCODING="ascii")
    assert (done.returncode, "\\u2013" in done.stdout) == (0, True)


def test_a_terminal_that_is_gone_is_a_listener_that_left() -> None:
    class Gone:
        def write(self, _text: str) -> int:
            raise OSError(errno.EIO, "gone")

        def fileno(self) -> int:
            raise OSError

    stream = Lasting(Gone())  # type: ignore[arg-type]
    assert stream.write("hej") == 3
    assert not stream.full


def test_an_interruption_that_python_dropped_is_heard_at_the_next_look() -> None:
    with heeding() as ending:
        ending.heed()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), 15)
        with pytest.raises(KeyboardInterrupt):
            ending.heed()
