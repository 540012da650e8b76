"""Ghostscript is bounded: no file may keep it busy for ever, whoever has gone meanwhile."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from loftespdf.inspecting import ink
from tests.samples import REPOSITORY

pytestmark = pytest.mark.needs("gs")
_ASKING = """
import sys
from pathlib import Path
from loftespdf.inspecting import ink
ink._SECONDS = 2
ink.measure_ink(Path(sys.argv[1]).read_bytes())
"""


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A page of nothing but ``q``: a kilobyte, and half an hour of Ghostscript's time."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 300))
    page.Contents = pdf.make_stream(b"q " * 500_000)
    out = BytesIO()
    pdf.save(out)
    file = tmp_path / "utan slut.pdf"
    file.write_bytes(out.getvalue())
    return file


def test_a_file_that_takes_too_long_is_told_to_have_failed(
    endless: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ink, "_SECONDS", 1)
    reading = ink.measure_ink(endless.read_bytes())
    assert (reading.percent, reading.failed) == (None, True)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
def test_it_ends_by_itself_when_whoever_asked_was_killed(endless: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src"), "TMPDIR": str(tmp_path)}
    asking = subprocess.Popen([sys.executable, "-c", _ASKING, endless], env=environment)
    until(lambda: working_in(tmp_path))
    asking.kill()
    asking.wait()
    assert working_in(tmp_path), "it was still at work"
    until(lambda: not working_in(tmp_path))


def working_in(folder: Path) -> bool:
    """Tell whether a process of Ghostscript works below ``folder``."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            called = (process / "comm").read_text(encoding="utf-8").strip()
            if called == "gs" and (process / "cwd").readlink().is_relative_to(folder):
                return True
        except OSError:  # it has ended meanwhile, or is another user's
            continue
    return False


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)
