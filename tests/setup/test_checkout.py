"""The files of the checkout hold for everybody: no machine of ours in them, nothing unpinned."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.setup.checkout import ROOT, git_files, outside_environment

LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock")
# Written so that this file does not match itself.
ELSEWHERE = re.compile(
    rb"py[p]i\.org|python[h]osted\.org|npm[j]s\.org|yarn[p]kg\.com|un[p]kg\.com"
    rb"|deb\.[d]ebian\.org|(?<![\w./-])/(wor[k]|roo[t])/|/tm[p]/v\b|\.\./[s]hared"
)


@cache
def _locked(file: str) -> dict[str, str]:
    """Return name → version of everything in a lock file, and insist on hashes."""
    text = (ROOT / file).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text.partition("\n")[2])
    found = [re.match(r"([\w.-]+)==(\S+)", entry) for entry in entries]
    assert all(
        "--hash=sha256:" in entry for entry, is_pin in zip(entries, found, strict=True) if is_pin
    )
    return {match[1]: match[2] for match in found if match}


@cache
def _project() -> dict[str, dict[str, dict[str, list[str]]]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _requirements() -> Iterator[tuple[str, Requirement]]:
    project = _project()["project"]
    yield from (("requirements.lock", Requirement(text)) for text in project["dependencies"])
    for text in (text for extra in project["optional-dependencies"].values() for text in extra):
        yield "requirements-dev.lock", Requirement(text)
    for text in _project()["build-system"]["requires"]:
        yield "requirements-build.lock", Requirement(text)


def test_no_file_names_a_package_registry_or_a_folder_of_somebodys_machine() -> None:
    found = [
        f"{name}:{number}: {match[0].decode()}"
        for name in git_files("--cached", "--others", "--exclude-standard")
        if (ROOT / name).is_file()
        for number, line in enumerate((ROOT / name).read_bytes().splitlines(), start=1)
        if (match := ELSEWHERE.search(line))
    ]
    assert not found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_holds_pins_hashes_and_comments_and_nothing_else(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    allowed = re.compile(
        r"[a-z0-9][\w.-]*==\S+( ; [^;]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|\s*#.*"
    )
    assert not [line for line in lines if not allowed.fullmatch(line)]


def test_every_dependency_is_pinned_and_locked_at_that_version() -> None:
    for lock, wanted in _requirements():
        assert [pin.operator for pin in wanted.specifier] == ["=="], wanted
        assert str(wanted.specifier) == f"=={_locked(lock)[canonicalize_name(wanted.name)]}"


def test_the_lock_files_agree_with_each_other() -> None:
    versions: dict[str, set[str]] = {}
    for name, version in (pin for lock in LOCKS for pin in _locked(lock).items()):
        versions.setdefault(name, set()).add(version)
    assert not {name: seen for name, seen in versions.items() if len(seen) > 1}
    assert set(_locked("requirements.lock")) <= set(_locked("requirements-dev.lock"))


def test_every_package_that_is_installed_is_accounted_for_in_the_documentation() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    named = {canonicalize_name(name) for name in re.findall(r"`([\w.-]+)`", page)}
    installed = {name for lock in LOCKS for name in _locked(lock)}
    assert not installed - named


def test_ci_runs_the_long_tests_and_an_ordinary_run_does_not() -> None:
    def commands(*arguments: str) -> str:
        asked = ["make", "--dry-run", "test", *arguments]
        answer = subprocess.run(
            asked, cwd=ROOT, env=outside_environment(), capture_output=True, text=True, check=True
        )
        return answer.stdout

    assert '-m "not long"' in commands()
    assert "not long" not in commands("CI=true")
    ci = ROOT / ".ci" / "run"
    assert ci.stat().st_mode & 0o111
    assert "make test" in ci.read_text(encoding="utf-8")
