"""The author's words as an advertisement sets them: large in the headline, short lines below."""

import re

from markupsafe import Markup, escape

from loftespdf.language.breaks import end_of_paragraph, tied_headline
from loftespdf.language.swedish import listing
from loftespdf.language.typography import NO_BREAK_SPACE, one_line, set_type, unbroken
from loftespdf.model.area import Area

#: A name that is longer may break: in a narrow column it would not stand on a line.
_LONGEST_NAME = 20
#: The words before a paragraph's end, when no markup stands between.
_LAST_WORDS = re.compile(r"(?P<words>[^<>]+)</p>")


def headline(text: str) -> Markup:
    """Return a headline, set and escaped, that breaks where it reads well."""
    return escape(tied_headline(set_type(one_line(text))))


def with_whole_ends(html: Markup) -> Markup:
    """Return paragraphs whose last words (``l-end``) stand together and unbroken."""
    return Markup(_LAST_WORDS.sub(_whole_end, html))  # noqa: S704 - escaped already


def owners(area: Area, ids: tuple[str, ...]) -> Markup:
    """Return the owners' names as a heading in which a name is not parted."""
    names = tuple(whole(area.parties[each].name) for each in ids)
    return escape(set_type(one_line(listing(names))))


def whole(text: str) -> str:
    """Return a name on one line; a long one, or one that its hyphen would part, may break."""
    return text if len(text) > _LONGEST_NAME or "-" in text else unbroken(one_line(text))


def _whole_end(match: re.Match[str]) -> str:
    """Tie the last words; the space before them stands inside the span.

    With the space outside the engine now and then breaks the line after its first word, where it
    is as wide as its box but for that space (WeasyPrint 70.0).
    """
    words = match["words"].rstrip()
    start = end_of_paragraph(words)
    if start == len(words):
        return match[0]
    before, end = words[:start], words[start:].replace(" ", NO_BREAK_SPACE)
    space = " " if before.endswith(" ") else ""
    return f'{before.rstrip(" ")}<span class="l-end">{space}{end}</span></p>'
