"""Many finished files at once: texts are read once for all, and each file told as it is done."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pikepdf
import pytest

from loftespdf import judging, preflighting, verifying
from loftespdf.batch.apart import OverLimits
from loftespdf.batch.plan import plan
from loftespdf.model.problem import ExitCode, ProofFailed, say
from loftespdf.operations.build import Workshop, make
from loftespdf.operations.check import read_everything
from tests import samples

JUDGING: dict[ModuleType, Callable[[tuple[Path, ...]], object]] = {
    verifying: lambda files: verifying.verify(files, samples.REPOSITORY, as_machine=False),
    judging: lambda files: judging.inspect(files, as_machine=False),
}


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


@pytest.mark.parametrize("room", JUDGING)
def test_each_file_is_told_before_the_next_is_looked_at(
    room: ModuleType,
    pages: tuple[Path, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    told: list[str] = []

    def watched(work: Callable[[], object], _file: str) -> object:
        told.append(capsys.readouterr().out)
        return work()

    monkeypatch.setattr(room, "apart", watched)
    JUDGING[room](pages)
    assert told[0] == ""
    assert pages[0].name in told[1]


def test_a_file_that_takes_too_much_keeps_nothing_from_being_told_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("bra.pdf", "svår.pdf", "god.pdf"):
        pdf = pikepdf.new()
        pdf.add_blank_page(page_size=(200, 200))
        pdf.save(tmp_path / name)

    def limited(work: Callable[[], object], file: str) -> object:
        if "svår" in file:
            raise OverLimits(say("filen tar för mycket"), file)
        return work()

    monkeypatch.setattr(preflighting, "apart", limited)
    files = tuple(tmp_path / name for name in ("bra.pdf", "svår.pdf", "god.pdf"))
    with pytest.raises(ProofFailed) as refused:
        preflighting.inspect_for_press(files, None, None, samples.REPOSITORY, as_machine=False)
    assert [problem.place.file for problem in refused.value.problems] == [files[1].as_posix()]
    told = capsys.readouterr().out
    assert "bra.pdf" in told
    assert "god.pdf" in told
