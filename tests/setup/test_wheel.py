"""The finished package works far from the checkout, with nothing else installed."""

import subprocess
import sys
import tarfile
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.setup.checkout import ROOT, git_files, outside_environment

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the wheel and the source archive as a person would."""
    folder = tmp_path_factory.mktemp("dist")
    _run("make", "--silent", "dist", f"DIST={folder}", cwd=ROOT)
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    """Return the only wheel."""
    (found,) = dist.glob("*.whl")
    return found


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        command,
        cwd=cwd,
        env=outside_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_the_wheel_carries_theme_texts_types_and_licence(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    theme = git_files("templates", "styles")
    package = [name.removeprefix("src/") for name in git_files("src")]
    assert theme
    assert not {f"loftespdf/theme/{name}" for name in theme} - names
    assert not set(package) - names
    assert "loftespdf/py.typed" in names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "content/"))]


def test_the_source_archive_carries_every_file_of_the_checkout(dist: Path) -> None:
    (archive,) = dist.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        names = {name.partition("/")[2] for name in tar.getnames()}
    assert not set(git_files()) - names - {"output/.gitkeep"}


def test_the_wheel_makes_a_workspace_and_builds_it_far_from_the_checkout(
    wheel: Path, tmp_path: Path
) -> None:
    there = tmp_path / "venv"
    venv.create(there, symlinks=True)
    pip = (sys.executable, "-m", "pip", "--python", there / "bin" / "python", "install", "--quiet")
    _run(*pip, "--require-hashes", "-r", ROOT / "requirements.lock", cwd=tmp_path)
    _run(*pip, "--no-deps", wheel, cwd=tmp_path)
    loftespdf = there / "bin" / "loftespdf"
    _run(loftespdf, "new", "arbete", cwd=tmp_path)
    _run(loftespdf, "build", "--workspace", "arbete", cwd=tmp_path)
    made = list((tmp_path / "arbete" / "output").glob("*/*/*.pdf"))
    assert made
    assert all(file.read_bytes().startswith(b"%PDF-") for file in made)
    where = _run(
        there / "bin" / "python", "-c", "import loftespdf as l; print(l.__file__)", cwd=tmp_path
    )
    assert Path(where.strip()).is_relative_to(there)
