"""Whatever is changed, an incremental run leaves what a full run would have made.

The changes are made by a program of one thread (``changing.py``): only there can workers be forked.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.samples import REPOSITORY

#: Licence texts, a face and a picture that no page of the sample uses, limits that hold anyway.
SILENT = {
    "styles/fonts/OFL.md changed", "styles/profiles/ISOcoated_v2_300_bas.txt changed",
    "styles/fonts/SourceSans3-It.ttf changed", "styles/fonts/SourceSans3-Light.ttf changed",
    "andra.png changed", "andra.png removed", "templates/webb/layout.yaml changed",
    "templates/annons/layout.yaml changed", "templates/affisch/layout.yaml changed",
}  # fmt: skip
pytestmark = pytest.mark.long


def changing(which: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.batch.changing", which, str(folder)]
    run = subprocess.run(command, cwd=REPOSITORY, env={"PYTHONPATH": "src"}, check=False,
                         capture_output=True, text=True)  # fmt: skip
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


def test_every_key_of_the_content_in_turn(tmp_path: Path) -> None:
    found = changing("keys", tmp_path)
    assert found["differing"] == []
    assert found["changes"] > 140
    assert found["without_effect"] == [], "each shows in some layout"
    assert found["made"] < found["possible"], "nothing was left alone"


def test_every_file_in_turn(tmp_path: Path) -> None:
    found = changing("files", tmp_path)
    assert found["differing"] == []
    assert found["changes"] > 40
    silent = {what for what in found["without_effect"] if "put back" not in what}
    assert silent <= SILENT
    assert found["made"] < found["possible"] * 2 / 3, "most of it has little to do with one file"
