"""What one document's styles were is known to the next, and never seen in it."""

import re
from functools import cache
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.text.fonts import FontConfiguration

from loftespdf.model.assets import Assets, Reading
from loftespdf.model.composed import Composed, EngineRecord
from loftespdf.typesetting import shortcut_lines
from loftespdf.typesetting.pdf import Typesetter
from loftespdf.typesetting.style_memory import StyleMemory, below
from tests import samples
from tests.inspecting.pages import compose, everything

_STYLE = """
@font-face { font-family: Prov; src: url(fonts/SourceSans3-Regular.ttf) }
:root { font-family: Prov; --mark: #060 } h1, h2 { color: var(--mark); string-set: title content() }
h2 { font-size: 1.2em; margin-block-start: 1em } h2::before { content: counter(n) " " }
section { counter-increment: n } .box { border: 1pt solid var(--mark); padding: 2% }
table { border-collapse: collapse } td { border-bottom: 1pt solid; box-sizing: border-box }
@page { size: A5; @bottom-center { content: string(title); color: var(--mark) } }
"""
#: Layouts of their own: with the same typeface, and with another one of the same name.
_SAME = _STYLE + "p { color: #006 }"
_OTHER = _STYLE.replace("Sans3-Regular", "Sans3-Bold")
#: The engine here sees no pictures but assets.
_EVERYTHING = re.sub("<figure>.*</figure>", "", everything(), flags=re.DOTALL)
_BODIES = (
    _EVERYTHING,
    '<h1 id="a">Ett</h1><section><h2 id="b">Två</h2><p><a href="#a">Dit</a></p></section>',
    '<h1 id="b">Två</h1><section><h2>Ett</h2><p id="a"><a href="#b">Dit</a></p></section>',
    '<h1>Rutor</h1><div class="box">en</div><p class="box" style="width: 40%">fyra tiondelar</p>',
    '<h1>Rutor</h1><div class="box">en</div><p class="box" style="width: 60%">sex tiondelar</p>',
    """<h1>1120</h1><p>1120 AVA</p><p class="box">1120 AVA</p><p lang="en">1120 AVA</p>
    <p style="font-weight: 600">1120</p><p style="font-variant-numeric: tabular-nums">1120</p>""",
)
_BRANDS = ("", ":root { --mark: #900 }", ":root { --mark: #009; font-size: 9pt }")


def page(body: str, brand: str = "", language: str = "sv", sheet: str = "prov") -> Composed:
    sheets = (f"styles/{sheet}.css",)
    return replace(compose(body, language=language), stylesheets=sheets, brand_css=brand)


_PAGES = (
    *(page(body) for body in _BODIES),
    *(page(_BODIES[3], brand) for brand in _BRANDS),
    page(_BODIES[1], language="en"),
    page(_BODIES[1], sheet="same"),
    page(_BODIES[1], sheet="other"),
)


def theme(css: str = _STYLE, same: str = _SAME) -> Assets:
    sheets = {"prov": css, "same": same, "other": _OTHER}
    return samples.theme(**{f"styles/{name}.css": source for name, source in sheets.items()})


#: A file, and what it was made from: path → digest.
_Made: TypeAlias = tuple[bytes, dict[str, str | None]]


def made(typesetter: Typesetter, composed: Composed, assets: Assets) -> _Made:
    reading = Reading(assets)
    typeset = typesetter.typeset(composed, reading)
    assert not typeset.records
    assert any(path.endswith(".ttf") for path in reading.asked)
    return typeset.content, reading.asked


@cache
def alone(number: int) -> _Made:
    return made(Typesetter(theme()), _PAGES[number], theme())


@settings(deadline=None, max_examples=8)
@given(st.lists(st.integers(0, len(_PAGES) - 1), min_size=2, max_size=5))
def test_a_document_is_the_same_whatever_was_made_before_it(numbers: list[int]) -> None:
    typesetter = Typesetter(theme())
    for number in numbers:
        assert made(typesetter, _PAGES[number], theme()) == alone(number)


@pytest.mark.parametrize("unit", ["vw", "dvh", "vmin", "VW", r"v\77 ", "vw; @import"])
def test_a_length_in_parts_of_the_page_is_found_anew_for_each_page(unit: str) -> None:
    unit, _, imported = unit.partition("; ")
    other = f".box {{ margin-left: 10{unit} }}"
    assets = theme(f'@import "same.css"; {_STYLE}' if imported else f"{_STYLE} {other}", other)
    wide = page(_BODIES[3], "@page { size: 300mm 200mm }")
    typesetter = Typesetter(assets)
    made(typesetter, page(_BODIES[3]), assets)
    assert made(typesetter, wide, assets) == made(Typesetter(assets), wide, assets)


@pytest.mark.parametrize("width", ["calc(1px + 1deg)", "var(--unsaid)"])
def test_what_the_engine_complains_of_is_told_for_each_document(width: str) -> None:
    assets = theme(f"{_STYLE} h1 {{ width: {width} }}")
    typesetter = Typesetter(assets)
    first, second = (complaints(typesetter, assets) for _ in range(2))
    assert first
    assert second == first


def complaints(typesetter: Typesetter, assets: Assets) -> tuple[EngineRecord, ...]:
    return typesetter.typeset(page(_BODIES[3]), Reading(assets)).records


def test_the_memory_holds_few_roots_and_few_styles_below_each() -> None:
    memory, colours = StyleMemory(), [{"color": (object(), ())} for _ in range(1000)]
    first = memory.root(colours[0])
    assert memory.root(colours[0]) is first
    assert memory.root(colours[1]) is not first
    for colour in colours:
        below(first, None, colour)
        memory.root(colour)
    assert len(first.children) <= 100
    assert memory.root(colours[0]) is not first


def test_strings_and_languages_are_known_by_what_they_say() -> None:
    memory = StyleMemory()
    one = memory.root({"lang": (("string", "sv"), ()), "float": ("left", ()), "anchor": ("a", ())})
    same = {"lang": (("string", "sv"), ()), "float": ("left", ()), "anchor": ("b", ())}
    assert memory.root(same) is one
    assert memory.root(same | {"lang": (("string", "en"), ())}) is not one
    assert memory.root(same | {"float": ("right", ())}) is not one


def test_letters_are_told_apart_by_all_that_pango_is_told_of_them() -> None:
    style = AskedStyle()
    shortcut_lines.for_pango(style)
    assert style.asked == set(shortcut_lines.OF_LETTERS)


class AskedStyle(dict[str, object]):
    """Initial values, and what was asked for."""

    def __init__(self) -> None:
        super().__init__(INITIAL_VALUES | {"font_size": 12, "font_language_override": "SVE"})
        self.font_config = FontConfiguration()
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> object:
        self.asked.add(name)
        return super().__getitem__(name)


def test_styles_with_the_same_letters_share_what_is_known_of_them_and_few_are_held() -> None:
    memory = StyleMemory()
    first = memory.lettering(("Prov", 10))
    assert memory.lettering(("Prov", 10)) is first
    assert memory.lettering(("Prov", 11)) is not first
    for size in range(1000):
        memory.lettering(("Prov", size))
    assert memory.lettering(("Prov", 10)) is not first
