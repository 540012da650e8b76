"""``loftespdf report`` as a new user runs it, and with wrong input."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from loftespdf.model.problem import ExitCode
from tests.many_areas import write_areas

PLEDGE = "content/omrade-000/2026.yaml"


def run(*arguments: str | Path, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "loftespdf", *map(str, arguments)]
    clean = {k: v for k, v in os.environ.items() if k != "LOFTESPDF_LANG"}
    return subprocess.run(
        command, cwd=folder, check=False, capture_output=True, text=True, env={**clean, **more}
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    write_areas(tmp_path, 3)
    return tmp_path


def test_both_files_are_made_and_named_by_the_day(workspace: Path) -> None:
    made = run("report", "--today", "2026-11-22", folder=workspace)
    assert (made.returncode, made.stderr) == (0, "")
    output = workspace / "output"
    assert sorted(path.name for path in output.iterdir()) == [
        "rapport-2026-11-22.csv",
        "rapport-2026-11-22.pdf",
    ]
    assert all(path.name in made.stdout for path in output.iterdir())
    with (output / "rapport-2026-11-22.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["mapp"] for row in csv.DictReader(file, delimiter=";")] == [
            "omrade-000", "omrade-002", "omrade-002", "omrade-001",
        ]  # fmt: skip


def test_the_report_may_go_elsewhere_and_be_of_one_area(workspace: Path) -> None:
    elsewhere = workspace / "annan mapp"
    made = run("report", "omrade-001", "--today", "2026-11-22", "--output", elsewhere,
               folder=workspace)  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert (elsewhere / "rapport-2026-11-22-omrade-001.pdf").is_file()
    assert not (workspace / "output").exists()


def test_without_a_day_it_is_made_for_this_one(workspace: Path) -> None:
    made = run("report", folder=workspace)
    assert made.returncode == 0, made.stderr
    (pdf,) = (workspace / "output").glob("rapport-20??-??-??.pdf")
    assert pdf.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("day", ["2026-06-31", "i dag", ""])
def test_a_day_that_does_not_exist_is_wrong_usage(workspace: Path, day: str) -> None:
    refused = run("report", "--today", day, folder=workspace)
    assert refused.returncode == ExitCode.WRONG_USAGE
    assert "2026-11-22" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (workspace / "output").exists()


def test_an_unknown_area_is_wrong_usage_and_a_near_one_is_told(workspace: Path) -> None:
    refused = run("report", "omrade-01", folder=workspace)
    assert refused.returncode == ExitCode.WRONG_USAGE
    assert "omrade-001" in refused.stderr
    assert run("report", "omrade-001/2031", folder=workspace).returncode == ExitCode.WRONG_USAGE


def test_of_several_files_the_sound_ones_are_reported(workspace: Path) -> None:
    file = workspace / PLEDGE
    file.write_text(file.read_text("utf-8").replace("gällande", "gälande"), encoding="utf-8")
    some = run("report", folder=workspace)
    assert some.returncode == ExitCode.SOME_FAILED
    assert f"{PLEDGE}:3" in some.stderr
    assert "gällande" in some.stdout
    alone = run("report", "omrade-000/2026", folder=workspace)
    assert alone.returncode == ExitCode.CONTENT_REFUSED
    assert len(list((workspace / "output").glob("*.pdf"))) == 2


def test_an_output_that_cannot_be_written_exits_with_six(workspace: Path) -> None:
    (workspace / "output").write_bytes(b"")
    refused = run("report", folder=workspace)
    assert refused.returncode == ExitCode.COULD_NOT_WRITE
    assert "Traceback" not in refused.stderr


def test_outside_a_workspace_the_way_in_is_told(tmp_path: Path) -> None:
    refused = run("report", folder=tmp_path)
    assert refused.returncode == ExitCode.WRONG_USAGE
    assert "loftespdf new" in refused.stderr


def test_the_shell_completes_areas(workspace: Path) -> None:
    answer = run(folder=workspace, _LOFTESPDF_COMPLETE="bash_complete",
                 COMP_WORDS="loftespdf report omrade-00", COMP_CWORD="2")  # fmt: skip
    assert "omrade-001" in answer.stdout
