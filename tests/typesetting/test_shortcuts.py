"""The engine's shortcuts change nothing but the time."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import weasyprint

from loftespdf.typesetting import shortcuts

ROOT = Path(__file__).parents[2]


def arm(name: str, *areas: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.typesetting.engine_arms", name, *areas]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path[1:])}
    done = subprocess.run(
        command, cwd=ROOT, check=True, capture_output=True, text=True, env=environment
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def same_files(*areas: str) -> int:
    """Make the files with and without; returns how many there were, all alike."""
    plain, short = arm("plain", *areas), arm("short", *areas)
    assert not plain["taken"]
    assert short["taken"]
    assert short["files"] == plain["files"]
    return len(plain["files"])


def test_a_page_of_every_hard_turn_has_the_same_bytes_with_and_without() -> None:
    assert same_files() == 1


def test_the_files_of_a_pledge_have_the_same_bytes_with_and_without() -> None:
    assert same_files("sundbyberg") >= 4


@pytest.mark.long
def test_the_files_of_every_pledge_have_the_same_bytes_with_and_without() -> None:
    assert same_files("bromma", "grastorp", "malmo-oster", "upplands-bro") >= 16


def test_they_are_written_for_the_engine_that_is_pinned() -> None:
    assert weasyprint.__version__ == shortcuts.ENGINE
