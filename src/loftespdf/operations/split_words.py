"""Names that a shell split into words, for want of quotation marks: lpo:Västra Skaraborg."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeVar

from loftespdf.language.belonging import (
    NEAREST_FIRST,
    Facet,
    exactly,
    facet_and_value,
    is_registered,
    kind_said,
)
from loftespdf.model.problem import Problem, WrongUsage
from loftespdf.model.register import Register
from loftespdf.operations.selection_words import unquoted

T = TypeVar("T")
#: So many words a name has at most that anybody takes for several.
_MOST = 5


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
    for count in range(min(len(words), _MOST), 1, -1):
        parts, joined = found[:count], " ".join(words[:count])
        if all(parts) or joined.count(":") > 1:
            continue
        known = frozenset(one for part in parts for one in part)
        for word in _meanings(words[:count]):
            whole = frozenset(find(word))
            is_one = bool(whole - known) or (bool(whole) and _says_its_kind(words[:count]))
            if is_one or (not whole and is_registered(word, register)):
                return count, unquoted(joined, word)
    return 1, None


def _says_its_kind(words: Sequence[str]) -> bool:
    """Tell whether all after the first word only says of what that is the name.

    So it is in "län:Stockholms län" and "Grästorp kommun", and not in "grastorp lpo".
    """
    facet = facet_and_value(words[0])[0] if ":" in words[0] else Facet.MUNICIPALITY
    return exactly(" ".join(words)) == exactly(words[0]) and kind_said(words[1:]) is facet


def _meanings(words: Sequence[str]) -> Iterator[str]:
    """Yield what the words may be meant as, also without the word before the colon.

    A name that says what it is the name of, as "Stockholms län", is that and nothing else.
    """
    joined = " ".join(words)
    yield joined
    if ":" in joined:
        return
    if (kind := kind_said(words)) is None:
        yield from (f"{facet}:{joined}" for facet in NEAREST_FIRST)
    else:
        comes_first = kind_said(words[:1]) is not None  # "lpo Västra Skaraborg"
        yield f"{kind}:{' '.join(words[1:]) if comes_first else joined}"
