"""The rules that meet in an element are those that the selectors' own matcher finds."""

from xml.etree.ElementTree import fromstring

import pytest
from cssselect2 import ElementWrapper
from weasyprint import CSS
from weasyprint.html import UA_STYLESHEET

from loftespdf.typesetting.engine_parts import Part
from loftespdf.typesetting.shortcut_cascade import Meetings
from loftespdf.typesetting.shortcut_selectors import Places

#: Names, classes, attributes, ancestors and siblings, near and far, and all that is none of these.
SELECTORS = (
    "p", ".a", "*", "p.a", "#one", ".b.a", "p[class]", ".a::before", "p::marker", ":not(.a+p)",
    "[lang]", "[lang|=sv]", "[data-x]", "[data-x=b]", "[data-x~=b]", "[data-x^=b]", "[DATA-X=b]",
    "[data-x$=b i]", ":root", ":first-child", ":last-child", ":nth-child(2)", ":nth-child(3)",
    ":nth-child(odd)", ":nth-last-child(2)", ":only-child", ":empty", ":first-of-type",
    ":nth-of-type(2)", ":nth-last-of-type(1)", ":lang(sv)", ":link", ":not(.a)", ":is(.a,#one)",
    ":not(:first-child)", ":where(.b,p)", ":has(.a)", ":has(+p)", "div p", "div>p", "p+p", "p~p",
    ".a+.b", ".a+p+p", ".b+section>p", "section p+.a p", "* *", ".a>*+p", ":is(.a+p,.b+p)",
)  # fmt: skip
PAGE = """<html lang="sv"><body class="b"><p/><p class="a"/><p class=" b  a" lang="en"/>
<p id="one"/><section><p data-x="b">x</p><div data-x="Ab"><p/><p class="a">x</p></div></section>
<p class="b"/><section class="a"><p/><p/><a href="http://x.test/"/><p lang="sv-FI"/></section>
<section class="b"><p/><p/><section><p class="a"/><p class="b"/><p data-x="c b"/></section>
</section><div class="a"><p class="a">x</p><p/><p/><p/></div></body></html>"""
OTHER = PAGE.replace('"a"', '"c"').replace('"b"', '"a"').replace('"c"', '"b"')


#: All selectors in one sheet, with layers; and others that weigh more.
AUTHOR = "".join(f"{one} {{ color: #{number:06x} }}" for number, one in enumerate(SELECTORS))
LAYERS = "@layer x, y; @layer y { p { left: 1px } } @layer x { p { left: 2px } .a+p { top: 0 } }"
USER = "p+p, [data-x] { color: red }"


def root_of(source: str) -> ElementWrapper:
    return ElementWrapper.from_html_root(fromstring(source))  # noqa: S314 - our own


def sheets() -> list[tuple[CSS, str, Part]]:
    author, user = CSS(string=AUTHOR + LAYERS), CSS(string=USER)
    return [(UA_STYLESHEET, "user agent", None), (author, "author", None), (user, "user", (9, 9))]


def plainly(wrapper: ElementWrapper, sheet: CSS, origin: str, weight: Part) -> list[Part]:
    """Return what the matcher finds, as the engine takes it."""
    found = []
    for specificity, _, part, (declarations, layer) in sheet.matcher.match(wrapper):
        level = float("inf") if layer is None else sheet.layers.index(layer)
        found.append((part, (origin, level, weight or specificity, declarations)))
    return found


@pytest.mark.parametrize("page", [PAGE, PAGE.replace("<p/>", "<div/>"), PAGE + "\n"])
def test_each_element_meets_the_rules_that_its_matcher_finds_in_the_same_order(page: str) -> None:
    of = sheets()
    places = Places(of)
    for source in (page, OTHER, page):  # what was found for one is not another's
        root = root_of(source)
        for wrapper in root.iter_subtree():
            place = places.place(wrapper)
            met = place.met(tuple([not test(wrapper) for test in place.tests]))
            assert met == [rule for sheet in of for rule in plainly(wrapper, *sheet)]


def test_elements_that_stand_alike_have_one_place_and_others_have_not() -> None:
    places = Places(sheets())
    root = root_of("<html><p/><p/><p/><p class='a'/><p/></html>")
    _, first, second, third, fourth, fifth = map(places.place, root.iter_subtree())
    assert second is third
    several = (first, second, fourth, fifth)
    assert len({id(place) for place in several}) == len(several)


def test_a_selector_for_a_place_is_not_tried_again() -> None:
    places = Places([(CSS(string="html p.a + p, html > .a { color: red }"), "author", None)])
    root = root_of("<html><p class='a'/><p/></html>")
    assert not any(places.place(wrapper).tests for wrapper in root.iter_subtree())


def test_places_are_full_at_last() -> None:
    places = Places([(CSS(string="[data-x='1'] { color: red }"), "author", None)])
    source = "".join(f"<p data-x='{number}'/>" for number in range(2_100))
    root = root_of(f"<html>{source}</html>")
    assert not places.is_full
    for wrapper in root.iter_subtree():
        places.place(wrapper)
    assert places.is_full


def test_a_sheet_of_one_document_is_weighed_after_those_that_last() -> None:
    lasting, other = (CSS(string=f"p {{ top: {number}px }} i {{ top: 0 }}") for number in (1, 2))
    meetings = Meetings([lasting])
    for passing in (other, CSS(string="p { top: 3px }")):
        meeting_in = meetings.among([(lasting, "author", None), (passing, "author", None)])
        root, child = root_of("<html><p/></html>").iter_subtree()
        assert not meeting_in(root).rules
        (last,) = passing.matcher.match(child)
        assert [rule.declarations is last[-1][0] for rule in meeting_in(child).rules] == [0, 1]


def test_meetings_of_the_same_rules_declare_the_same_value() -> None:
    sheet = CSS(string="p, i { top: 1px }")
    meeting_in = Meetings([sheet]).among([(sheet, "author", None)])
    _, first, second, third = map(meeting_in, root_of("<html><p/><p/><i/></html>").iter_subtree())
    assert first.declared[None] is second.declared[None]
    assert first.declared[None]["top"] == third.declared[None]["top"]
