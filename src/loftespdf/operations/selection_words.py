"""What is said of a WHICH word that names nothing, and what to write instead."""

from collections.abc import Collection, Iterable

from loftespdf.language.belonging import Facet, alike, quoted
from loftespdf.language.likeness import likest
from loftespdf.language.slugs import slug
from loftespdf.language.sorting import listed
from loftespdf.model.problem import Message, Place, Problem, say
from loftespdf.model.register import Municipality

_CONTENT = "content"
#: How alike a word and a municipality's name must be, 0 to 1: among 290 names something is always
#: a little like.
_ALIKE = 0.8


def no_such_name(word: str, names: Iterable[str], register: Iterable[str] = ()) -> Problem:
    """No area and no period is called so; ``register`` are municipalities' names."""
    wanted = "/".join(slug(part) for part in word.split("/"))
    instead = say("kör loftespdf list för att se vad som finns")
    if found := likest(wanted, names):
        instead = say("menade du ”{near}”?", near=found)
    elif near := _near(word.partition("/")[0], register):
        instead = say("menade du ”{near}”?", near=quoted(f"{Facet.MUNICIPALITY}:{near}"))
    return _nothing_called(word, instead)


def no_name_but_value(word: str, facet: Facet) -> Problem:
    """Say that no area is called so, but that areas belong to what is."""
    return _nothing_called(word, say("menade du ”{near}”?", near=quoted(f"{facet}:{word}")))


def _nothing_called(word: str, instead: Message) -> Problem:
    return _problem("unknown-which", say("det finns inget som heter ”{word}”", word=word), instead)


def unquoted(joined: str, word: str) -> Problem:
    """Say that words name something only together, which is written ``word``."""
    return _problem(
        "unquoted",
        say("”{words}” lästes som flera ord, för det står inte inom citattecken", words=joined),
        say("skriv så: {word}", word=quoted(word)),
    )


def no_pledge(areas: tuple[str, ...]) -> Problem:
    """Say that areas are there, but no pledge of them."""
    is_one = len(areas) == 1
    return Problem(
        "no-pledge",
        say("området har inget löfte än")
        if is_one
        else say("inget av de {count} områden som valts har något löfte än", count=len(areas)),
        Place(f"{_CONTENT}/{areas[0]}" if is_one else _CONTENT),
        instead=say(
            "skriv löftet i en fil i områdets mapp som heter som perioden, till exempel 2027.yaml"
        ),
    )


def none_of_year(year: int, periods: Iterable[str]) -> Problem:
    """Say that no pledge here is of that year; ``periods`` are those there are."""
    return _problem(
        "no-such-year",
        say("det finns inget löfte för {year} bland det som valts", year=year),
        say("välj ett år som finns: {periods}", periods=listed(periods)),
    )


def no_such_facet(prefix: str) -> Problem:
    """Say that nothing can be chosen by what stands before the colon."""
    words = tuple(f"{facet}:" for facet in Facet)
    folded = {slug(facet): facet for facet in Facet}
    near = likest(slug(prefix), folded)
    return _problem(
        "unknown-prefix",
        say("det går inte att välja med ”{prefix}:”", prefix=prefix),
        say("menade du ”{near}”?", near=f"{folded[near]}:")
        if near
        else say("välj bland {words}", words=", ".join(words)),
    )


def no_such_value(facet: Facet, value: str, here: Collection[str], known: Iterable[str]) -> Problem:
    """Say that the word after the colon names nothing; ``here`` is what the areas here say."""
    if near := _near(value, known):
        instead = say("menade du ”{near}”?", near=quoted(f"{facet}:{near}"))
    elif facet is Facet.REGION:
        instead = say("välj bland {words}", words=listed(known))
    elif facet is Facet.MUNICIPALITY:
        instead = say("skriv kommunens namn eller kod, till exempel kommun:1444")
    elif facet is Facet.COUNTY:
        instead = say("skriv länets namn eller kod, till exempel län:14")
    elif here:
        instead = say(
            "välj bland dem som står i områdenas omrade.yaml: {words}", words=listed(here)
        )
    else:
        instead = say(
            "skriv {facet}: i områdenas omrade.yaml, så går det att välja med det", facet=facet
        )
    what = say("det finns inget som heter ”{word}”", word=f"{facet}:{value}")
    return _problem("unknown-which", what, instead)


def nobody_here(facet: Facet, value: str, known: tuple[Municipality, ...]) -> Problem:
    """Say that no area here belongs there, though the register knows the place."""
    if facet is Facet.MUNICIPALITY and len(known) == 1:
        return not_here(known[0])
    word = quoted(f"{facet}:{value}")
    return _problem(
        "no-area-there",
        say("inget område här hör till ”{word}”", word=word),
        say("loftespdf new-areas {word} gör mappar för kommunerna där", word=word),
    )


def not_here(municipality: Municipality, *, has_areas: bool = False) -> Problem:
    """Say that a municipality has no folder; ``has_areas`` if there are areas inside it."""
    name, code = municipality.short, municipality.code
    if has_areas:
        return _problem(
            "unknown-which",
            say(
                "det finns inget område som heter ”{name}”, men det finns områden i kommunen",
                name=name,
            ),
            say("menade du ”{near}”?", near=quoted(f"{Facet.MUNICIPALITY}:{name}")),
        )
    return _problem(
        "no-folder",
        say("{name} finns i registret men har ingen mapp här", name=name),
        say("loftespdf new-areas kommun:{code} gör den", code=code),
    )


def _near(word: str, names: Iterable[str]) -> str | None:
    folded = {alike(name): str(name) for name in names if not name.isdigit()}
    found = likest(alike(word), folded, _ALIKE)
    return folded[found] if found else None


def _problem(kind: str, what: Message, instead: Message) -> Problem:
    return Problem(kind, what, Place(_CONTENT), instead=instead)
