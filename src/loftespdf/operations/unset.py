"""Texts with characters that no typeface of the theme has: told where they stand."""

from collections.abc import Iterable

from loftespdf.model.composed import Leaf
from loftespdf.model.document import path_words
from loftespdf.model.problem import Problem, say
from loftespdf.typesetting.typefaces import Typefaces


def unset_characters(leaves: Iterable[Leaf], typefaces: Typefaces) -> tuple[Problem, ...]:
    """Return a problem for each character of these texts that cannot be set."""
    return tuple(_missing(sign, leaf) for leaf in leaves for sign in typefaces.missing(leaf.text))


def _missing(sign: str, leaf: Leaf) -> Problem:
    return Problem(
        "missing-character",
        say(
            "tecknet {sign} (U+{code}) finns inte i dokumentens typsnitt",
            sign=sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}",
            code=f"{ord(sign):04X}",
        ),
        leaf.place,
        path_words(leaf.path),
        say(
            "skriv något annat i stället; punkter och symboler som klistras in ur Word blir ofta "
            "sådana tecken"
        ),
    )
