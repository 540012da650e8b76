"""The five real pages stand in content/ with every sentence, in the author's order."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from loftespdf.model.area import Area
from loftespdf.model.pledge import Pledge, walk_sections
from loftespdf.model.values import Node
from tests.content.seed_table import (
    PLEDGES,
    REASONED,
    digest_of_lines,
    seed_lines,
    seed_sentences,
    stated_digest,
)

CONTENT = Path(__file__).parents[2] / "content"
YAML_FILES = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.glob("**/*.yaml"))
AREAS = sorted(PLEDGES)

# The author's words, in the order they are printed; nested lists stand where they are reached.
PRINTED = {
    "pledge": ("titel", "bilder", "avsnitt", "kontakt"),
    "avsnitt": (
        *("rubrik", "text", "när", "kanaler", "bilder"),
        *("punkter", "avsnitt", "avslutning", "kontakt"),
    ),
    "punkter": ("term", "text", "punkter"),
    "bilder": ("bildtext", "foto"),
    "kontakt": ("namn", "roll", "epost", "telefon", "webb"),
}
# What the coordinator adds to the author's words so that the program understands them.
STRUCTURE = {
    "pledge": {"period", "status", "underskrifter"},
    "avsnitt": {"slag", "part", "punktform"},
    "punkter": {"id", "part", "mål"},
    "bilder": set(),
    "kontakt": set(),
}
ROLES = {"Lokalpolisområdeschef", "Kommunstyrelsens ordförande"}
PAGES_THAT_NAME_THE_LOCAL_POLICE = {"bromma", "grastorp", "sundbyberg"}

Words = Iterator[tuple[str, str]]


def _read(path: Path) -> dict[str, Any]:
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    assert isinstance(loaded, dict), path
    return loaded


def _merged(area: str) -> dict[str, Any]:
    files = ("_gemensamt.yaml", f"{area}/omrade.yaml", f"{area}/{PLEDGES[area]}.yaml")
    whole: dict[str, Any] = {}
    for file in files:
        whole = _laid_over(whole, _read(CONTENT / file))
    return whole


def _laid_over(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    both = {
        key: _laid_over(under[key], value)
        for key, value in over.items()
        if isinstance(value, dict) and isinstance(under.get(key), dict)
    }
    return {**under, **over, **both}


def _keys(node: type[Node]) -> set[str]:
    return {str(field.alias or name) for name, field in node.model_fields.items()}


def _only(node: type[Node], whole: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in whole.items() if key in _keys(node)}


def _words(node: dict[str, Any], kind: str, path: str = "") -> Words:
    """Yield every text of the author's with its path, in printed order."""
    for key in PRINTED[kind]:
        yield from _words_of(node.get(key, []), key, f"{path}{key}")


def _words_of(value: Any, key: str, path: str) -> Words:  # noqa: ANN401 - whatever the file holds
    if isinstance(value, str):
        yield path, value
        return
    for position, part in enumerate(value, start=1):
        here = f"{path}.{position}"
        if isinstance(part, str):
            yield (f"{here}.text" if key == "punkter" else here), part
        else:
            yield from _words(part, key, f"{here}.")


def _nodes(node: dict[str, Any], kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield kind, node
    for key in PRINTED[kind]:
        inner = node.get(key, [])
        for part in inner if isinstance(inner, list) else []:
            if isinstance(part, dict):
                yield from _nodes(part, key)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip())]


def _paragraph(text: str, position: int) -> str:
    """One paragraph, counted from 1; empty where the text has fewer."""
    return "".join(_paragraphs(text)[position - 1 : position])


def _pledge(area: str) -> Pledge:
    return Pledge.model_validate(_only(Pledge, _merged(area)))


def _area(area: str) -> Area:
    return Area.model_validate(_only(Area, _merged(area)))


def _promises(area: str) -> list[tuple[str | None, tuple[str, ...]]]:
    """Every promise's id and owners, the owners of the sections around it handed down."""
    owners: dict[tuple[str | int, ...], tuple[str, ...]] = {}
    found = []
    for path, section, kind in walk_sections(_pledge(area).sections):
        owners[path] = section.owners or owners.get(path[:-2], ())
        if kind == "löften":
            found += [(item.id, item.owners or owners[path]) for item in section.items]
    return found


def test_every_pledge_in_content_has_its_page() -> None:
    folders = {path.parent.name: path.stem for path in CONTENT.glob("*/2*.yaml")}
    assert folders == PLEDGES


@pytest.mark.parametrize("area", AREAS)
def test_the_table_holds_the_whole_page_and_nothing_else(area: str) -> None:
    assert digest_of_lines(area) == stated_digest(area)


@pytest.mark.parametrize("area", AREAS)
def test_what_is_set_aside_says_why(area: str) -> None:
    aside = [line for line in seed_lines(area) if not line.is_content]
    assert all(line.path in REASONED and line.reason for line in aside), aside
    assert not any(line.reason for line in seed_lines(area) if line.is_content)


@pytest.mark.parametrize("area", AREAS)
def test_only_an_exact_repetition_is_set_aside_as_one(area: str) -> None:
    for before, line in pairwise(seed_lines(area)):
        if line.path == "!repetition":
            assert line.text == before.text


