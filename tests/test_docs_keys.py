"""Every key and every word of the content stands in the documents as the model has it."""

import re
import textwrap
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest
import yaml

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
from loftespdf.model.values import Node
from tests.test_docs import DOCS, KEYS, REFERENCE, code_words


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
