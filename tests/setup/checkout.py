"""The checkout as its own tests see it."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What the surrounding make and pytest tell their own children, and not ours.
_INHERITED = ("MAKE", "MFLAGS", "PYTEST", "CI", "COLUMNS", "PYTHONPATH")


def outside_environment(**more: str) -> dict[str, str]:
    """Return the environment as a person's own shell has it, with ``more`` on top."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(_INHERITED)}
    return {**kept, **more}


def git_files(*options: str) -> list[str]:
    """List files of the checkout, as ``git ls-files`` does."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = ["git", "ls-files", "-z", *options]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name]
