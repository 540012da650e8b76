"""Whole file or no file."""

import errno
import os
from pathlib import Path

import pytest

from loftespdf.model.problem import CouldNotWrite
from loftespdf.storing.files import store, sweep

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


def test_only_what_a_killed_run_left_half_written_is_swept_away(tmp_path: Path) -> None:
    half = tmp_path / "grastorp/.grastorp-2021-lofte.pdf.k3v_9x2a"
    others = [
        tmp_path / name
        for name in (".loftespdf.sqlite", ".gitignore", "grastorp/a.pdf", "grastorp/.a.pdf")
    ]
    folder = tmp_path / "grastorp/.b.pdf.k3v_9x2a"
    folder.mkdir(parents=True)
    for path in (half, *others):
        path.write_bytes(b"")
    sweep(tmp_path)
    assert not half.exists()
    assert all(path.exists() for path in (*others, folder))
