"""Whole file or no file."""

import errno
import os
from pathlib import Path

import pytest

from loftespdf.model.problem import CouldNotWrite
from loftespdf.storing.files import store, store_as, sweep

NAME = Path("a/b/fil.pdf")


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    assert store(tmp_path, NAME, b"ny").read_bytes() == b"ny"


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_file_is_as_open_as_the_umask_says(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        target = store(tmp_path, NAME, b"ny")
    finally:
        os.umask(before)
    assert target.stat().st_mode & 0o777 == mode


def _full_disk(_handle: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_the_earlier_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = store(tmp_path, NAME, b"gammal")
    monkeypatch.setattr(os, "fsync", _full_disk)
    with pytest.raises(CouldNotWrite) as refused:
        store(tmp_path, NAME, b"ny")
    assert target.read_bytes() == b"gammal"
    assert list(target.parent.iterdir()) == [target]
    assert str(refused.value.problems[0].what) == "disken är full"


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir(parents=True)
    with pytest.raises(CouldNotWrite) as refused:
        store(tmp_path, NAME, b"ny")
    assert refused.value.problems[0].instead is not None
    assert list((tmp_path / NAME).parent.iterdir()) == [tmp_path / NAME]


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(CouldNotWrite):
        store(tmp_path, NAME, b"ny")


def test_a_name_too_long_is_told_with_what_it_is_called_after(tmp_path: Path) -> None:
    with pytest.raises(CouldNotWrite) as refused:
        store(tmp_path, Path(f"{'å' * 125}.pdf"), b"ny")
    assert "namn är för långt" in str(refused.value.problems[0].what)


def test_a_pipe_or_device_that_somebody_names_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "rör"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    store_as(pipe, b"ny")
    assert (os.read(reader, 9), pipe.is_fifo()) == (b"ny", True)
    os.close(reader)


def test_a_link_that_somebody_names_stays_and_its_file_is_new(tmp_path: Path) -> None:
    (tmp_path / "senast.json").symlink_to("i-dag.json")
    store_as(tmp_path / "senast.json", b"ny")
    assert (tmp_path / "senast.json").is_symlink()
    assert (tmp_path / "i-dag.json").read_bytes() == b"ny"


def test_a_named_file_that_cannot_be_written_is_told_by_its_whole_name(tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    with pytest.raises(CouldNotWrite) as refused:
        store_as(tmp_path / "fil/run.json", b"ny")
    assert refused.value.problems[0].place.file == (tmp_path / "fil/run.json").as_posix()


def test_only_what_a_killed_run_left_half_written_is_swept_away(tmp_path: Path) -> None:
    halves = [
        tmp_path / name
        for name in (
            *("grastorp/.grastorp-2021-lofte.pdf.k3v_9x2a", "grastorp/2021/.torg.JPG.k3v_9x2a"),
            ".run.json.k3v_9x2a",
        )
    ]
    beside = ".rapport-2021-05-11.pdf.k3v_9x2a"  # a report takes no lock, and may be writing now
    others = [
        tmp_path / name
        for name in (".loftespdf.sqlite", ".gitignore", "grastorp/a.pdf", "grastorp/.a.pdf", beside)
    ]
    folder = tmp_path / "grastorp/.b.pdf.k3v_9x2a"
    folder.mkdir(parents=True)
    for path in (*halves, *others):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    os.utime(halves[-1], (0, 0))
    sweep(tmp_path)
    assert not any(path.exists() for path in halves)
    assert all(path.exists() for path in (*others, folder))
