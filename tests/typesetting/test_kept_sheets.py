"""Parsed stylesheets that are kept: the same file, and the same is told of it."""

import pytest
import weasyprint

from loftespdf.model.assets import Reading
from loftespdf.model.composed import Typeset
from loftespdf.model.file_format import Format
from loftespdf.model.product import Product
from loftespdf.operations.build import Job, Workshop, compose_product
from loftespdf.typesetting import kept_sheets
from loftespdf.typesetting.pdf import Typesetter
from tests import samples
from tests.composing.test_compiled import Shelf
from tests.typesetting.test_style_memory import page

_SHEET = "styles/prov.css"
_STYLE = """
@font-face { font-family: Prov; src: url(fonts/SourceSans3-Regular.ttf) }
@page { @bottom-left { content: counter(page) } } @page :first { margin: 3cm }
:root { font-family: Prov; --mark: #060 } h1 { color: var(--mark); border: 1pt solid }
[lang] h1 { letter-spacing: 1pt } section > h2:not(.x), #b { padding: 2% } *::before { color: red }
@layer a { p { margin: 1em } } @media print { p:nth-child(2n + 1) { width: calc(10mm + 2em) } }
"""
_BODY = '<h1>Ett</h1><section><h2 id="b">Två</h2><p>Tre</p><p class="x">Fyra</p></section>'


def typeset(kept: Shelf, style: str = _STYLE) -> tuple[Typeset, Reading]:
    theme = samples.theme(**{_SHEET: style, "styles/mer.css": "p { color: #009 }"})
    reading = Reading(theme)
    return Typesetter(theme, kept).typeset(page(_BODY), reading), reading


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Tell of each stylesheet that is parsed from now on."""
    told: list[str] = []
    published = weasyprint.preprocess_stylesheet

    def preprocess(medium: str, address: str, *more: object, **named: object) -> None:
        told.append(address.rpartition("/")[2])
        published(medium, address, *more, **named)

    monkeypatch.setattr(weasyprint, "preprocess_stylesheet", preprocess)
    return told


def test_what_is_kept_makes_the_same_file_from_the_same_files(parsed: list[str]) -> None:
    kept = Shelf()
    (first, asked), (second, again) = typeset(kept), typeset(kept)
    assert parsed == ["prov.css"]
    assert first == second
    assert asked.asked == again.asked
    assert "styles/fonts/SourceSans3-Regular.ttf" in again.asked


@pytest.mark.parametrize("layout", ["lofte", "kontor", "uppfoljning"])
def test_a_layout_is_the_same_with_kept_stylesheets(layout: str, parsed: list[str]) -> None:
    kept, theme = Shelf(), samples.theme()
    product = Product("exempel", "2021", layout, Format.PDF)
    job = Job(product, samples.document(), samples.layout(layout), theme)
    composed = compose_product(job, Workshop(theme).templates)
    first, second = (Typesetter(theme, kept).typeset(composed, Reading(theme)) for _ in range(2))
    assert first == second
    assert parsed == [path.rpartition("/")[2] for path in composed.stylesheets]


def test_another_text_or_version_is_parsed_anew(
    parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Shelf()
    plain, _ = typeset(kept)
    other, _ = typeset(kept, f"{_STYLE} h1 {{ font-size: 3em }}")
    assert other.content != plain.content
    typeset(kept)
    monkeypatch.setattr(kept_sheets, "MAKER", "en annan")
    typeset(kept)
    assert parsed == ["prov.css"] * 4


def test_what_is_not_whole_is_not_taken(parsed: list[str]) -> None:
    kept = Shelf()
    plain, _ = typeset(kept)
    (name, whole), = kept.items()  # fmt: skip
    kept[name] = whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:]
    assert typeset(kept)[0] == plain
    assert kept[name] == whole, "and is kept anew"
    assert parsed == ["prov.css"] * 2


def test_a_complaint_is_told_each_time() -> None:
    kept = Shelf()
    wrong = f"{_STYLE} h1 {{ colour: red }}"
    (first, _), (second, _) = typeset(kept, wrong), typeset(kept, wrong)
    assert first.records
    assert second.records == first.records
    assert not kept


def test_a_stylesheet_that_asks_for_another_is_asked_each_time() -> None:
    kept = Shelf()
    importing = f'@import "mer.css"; {_STYLE}'
    (first, asked), (second, again) = typeset(kept, importing), typeset(kept, importing)
    assert first == second
    assert "styles/mer.css" in asked.asked
    assert again.asked == asked.asked
    assert not kept


def test_a_value_too_deep_to_keep_is_parsed_each_time() -> None:
    kept = Shelf()
    deep = f"{_STYLE} :root {{ --x: {'(' * 200}1{')' * 200} }}"
    (first, _), (second, _) = typeset(kept, deep), typeset(kept, deep)
    assert first == second
    assert not kept
