"""A foreign file that would take all time or memory costs a process, and is told."""

import errno
import os
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from loftespdf.batch import apart as module
from loftespdf.batch.apart import OverLimits, apart
from loftespdf.batch.workers import Limits
from loftespdf.inspecting.web import inspect_web
from loftespdf.judging import inspect
from loftespdf.model.problem import (
    ExitCode,
    MachineLacks,
    Place,
    Problem,
    ProofFailed,
    WrongUsage,
    say,
)
from loftespdf.preflighting import inspect_for_press
from loftespdf.verifying import verify

SMALL = Limits(seconds=2.0, megabytes=400)

pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only on Linux")


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "start_method", lambda: "fork")


def greedy() -> None:
    kept = [b"x" * 10_000_000 for _ in range(60)]
    time.sleep(60)
    del kept


@pytest.mark.parametrize(
    ("work", "word"),
    [(lambda: time.sleep(60), "sekunder"), (greedy, "MB"), (lambda: os._exit(9), "avbrytas")],
)
def test_what_takes_too_much_is_ended_and_told(work: Callable[[], None], word: str) -> None:
    with pytest.raises(OverLimits, match=word):
        apart(work, "f.pdf", SMALL)


def test_what_is_found_or_refused_comes_back() -> None:
    problem = Problem("k", say("så {hur}", hur="där"), Place("f", 1))
    assert apart(lambda: problem, "f") == problem

    def refuse() -> None:
        raise ProofFailed(problem)

    with pytest.raises(ProofFailed) as refused:
        apart(refuse, "f")
    assert refused.value.problems == (problem,)
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        apart(lambda: 1 // 0, "f")


def test_where_no_process_may_be_started_the_machine_is_told_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refusing() -> int:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refusing)
    with pytest.raises(MachineLacks, match="startar inte fler program"):
        apart(lambda: 1, "f")


def pdf(objects: list[bytes]) -> bytes:
    """Return a PDF of these objects, the first its catalogue."""
    text, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(text))
        text += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(text))
    return text + head + table + tail


def stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    head = b"<<%b/Filter/FlateDecode/Length %d>>stream\n" % (entries, len(packed))
    return head + packed + b"\nendstream"


def forms_in_forms() -> bytes:
    """Ten forms in each of ten: a few kilobytes that paint without end."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    return pdf([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        stream(b"/X Do"),
        *(stream(b"/X Do " * 10, form % (6 + level)) for level in range(20)),
        stream(b"q Q", form[:46]),
    ])  # fmt: skip


def test_a_pdf_that_paints_without_end_is_told_by_each_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(apart, "__defaults__", (SMALL,))
    file = tmp_path / "x.pdf"
    file.write_bytes(forms_in_forms())
    assert inspect((file,), as_machine=False) is ExitCode.PROOF_FAILED
    assert verify((file,), tmp_path, as_machine=False) is ExitCode.PROOF_FAILED
    assert capsys.readouterr().err.count("x.pdf: fel: filen tar mer än 2 sekunder") == 2
    with pytest.raises(ProofFailed):
        inspect_for_press((file,), None, None, tmp_path, as_machine=False)


def test_a_file_far_too_large_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    with file.open("wb") as sparse:
        sparse.truncate(4_000_000_000)
    with pytest.raises(WrongUsage, match="högst 300 MB"):
        inspect((file,), as_machine=False)


@pytest.mark.parametrize("content", [b"", b" \n"])
def test_an_empty_web_page_is_no_page(content: bytes) -> None:
    assert not inspect_web(content).ok
