"""What a promise is about, as far as its author says: its term, or the heading it stands under."""

import re

from loftespdf.language.folding import fold
from loftespdf.model.pledge import Pledge
from loftespdf.model.rules import Promise

#: Headings that say that promises follow, or whose they are, and not what they are about.
_ANNOUNCING = re.compile(
    r"\blova[rt]?\b|löfte|\b(?:ska|skall|kommer|tänker) vi\b|\bvi (?:ska|skall|kommer|tänker)\b"
    r"|^(?:aktiviteter|åtgärder|insatser|mål|vad vi gör|så gör vi)$"
)


def theme_of(pledge: Pledge, promise: Promise) -> str | None:
    """Return the promise's ``term``, else the nearest heading around it that names a subject.

    ”Polisen lovar att:” and ”Det här ska vi göra” name none, and are passed over on the way out.
    """
    if promise.item.term:
        return _bare(promise.item.term)
    for heading in reversed(_headings(pledge, promise)):
        if not _ANNOUNCING.search(_bare(heading).casefold()):
            return _bare(heading)
    return None


def _headings(pledge: Pledge, promise: Promise) -> list[str]:
    """The headings around a promise, the outermost first."""
    sections, found = pledge.sections, []
    # avsnitt, 0, avsnitt, 2, punkter, 1: every second part of the path is a place in a list.
    for name, place in zip(promise.path[::2], promise.path[1::2], strict=True):
        if name != "avsnitt" or not isinstance(place, int):
            break
        section = sections[place]
        found += [section.heading] if section.heading else []
        sections = section.sections
    return found


def _bare(text: str) -> str:
    return text.strip().rstrip(".:").strip()


def same_theme(theme: str) -> str:
    """Return what two spellings of one theme have in common: case and typography are nothing."""
    return fold(theme).casefold()
