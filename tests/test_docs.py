"""The documents tell the truth of today."""

import re
import shlex
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from loftespdf.cli import cli
from loftespdf.composing import vocabulary
from loftespdf.composing.view import DocumentView, ItemView, SectionView
from loftespdf.model import (
    advert,
    area,
    composition,
    followup,
    layout,
    pledge,
    sheet_format,
    sheets,
)
from loftespdf.model.problem import ExitCode
from loftespdf.model.values import Node
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


def nodes() -> Iterator[type[Node]]:
    for module in (pledge, area, followup, advert, sheet_format, composition):
        yield from (
            value for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, Node) and value is not Node
        )  # fmt: skip


def test_every_key_of_the_content_is_in_the_reference() -> None:
    known = set(re.findall(r"[\wåäö]+(?: med)?", KEYS)) | code_words(KEYS)
    keys = {field.alias or name for node in nodes() for name, field in node.model_fields.items()}
    assert sorted(keys - known) == []


def rows_of(file: str, heading: str) -> list[tuple[set[str], str]]:
    """The tables of a chapter: the code words in the first cell of each row, and the rest."""
    text = (DOCS / file).read_text(encoding="utf-8")
    chapter = re.split(r"^#+ ", text.split(f"# {heading}\n")[1], maxsplit=1, flags=re.MULTILINE)[0]
    body = re.sub(r"^\|.*\n\|-", "|-", chapter, flags=re.MULTILINE)  # no heads
    cells = [line.split("|", 2) for line in body.splitlines() if line.startswith("| ")]
    return [(code_words(first), rest) for _, first, rest in cells]


def keys_of(*kinds: type[Node]) -> list[str]:
    return sorted(field.alias or n for kind in kinds for n, field in kind.model_fields.items())


def required_of(*kinds: type[Node]) -> list[str]:
    fields = [one for kind in kinds for one in kind.model_fields.items()]
    return sorted(field.alias or name for name, field in fields if field.is_required())


@pytest.mark.parametrize(
    ("file", "heading", "kinds"),
    [
        ("reference.md", "The pledge", (pledge.Pledge,)),
        ("reference.md", "A section", (pledge.Section,)),
        ("reference.md", "An item", (pledge.Item,)),
        ("reference.md", "The follow-up", (followup.FollowUp, followup.Outcome)),
        ("reference.md", "The area", (area.Area,)),
        ("ads.md", "Ads and posters", (advert.Advert,)),
        ("ads.md", "A new format", (sheet_format.SheetFormat,)),
        ("ads.md", "Compositions", (composition.Composition,)),
        ("new-layout.md", "Keys of `layout.yaml`", (layout.Layout,)),
    ],
)
def test_each_table_of_keys_has_those_of_the_model_and_no_other(
    file: str, heading: str, kinds: tuple[type[Node], ...]
) -> None:
    rows = rows_of(file, heading)
    assert sorted(word for words, _rest in rows for word in words) == keys_of(*kinds)
    required = [word for words, rest in rows if "(required)" in rest for word in words]
    assert sorted(required) == required_of(*kinds)


@pytest.mark.parametrize(
    ("heading", "row", "kind"),
    [
        ("Pictures, contacts, signers", "picture", pledge.Picture),
        ("Pictures, contacts, signers", "contact", pledge.Contact),
        ("Pictures, contacts, signers", "signer", pledge.Signer),
        ("The pledge", "`beslut`", pledge.Decision),
        ("The pledge", "`överenskommelse`", pledge.Agreement),
        ("The pledge", "`källor`", pledge.Source),
        ("An item", "`mål`", pledge.Target),
        ("The area", "`parter`", area.Party),
    ],
)
def test_the_keys_of_each_inner_map_stand_in_its_row(
    heading: str, row: str, kind: type[Node]
) -> None:
    chapter = REFERENCE.split(f"# {heading}\n")[1]
    (line,) = (one for one in chapter.split("\n#")[0].splitlines() if one.startswith(f"| {row} "))
    told = " ".join(code_words(line.partition(row)[2]))
    assert [key for key in keys_of(kind) if not re.search(rf"\b{key}\b", told)] == []
    assert sorted(re.findall(r"`([^`{]+)` \(required(?: in it)?\)", line)) == required_of(kind)


def test_every_key_of_the_brand_is_in_its_page() -> None:
    text = (DOCS / "brand.md").read_text(encoding="utf-8")
    shown = yaml.safe_load("".join(re.findall(r"^ {4}(.*\n)", text, re.MULTILINE)))["varumärke"]
    assert sorted(shown) == keys_of(area.Brand)
    assert {key for one in shown["färger"].values() for key in one} == {*keys_of(area.Colour)}
    assert {key for one in shown["logotyper"].values() for key in one} == {*keys_of(area.Logo)}


@pytest.mark.parametrize(
    "words",
    [pledge.Status, pledge.SectionKind, pledge.ItemForm, area.AreaKind, followup.Degree,
     composition.AdPart, sheets.Paper, sheets.PressStandard, layout.Pictures, layout.Standard],
)  # fmt: skip
def test_every_word_that_a_key_may_hold_is_told(words: type[StrEnum]) -> None:
    told = code_words(KEYS + (DOCS / "new-layout.md").read_text("utf-8"))
    assert [word for word in words if word not in told] == []


def shown_in(file: str) -> list[dict[str, Any]]:
    """The indented blocks of a document that are maps in YAML, every value as it is written."""
    text = (DOCS / file).read_text(encoding="utf-8")
    blocks = re.findall(r"(?:^ {4,}.*\n(?:\n(?= {4}))*)+", text, re.MULTILINE)
    maps = [textwrap.dedent(block) for block in blocks if re.match(r" +[\wåäö-]+:(?: |\n)", block)]
    return [yaml.load(one, yaml.BaseLoader) for one in maps]  # noqa: S506 - builds nothing


def test_what_the_handbook_and_the_page_on_ads_show_can_be_written() -> None:
    blocks = [*shown_in("handledning.md"), *shown_in("ads.md")]
    whole = {
        k: v for one in blocks if set(one) <= {*keys_of(pledge.Pledge)} for k, v in one.items()
    }
    told = pledge.Pledge.model_validate(whole)
    assert told.advert
    assert told.decision
    assert len(told.signers) == 2
    (follow_up,) = (one for one in blocks if "utfall" in one)
    assert len(followup.FollowUp.model_validate(follow_up).outcomes) == 2
    formats = [one["bladet-kvart"] for one in blocks if "bladet-kvart" in one]
    assert [sheet_format.SheetFormat.model_validate(one).full_width for one in formats] == [
        122,
        122,
    ]


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
