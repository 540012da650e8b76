"""The how-to is true: its three files make a layout, without a line of Python."""

import json
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pypdfium2
import pytest

from tests.samples import REPOSITORY

HOW_TO = (REPOSITORY / "docs/new-layout.md").read_text(encoding="utf-8")
FILES = ("templates/anslag/layout.yaml", "templates/anslag/page.html.j2", "styles/anslag.css")


def block(name: str) -> str:
    """The indented block after the line that names a file."""
    after = HOW_TO.split(f"**`{name}`**")[1]
    lines = re.search(r"\n\n((?: {7}.*\n|\n)+)", after)
    assert lines
    return "\n".join(line[7:] for line in lines[1].splitlines()) + "\n"


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "loftespdf", *arguments]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    run("new", "lofte", folder=tmp_path)
    folder = tmp_path / "lofte"
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(block(name), encoding="utf-8")
    return folder


def test_the_how_tos_layout_is_built_and_proven(workspace: Path) -> None:
    built = run("build", "--layout", "anslag", folder=workspace)
    assert built.returncode == 0, built.stderr
    file = workspace / "output/exempel/2026/exempel-2026-anslag.pdf"
    with pypdfium2.PdfDocument(file) as document:
        text = document[0].get_textpage().get_text_range()
    assert "trafikkontroller" in text
    assert "Så ser det ut idag" not in text  # lägesbild, openly left out


def test_the_how_tos_layout_holds_for_the_pledges_in_the_repository(workspace: Path) -> None:
    copytree(REPOSITORY / "content", workspace / "content", dirs_exist_ok=True)
    built = run("build", "grastorp", "bromma", "--layout", "anslag", folder=workspace)
    assert built.returncode == 0, built.stderr


def test_a_layout_of_follow_ups_is_told_where_there_are_none(workspace: Path) -> None:
    rules = workspace / "templates/anslag/layout.yaml"
    rules.write_text(rules.read_text("utf-8") + "kräver uppföljning: ja\n", encoding="utf-8")
    for _ in range(2):
        refused = run("build", "--layout", "anslag", folder=workspace)
        assert refused.returncode == 2, refused.stdout
        assert "anslag görs av uppföljningar, och inget av löftena har någon" in refused.stderr
    report = workspace / "content/exempel/2026.uppfoljning.yaml"
    report.write_text("utfal: []\n", encoding="utf-8")
    broken = run("build", "--layout", "anslag", folder=workspace)
    assert broken.returncode == 1
    assert "menade du ”utfall”" in broken.stderr
    assert "inget av löftena har någon" not in broken.stderr


def test_what_the_layout_did_not_name_it_may_not_lose(workspace: Path) -> None:
    rules = workspace / "templates/anslag/layout.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace(", lägesbild]", "]"), encoding="utf-8")
    refused = run("build", "--layout", "anslag", folder=workspace)
    assert refused.returncode == 4
    assert "Så ser det ut idag" in refused.stderr
    assert "content/exempel/2026.yaml:" in refused.stderr


def test_every_layout_that_is_found_is_built(workspace: Path) -> None:
    pledge = workspace / "content/exempel/2026.yaml"
    booked = pledge.read_text(encoding="utf-8") + "\nannons:\n  format: [122x178]\n"
    pledge.write_text(booked, encoding="utf-8")
    built = run("build", folder=workspace)
    assert built.returncode == 0, built.stderr
    layouts = json.loads(run("layouts", "--json", folder=workspace).stdout)
    assert {"anslag", "lofte"} <= {layout["name"] for layout in layouts}
    made = {path.name for path in (workspace / "output/exempel/2026").iterdir()}
    for layout in layouts:
        for file_format in layout["formats"]:
            assert (
                f"exempel-2026-{layout['name']}{VARIANTS.get(layout['name'], '')}.{file_format}"
                in made
            )


#: What of a layout is made of the sample without being asked for: it has no follow-up yet, and has
#: booked one space in a newspaper.
VARIANTS = {"uppfoljning": "-fillable", "affisch": "-a3", "annons": "-122x178"}
