"""Violations of the model and its rules become problems: a place, what is wrong, what to write.

The sentences stand in ``wrong_words.py``, and are loaded when there is something to tell.
"""

from collections.abc import Iterable, Iterator

from loftespdf.loading.guesses import near
from loftespdf.loading.sites import Site
from loftespdf.model.document import YamlPath, path_words
from loftespdf.model.problem import Place, Problem
from loftespdf.model.problem import in_order as in_order  # noqa: PLC0414 - many know it here
from loftespdf.model.violations import Kind, Violation


def complaints(
    violations: Iterable[Violation], site: Site, among: Iterable[Violation] | None = None
) -> Iterator[Problem]:
    """Yield a problem for each violation that is not told by another.

    Not told are those where reading already found damage, and keys that seem to be missing only
    because they are misspelt; ``among`` is where to look for the latter, if not in ``violations``.
    """
    own = tuple(violations)
    misspelt = _misspelt_keys(own if among is None else tuple(among))
    for violation in own:
        seems_missing = violation.kind == Kind.MISSING_KEY and violation.path in misspelt
        if not seems_missing and not site.is_damaged(violation.path):
            yield complaint(violation, site)


def _misspelt_keys(violations: tuple[Violation, ...]) -> frozenset[YamlPath]:
    """Return the paths of the keys that unknown ones probably are.

    A line of text with a colon in it is an unknown key with spaces; ``text`` is what it is.
    """
    found: set[YamlPath] = set()
    for violation in violations:
        known = violation.values.get("known")
        if violation.kind == Kind.UNKNOWN_KEY and isinstance(known, tuple):
            key = str(violation.path[-1])
            meant = near(key, known) or ("text" if " " in key else key)
            found.add((*violation.path[:-1], meant))
    return frozenset(found)


def complaint(violation: Violation, site: Site) -> Problem:
    """Return the problem a violation is, at its place in ``site``."""
    from loftespdf.loading.wrong_words import WORDS  # noqa: PLC0415 - most content is right

    what, instead = WORDS[violation.kind](violation, site)
    return Problem(
        kind=str(violation.kind),
        what=what,
        place=_place(violation, site),
        path=path_words(violation.path),
        instead=instead,
        severity=violation.severity,
    )


def _place(violation: Violation, site: Site) -> Place:
    path = violation.path
    if violation.kind == Kind.MISSING_KEY and not site.is_empty(path):
        return site.key(path[:-1])
    is_key = violation.kind == Kind.UNKNOWN_KEY or path[-1] == violation.values["given"]
    return site.key(path) if is_key or site.is_empty(path) else site.value(path)
