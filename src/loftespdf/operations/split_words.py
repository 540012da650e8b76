"""Names that a shell split into words, for want of quotation marks: lpo:Västra Skaraborg."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeVar

from loftespdf.language.belonging import NEAREST_FIRST, exactly, is_registered
from loftespdf.model.problem import Problem, WrongUsage
from loftespdf.model.register import Register
from loftespdf.operations.selection_words import unquoted

T = TypeVar("T")
#: So many words a name has at most that anybody takes for several.
_MOST_FIRST = (3, 2)


def each_found(
    words: Sequence[str],
    find: Callable[[str], Collection[T]],
    why_not: Callable[[str], Problem],
    register: Register,
) -> list[Collection[T]]:
    """Return what each word names by ``find``.

    Raises WrongUsage for every word that names nothing, with ``why_not``; neighbouring words that
    name something only together are told once, together.
    """
    found = [find(word) for word in words]
    if all(found):
        return found
    problems: list[Problem] = []
    at = 0
    while at < len(words):
        count, together = _together(words[at:], found[at:], find, register)
        if together:
            problems.append(together)
        elif not found[at]:
            problems.append(why_not(words[at]))
        at += count
    raise WrongUsage(*problems)


def _together(
    words: Sequence[str],
    found: Sequence[Collection[T]],
    find: Callable[[str], Collection[T]],
    register: Register,
) -> tuple[int, Problem | None]:
    """Return how many of the first words name something together, and that; else 1 and None."""
    for count in _MOST_FIRST:
        parts = found[:count]
        if len(parts) < count or all(parts):
            continue
        joined, known = " ".join(words[:count]), frozenset(one for part in parts for one in part)
        for word in _meanings(joined):
            whole = frozenset(find(word))
            if whole - known or (not whole and is_registered(word, register)):
                return count, unquoted(joined, word)
    return 1, None


def _meanings(joined: str) -> Iterator[str]:
    """Yield what the words may be meant as, also without the word before the colon."""
    yield joined
    names_its_kind = len(exactly(joined).split()) < len(joined.split())  # "Stockholms län"
    if ":" not in joined and not names_its_kind:
        yield from (f"{facet}:{joined}" for facet in NEAREST_FIRST)
