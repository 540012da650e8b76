"""The engine's own stylesheet, without the notes that no page of ours has.

It styles five kinds of note for every element of a page, and a list marker for each that is no
list item: five of six styles are computed for nothing. And it asks every element whether it is one
of several kinds (``:is(ol, ul)``), where it asks for one kind only such. What is left are the very
rules that the engine read when it was imported. Checked against WeasyPrint 70.0, which is pinned:
without these rules every file has the same bytes, if no stylesheet of its layout speaks of notes or
makes other elements list items.
"""

from collections.abc import Callable
from copy import copy
from functools import cache
from typing import Any, TypeAlias

from cssselect2 import Matcher, compile_selector_list
from weasyprint import CSS
from weasyprint.html import UA_STYLESHEET

#: A test, specificity, order, part of an element and declarations.
_Rule: TypeAlias = tuple[Any, ...]


@cache
def engine_stylesheet() -> CSS:
    """Return the stylesheet that comes before those of a layout."""
    sheet = copy(UA_STYLESHEET)
    sheet.matcher = _shortened(UA_STYLESHEET.matcher)
    return sheet


def _shortened(matcher: Matcher) -> Matcher:
    """Leave out what is for a part of any element; a marker is for list items, in its old place."""
    kept = copy(matcher)
    by_name = kept.lower_local_name_selectors = {
        name: list(rules) for name, rules in matcher.lower_local_name_selectors.items()
    }
    kept.other_selectors = []
    for rule in matcher.other_selectors:
        if rule[3] is None:
            _place(rule, kept)
    markers = [one for one in matcher.other_selectors if one[3] == "marker"]
    (item,) = compile_selector_list("li::marker")
    by_name["li"] += [
        (item.test, item.specificity, order, item.pseudo_element, declarations)
        for _, _, order, _, declarations in markers
    ]
    return kept


def _place(rule: _Rule, matcher: Matcher) -> None:
    """Put a rule where only those elements ask for it that it may be for."""
    names = _names(rule[0]) if _is_for_names_only(rule[0]) else ()
    for name in names:
        matcher.lower_local_name_selectors.setdefault(name, []).append(rule)
    if not names:
        matcher.other_selectors.append(rule)


class _Nameless:
    """An element of HTML whose name is in no selector; nothing else is known of it."""

    in_html_document = True
    local_name = "\0"


def _is_for_names_only(test: Callable[[object], bool]) -> bool:
    """Tell whether a selector is for no element without one of its names, whatever else it is."""
    try:
        return not test(_Nameless())
    except AttributeError:
        return False


def _names(test: Callable[[object], bool]) -> tuple[str, ...]:
    """Return all that a selector may compare an element's name with."""
    constants = test.__code__.co_consts
    lists = [one if isinstance(one, tuple) else (one,) for one in constants]
    return tuple(sorted({name for names in lists for name in names if isinstance(name, str)}))
