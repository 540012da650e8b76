"""The inspection of a finished web page: each rule with a page that breaks it."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pytest
from msgspec.structs import replace

from loftespdf.composing.page import compose
from loftespdf.inspecting.verdict import Expectation, Verdict
from loftespdf.inspecting.web import inspect_web
from loftespdf.model.assets import Asset, Reading
from loftespdf.model.composed import Composed, Typeset
from loftespdf.typesetting.web import typeset_web
from tests import samples
from tests.operations.test_pictures import drawn

CONTACT: Mapping[str, Any] = {
    "kontakt": [{"namn": "Namn Namnsson", "epost": "namn@exempelby.example"}],
    "bilder": [{"fil": "bilder/torg.png", "alt": "Ett torg", "bildtext": "Torget"}],
    "status": "utkast",
}
TABLE = '<table><tr><th scope="col">Nr</th></tr><tr><td>1</td></tr></table>'


@cache
def made(edition: str | None, *, beside: bool = False) -> tuple[Composed, Typeset]:
    """Return a page with a picture."""
    files = {"content/exempel/bilder/torg.png": Asset(drawn("PNG", (4, 3), "gray"), "torg.png")}
    document = samples.document(dict(CONTACT))
    composed = compose(document, "webb", samples.layout("webb"), samples.templates(), edition)
    reading = Reading(samples.theme().with_files(files))
    return composed, typeset_web(composed, reading, pictures_beside=beside)


def found(change: Callable[[str], str], edition: str | None = None) -> set[str]:
    """Return the kinds of check that a changed page does not pass."""
    composed, typeset = made(edition)
    content = change(typeset.content.decode()).encode()
    expected = Expectation(composed, samples.layout("webb"), typeset, "sida.html")
    return failed(inspect_web(content, expected))


def failed(verdict: Verdict) -> set[str]:
    return {check.kind for check in verdict.checks if not check.ok}


@pytest.mark.parametrize("edition", [None, "fragment"])
def test_a_page_as_it_is_made_passes(edition: str | None) -> None:
    assert found(str, edition) == set()


FAULTS = [
    ("html", "</main>", "</p></main>"),
    ("html", "</h1>", ""),
    ("self-contained", "</head>", '<link rel="stylesheet" href="https://exempel.example/a"></head>'),
    ("self-contained", "</head>", '<meta http-equiv="refresh" content="0; url=x"></head>'),
    ("self-contained", 'src="data:image/png', 'src="data:text/html'),
    ("self-contained", 'src="data:', 'src="//exempel.example/a.png" title="data:'),
    ("self-contained", "mailto:", "javascript:"),
    ("self-contained", "mailto:", "/ut/"),
    ("self-contained", "<h1>", '<h1 style="background: url(https://exempel.example/a)">'),
    ("self-contained", "</style>", "p { background: url(a.png) }</style>"),
    ("pictures-there", 'src="data:', 'src="bilder/torg.png" title="data:'),
    ("headings", "<h1>", "<h2>"),
    ("tables", "</main>", TABLE.replace('scope="col"', "") + "</main>"),
    ("tables", "</main>", TABLE.replace("th", "td") + "</main>"),
    ("lists", "<li", "<p></p><li"),
    ("lists", "</main>", "<li>x</li></main>"),
    ("ids", 'href="#lofte-1"', 'href="#lofte-9"'),
    ("parts", "UTKAST</strong>", "</strong>"),
    ("page", '<html lang="sv"', "<html"),
    ("page", "</header>", "</header><p>Annat</p>"),
    ("page", "<footer>", "<div>"),
    ("metadata", 'name="viewport"', 'name="x"'),
    ("metadata", 'name="dcterms.identifier" content="0', 'name="dcterms.identifier" content="1'),
    ("metadata", 'name="dcterms.date"', 'name="x"'),
    ("metadata", 'name="dcterms.title"', 'name="x"'),
    ("metadata", 'name="dcterms.language"', 'name="x"'),
    ("style", "</style>", "h1 { display: none }</style>"),
    ("style", "</style>", "h1 { text-transform: uppercase }</style>"),
    ("style", "</style>", 'h1::after { content: "!" }</style>'),
    ("style", "</style>", "h1 { opacity: 0.1 }</style>"),
    ("contrast", "--colour-quiet: #595959", "--colour-quiet: #959595"),
    ("contrast", "</style>", ":root { --colour-police: #9cf }</style>"),
    ("contrast", "</style>", "h1 { background: #333 }</style>"),
    ("contrast", "</style>", "h1 { color: #fff }</style>"),
    ("contrast", "</style>", "h1 { color: gold }</style>"),
    ("text", "Vi lovar.", "Vi lovar inte."),
    ("text", "</main>", "<!-- --><p>Till</p></main>"),
    ("style", "<footer>", "<footer hidden>"),
    ("style", "<h1>", '<h1 style="font-size: 0">'),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "old", "new"), FAULTS, ids=lambda part: part[:40])
def test_a_fault_is_found_by_its_own_check(kind: str, old: str, new: str) -> None:
    assert old in made(None)[1].content.decode()
    assert kind in found(lambda text: text.replace(old, new, 1))


@pytest.mark.parametrize(
    "harmless",
    [
        "h1 { color: #ffffff; background: #1a1a1a }",
        "@media print { h1 { color: #000 } .l-x { display: none } }",
        'h1::after { content: "" }',
        "h1 { color: inherit; background: none }",
    ],
)
def test_a_style_that_says_and_shows_the_same_passes(harmless: str) -> None:
    assert found(lambda text: text.replace("</style>", f"{harmless}</style>")) == set()


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("fragment", "<article lang", "<article data-x='' lang"),
        ("fragment", "</header>", "<style>p {}</style></header>"),
        ("fragment", ' lang="sv"', ""),
        ("headings", "<h2>", "<h1>"),
        ("self-contained", "</header>", "<script></script></header>"),
        ("html", "</header>", "</section></header>"),
    ],
)
def test_a_fault_in_a_fragment_is_found(kind: str, old: str, new: str) -> None:
    assert old in made("fragment")[1].content.decode()
    assert kind in found(lambda text: text.replace(old, new, 1), "fragment")


def test_a_foreign_file_is_judged_as_what_it_is() -> None:
    page, fragment = (made(edition)[1].content for edition in (None, "fragment"))
    assert inspect_web(page).ok
    assert inspect_web(fragment).ok
    assert failed(inspect_web(b"<!DOCTYPE html><p>Hej")) >= {"page", "metadata"}
    assert not inspect_web(b"\x00<<<table></td>&#0;").ok


def test_a_short_file_is_not_taken_for_a_path(tmp_path: object) -> None:
    secret = f"{tmp_path}/a"
    with open(secret, "w", encoding="utf-8") as file:  # noqa: PTH123 - its name is what is tried
        file.write("<h1>Hemligt</h1>")
    assert "h1" not in {p.what.values.get("level") for p in inspect_web(secret.encode()).problems}
    assert "headings" not in failed(inspect_web(secret.encode()))


def test_a_foreign_word_must_still_say_its_language() -> None:
    typeset = made(None)[1]
    composed = compose(
        samples.document(dict(CONTACT)), "webb", samples.layout("webb"), samples.templates()
    )
    next(composed.tree.iter("h2")).set("lang", "en")
    expected = Expectation(composed, samples.layout("webb"), typeset, "sida.html")
    assert failed(inspect_web(typeset.content, expected)) == {"parts"}


def test_pictures_may_stand_beside_by_option() -> None:
    composed, typeset = made(None, beside=True)
    assert b'src="bilder/torg.png"' in typeset.content
    expected = Expectation(composed, samples.layout("webb"), typeset, "sida.html")
    assert set(typeset.beside) == {"bilder/torg.png"}
    assert inspect_web(typeset.content, expected).ok
    alone = replace(expected, typeset=replace(typeset, beside={}))
    assert failed(inspect_web(typeset.content, alone)) == {"pictures-there"}
    assert inspect_web(typeset.content).ok


def test_a_missing_picture_is_told() -> None:
    composed, _ = made(None)
    typeset = typeset_web(composed, Reading(samples.theme()))
    expected = Expectation(composed, samples.layout("webb"), typeset, "sida.html")
    assert failed(inspect_web(typeset.content, expected)) == {"engine", "pictures-there"}
