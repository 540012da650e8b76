"""Which documents a command is asked for."""

from difflib import get_close_matches

from loftespdf.language.slugs import slug
from loftespdf.model.problem import Place, Problem, WrongUsage, say

Name = tuple[str, str]


def select(
    documents: tuple[Name, ...], which: tuple[str, ...], year: int | None
) -> tuple[Name, ...]:
    """Return the (area, period) pairs that ``which`` names, all of them when it names nothing.

    Each word is an area ("grastorp") or an area and a period ("grastorp/2021"); ``year`` keeps the
    periods whose name holds it. Raises WrongUsage for a word that names nothing, with a near one.
    """
    problems = [_unknown(word, documents) for word in which if not _named(word, documents)]
    if problems:
        raise WrongUsage(*problems)
    return tuple(
        (area, period)
        for area, period in documents
        if (not which or any((area, period) in _named(word, documents) for word in which))
        and (year is None or str(year) in period.split("-"))
    )


def _named(word: str, documents: tuple[Name, ...]) -> tuple[Name, ...]:
    area, _, period = word.strip("/").partition("/")
    return tuple(d for d in documents if d[0] == area and period in ("", d[1]))


def _unknown(word: str, documents: tuple[Name, ...]) -> Problem:
    names = [*dict.fromkeys(area for area, _ in documents), *("/".join(d) for d in documents)]
    wanted = "/".join(slug(part) for part in word.split("/"))
    near = get_close_matches(wanted, names, n=1)
    return Problem(
        kind="unknown-which",
        what=say("det finns inget som heter ”{word}”", word=word),
        place=Place("content"),
        instead=say("menade du ”{near}”?", near=near[0])
        if near
        else say("kör loftespdf list för att se vad som finns"),
    )
