"""What the same rules declare together is found once, not anew for each element that they meet in.

The engine weighs all declarations of all rules for every element. Which rules meet in an element
says all about what they declare together, and a layout's documents have the same few hundred
meetings again and again.
"""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import takewhile
from math import inf
from typing import NamedTuple, TypeAlias

from weasyprint import css

from loftespdf.typesetting.engine_parts import Part
from loftespdf.typesetting.shortcut_selectors import Places, Rule, Sheet, met

#: What is declared: a property's name → its value and weight.
_Declared: TypeAlias = dict[str, tuple[Part, Part]]
#: An element's own declarations, and what the last of its attributes said that said some.
_Own: TypeAlias = tuple[_Declared, Part]
_NO_OWN: _Own = ({}, None)
#: A layout has some sixty; those of a document's own rules come once each.
_MOST_MEETINGS = 200
_ENGINE = "user agent"


class _Meeting(NamedTuple):
    """The rules that meet in an element itself, and what is declared for it and its parts."""

    rules: list[Rule]
    declared: dict[str | None, _Declared]


class Meetings:
    """The meetings of rules that a layout's documents have had, with what is declared there.

    ``lasting`` are the layout's sheets; others are one document's.
    """

    def __init__(self, lasting: Iterable[css.CSS] = ()) -> None:
        self._known: dict[tuple[object, ...], tuple[_Declared, list[Rule]]] = {}
        self._lasting = list(lasting)
        self._places = Places([])

    def among(self, sheets: list[Sheet]) -> Callable[[Part], _Meeting]:
        """Return what finds the meetings in the elements of one document, in its order."""
        last = list(takewhile(self._is_lasting, sheets))
        if self._places.is_full or self._places.sheets != last:
            self._places = Places(last)
        passing = sheets[len(last) :]
        return partial(self._meeting, self._places, passing)

    def _is_lasting(self, sheet: Sheet) -> bool:
        return sheet[1] == _ENGINE or sheet[0] in self._lasting

    def _meeting(self, places: Places, passing: list[Sheet], wrapper: Part) -> _Meeting:
        place = places.place(wrapper)
        missed = tuple([not test(wrapper) for test in place.tests])
        if more := list(met(wrapper, passing)):
            return self._of([*place.met(missed), *more])
        if missed not in place.kept:
            place.kept[missed] = self._of(place.met(missed))
        return place.kept[missed]  # type: ignore[no-any-return]

    def _of(self, met: list[tuple[str | None, Rule]]) -> _Meeting:
        parts = _by_part(met)
        declared = {part: self._declared(rules) for part, rules in parts.items()}
        return _Meeting(parts[None], declared)

    def _declared(self, rules: list[Rule]) -> _Declared:
        """Return what rules declare together; the same value each time, not to be changed.

        The rules are held, so that no others get their identity.
        """
        key = _key(rules)
        if key not in self._known:
            if len(self._known) >= _MOST_MEETINGS:
                self._known.clear()
            self._known[key] = _together(rules, {}), rules
        return self._known[key][0]


def _key(rules: Iterable[Rule]) -> tuple[object, ...]:
    """Return what tells rules from all others, as long as their declarations are held."""
    return tuple([(*rule[:-1], id(rule.declarations)) for rule in rules])


def _by_part(met: list[tuple[str | None, Rule]]) -> dict[str | None, list[Rule]]:
    parts: dict[str | None, list[Rule]] = {None: []}
    for part, rule in met:
        parts.setdefault(part, []).append(rule)
    return parts


def _together(rules: Iterable[Rule], declared: _Declared) -> _Declared:
    """Add to what is declared what rules declare, where nothing weighs more."""
    for origin, layer, specificity, declarations in rules:
        for name, value, importance in declarations:
            weight = css.declaration_precedence(origin, importance), layer, specificity
            if name not in declared or declared[name][1] <= weight:
                declared[name] = value, weight
    return declared


def shorten_cascade() -> None:
    """Let the fonts that a layout's documents share remember the meetings of its rules."""
    css.StyleFor.__init__ = _beginning(css.StyleFor.__init__)


def _beginning(engine: Callable[..., None]) -> Callable[..., None]:
    def begin(self: Part, html: Part, sheets: Part, hints: Part, *more: Part) -> None:
        if hints:
            engine(self, html, sheets, hints, *more)
            return
        fonts, targets = more
        self._cascaded_styles, self._computed_styles = {}, {}
        self.initial_page_sizes = {"box": None, "area": None}
        self._sheets, self.font_config = sheets, fonts
        _style_elements(self, html, getattr(fonts, "meetings", None) or Meetings(), targets)
        _style_parts(self, html, targets)
        self._cascaded_styles.clear()

    return begin


def _style_elements(styles: Part, html: Part, meetings: Meetings, targets: Part) -> None:
    """Compute elements' styles; those that the same rules meet in, below the same one, share it."""
    cascaded, computed = styles.get_cascaded_styles(), styles.get_computed_styles()
    root, attributes = html.etree_element, _of_attributes(html)
    meeting_in = meetings.among(styles._sheets)  # noqa: SLF001 - the engine's
    shared: dict[tuple[object, ...], Part] = {}
    for wrapper in html.wrapper_element.iter_subtree():
        element = wrapper.etree_element
        parent = wrapper.parent.etree_element if wrapper.parent else None
        own, attribute = attributes.get(element, _NO_OWN)
        rules, declared = meeting_in(wrapper)
        for part in declared:
            cascaded[element, part] = declared[part]
        above = None if parent is None else id(computed[parent, None])
        key = above, attribute, id(declared[None])
        if key not in shared:
            if own:
                cascaded[element, None] = _together(rules, own)
            styles.set_computed_styles(
                element, root=root, parent=parent, base_url=html.base_url, target_collector=targets
            )
            shared[key] = computed[element, None], declared  # held, for its identity
        computed[element, None], _ = shared[key]


def _style_parts(styles: Part, html: Part, targets: Part) -> None:
    """Compute the styles of what stands before, after or beside an element."""
    for element, part in styles.get_cascaded_styles():
        if part:
            styles.set_computed_styles(
                *(element, element, html.etree_element, part, html.base_url, targets)
            )


def _of_attributes(html: Part) -> dict[Part, _Own]:
    """Return what elements' own attributes declare."""
    found: dict[Part, _Own] = {}
    attributes = css.find_style_attributes(html.etree_element, base_url=html.base_url)
    for specificity, element, declarations, address in attributes:
        declared, _ = found.get(element, ({}, None))
        said = list(css.preprocess_declarations(address, declarations))
        _together([Rule("author", inf, specificity, said)], declared)
        found[element] = declared, tuple(declarations)
    return found
