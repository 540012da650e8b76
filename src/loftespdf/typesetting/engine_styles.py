"""The engine's own stylesheet, without the notes that no page of ours has.

It styles five kinds of note for every element of a page, and a list marker for each that is no
list item: five of six styles are computed for nothing. What is left are the very rules that the
engine read when it was imported. Checked against WeasyPrint 70.0, which is pinned: without these
rules every file has the same bytes.
"""

from copy import copy
from functools import cache

from cssselect2 import Matcher, compile_selector_list
from weasyprint import CSS
from weasyprint.html import UA_STYLESHEET


@cache
def engine_stylesheet() -> CSS:
    """Return the stylesheet that comes before those of a layout."""
    sheet = copy(UA_STYLESHEET)
    sheet.matcher = _for_lists_only(UA_STYLESHEET.matcher)
    return sheet


def _for_lists_only(matcher: Matcher) -> Matcher:
    """Leave out what is for a part of any element; a marker is for list items, in its old place."""
    kept = copy(matcher)
    kept.other_selectors = [one for one in matcher.other_selectors if one[3] is None]
    markers = [one for one in matcher.other_selectors if one[3] == "marker"]
    (item,) = compile_selector_list("li::marker")
    kept.lower_local_name_selectors = dict(matcher.lower_local_name_selectors)
    kept.lower_local_name_selectors["li"] = [
        *matcher.lower_local_name_selectors["li"],
        *(
            (item.test, item.specificity, order, item.pseudo_element, declarations)
            for _, _, order, _, declarations in markers
        ),
    ]
    return kept
