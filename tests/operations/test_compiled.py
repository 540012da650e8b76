"""Where compiled templates are kept."""

import os
import sys
from importlib.util import cache_from_source
from pathlib import Path
from xml.etree.ElementTree import tostring

import pytest

from loftespdf.composing.page import compose
from loftespdf.operations import compiled
from loftespdf.operations.build import Workshop
from loftespdf.operations.compiled import CompiledFolder, compiled_folder
from tests import samples


def test_they_lie_beside_our_own_compiled_modules(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    found = compiled_folder()
    assert found
    found.put("x.jinja", b"kod")
    assert Path(cache_from_source(compiled.__file__)).with_name("x.jinja").read_bytes() == b"kod"
    assert list(tmp_path.rglob("*.jinja"))
    assert (found.get("x.jinja"), found.get("y.jinja")) == (b"kod", None)


def test_nothing_is_kept_where_python_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert compiled_folder() is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    file = tmp_path / "fil"
    file.write_bytes(b"")
    folder = CompiledFolder(file / "mapp")
    folder.put("x.jinja", b"kod")
    assert folder.get("x.jinja") is None


def test_what_others_may_write_is_not_taken(tmp_path: Path) -> None:
    folder, open_to_all = CompiledFolder(tmp_path), os.umask(0)
    try:
        folder.put("x.jinja", b"kod")
    finally:
        os.umask(open_to_all)
    assert (tmp_path / "x.jinja").stat().st_mode & 0o777 == 0o644
    assert folder.get("x.jinja") == b"kod"
    (tmp_path / "x.jinja").chmod(0o666)
    assert folder.get("x.jinja") is None


def test_a_workshops_templates_are_kept_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    composed = compose(
        samples.document(), "webb", samples.layout("webb"), Workshop(samples.theme()).templates
    )
    kept = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.jinja")}
    again = compose(
        samples.document(), "webb", samples.layout("webb"), Workshop(samples.theme()).templates
    )
    assert tostring(composed.tree) == tostring(again.tree)
    assert kept
    assert kept == {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.jinja")}
