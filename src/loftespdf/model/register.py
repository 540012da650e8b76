"""The register: Sweden's municipalities, with their codes, counties and police regions.

Local police areas and police areas are not here: they are redrawn now and then, and stand in each
area's own ``omrade.yaml``.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from msgspec import Struct

#: The first two digits of a municipality's code are its county's.
COUNTY_DIGITS = 2
_KINDS = frozenset(("kommun", "stad"))
_NO_GENITIVE_S = ("s", "x", "z")


class PoliceRegion(StrEnum):
    """The seven regions of the police, in the order the police name them."""

    NORTH = "Nord"
    MIDDLE = "Mitt"
    STOCKHOLM = "Stockholm"
    EAST = "Öst"
    WEST = "Väst"
    SOUTH = "Syd"
    BERGSLAGEN = "Bergslagen"


def genitive_of(name: str) -> str:
    """Return ``Grästorps`` of ``Grästorp``; a name in -s, -x or -z stays as it is."""
    return name if name.endswith(_NO_GENITIVE_S) else f"{name}s"


class County(Struct, frozen=True):
    """A county: its two-digit code and its name, as ``Västra Götalands län``."""

    code: str
    name: str

    @property
    def short(self) -> str:
        """The name as people look for it: ``Västra Götaland``, ``Kalmar``, ``Uppsala``.

        The last s of ``Västmanlands län`` is always a genitive's: no county's name ends in one.
        """
        return self.name.removesuffix(" län").removesuffix("s")


class Municipality(Struct, frozen=True):
    """One municipality.

    ``code`` has four digits, ``name`` is what it calls itself ("Falu kommun", "Malmö stad", "Region
    Gotland"), ``short`` the place ("Falun", "Malmö", "Gotland").
    """

    code: str
    name: str
    short: str
    county: County
    region: PoliceRegion

    @property
    def genitive(self) -> str:
        """``Grästorps``, ``Borås``, ``Kalix``."""
        return genitive_of(self.short)

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name as texts have it: ``Falun``, ``Faluns``, and the ``Falu`` of Falu kommun."""
        before_kind, _, kind = self.name.rpartition(" ")
        own = (before_kind,) if kind.casefold() in _KINDS else ()
        return (self.short, self.genitive, *own)


class Register(Struct, frozen=True, dict=True):
    """All municipalities, in the order of their codes."""

    municipalities: tuple[Municipality, ...] = ()

    @cached_property
    def by_words(self) -> Mapping[tuple[str, ...], Municipality]:
        """Every spelling of every municipality, as words: ``("Upplands", "Väsbys")``."""
        return MappingProxyType(
            {
                tuple(spelling.split()): one
                for one in self.municipalities
                for spelling in one.spellings
            }
        )

    @property
    def counties(self) -> tuple[County, ...]:
        """Every county once, in the order of their codes."""
        return tuple(dict.fromkeys(one.county for one in self.municipalities))
