"""Many finished files at once: texts are read once for all, and each file told as it is done."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pikepdf
import pytest

from loftespdf import judging, preflighting, verifying
from loftespdf.batch.apart import OverLimits
from loftespdf.batch.plan import Booked, plan
from loftespdf.model.problem import ExitCode, ProofFailed, say
from loftespdf.operations.build import Workshop, make
from loftespdf.operations.check import read_everything
from tests import samples
from tests.loading.helpers import PLEDGE, workspace, write

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


OWN = """
bladet-spalt:
  {publikation: Bladet, format: spalt, spalter: fri, spaltbredd: 45, mellanrum: 3, höjd: fri}
"""
BOOKED = {
    "122x178": Booked(size="122x178"),
    "93-5x150": Booked(size="93,5 x 150 mm"),
    "lts-fjardedel-liggande": Booked(("lts-fjardedel-liggande",)),
    "woxnadalsnytt-2-spalter-93x150-5": Booked(("woxnadalsnytt-2-spalter",), "93x150,5"),
    "bladet-spalt-2spx100": Booked(("bladet-spalt",), "2spx100"),
}


@pytest.fixture(scope="module")
def booked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with ads, with and without frame, in formats that its pledge does not name."""
    root = workspace(tmp_path_factory.mktemp("bokat"))
    write(root, "templates/annons/formats/bladet.yaml", OWN)
    everything = read_everything(root, ())
    workshop = Workshop(everything.theme)
    for one in BOOKED.values():
        for job in plan(everything, ("annons",), one):
            write(root, f"output/{job.product.path.name}", make(job, workshop).content)
    return root


def held(
    root: Path, files: list[Path], capsys: pytest.CaptureFixture[str]
) -> dict[str, dict[str, Any]]:
    verifying.verify(tuple(files), root, as_machine=True)
    told = json.loads(capsys.readouterr().out)
    return {Path(each["file"]).name: each for each in told}


def ads(root: Path) -> list[Path]:
    return sorted((root / "output").iterdir())


def test_an_ad_that_a_command_booked_is_known_by_its_name(
    booked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = {f"testby-2021-annons-{name}{end}.pdf" for name in BOOKED for end in ("", "-panel")}
    told = held(booked, ads(booked), capsys)
    assert told.keys() == names
    assert {name: each["product"] for name, each in told.items()} == {
        name: f"testby/2021/{name}" for name in names
    }
    assert all(each["ok"] and each["todays_text"] for each in told.values())


@pytest.mark.parametrize(
    "name",
    [
        "testby-2021-annons-122x178 (1).pdf",
        "Testby-2021-annons-122x178 - Kopia (2).PDF",
        "testby-2021-annons-122x178(1) - copy.pdf",
    ],
)
def test_a_copy_of_an_ad_is_known_by_what_its_name_was(
    booked: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(booked / "output/testby-2021-annons-122x178.pdf", tmp_path / name)
    told = held(booked, [tmp_path / name], capsys)[name]
    assert told["product"] == "testby/2021/testby-2021-annons-122x178.pdf"
    assert told["ok"]


def changed(root: Path, folder: Path) -> Path:
    """Return a copy of the workspace with another word in its pledge."""
    shutil.copytree(root, folder / "ändrat")
    write(folder / "ändrat", "content/testby/2021.yaml", PLEDGE.replace("mer.", "mindre."))
    return folder / "ändrat"


def test_what_differs_from_todays_text_is_told_of_an_ad_that_a_command_booked(
    booked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = held(changed(booked, tmp_path), ads(booked), capsys)
    assert len(told) == 2 * len(BOOKED)
    for name, each in told.items():
        assert (each["product"], each["todays_text"]) == (f"testby/2021/{name}", False)
        (problem,) = each["problems"]
        assert problem["file"] == "content/testby/2021.yaml"
        assert problem["line"] == 8
        assert "i stället för ”indre." in problem["what"]


@pytest.mark.parametrize(
    "name",
    [
        "testby-2021-annons-5x5",
        "testby-2021-annons-122",
        "testby-2021-annons-lts-attondel-122x178",
        "testby-2021-annons-finns-inte-122x178",
        "testby-2021-annons-a3",  # the poster's format
        "testby-2021-annons-122x178-ram",
        "testby-2021-lofte-122x178",
        "testby-2022-annons-122x178",
        "annanby-2021-annons-122x178",
        "annons-122x178",
    ],
)
def test_what_cannot_be_booked_is_still_unknown(
    booked: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"{name}.pdf"
    shutil.copy(booked / "output/testby-2021-annons-122x178.pdf", file)
    told = held(changed(booked, tmp_path), [file], capsys)[file.name]
    assert told["product"] is None
    (problem,) = told["problems"]
    assert problem["kind"] == "unknown-file"
