"""The engine's shortened stylesheet: less to compute, and the same file."""

from xml.etree.ElementTree import Element, SubElement

import pytest
from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.html import UA, UA_STYLESHEET

from loftespdf.model.assets import Reading
from loftespdf.typesetting import pdf
from loftespdf.typesetting.engine_styles import engine_stylesheet
from loftespdf.typesetting.pdf import Typesetter
from tests import samples
from tests.inspecting.pages import whole
from tests.typesetting.test_style_memory import page, theme

_NOTES = ("::footnote-", "::note-")


def test_without_the_engines_notes_the_file_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    composed, _ = whole()
    typesetter = Typesetter(samples.theme())
    made = typesetter.typeset(composed, Reading(samples.theme())).content
    monkeypatch.setattr(pdf._Page, "_ua_stylesheets", HTML._ua_stylesheets)  # noqa: SLF001
    assert typesetter.typeset(composed, Reading(samples.theme())).content == made


@pytest.mark.parametrize(
    "rule",
    [
        ".x { float: footnote }",
        ".x { position: note(a) }",
        ".x { display: list-item; list-style: lower-alpha; text-transform: uppercase }",
        r".x { display: list\-item; list-style: lower-alpha; text-transform: uppercase }",
    ],
)
def test_a_layout_with_notes_or_other_list_items_has_the_engines_whole_stylesheet(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed, assets = page('<h1>Ett</h1><p>Två<span class="x">tre</span></p>'), theme(rule)
    made = Typesetter(assets).typeset(composed, Reading(assets)).content
    monkeypatch.setattr(pdf._Page, "_ua_stylesheets", HTML._ua_stylesheets)  # noqa: SLF001
    assert Typesetter(assets).typeset(composed, Reading(assets)).content == made


def test_the_engines_stylesheet_still_has_what_is_left_out() -> None:
    told = [each[3] for each in UA_STYLESHEET.matcher.other_selectors if each[3]]
    notes = ["footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"]
    assert told == ["marker", *notes]
    assert {each[3] for each in engine_stylesheet().matcher.other_selectors} == {None}


def test_a_marker_is_styled_for_list_items_as_if_the_rule_said_so() -> None:
    rules = UA.replace("\n::marker ", "\nli::marker ")
    kept = "\n".join(rule for rule in rules.split("\n") if not rule.startswith(_NOTES))
    wanted = CSS(string=kept, counter_style=CounterStyle())
    page = Element("html")
    SubElement(SubElement(page, "ol"), "li")
    for element in ElementWrapper.from_html_root(page).iter_subtree():
        found = engine_stylesheet().matcher.match(element)
        meant = wanted.matcher.match(element)
        assert [(each[0], each[2], repr(each[3])) for each in found] == [
            (each[0], each[2], repr(each[3])) for each in meant
        ]


_KINDS = {
    "ol": {"type": "A"}, "menu": {}, "dir": {"dir": "rtl"}, "table": {}, "tr": {"hidden": ""},
    "td": {"hidden": ""}, "th": {}, "a": {"href": "#"}, "input": {"type": "radio", "value": "x"},
    "p": {"dir": "ltr"}, "span": {"hidden": ""}, "UL": {"type": "square"}, "svg": {},
}  # fmt: skip


def _page_of_kinds() -> Element:
    """Every kind inside every other."""
    page = Element("html")
    for outer, said in _KINDS.items():
        element = SubElement(SubElement(page, outer, said), outer)
        for inner, attributes in _KINDS.items():
            SubElement(element, inner, attributes)
    return page


def test_rules_for_some_kinds_of_element_meet_the_same_elements() -> None:
    kept = engine_stylesheet().matcher
    told = [each for each in UA_STYLESHEET.matcher.other_selectors if not each[3]]
    assert len(kept.other_selectors) < len(told) / 4
    met = 0
    for element in ElementWrapper.from_html_root(_page_of_kinds()).iter_subtree():
        meant = [each for each in UA_STYLESHEET.matcher.match(element) if not each[2]]
        assert [each for each in kept.match(element) if not each[2]] == meant
        met += len(meant)
    assert met > len(_KINDS) ** 2
