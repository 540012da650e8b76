"""The author's words as an advertisement sets them: large in the headline, short lines below."""

import re

from markupsafe import Markup, escape

from loftespdf.language.breaks import end_of_paragraph, tied_headline
from loftespdf.language.swedish import listing
from loftespdf.language.typography import one_line, set_type
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
    words = escape(set_type(one_line(listing(tuple(area.parties[each].name for each in ids)))))
    for name in {area.parties[each].name for each in ids}:
        said = escape(set_type(one_line(name)))
        words = words.replace(said, whole(name), 1)
    return words


def whole(text: str) -> Markup:
    """Return a name on one line, also where it has a hyphen; a long one may break."""
    said = escape(set_type(one_line(text)))
    return Markup('<span class="l-end">{}</span>').format(said) if len(text) <= _LONGEST_NAME else said


def _whole_end(match: re.Match[str]) -> str:
    words = match["words"].rstrip()
    start = end_of_paragraph(words)
    if start == len(words):
        return match[0]
    return f'{words[:start]}<span class="l-end">{words[start:]}</span></p>'
