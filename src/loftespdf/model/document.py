"""A pledge read, merged and checked, with the place of every key."""

from collections.abc import Mapping

from msgspec import Struct

from loftespdf.model.area import Area
from loftespdf.model.pledge import Pledge, SectionPath
from loftespdf.model.problem import Place

YamlPath = SectionPath


def path_words(path: YamlPath) -> str:
    """Write a YAML path for people: positions count from 1, ``avsnitt.1.punkter.2.mål``."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


class Places(Struct, frozen=True):
    """Where each key of the merged content stands, and the file that gave the whole."""

    file: str
    known: Mapping[YamlPath, Place]

    def of(self, path: YamlPath) -> Place:
        """Return the place of ``path``, or of the nearest thing around it."""
        for length in range(len(path), 0, -1):
            if place := self.known.get(path[:length]):
                return place
        return Place(self.file)


class PledgeDocument(Struct, frozen=True):
    """One pledge, ready to be composed.

    ``area_slug`` and ``period_slug`` are the folder's name and the file's stem; ``fingerprint`` is
    the SHA-256 of the canonical text (see ``language/fingerprint.py``), 64 hexadecimal digits.
    """

    area_slug: str
    period_slug: str
    area: Area
    pledge: Pledge
    places: Places
    fingerprint: str

    @property
    def name(self) -> str:
        """``grastorp/2021``, as the user names it on the command line."""
        return f"{self.area_slug}/{self.period_slug}"
