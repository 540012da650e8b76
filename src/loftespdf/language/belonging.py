"""Where an area belongs, and whether it is what somebody asks for, as ``region:väst``.

A value is understood as people write it: small or capital letters, å as a, with or without "kommun"
or "län". The exact name wins over such a likeness, so that Habo is not Håbo.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

from loftespdf.language.slugs import slug
from loftespdf.model.register import COUNTY_DIGITS, Municipality, PoliceRegion, Register


class Facet(StrEnum):
    """What areas can be chosen by. The value is the word before the colon."""

    REGION = "region"
    POLICE_AREA = "polisområde"
    LOCAL_POLICE = "lpo"
    COUNTY = "län"
    MUNICIPALITY = "kommun"


#: Words that say what a name is the name of, and are no part of it.
_KINDS = {
    "kommun": Facet.MUNICIPALITY,
    "stad": Facet.MUNICIPALITY,
    "län": Facet.COUNTY,
    "region": Facet.REGION,
    "polisregion": Facet.REGION,
    "polisområde": Facet.POLICE_AREA,
    "lokalpolisområde": Facet.LOCAL_POLICE,
    "lpo": Facet.LOCAL_POLICE,
}
_FOLDED_KINDS = frozenset(slug(word) for word in _KINDS)
#: Where a word that is no area's name is looked for: what is smallest is meant most often.
NEAREST_FIRST = (
    Facet.MUNICIPALITY,
    Facet.LOCAL_POLICE,
    Facet.POLICE_AREA,
    Facet.COUNTY,
    Facet.REGION,
)
#: What people put around a name, or a shell after it, that is no part of it.
_MARKS = "\"'” /"
#: What a shell takes for something of its own where it stands in no quotation marks.
_FOR_THE_SHELL = re.compile(r"[\s&;()<>|*?'#~]")


class AreaFacts(Struct, frozen=True):
    """What an ``omrade.yaml`` says of where its area belongs, with nothing else of it read.

    ``is_known`` is False where the file cannot be read: then nothing is known of the area.
    """

    slug: str
    name: str = ""
    is_municipality: bool = True
    codes: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    local_police: str = ""
    police_area: str = ""
    police_region: str = ""
    is_known: bool = True


def facet_of(prefix: str) -> Facet | None:
    """Return the facet a prefix names, also as ``Lan`` for ``län``."""
    return next((facet for facet in Facet if slug(facet) == slug(prefix)), None)


def facet_and_value(word: str) -> tuple[Facet | None, str]:
    """Take ``lpo:"Västra Skaraborg"`` apart; the facet is None where none is called so."""
    prefix, _, value = word.partition(":")
    return facet_of(prefix), value.strip(_MARKS)


def quoted(word: str) -> str:
    """Write a selection as a shell takes it: ``lpo:"Västra Skaraborg"``, ``"Malmö Öster"``."""
    head, colon, tail = word.partition(":")
    prefix, value = (f"{head.strip()}:", tail) if colon else ("", head)
    value = value.strip(_MARKS)
    return f'{prefix}"{value}"' if _FOR_THE_SHELL.search(value) else f"{prefix}{value}"


def municipalities_of(facts: AreaFacts, register: Register) -> tuple[Municipality, ...]:
    """Return the municipalities an area lies in: by code, else by name, else by its own name."""
    named = facts.municipalities
    if not (facts.codes or named) and facts.is_municipality:
        named = (facts.name,)
    names = {exactly(name) for name in named}
    return tuple(
        one
        for one in register.municipalities
        if one.code in facts.codes or not names.isdisjoint((exactly(one.name), exactly(one.short)))
    )


def answers(facts: AreaFacts, register: Register) -> dict[Facet, frozenset[str]]:
    """Return, for each facet, every name and code by which the area may be chosen.

    The region is the one that the area's file states, otherwise its municipalities'. A county has
    no key of its own: a municipality's code says it.
    """
    own = municipalities_of(facts, register)
    regions = (facts.police_region,) if facts.police_region else (one.region for one in own)
    counties = {code[:COUNTY_DIGITS] for code in facts.codes} | {one.county.code for one in own}
    return {
        Facet.REGION: frozenset(str(region) for region in regions),
        Facet.POLICE_AREA: _given(facts.police_area),
        Facet.LOCAL_POLICE: _given(facts.local_police),
        Facet.COUNTY: frozenset(
            name
            for county in register.counties
            if county.code in counties
            for name in (county.code, county.name, county.short)
        ),
        Facet.MUNICIPALITY: frozenset(
            (*facts.codes, *facts.municipalities, *(n for one in own for n in names_of(one)))
        ),
    }


def _given(word: str) -> frozenset[str]:
    return frozenset((word,) if word else ())


def names_of(municipality: Municipality) -> tuple[str, str, str]:
    """Return the code and the names of a municipality."""
    return municipality.code, municipality.name, municipality.short


def registered(facet: Facet, register: Register) -> tuple[str, ...]:
    """Return every name and code of the facet that the register knows, whoever has a folder."""
    match facet:
        case Facet.REGION:
            return tuple(PoliceRegion)
        case Facet.COUNTY:
            return tuple(n for one in register.counties for n in (one.code, one.name, one.short))
        case Facet.MUNICIPALITY:
            return tuple(n for one in register.municipalities for n in names_of(one))
        case _:
            return ()


def is_registered(word: str, register: Register) -> bool:
    """Tell whether the register knows what a selection names, as ``kommun:Essunga``."""
    facet, value = facet_and_value(word)
    return facet is not None and bool(meant(value, registered(facet, register)))


def registered_under(
    facet: Facet, names: frozenset[str], register: Register
) -> tuple[Municipality, ...]:
    """Return the municipalities that are, or lie in, what ``names`` names."""

    def own(one: Municipality) -> tuple[str, ...]:
        match facet:
            case Facet.REGION:
                return (one.region,)
            case Facet.COUNTY:
                return (one.county.code, one.county.name, one.county.short)
            case Facet.MUNICIPALITY:
                return names_of(one)
            case _:
                return ()

    return tuple(one for one in register.municipalities if not names.isdisjoint(own(one)))


def meant(value: str, known: Iterable[str]) -> frozenset[str]:
    """Return the known names that ``value`` means; the same letters win over a likeness."""
    names = tuple(known)
    exact = frozenset(name for name in names if exactly(name) == exactly(value))
    wanted = alike(value)
    return exact or frozenset(name for name in names if wanted and alike(name) == wanted)


def kind_said(words: Iterable[str]) -> Facet | None:
    """Return what a name says that it is the name of: ``Stockholms län`` is a county's."""
    written = unicodedata.normalize("NFC", " ".join(words)).casefold().split()
    return next((_KINDS[word] for word in written if word in _KINDS), None)


def exactly(name: str) -> str:
    """Return a name as it is meant, in small letters without the words for what it names."""
    words = unicodedata.normalize("NFC", name).casefold().split()
    return " ".join(word for word in words if word not in _KINDS) or " ".join(words)


def alike(name: str) -> str:
    """Return a name in a–z, 0–9 and hyphens without the words for what it names."""
    words = slug(name).split("-")
    return "-".join(word for word in words if word not in _FOLDED_KINDS) or "-".join(words)


def folders(register: Register) -> dict[str, str]:
    """Return the folder of each municipality by its code: ``grastorp``, each name only once.

    Where two would share a name (Habo and Håbo) both say their county: ``habo-uppsala``.
    """
    short = {one.code: slug(one.short) for one in register.municipalities}
    taken = list(short.values())
    return dict(_folders(register, short, taken))


def _folders(
    register: Register, short: dict[str, str], taken: list[str]
) -> Iterator[tuple[str, str]]:
    for one in register.municipalities:
        name = short[one.code]
        shared = taken.count(name) > 1
        yield one.code, f"{name}-{slug(one.county.short)}" if shared else name