@pytest.mark.parametrize("area", AREAS)
def test_every_sentence_of_the_page_stands_at_its_path(area: str) -> None:
    words = dict(_words(_merged(area), "pledge"))
    lost = [
        line
        for line in seed_lines(area)
        if line.is_content
        and line.text not in _paragraph(words.get(line.path, ""), line.paragraph or 1)
    ]
    assert not lost


@pytest.mark.parametrize("area", AREAS)
def test_the_order_of_the_page_is_the_order_of_print(area: str) -> None:
    content = (line for line in seed_lines(area) if line.is_content)
    of_page = [path for path, _ in groupby(content, key=lambda line: line.path)]
    assert of_page == [path for path, _ in _words(_merged(area), "pledge")]


@pytest.mark.parametrize("area", AREAS)
def test_the_author_is_given_no_word_and_no_paragraph_that_is_not_on_the_page(area: str) -> None:
    content = (line for line in seed_lines(area) if line.is_content)
    of_page = [
        (path, " ".join(line.text for line in lines))
        for (path, _), lines in groupby(content, key=lambda line: (line.path, line.paragraph))
    ]
    of_yaml = [
        (path, paragraph)
        for path, text in _words(_merged(area), "pledge")
        for paragraph in _paragraphs(text)
    ]
    assert of_yaml == of_page


@pytest.mark.parametrize("area", AREAS)
def test_every_key_is_either_printed_words_or_structure_listed_here(area: str) -> None:
    for kind, node in _nodes(_only(Pledge, _merged(area)), "pledge"):
        assert set(node) <= {*PRINTED[kind], *STRUCTURE[kind]}, node


@pytest.mark.parametrize("area", AREAS)
def test_every_key_belongs_to_the_area_or_to_the_pledge_and_both_are_valid(area: str) -> None:
    assert set(_merged(area)) <= _keys(Area) | _keys(Pledge)
    assert not _keys(Area) & _keys(Pledge)
    assert _pledge(area).sections
    assert _area(area).parties


@pytest.mark.parametrize("area", AREAS)
def test_the_period_is_the_year_of_the_file(area: str) -> None:
    year = int(PLEDGES[area])
    assert _pledge(area).period.whole_years == (year, year)


@pytest.mark.parametrize("area", AREAS)
def test_every_promise_has_its_own_id_and_an_owner_among_the_parties(area: str) -> None:
    promises = _promises(area)
    ids = [identity for identity, _ in promises]
    assert all(ids)
    assert len(ids) == len(set(ids))
    assert all(owners and set(owners) <= set(_area(area).parties) for _, owners in promises)


@pytest.mark.parametrize(
    ("area", "owners"),
    [
        ("bromma", ["p"] * 4),
        ("grastorp", ["p"] * 4 + ["k"] * 4 + ["pk"]),
        ("malmo-oster", ["p", "k", "pk", "p", "pk", "pk", "pk", "p"]),
        ("sundbyberg", ["pk"] * 3),
        ("upplands-bro", ["p", "pk", "pk", "pk", "k", "pkb"]),
    ],
)
def test_the_promises_belong_to_those_who_give_them(area: str, owners: list[str]) -> None:
    assert ["".join(party[0] for party in given) for _, given in _promises(area)] == owners


@pytest.mark.parametrize("area", AREAS)
def test_every_target_repeats_a_number_of_the_promise(area: str) -> None:
    spelled = {8: "Minst åtta", 4: "Minst fyra"}
    items = [i for _, s, _ in walk_sections(_pledge(area).sections) for i in s.items]
    for item in items:
        stated = [word for word in spelled.values() if item.text.startswith(word)]
        assert [spelled[int(target.value)] for target in item.targets] == stated
        assert all(target.unit in item.text for target in item.targets)


@pytest.mark.parametrize("area", AREAS)
def test_signers_are_roles_of_the_parties_without_names(area: str) -> None:
    signers = _pledge(area).signers
    parties = _area(area).parties
    assert [signer.party for signer in signers] == list(_area(area).sender_ids)
    for signer in signers:
        party = parties[signer.party]
        assert signer.title in ROLES
        assert signer.organisation == (party.organisation or party.name)
        assert (signer.name, signer.place, signer.day) == (None, None, None)


@pytest.mark.parametrize("area", AREAS)
def test_the_local_police_area_is_named_only_where_the_page_names_it(area: str) -> None:
    named = _area(area).parties["polisen"].organisation
    assert bool(named) == (area in PAGES_THAT_NAME_THE_LOCAL_POLICE)
    if named:
        assert named.casefold() in " ".join(seed_sentences(area)).casefold()


@pytest.mark.parametrize("area", AREAS)
def test_nothing_is_invented_no_link_no_file_no_picture_text(area: str) -> None:
    assert _area(area).link is None
    pictures = [*_pledge(area).pictures]
    for _, section, _ in walk_sections(_pledge(area).sections):
        pictures += section.pictures
    assert not any(picture.file or picture.alt for picture in pictures)


@pytest.mark.parametrize("file", YAML_FILES)
def test_the_files_are_plain_yaml_without_anchors_tabs_or_tags(file: str) -> None:
    text = (CONTENT / file).read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert "\t" not in text
    assert max(len(line) for line in text.splitlines()) <= 100
    tokens = list(yaml.scan(text, Loader=yaml.BaseLoader))
    odd = (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken, yaml.DirectiveToken)
    assert not [token for token in tokens if isinstance(token, odd)]
