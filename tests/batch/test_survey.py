"""Looking at an area's files waits for nothing."""

import os
import signal
from pathlib import Path

from loftespdf.batch.survey import EXISTS, Survey
from loftespdf.loading.signatures import Signature, files_below
from loftespdf.storing.journal import Journal
from tests.loading.helpers import workspace, write


def test_a_pipe_beside_a_follow_up_is_not_waited_for(tmp_path: Path) -> None:
    workspace(tmp_path)
    write(tmp_path, "content/testby/2021.uppfoljning.yaml", "")
    os.mkfifo(tmp_path / "content/testby/2022.yaml")
    survey = Survey(tmp_path, Journal(tmp_path / "journal"))
    signal.alarm(5)  # the test's process would else wait with it
    try:
        assert not survey.reaches_out("testby")
    finally:
        signal.alarm(0)


def test_a_file_changed_within_a_tick_of_the_clock_is_not_trusted_yet() -> None:
    second = 1_000_000_000
    changed = Signature(1, modified=5 * second, changed=7 * second, inode=1, device=1)
    assert changed.is_settled(now=10 * second)
    assert not changed.is_settled(now=9 * second)
    assert not changed.is_settled(now=8 * second)


def test_the_files_below_are_those_of_inner_folders_too_but_no_hidden_ones(tmp_path: Path) -> None:
    for name in ("bilder/a.png", "bilder/inre/b.png", ".git/c", "bilder/.DS_Store", "2021.yaml"):
        write(tmp_path, name, "")
    (tmp_path / "lank").symlink_to(tmp_path / "bilder")
    assert list(files_below(str(tmp_path), "x")) == [
        "x/2021.yaml", "x/bilder/a.png", "x/bilder/inre/b.png", "x/lank"
    ]  # fmt: skip


def test_our_own_code_is_known_by_its_bytes(tmp_path: Path) -> None:
    survey = Survey(tmp_path, Journal(tmp_path / "journal"))
    files = tuple(survey.package_files())
    assert "package/batch/survey.py" in files
    assert None not in {survey.digest(path) for path in files}


def test_of_a_file_that_nothing_reads_only_its_being_there_counts(tmp_path: Path) -> None:
    workspace(tmp_path)
    other = write(tmp_path, "content/testby/anteckningar.txt", "a")
    journal = Journal(tmp_path / "journal")
    seen = Survey(tmp_path, journal).area_files("testby")
    assert seen["content/testby/anteckningar.txt"] == EXISTS
    other.write_text("b")
    assert Survey(tmp_path, journal).is_same_area("testby", seen)
    other.unlink()
    assert not Survey(tmp_path, journal).is_same_area("testby", seen)
