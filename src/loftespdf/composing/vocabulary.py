"""The closed vocabulary of composed HTML (docs/html.md), and the refusal of what is outside it.

Every typesetter (PDF now, Word and web later) is written against this list and nothing else, so an
element that one of them could not express never reaches it.
"""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from loftespdf.model.composed import TextKind
from loftespdf.model.control import ControlKind
from loftespdf.model.drawing import Ink, drawing_of, is_drawn
from loftespdf.model.problem import Place, Problem, say

#: Element → attributes it may carry besides ``EVERYWHERE``.
ELEMENTS: Mapping[str, frozenset[str]] = {
    "html": frozenset(),
    "head": frozenset(),
    "meta": frozenset({"charset", "name", "content"}),
    "title": frozenset(),
    "body": frozenset(),
    "header": frozenset(),
    "main": frozenset(),
    "footer": frozenset(),
    "section": frozenset(),
    "div": frozenset({"data-foot", "data-mark"}),
    "h1": frozenset(),
    "h2": frozenset(),
    "h3": frozenset(),
    "h4": frozenset(),
    "h5": frozenset(),
    "h6": frozenset(),
    "p": frozenset(),
    "ul": frozenset(),
    "ol": frozenset({"start"}),
    "li": frozenset(),
    "span": frozenset({"data-control", "data-title", "data-hint", "data-sign"}),
    "strong": frozenset(),
    "em": frozenset(),
    "a": frozenset({"href"}),
    "figure": frozenset(),
    "figcaption": frozenset(),
    "img": frozenset({"src", "alt"}),
    "address": frozenset(),
    "table": frozenset(),
    "caption": frozenset(),
    "thead": frozenset(),
    "tbody": frozenset(),
    "tr": frozenset(),
    "th": frozenset({"scope"}),
    "td": frozenset(),
}
EVERYWHERE = frozenset({"class", "id", "lang", "data-text"})

#: Classes that carry meaning, whatever the layout. A layout's own, for looks only, begin ``l-``.
CLASSES = frozenset({
    "answer", "appendix", "decision", "document-data", "draft", "draft-mark", "facts",
    "follow-up", "foot", "label", "line", "measure", "name", "number", "organisation", "owner",
    "owner-municipality",
    "owner-other", "owner-police", "owner-together", "pen", "period", "placeholder", "promise",
    "promises", "sender", "senders", "signature", "signatures", "strip",
    "term", "title",
    "lead", "background", "situation", "effect", "time", "channels", "contact", "other",
})  # fmt: skip
_LAYOUT_CLASS = "l-"
_SHOWN_TEXT = 60


def outside(tree: Element, layout: str, origins: Mapping[int, Place]) -> tuple[Problem, ...]:
    """Return a problem for each element, attribute or class that is not in the vocabulary."""
    return tuple(
        _problem(what, element, tree, layout, origins)
        for element in tree.iter()
        if element.attrib or element.tag not in ELEMENTS
        for what in _foreign(element, layout)
    )


def _problem(
    what: str, element: Element, tree: Element, layout: str, origins: Mapping[int, Place]
) -> Problem:
    return Problem(
        kind="outside-vocabulary",
        what=say(
            "layouten {layout} använder {what}, som inte finns i ordförrådet (text: ”{text}”)",
            layout=layout,
            what=what,
            text=" ".join("".join(element.itertext()).split())[:_SHOWN_TEXT],
        ),
        place=origins.get(id(element), Place(f"templates/{layout}/page.html.j2")),
        path=" > ".join(_path(tree, element)),
        instead=say("välj bland elementen och klasserna i docs/html.md"),
    )


def _path(above: Element, element: Element) -> tuple[str, ...]:
    """Return the tags from ``above`` down to an element; nothing where it is not below it."""
    if above is element:
        return (above.tag,)
    below = next((found for child in above if (found := _path(child, element))), ())
    return (above.tag, *below) if below else ()


def _foreign(element: Element, layout: str) -> Iterator[str]:
    if element.tag not in ELEMENTS:
        yield f"<{element.tag}>"
        return
    own = ELEMENTS[element.tag]
    for name in element.attrib:
        if name not in EVERYWHERE and name not in own:
            yield f"<{element.tag} {name}>"
    address, sign = element.get("src", ""), element.get("data-sign")
    if is_drawn(address) and drawing_of(address) is None:
        yield f'src="{address}"'
    if sign is not None and sign not in set(Ink):
        yield f'data-sign="{sign}"'
    control = element.get("data-control")
    if control is not None and control not in set(ControlKind):
        yield f'data-control="{control}"'
    kind = element.get("data-text")
    if kind is not None and kind not in {TextKind.APPARATUS, TextKind.REPETITION}:
        yield f'data-text="{kind}"'
    for name in element.get("class", "").split():
        if name not in CLASSES and name != layout and not name.startswith(_LAYOUT_CLASS):
            yield f'class="{name}"'
