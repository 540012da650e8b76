"""A selector is tried once for all elements that stand alike, not anew for each of them.

Most selectors ask what an element is, what it is in and what stands just before it: its name and
attributes, and those of its ancestors and of one sibling. A layout's documents have some two
hundred places of that kind, again and again. A selector that asks for more (how many stand before
an element or after it, what is inside) is tried for each element.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from math import inf
from operator import itemgetter
from types import CodeType
from typing import NamedTuple, TypeAlias

from cssselect2 import ElementWrapper, Matcher
from cssselect2.tree import ascii_lower

from loftespdf.typesetting.engine_parts import Part

#: What an element is: its name, and those of its attributes that selectors ask for.
_Look: TypeAlias = tuple[object, ...]
_Test: TypeAlias = Callable[[ElementWrapper], object]
#: A sheet of rules with its origin, and the weight that all of its rules have, if they have one.
Sheet: TypeAlias = tuple[Part, str, Part]
#: All that a selector's function names where it asks for nothing but an element's place.
_OF_A_PLACE = frozenset(
    (
        *("in_html_document", "local_name", "namespace_url", "classes", "parent", "ancestors"),
        *("etree_element", "attrib", "get", "lower", "startswith", "endswith", "split_whitespace"),
        *("previous", "any", "next"),
    )
)
_BEFORE = "previous"
_BY_WEIGHT = itemgetter(1, 2)
#: Documents that say more in attributes than any of ours has some thousand.
_MOST_PLACES = 2_000
#: All layouts together have fewer selectors.
_MOST_TESTS = 2_000


class Rule(NamedTuple):
    """A rule that meets an element: whose it is, its weight, and what it declares."""

    origin: str
    layer: float
    specificity: Part
    declarations: list[tuple[str, Part, bool]]


class _Candidate(NamedTuple):
    """A rule for a part of an element; with a test where its place does not tell if they meet."""

    test: _Test | None
    part: str | None
    rule: Rule


class Place:
    """Where elements stand alike; inside are the places of what is in such elements.

    ``tests`` tell them apart all the same; ``kept`` is what others found out, by their outcome.
    """

    def __init__(self, candidates: list[_Candidate]) -> None:
        self.inside: dict[tuple[_Look, _Look | None], Place] = {}
        self.tests = [candidate.test for candidate in candidates if candidate.test]
        self.kept: dict[tuple[bool, ...], Part] = {}
        self._candidates = candidates

    def met(self, missed: tuple[bool, ...]) -> list[tuple[str | None, Rule]]:
        """Return the rules that meet an element here, by weight, each with the part it is for."""
        told = iter(missed)
        return [
            (part, rule) for test, part, rule in self._candidates if test is None or not next(told)
        ]


class Places:
    """The places that elements have had for the selectors of some sheets."""

    def __init__(self, sheets: list[Sheet]) -> None:
        self.sheets = sheets
        self._asked = {"class"}.union(*(_attributes(sheet.matcher) for sheet, *_ in sheets))
        self._roots: dict[tuple[_Look, _Look | None], Place] = {}
        self._number = 0

    @property
    def is_full(self) -> bool:
        """Whether there are more than a layout's documents have in common."""
        return self._number > _MOST_PLACES

    def place(self, wrapper: Part) -> Place:
        """Return the place of an element, whose parent and siblings before it have theirs."""
        before, parent = wrapper.previous, wrapper.parent
        wrapper.look = self._look(wrapper.etree_element)
        key = wrapper.look, before and before.look
        known = parent.place.inside if parent else self._roots
        if key not in known:
            known[key] = Place(list(self._candidates(wrapper)))
            self._number += 1
        place: Place = known[key]
        wrapper.place = place
        return place

    def _look(self, element: Part) -> _Look:
        asked = self._asked
        return element.tag, *[said for said in element.items() if said[0] in asked]

    def _candidates(self, wrapper: ElementWrapper) -> Iterator[_Candidate]:
        for sheet in self.sheets:
            tried = sorted(_tried(sheet[0].matcher, wrapper), key=_BY_WEIGHT)
            for test, specificity, _, part, payload in tried:
                certain = _asks_for_a_place(test)
                if not certain or test(wrapper):
                    rule = _rule(sheet, specificity, payload)
                    yield _Candidate(None if certain else test, part, rule)


def met(wrapper: ElementWrapper, sheets: Iterable[Sheet]) -> Iterator[tuple[str | None, Rule]]:
    """Yield the rules that meet in an element, each with the part of it that is meant."""
    for sheet in sheets:
        for specificity, _, part, payload in sheet[0].matcher.match(wrapper):
            yield part, _rule(sheet, specificity, payload)


def _rule(sheet: Sheet, specificity: Part, payload: Part) -> Rule:
    (css, origin, weight), (declarations, layer) = sheet, payload
    level = inf if layer is None else css.layers.index(layer)
    return Rule(origin, level, weight or specificity, declarations)


def _tried(matcher: Matcher, wrapper: ElementWrapper) -> Iterator[Part]:
    """Yield the rules that a matcher tries for an element, and those for any ID or language.

    By these nothing is sorted out here: the selector asks for them too.
    """
    for rules in matcher.id_selectors.values():
        yield from rules
    for name in wrapper.classes:
        yield from matcher.class_selectors.get(name, ())
    yield from matcher.lower_local_name_selectors.get(ascii_lower(wrapper.local_name), ())
    yield from matcher.namespace_selectors.get(wrapper.namespace_url, ())
    yield from matcher.lang_attr_selectors
    yield from matcher.other_selectors


@lru_cache(_MOST_TESTS)
def _asks_for_a_place(test: _Test) -> bool:
    """Tell whether a selector's function asks for nothing but an element's place."""
    codes = list(_codes(test.__code__))
    names = {name for code in codes for name in code.co_names}
    return names <= _OF_A_PLACE and sum(_BEFORE in code.co_names for code in codes) <= 1


def _attributes(matcher: Matcher) -> set[str]:
    """Return the names of attributes that a matcher's selectors may ask for, and more."""
    by_name = matcher.id_selectors, matcher.class_selectors, matcher.lower_local_name_selectors
    named = (*by_name, matcher.namespace_selectors)
    lists = [rules for kind in named for rules in kind.values()]
    codes = (
        code
        for rules in (*lists, matcher.lang_attr_selectors, matcher.other_selectors)
        for test, *_ in rules
        for code in _codes(test.__code__)
        if "etree_element" in code.co_names
    )
    return {name for code in codes for name in code.co_consts if isinstance(name, str)}


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Yield a function's code and that of all that is inside."""
    yield code
    for inside in code.co_consts:
        if isinstance(inside, CodeType):
            yield from _codes(inside)
