"""The five real pledges as web pages and as fragments, and what their inspection finds."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from loftespdf.batch.plan import plan
from loftespdf.composing.page import compose
from loftespdf.inspecting.verdict import Expectation, Verdict
from loftespdf.inspecting.web import inspect_web
from loftespdf.model.assets import Asset, Reading
from loftespdf.model.composed import Composed, Typeset
from loftespdf.operations.build import Job, make
from loftespdf.operations.check import read_everything
from loftespdf.typesetting.web import typeset_web
from tests import samples
from tests.content.seed_table import seed_sentences
from tests.operations.conftest import workshop
from tests.operations.test_pictures import BRAND, LOGO, PICTURES, drawn
from tests.operations.test_pledges import folded

EDITIONS = [None, "fragment"]


def job(area: str, edition: str | None) -> Job:
    jobs = plan(read_everything(samples.REPOSITORY, (area,)), ("webb",))
    return next(each for each in jobs if each.product.edition == edition)


def page(edition: str | None = None) -> tuple[Composed, Typeset]:
    document = samples.document({"bilder": PICTURES}, {"varumärke": BRAND})
    files = {
        "content/exempel/bilder/polisen.png": drawn("PNG", (60, 60), "navy"),
        "content/exempel/bilder/kommunen.svg": LOGO,
        "content/exempel/bilder/torg.jpg": drawn("JPEG", (320, 200), "gray"),
    }
    assets = samples.theme().with_files({p: Asset(c, p) for p, c in files.items()})
    composed = compose(document, "webb", samples.layout("webb"), samples.templates(), edition)
    return composed, typeset_web(composed, Reading(assets))


def judged(change: Callable[[str], str], edition: str | None = None) -> Verdict:
    composed, typeset = page(edition)
    changed = change(typeset.content.decode())
    expected = Expectation(composed, samples.layout("webb"), typeset, "sida.html")
    return inspect_web(changed.encode(), expected)


class Words(HTMLParser):
    """Everything between tags, but for the head."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._head = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self._head = self._head or tag == "head"

    def handle_endtag(self, tag: str) -> None:
        self._head = self._head and tag != "head"

    def handle_data(self, data: str) -> None:
        if not self._head:
            self.words.append(data)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_sentence_stands_in_the_page_in_its_order(area: str, edition: str | None) -> None:
    reader = Words()
    reader.feed(make(job(area, edition), workshop()).content.decode())
    text, position = folded("".join(reader.words)), 0
    for sentence in seed_sentences(area):
        found = text.find(folded(sentence), position)
        assert found >= 0, sentence
        position = found + len(folded(sentence))


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_same_input_gives_the_same_bytes(area: str, edition: str | None) -> None:
    once, again = (make(job(area, edition), workshop()).content for _ in range(2))
    assert once == again


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_page_with_pictures_is_whole_in_itself(edition: str | None) -> None:
    verdict = judged(lambda text: text, edition)
    assert verdict.problems == ()
    assert len(verdict.checks) > 6
    text = page(edition)[1].content.decode()
    assert text.count("data:image/") >= 3
    assert "data-text" not in text


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("self-contained", "</main>", "</main><script>x()</script>"),
        ("self-contained", "<h1>", '<h1 onclick="x()">'),
        ("self-contained", "</main>", '</main><img alt="a" src="https://exempel.se/a.png">'),
        ("self-contained", "</style>", "@import 'x.css';</style>"),
        ("headings", "<h2>", "<h4>"),
        ("pictures", 'alt="Ett torg"', 'alt=""'),
        ("ids", 'id="lofte-2"', 'id="lofte-1"'),
        ("page", 'lang="sv"', 'lang="en"'),
        ("page", "<title>", "<title>Annan "),
        ("page", "<main", "<div"),
        ("text", "Polisen ska synas.", "Polisen ska nog synas."),
        ("text", "Trafikgruppen", ""),
    ],
)
def test_a_fault_in_the_page_is_found(kind: str, old: str, new: str) -> None:
    assert old in page()[1].content.decode()
    verdict = judged(lambda text: text.replace(old, new, 1))
    assert kind in {check.kind for check in verdict.checks if not check.ok}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<h2>", '<h2 id="x">'),
        ("<p>", '<p class="x">'),
        ("<article", "<style>p {}</style><article"),
    ],
)
def test_what_would_clash_in_a_cms_is_found(old: str, new: str) -> None:
    verdict = judged(lambda text: text.replace(old, new, 1), "fragment")
    assert "fragment" in {check.kind for check in verdict.checks if not check.ok}


def test_bytes_that_are_no_text_are_told() -> None:
    (problem,) = inspect_web(b"\xff\xfe<p>").problems
    assert problem.kind == "unreadable"
