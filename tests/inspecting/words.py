"""Small Word files set by the real typesetter, and ways to change one as people and bugs do."""

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.oxml.ns import qn
from PIL import Image

from loftespdf.composing.page import compose
from loftespdf.inspecting.pdf import Expectation
from loftespdf.inspecting.verdict import Verdict
from loftespdf.inspecting.word import inspect_word
from loftespdf.model.assets import Asset, Reading
from loftespdf.model.composed import Composed, Typeset
from loftespdf.typesetting.word import typeset_word
from tests import samples
from tests.inspecting import pages

#: Every kind of block the office layout can have.
PLEDGE: dict[str, Any] = {
    "avsnitt": [
        {"slag": "ingress", "text": "Vi lovar *mer* och **bättre**.", "bilder": [
            {"fil": "bilder/gata.png", "alt": "En gata i skymning", "bildtext": "Gatan",
             "foto": "N N"},
            {"bildtext": "Torget"},
        ]},
        {"slag": "löften", "rubrik": "Det här lovar vi", "avsnitt": [
            {"rubrik": "Polisen lovar", "part": ["polisen"], "punkter": [
                {"id": "a", "text": "Polisen ska synas kl. 9 varje dag.", "plats": "Torget",
                 "mål": [{"minst": "8", "enhet": "kontroller", "per": "år"}],
                 "punkter": [{"text": "på torget"}, {"text": "vid stationen"}]},
                {"id": "b", "text": "Polisen ska lyssna.\n\nVarje vecka.", "ansvarig": "Gruppen"},
            ]},
            {"rubrik": "Tillsammans", "punkter": [
                {"id": "c", "text": "Vi ska mötas.", "term": "Möten",
                 "part": ["polisen", "kommunen"]},
                {"id": "d", "text": "Kommunen ska lysa.", "part": ["kommunen"]},
            ]},
        ]},
        {"slag": "uppföljning", "rubrik": "Uppföljning", "när": "varje år", "punktform": "siffror",
         "punkter": [{"text": "först"}, {"text": "sedan"}]},
        {"slag": "övrigt", "rubrik": "Annat", "punktform": "siffror",
         "punkter": [{"text": "igen"}]},
        {"slag": "kontakt", "rubrik": "Kontakt", "kontakt": [
            {"namn": "Namn Namnsson", "epost": "namn@exempel.invalid", "telefon": "114 14"}]},
    ],
    "underskrifter": [
        {"part": "polisen", "titel": "Chef"},
        {"part": "kommunen", "namn": "Namn Namnsson", "ort": "Exempelby", "datum": "2021-03-01"},
    ],
}  # fmt: skip
FILE = "exempel/2021/exempel-2021-kontor.docx"


def png() -> bytes:
    """Return a small picture."""
    content = BytesIO()
    Image.linear_gradient("L").resize((400, 300)).convert("RGB").save(content, "PNG")
    return content.getvalue()


def reading(**changed: str) -> Reading:
    """Return the theme and the picture, with text files changed."""
    path = "content/exempel/bilder/gata.png"
    return Reading(samples.theme(**changed).with_files({path: Asset(png(), path)}))


def composed(pledge: dict[str, Any] | None = None, /, **changed: str) -> Composed:
    """Return a pledge in the office layout."""
    document = samples.document(PLEDGE if pledge is None else pledge)
    return compose(document, "kontor", samples.layout("kontor"), samples.templates(**changed))


@cache
def whole() -> tuple[Composed, Typeset]:
    """Return the pledge with everything in it, set once for all tests."""
    page = composed()
    return page, typeset_word(page, reading())


def page(body: str) -> Composed:
    """Return a page of these elements."""
    return pages.compose(body)


def typeset(body: str) -> bytes:
    """Set a page of these elements."""
    return typeset_word(page(body), reading()).content


def opened(content: bytes) -> Document:
    """Open a file as the library does."""
    return docx.Document(BytesIO(content))


def styled(content: bytes) -> list[tuple[str, str]]:
    """Return (style, text) of each paragraph of the body, tables and all."""
    document = opened(content)
    names = {style.style_id: style.name for style in document.styles}
    return [
        (names[each.pPr.pStyle.val], "".join(t.text or "" for t in each.iter(qn("w:t"))))
        for each in document.element.body.iter(qn("w:p"))
    ]


def part(content: bytes, name: str) -> str:
    """Return a part of the file as text."""
    with ZipFile(BytesIO(content)) as packed:
        return packed.read(name).decode()


def changed(content: bytes, change: Callable[[Document], object]) -> bytes:
    """Return the file with a change made to it."""
    document, saved = opened(content), BytesIO()
    change(document)
    document.save(saved)
    return saved.getvalue()


def replaced(content: bytes, name: str, pattern: str, by: str) -> bytes:
    """Return the file with one part's XML changed where the pattern first matches."""
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(packed, "w") as new:
        for entry in old.namelist():
            text = old.read(entry)
            if entry == name:
                after = re.sub(pattern, by, text.decode(), count=1, flags=re.DOTALL)
                assert after != text.decode(), "the pattern is not there"
                text = after.encode()
            new.writestr(entry, text)
    return packed.getvalue()


def judge(content: bytes, page: Composed | None = None) -> Verdict:
    """Judge a file against the page with everything on it, or another."""
    made, set_as = whole()
    expected = Expectation(page or made, samples.layout("kontor"), set_as, FILE)
    return inspect_word(content, expected)


def kinds(content: bytes, page: Composed | None = None) -> set[str]:
    """Return the kinds of problem a file has."""
    return {problem.kind for problem in judge(content, page).problems}
