"""A line that is foreseen is the one the engine would have found."""

import importlib.util
import sys
from functools import cache
from struct import Struct
from types import ModuleType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from weasyprint import HTML
from weasyprint.css import get_all_computed_styles
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, pango
from weasyprint.text.fonts import FontConfiguration

from loftespdf.typesetting import shortcut_paragraphs
from loftespdf.typesetting.shortcut_lines import plain_line
from loftespdf.typesetting.shortcut_shaping import Shaper, breaks, packed, shaper_of
from loftespdf.typesetting.shortcuts import take_shortcuts
from tests.samples import REPOSITORY

_FACE = "@font-face { font-family: Prov; src: url(fonts/SourceSans3-Regular.ttf) }"
_STYLES = (
    "hyphens: auto; hyphenate-limit-chars: 8 4 4; hyphenate-limit-zone: 15%",
    "hyphens: auto; hyphenate-limit-chars: 5 2 2; overflow-wrap: anywhere",
    "hyphens: manual; overflow-wrap: anywhere", "hyphens: none; font-size: 7.3px",
    "white-space: nowrap", "white-space: pre-wrap", "letter-spacing: 1px", "word-spacing: 3px",
    "text-decoration: underline", "word-break: break-all", "font-size: 31px; font-style: italic",
    "font-feature-settings: 'tnum'; direction: rtl", "font-variant-caps: small-caps",
)  # fmt: skip
_WORDS = (
    "trygghet", "i", "på", "Åsele", "samverkansöverenskommelse", "polis-", "och/eller", "25",
    "kl.", "10–12", "”Vi ser dig”", "1\xa0000", "—", "AVATAR", "kaffi", "Työ", "(minst", "två)",
    "tre,", "e-post:", "a@b.se", "…",
)  # fmt: skip
_UNUSUAL = ("brotts\xadförebyggande", "q̄", "אבג", "\N{POLICE CAR}", "två  blank", "\xa0 där")


class _Context:
    """What the engine keeps its hyphenation in."""

    def __init__(self) -> None:
        self.dictionaries: dict[object, Any] = {}


@cache
def published() -> ModuleType:
    """Load the engine's own way of breaking lines once more, with no shortcut in it."""
    name = f"{line_break.__name__}_as_published"
    spec = importlib.util.find_spec(line_break.__name__)
    assert spec
    assert spec.origin
    other = importlib.util.spec_from_file_location(name, spec.origin)
    assert other
    assert other.loader
    module = importlib.util.module_from_spec(other)
    sys.modules[name] = module
    other.loader.exec_module(module)
    return module


@cache
def style_of(css: str) -> Any:  # noqa: ANN401 - the engine carries no types
    """Return the style of the text in a paragraph."""
    take_shortcuts()
    source = f'<html lang="sv"><style>{_FACE} p {{ font-family: Prov; {css} }}</style><p>a</p>'
    html = HTML(string=source, base_url=f"{(REPOSITORY / 'styles').as_uri()}/")
    styles = get_all_computed_styles(html, font_config=FontConfiguration())
    return styles(html.etree_element.find(".//p")).anonymous_style


def glyphs(line: Any, style: Any) -> list[tuple[int, int, int]]:  # noqa: ANN401
    """Return what a line draws: glyph, width and shift of each."""
    line.reactivate(style)
    runs: Any = line.get_first_line()[0].runs
    found: list[tuple[int, int, int]] = []
    while runs != ffi.NULL:
        string = runs.data.glyphs
        each = (string.glyphs[at] for at in range(string.num_glyphs))
        found += [(one.glyph, one.geometry.width, one.geometry.x_offset) for one in each]
        runs = runs.next
    return found


def numbers(glyphs: bytes) -> list[tuple[int, ...]]:
    """Return what Pango says of packed glyphs, without its flags and the chance between them."""
    return [*Struct("=Iiii4x").iter_unpack(glyphs)]


_plain = st.lists(st.sampled_from(_WORDS), min_size=15, max_size=40)
texts = st.one_of(_plain, _plain, st.lists(st.sampled_from(_WORDS + _UNUSUAL))).map(" ".join)
rooms = st.one_of(st.integers(1, 400), st.floats(1, 700, width=32))


@settings(deadline=None, max_examples=100)
@example("i samverkansöverenskommelse " * 9, "hyphens: none", 100, 1)  # nothing but a space
@given(texts, st.sampled_from(_STYLES[:3] * 4 + _STYLES), rooms, st.integers(0, 4))
def test_all_lines_of_a_text_are_the_engines_own(
    text: str, css: str, room: float, begin: int
) -> None:
    style, context = style_of(css), _Context()
    rest = text.encode()[begin:].decode(errors="ignore")
    while rest:
        wanted, *places = published().split_first_line(rest, style, context, room, 0)
        line, *found = line_break.split_first_line(rest, style, context, room, 0)
        assert found == places
        assert (line.text, line.underline_position) == (wanted.text, wanted.underline_position)
        assert glyphs(line, style) == glyphs(wanted, style)
        rest = rest.encode()[places[1] :].decode() if places[1] else ""


@settings(deadline=None, max_examples=100)
@example("25", "hyphens: none")
@example("Å 25 (7)", "hyphens: none")
@given(texts, st.sampled_from(_STYLES))
def test_texts_are_shaped_and_may_be_broken_as_pango_says(text: str, css: str) -> None:
    style = style_of(css)
    if not shortcut_paragraphs.is_plain(text, style):
        return
    shaper_of(style).shaped("Åsele på 25 ”(10–12)” och/eller e-post: a@b.se, kl. …—", style)
    shaped, line = shaper_of(style).shaped(text, style), plain_line(text, style, 0, 0)
    runs = line.get_first_line()[0].runs
    if shaped is None:
        assert runs == ffi.NULL or runs.next != ffi.NULL or runs.data.item.analysis.level
        return
    string = runs.data.glyphs
    assert numbers(shaped.glyphs) == numbers(packed(string))
    assert shaped.clusters[:-1] == ffi.unpack(string.log_clusters, string.num_glyphs)
    flags = pango.pango_layout_get_log_attrs_readonly(line.layout, ffi.NULL)
    places = [place for place in range(1, len(text)) if flags[place].is_line_break]
    assert breaks(text, style) == [len(text[:place].encode()) for place in places]


def test_texts_of_signs_that_are_known_are_shaped_without_a_line() -> None:
    """Or the test above would compare Pango with itself."""
    style, shaper = style_of(_STYLES[2]), Shaper()
    for text in ("Polisen och Åsele, 25", "25", "sedan", "2", "Ö"):
        assert shaper.shaped(text, style)
    shaper._as_line = None  # type: ignore[assignment, method-assign] # noqa: SLF001
    for text in ("Polisen, 52", "Åsele", "522"):
        assert shaper.shaped(text, style)
    for text in ("Ö Polisen", "Å", "ÖÖ", "5Å2", "(5)"):
        with pytest.raises(TypeError):
            shaper.shaped(text, style)


def test_lines_of_running_text_are_foreseen() -> None:
    """Or the test above would compare the engine with itself."""
    style, text = style_of(_STYLES[0]), "Vi finns på stan och i parken varje vecka " * 9
    rooms = [100 + step for step in range(300)]
    foreseen = [shortcut_paragraphs.foresee(text, style, _Context(), room, 0) for room in rooms]
    assert sum(map(bool, foreseen)) > len(rooms) * 0.7
