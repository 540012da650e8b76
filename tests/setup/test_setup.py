"""Set-up finds a Python, installs what it may, and says in one line what it may not."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.setup.checkout import ROOT, outside_environment
from tools import setup


def _script(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


def _find_python(folder: Path, **environment: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [ROOT / "tools" / "find-python"],
        env={"PATH": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_an_old_python_is_passed_over_for_a_newer_one_under_another_name(tmp_path: Path) -> None:
    _script(tmp_path / "python3", "exit 1")
    (tmp_path / "python3.12").symlink_to(sys.executable)
    code, path, _ = _find_python(tmp_path)
    assert code == 0
    assert Path(path.strip()).is_file()


def test_without_a_new_enough_python_one_line_says_so(tmp_path: Path) -> None:
    _script(tmp_path / "python3", "exit 1")
    code, path, said = _find_python(tmp_path)
    assert (code, path) == (3, "")
    assert "Python 3.11" in said
    assert said.count("\n") == 1


def test_a_python_that_is_named_is_the_only_one_tried(tmp_path: Path) -> None:
    (tmp_path / "python3").symlink_to(sys.executable)
    _script(tmp_path / "old", "exit 1")
    assert _find_python(tmp_path, PYTHON=str(tmp_path / "old"))[0] == 3


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record the commands set-up would run as root; each of them fails."""
    commands: list[str] = []

    def succeeds(command: list[str], *, show: bool = False) -> bool:
        del show
        commands.append(" ".join(command))
        return False

    monkeypatch.delenv("NO_APT", raising=False)
    monkeypatch.setattr(setup, "succeeds", succeeds)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return commands


def _only(monkeypatch: pytest.MonkeyPatch, *programs: str) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name if name in programs else None)


@pytest.mark.parametrize(
    ("program", "command"),
    [
        ("apt-get", "sudo apt install poppler-utils"),
        ("dnf", "sudo dnf install poppler-utils"),
        ("brew", "brew install poppler"),
    ],
)
def test_the_command_to_write_is_that_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, program: str, command: str
) -> None:
    _only(monkeypatch, program)
    assert setup.hint(setup.TEST_TOOLS["pdftoppm"]) == command


def test_on_an_unknown_machine_every_command_we_know_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _only(monkeypatch)
    said = setup.hint(setup.LIBRARIES)
    for words in ("sudo apt install libpango", "WSL", "sudo dnf install pango", "brew install"):
        assert words in said


def test_package_lists_are_fetched_only_when_the_first_try_fails(
    monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    _only(monkeypatch, "apt-get")
    assert not setup.install_with_apt(("qpdf",))
    assert [command.split()[4] for command in asked] == ["install", "update"]


def test_nothing_is_installed_where_that_would_take_a_password(
    monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    _only(monkeypatch, "apt-get", "sudo")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert not setup.install_with_apt(("qpdf",))
    assert asked == ["sudo -n true"]


def test_nothing_is_installed_when_the_user_says_no(
    monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    _only(monkeypatch, "apt-get")
    monkeypatch.setenv("NO_APT", "1")
    assert not setup.install_with_apt(("qpdf",))
    assert not asked


def test_missing_libraries_end_set_up_with_one_line_and_code_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _only(monkeypatch, "dnf")
    monkeypatch.setattr(setup, "VENV", tmp_path)
    monkeypatch.setattr(setup, "make_environment", lambda: None)
    monkeypatch.setattr(setup, "install_packages", lambda **_: None)
    monkeypatch.setattr(setup, "finds_libraries", lambda: False)
    assert setup.main([]) == setup.MISSING_ON_THIS_MACHINE
    said = capsys.readouterr().err
    assert "sudo dnf install pango harfbuzz" in said
    assert said.count("\n") == 1
    assert not (tmp_path / ".ready").exists()


def test_an_environment_without_pip_is_not_sound(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(setup, "VENV", tmp_path / "venv")
    assert not setup.is_sound()
    venv.create(tmp_path / "venv", symlinks=True)
    assert not setup.is_sound()


def test_an_environment_that_was_moved_here_is_not_sound(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place = tmp_path / "venv"
    monkeypatch.setattr(setup, "VENV", place)
    venv.create(place, symlinks=True)
    packages = place / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
    (packages / "pip.py").touch()
    _script(place / "bin" / "pip", f"exec {place}/bin/python -m pip")
    assert setup.is_sound()
    _script(place / "bin" / "pip", "exec /elsewhere/.venv/bin/python -m pip")
    assert not setup.is_sound()


def test_make_alone_says_what_there_is_to_make() -> None:
    said = subprocess.run(
        ["make"], cwd=ROOT, env=outside_environment(), capture_output=True, text=True, check=True
    )
    assert all(f"make {goal}" in said.stdout for goal in ("build", "test", "dist", "clean"))
