"""Many finished files at once: what is read once for all, and that each is told as it is done."""

from collections.abc import Callable
from pathlib import Path

import pytest

from loftespdf import verifying
from loftespdf.batch.plan import plan
from loftespdf.model.problem import ExitCode
from loftespdf.operations.build import Workshop, make
from loftespdf.operations.check import read_everything
from tests import samples


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """The web pages of two pledges, built."""
    folder = tmp_path_factory.mktemp("byggt")
    everything = read_everything(samples.REPOSITORY, ("grastorp", "bromma"))
    workshop = Workshop(everything.theme)
    jobs = [job for job in plan(everything, ("webb",)) if job.product.edition is None]
    for job in jobs:
        (folder / job.product.path.name).write_bytes(make(job, workshop).content)
    return tuple(sorted(folder.iterdir()))


def test_the_texts_are_read_once_for_files_that_only_have_a_name(
    pages: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read = []

    def counted(root: Path, which: tuple[str, ...]) -> object:
        read.append(which)
        return read_everything(root, which)

    monkeypatch.setattr(verifying, "read_everything", counted)
    code = verifying.verify(pages * 2, samples.REPOSITORY, as_machine=False)
    assert code is ExitCode.DONE, capsys.readouterr()
    assert read == [()]


def test_each_file_is_told_before_the_next_is_looked_at(
    pages: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []

    def watched(work: Callable[[], object], _file: str) -> object:
        told.append(capsys.readouterr().out)
        return work()

    monkeypatch.setattr(verifying, "apart", watched)
    verifying.verify(pages, samples.REPOSITORY, as_machine=False)
    assert told[0] == ""
    assert pages[0].name in told[1]
