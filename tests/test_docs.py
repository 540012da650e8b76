"""The documents tell the truth of today."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from loftespdf.cli import cli
from loftespdf.composing import vocabulary
from loftespdf.composing.view import DocumentView, ItemView, SectionView
from loftespdf.model.problem import ExitCode
from tests.samples import REPOSITORY

DOCS = REPOSITORY / "docs"
REFERENCE = (DOCS / "reference.md").read_text(encoding="utf-8")
KEYS = "".join((DOCS / name).read_text("utf-8") for name in ("reference.md", "brand.md", "ads.md"))


def documents() -> list[Path]:
    return [REPOSITORY / "README.md", REPOSITORY / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]


def code_words(text: str) -> set[str]:
    """All that stands between backquotes."""
    return set(re.findall(r"`([^`]+)`", text))


def test_every_element_attribute_and_class_is_in_html_md_and_no_other() -> None:
    text = (DOCS / "html.md").read_text(encoding="utf-8")
    classes = text.split("## Classes")[1].split("## What CSS")[0]
    assert code_words(classes) >= vocabulary.CLASSES
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| `")]
    elements = text.split("## Elements")[1].split("## Kinds")[0]
    listed = {
        word
        for line in elements.splitlines()
        if line.startswith("| `")
        for word in code_words(line.split("|")[1])
    }
    assert listed == set(vocabulary.ELEMENTS)
    attributes = {name for own in vocabulary.ELEMENTS.values() for name in own}
    assert attributes | vocabulary.EVERYWHERE <= code_words(text)
    assert rows


#: Told once, below the table.
SHARED = {"--workspace": "DIR", "--log": "FILE", "--help": "", "--version": ""}


def test_every_command_and_option_is_in_the_reference() -> None:
    commands = REFERENCE.split("## Commands")[1].split("## Exit codes")[0]
    for name, command in cli.commands.items():
        rows = re.findall(rf"^\| `loftespdf {name}[ `].*$", commands, re.MULTILINE)
        assert rows, name
        own = {one for p in command.params if isinstance(p, click.Option) for one in p.opts}
        told = set(re.findall(r"(?<![\w-])--[a-z-]+", "\n".join(rows)))
        assert told == own - set(SHARED), name
    assert code_words(commands) >= {f"{one} {value}".strip() for one, value in SHARED.items()}


def commands_in(text: str) -> Iterator[list[str]]:
    """Each command line of ours that a document shows, in a block or between backquotes."""
    shown = re.findall(r"^ {4,}(?:\S*/)?loftespdf (.+)$", text, re.MULTILINE)
    shown += re.findall(r"`loftespdf ([^`]+)`", text)
    for line in shown:
        yield shlex.split(re.split(r" {2,}|#| > ", line)[0].replace("…", ""))


@pytest.mark.parametrize("file", documents(), ids=lambda file: file.name)
def test_every_command_that_is_shown_exists_with_its_options(file: Path) -> None:
    for name, *words in commands_in(file.read_text(encoding="utf-8")):
        assert name in cli.commands, name
        known = {one for p in cli.commands[name].params for one in p.opts}
        assert {word for word in words if word.startswith("--")} <= known, (name, words)


def test_every_exit_code_is_in_the_reference_and_no_other() -> None:
    table = REFERENCE.split("## Exit codes")[1]
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)} == {*ExitCode}


def test_every_name_a_template_may_use_is_in_the_how_to() -> None:
    text = (DOCS / "new-layout.md").read_text(encoding="utf-8")
    for name in DocumentView.__annotations__:
        assert f"`doc.{name}`" in text, name
    words = code_words(text)
    for name in (*SectionView.__annotations__, *ItemView.__annotations__):
        assert name in words, name


@pytest.mark.parametrize("file", documents(), ids=lambda file: file.name)
def test_every_link_and_picture_leads_to_a_file(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    missing = [t for t in targets if "://" not in t and not (file.parent / t).exists()]
    assert missing == []


def anchors(file: Path) -> set[str]:
    """What a chapter of the file may be called in a link, as GitHub and its like name them."""
    heads = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\s-]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("file", documents(), ids=lambda file: file.name)
def test_every_link_to_a_chapter_leads_to_one(file: Path) -> None:
    links = re.findall(r"\]\(([^)#:]*)#([^)]+)\)", file.read_text(encoding="utf-8"))
    targets = [(file.parent / name if name else file, anchor) for name, anchor in links]
    assert [(one.name, anchor) for one, anchor in targets if anchor not in anchors(one)] == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("README.md", "ansvarig: Områdespoliserna", "anvsarig: Områdespoliserna"),
        ("docs/handledning.md", "period: 2026\n", "period: {från: 2026-01-01, till: 2026-06-31}\n"),
    ],
)
def test_the_fault_that_is_shown_is_what_the_program_says(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    loftespdf = [sys.executable, "-m", "loftespdf"]
    subprocess.run([*loftespdf, "new", "lofte"], cwd=tmp_path, check=True, capture_output=True)
    pledge = tmp_path / "lofte/content/exempel/2026.yaml"
    text = pledge.read_text(encoding="utf-8")
    assert old in text
    pledge.write_text(text.replace(old, new), encoding="utf-8")
    told = subprocess.run(
        [*loftespdf, "check"], cwd=tmp_path / "lofte", check=False, capture_output=True, text=True
    ).stderr
    shown = (REPOSITORY / file).read_text(encoding="utf-8")
    assert told
    assert all(f"    {line}\n" in shown for line in told.splitlines())


def readme_commands() -> list[str]:
    """The indented lines of "Your own pledge" up to where the text is edited."""
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    part = text.split("## Your own pledge")[1].split("Open `content")[0]
    return [line.split("#")[0].strip() for line in part.splitlines() if line.startswith("    ")]


def test_the_readmes_commands_make_the_file_it_names(tmp_path: Path) -> None:
    folder = tmp_path
    commands = readme_commands()
    assert len(commands) == 3
    for command in commands:
        words = shlex.split(command)
        if words[0] == "cd":
            folder /= words[1]
            continue
        assert words[0] == "loftespdf"
        subprocess.run([sys.executable, "-m", *words], cwd=folder, check=True, capture_output=True)
    assert (folder / "output/exempel/2026/exempel-2026-lofte.pdf").exists()


def test_the_readme_names_every_command_and_no_other() -> None:
    (row,) = re.findall(
        r"^\| Commands \| (.+) \|$", (REPOSITORY / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert sorted(code_words(row)) == sorted(cli.commands)


def test_the_readme_opens_with_the_two_commands_of_the_makefile() -> None:
    opening = "\n".join((REPOSITORY / "README.md").read_text("utf-8").splitlines()[:20])
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    for target in ("build", "test"):
        assert f"    make {target} " in opening
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    assert "docs/pictures/" in opening
