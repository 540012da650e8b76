"""A test that cannot run is named and counted; in CI it has failed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.setup.checkout import ROOT, outside_environment

CASES = """
import pytest

@pytest.mark.needs("sh", "no-such-program")
def test_that_asks_a_program_that_is_not_here():
    raise AssertionError

@pytest.mark.needs("sh")
def test_that_asks_a_program_that_is_here():
    pass

@pytest.mark.xfail(strict=True)
def test_that_is_known_to_fail():
    raise AssertionError
"""
SKIPS_ITSELF = """
import pytest
pytest.importorskip("no_such_module")
"""


def _run(folder: Path, test: str, *options: str, **environment: str) -> tuple[int, list[str]]:
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    (folder / "test_it.py").write_text(test, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --strict-markers\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options],
        cwd=folder,
        env=outside_environment(**environment),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.splitlines()


@pytest.mark.parametrize("options", [(), ("-n", "1")])
def test_a_test_without_its_program_is_skipped_counted_and_named(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    code, lines = _run(tmp_path, CASES, *options)
    assert code == 0
    assert (
        "1 test(s) skipped: test_it.py::test_that_asks_a_program_that_is_not_here" in lines[-3:-1]
    )
    assert "1 passed, 1 skipped, 1 xfailed" in lines[-1]


@pytest.mark.parametrize("options", [(), ("-n", "1")])
def test_the_same_skip_is_a_failure_in_ci(tmp_path: Path, options: tuple[str, ...]) -> None:
    code, lines = _run(tmp_path, CASES, *options, CI="true")
    assert code == 1
    assert "1 passed, 1 xfailed, 1 error" in lines[-1]
    assert any("a skip is a failure in CI" in line and "no-such-program" in line for line in lines)


def test_a_whole_file_that_skips_itself_is_a_failure_in_ci_too(tmp_path: Path) -> None:
    code, lines = _run(tmp_path, SKIPS_ITSELF, CI="true")
    assert code != 0
    assert "1 error" in lines[-1]
    assert any("a skip is a failure in CI" in line for line in lines)
