"""What a browser shows, judged by axe-core and measured against WCAG 2.1 AA.

Chromium shows the five real pledges, as pages and as fragments in a page of somebody else's, and a
stand-in with what they lack: pictures, logos, a draft's mark, signatures, a decision, contacts.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from loftespdf.batch.plan import plan
from loftespdf.composing.page import compose
from loftespdf.composing.templates import Templates
from loftespdf.model.assets import Asset, Reading
from loftespdf.operations.check import read_everything
from loftespdf.typesetting.web import typeset_web
from tests import samples
from tests.operations.test_pictures import BRAND, LOGO, PICTURES, drawn
from tests.web.browser import Browser, browser

pytestmark = [pytest.mark.long, pytest.mark.needs("chromium")]

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
WIDE, NARROW = 1280, 320
FULL: Mapping[str, Any] = {
    "status": "utkast",
    "bilder": PICTURES,
    "kontakt": [
        {
            "namn": "Namn Namnsson", "roll": "Kommunpolis", "telefon": "010-567 00 00",
            "epost": "trygghetssamordnare@exempelby-och-angransande-kommuner.example",
            "webb": "https://exempelby.example/trygghet",
        },
    ],
    "beslut": {"organ": "Kommunstyrelsen", "datum": "2021-02-01", "dnr": "KS 2021/1"},
    "underskrifter": [
        {
            "part": "polisen", "titel": "Chef", "namn": "Namn Namnsson", "ort": "Exempelby",
            "datum": "2021-03-01", "organisation": "Lokalpolisområde Exempel",
        },
        {"part": "kommunen", "titel": "Ordförande"},
    ],
}  # fmt: skip
HOST = """<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>Trygghet</title>
<meta name="viewport" content="width=device-width"></head><body><header id="top">Exempelby</header>
<main class="content"><h1>Trygghet</h1>{}</main></body></html>"""


def stand_in(edition: str | None) -> str:
    files = {
        "content/exempel/bilder/polisen.png": drawn("PNG", (60, 60), "navy"),
        "content/exempel/bilder/kommunen.svg": LOGO,
        "content/exempel/bilder/torg.jpg": drawn("JPEG", (1600, 900), "gray"),
    }
    assets = samples.theme().with_files({p: Asset(c, p) for p, c in files.items()})
    document = samples.document(dict(FULL), {"varumärke": BRAND})
    composed = compose(document, "webb", samples.layout("webb"), Templates(assets), edition)
    return typeset_web(composed, Reading(assets)).content.decode()


@cache
def pages() -> Mapping[tuple[str, str | None], str]:
    """Return every page, by area and edition; a fragment stands in a page of somebody else's."""
    jobs = plan(read_everything(samples.REPOSITORY, ()), ("webb",))
    templates = Templates(jobs[0].assets)
    found = {("exempel", edition): stand_in(edition) for edition in (None, "fragment")}
    for job in jobs:
        composed = compose(job.document, "webb", job.layout, templates, job.product.edition)
        text = typeset_web(composed, Reading(job.assets)).content.decode()
        found[job.product.area, job.product.edition] = text
    return {key: HOST.format(text) if key[1] else text for key, text in found.items()}


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Give a browser that all tests of this file share."""
    with browser(tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture(
    params=["bromma", "grastorp", "malmo-oster", "sundbyberg", "upplands-bro", "exempel"]
)
def area(request: pytest.FixtureRequest) -> str:
    """Each of the five, and the stand-in."""
    return str(request.param)


def violations(chromium: Browser) -> list[str]:
    if not AXE.exists():
        pytest.skip("needs axe-core: npm ci --prefix tests/web")
    chromium.run(AXE.read_text(encoding="utf-8"))
    found = chromium.run(
        f"axe.run({{runOnly: {json.dumps(RULES)}}}).then(r => r.violations.concat(r.incomplete)"
        ".map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 80)).join(' | ')))"
    )
    return list(found)


def too_wide(chromium: Browser) -> list[str]:
    """Return what sticks out of the window at either side."""
    return list(
        chromium.run(
            "[...document.querySelectorAll('body *')].filter(e => {"
            "const box = e.getBoundingClientRect();"
            "return box.width && (box.right > innerWidth + 1 || box.left < -1);"
            "}).map(e => e.outerHTML.slice(0, 80))"
        )
    )


@pytest.mark.parametrize("width", [WIDE, 390, NARROW])
def test_axe_finds_nothing_on_the_page(chromium: Browser, area: str, width: int) -> None:
    chromium.open(pages()[area, None], width)
    assert violations(chromium) == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_axe_finds_nothing_on_the_fragment_in_another_page(
    chromium: Browser, area: str, width: int
) -> None:
    chromium.open(pages()[area, "fragment"], width)
    assert violations(chromium) == []


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("color-contrast", "--colour-quiet: #595959", "--colour-quiet: #959595"),
        ("image-alt", 'alt="Ett torg"', 'title=""'),
        ("html-has-lang", '<html lang="sv"', "<html"),
        ("region", "<main>", "<div>"),
    ],
)
def test_axe_finds_a_fault_put_in(chromium: Browser, rule: str, old: str, new: str) -> None:
    page = pages()["exempel", None]
    assert old in page
    chromium.open(page.replace(old, new, 1), WIDE)
    assert any(found.startswith(f"{rule}:") for found in violations(chromium))


@pytest.mark.parametrize("edition", [None, "fragment"])
def test_the_page_asks_for_nothing(chromium: Browser, area: str, edition: str | None) -> None:
    chromium.open(pages()[area, edition], WIDE)
    assert [each for each in chromium.requests if not each.startswith("data:")] == []


@pytest.mark.parametrize("size", ["100%", "200%"])
def test_nothing_sticks_out_of_a_narrow_window(chromium: Browser, area: str, size: str) -> None:
    """WCAG 2.1, 1.4.10 (reflow at 320 px) and 1.4.4 (text of twice the size)."""
    chromium.open(pages()[area, None], NARROW if size == "100%" else 2 * NARROW)
    chromium.run(f"void (document.documentElement.style.fontSize = '{size}')")
    assert too_wide(chromium) == []


def test_text_spread_out_by_the_reader_still_fits(chromium: Browser, area: str) -> None:
    """WCAG 2.1, 1.4.12: no loss with these distances between lines, words and letters."""
    chromium.open(pages()[area, None], 390)
    chromium.run(
        "void document.head.insertAdjacentHTML('beforeend', '<style>"
        "* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
        " word-spacing: 0.16em !important; }"
        " p { margin-bottom: 2em !important; }</style>')"
    )
    assert too_wide(chromium) == []


MEETING = """(() => {
    const all = [...document.querySelectorAll('p, h1, h2, h3, h4')].map(e => {
      const range = document.createRange();
      range.selectNodeContents(e);
      return [e, range.getBoundingClientRect()];
    }).filter(([, box]) => box.width);
    const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 6;
    return all.flatMap(([one, a], i) => all.slice(i + 1).filter(([, b]) => over(a, b))
      .map(([other]) => one.textContent + ' / ' + other.textContent));
})()"""


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_two_texts_lie_on_each_other(chromium: Browser, area: str, width: int) -> None:
    """The left column hangs: its owners and numbers must not meet each other or the text."""
    chromium.open(pages()[area, None], width)
    assert chromium.run(MEETING) == []


def test_an_owner_stands_beside_the_first_line_of_its_promise(chromium: Browser) -> None:
    chromium.open(pages()["malmo-oster", None], WIDE)
    apart = chromium.run(
        "[...document.querySelectorAll('.promise .owner')].map(owner => Math.abs("
        "owner.getBoundingClientRect().top - owner.nextElementSibling.getBoundingClientRect().top))"
    )
    assert len(apart) == 7
    assert max(apart) < 8


def test_what_sticks_out_or_lies_on_other_text_is_seen(chromium: Browser) -> None:
    page = pages()["malmo-oster", None]
    chromium.open(page.replace("</style>", "main { min-width: 30rem } </style>"), NARROW)
    assert too_wide(chromium)
    chromium.open(page.replace("</style>", ".number { left: 1rem !important } </style>"), WIDE)
    assert chromium.run(MEETING)


def test_it_prints_on_a4_with_every_promise_and_no_jump(chromium: Browser) -> None:
    chromium.open(pages()["grastorp", None], WIDE)
    with pypdfium2.PdfDocument(chromium.printed()) as document:
        sizes = {(round(page.get_width()), round(page.get_height())) for page in document}
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    assert sizes in ({(595, 842)}, {(595, 841)})
    words = " ".join(text.split())
    assert [f"Löfte {number}" in words for number in range(1, 10)] == [True] * 9
    assert "Till de 9 löftena" not in words


def test_every_link_shows_where_the_keyboard_is(chromium: Browser) -> None:
    """WCAG 2.1, 2.4.7."""
    chromium.open(pages()["exempel", None], WIDE)
    shown = chromium.run(
        "[...document.querySelectorAll('a')].map(link => {"
        "link.focus({focusVisible: true});"
        "const style = getComputedStyle(link);"
        "return style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2;})"
    )
    assert len(shown) == 4
    assert all(shown)
