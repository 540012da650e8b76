"""The engine's own stylesheet, without the notes that no page of ours has.

It styles five kinds of note for every element of a page, and a list marker for each that is no
list item: five of six styles are computed for nothing. Checked against WeasyPrint 70.0, which is
pinned: without these rules every file has the same bytes.
"""

from functools import cache

from weasyprint import CSS
from weasyprint.css.counters import CounterStyle
from weasyprint.html import UA

_NOTES = ("::footnote-", "::note-")
_ANY_MARKER, _ITEM_MARKER = "\n::marker ", "\nli::marker "


@cache
def engine_stylesheet() -> CSS:
    """Return the stylesheet that comes before those of a layout."""
    rules = UA.replace(_ANY_MARKER, _ITEM_MARKER).split("\n")
    kept = "\n".join(rule for rule in rules if not rule.startswith(_NOTES))
    return CSS(string=kept, counter_style=CounterStyle())
