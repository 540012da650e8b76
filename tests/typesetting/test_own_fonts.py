"""A file looks the same whatever typefaces and settings the machine has."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from loftespdf.model.assets import Assets
from loftespdf.model.file_format import Format
from loftespdf.model.problem import Problem, ProofFailed
from loftespdf.model.product import Product
from loftespdf.operations.build import Job, Workshop, make
from loftespdf.typesetting.own_fonts import FALLBACK
from tests import samples
from tools.fallback_font import drawn

_SETTINGS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir>{more}</fontconfig>"""
_HEAVIER = """<match target="pattern"><edit name="weight" mode="assign"><const>black</const></edit>
</match>"""
_HOUSE = "styles/_house.css"


def test_an_installed_typeface_of_the_same_name_is_not_taken(tmp_path: Path) -> None:
    assert _digest_where(tmp_path, "") == sha256(_made(samples.theme())).hexdigest()


def test_a_machines_settings_change_nothing(tmp_path: Path) -> None:
    assert _digest_where(tmp_path, _HEAVIER) == sha256(_made(samples.theme())).hexdigest()


def test_a_machine_without_typefaces_is_no_less(tmp_path: Path) -> None:
    settings = _SETTINGS.format(folder=tmp_path / "none", more="")
    assert _digest_with(tmp_path, settings) == sha256(_made(samples.theme())).hexdigest()


def test_what_the_stylesheets_do_not_bring_is_refused_with_its_name() -> None:
    house = samples.theme().files[_HOUSE].content.decode()
    other = f"{house} * {{ font-family: Annat !important }}"
    for lacking in (house.replace("@font-face", "@elsewhere"), other):
        found = _refused(samples.theme(**{_HOUSE: lacking}))
        assert "Saknat-typsnitt" in str(found.what)


def test_the_typeface_that_stands_for_what_is_missing_is_the_one_that_is_drawn() -> None:
    assert FALLBACK.read_bytes() == drawn()


def _made(theme: Assets) -> bytes:
    product = Product("exempel", "2021", "lofte", Format.PDF)
    return make(Job(product, samples.document(), samples.layout(), theme), Workshop(theme)).content


def _refused(theme: Assets) -> Problem:
    with pytest.raises(ProofFailed) as refusal:
        _made(theme)
    return next(one for one in refusal.value.problems if one.kind == "foreign-font")


def _digest_where(folder: Path, more: str) -> str:
    """Return the digest of the file where the theme's typefaces are installed, a tenth wider."""
    for file in (samples.REPOSITORY / "styles/fonts").glob("*.ttf"):
        font = TTFont(file)
        widths = font["hmtx"].metrics
        widths.update({name: (width * 11 // 10, left) for name, (width, left) in widths.items()})
        font.save(folder / file.name)
    return _digest_with(folder, _SETTINGS.format(folder=folder, more=more))


def _digest_with(folder: Path, settings: str) -> str:
    """Return the digest of the file made, without a word, by a process with these settings."""
    file = folder / "fonts.conf"
    file.write_text(settings, encoding="utf-8")
    paths = (str(samples.REPOSITORY / "src"), str(samples.REPOSITORY))
    environment = {"PYTHONPATH": os.pathsep.join(paths), "FONTCONFIG_FILE": str(file)}
    command = [sys.executable, "-m", "tests.typesetting.test_own_fonts"]
    done = subprocess.run(
        command, env=environment, text=True, cwd=folder, check=True, capture_output=True
    )
    assert done.stderr == ""
    return done.stdout


if __name__ == "__main__":
    sys.stdout.write(sha256(_made(samples.theme())).hexdigest())
