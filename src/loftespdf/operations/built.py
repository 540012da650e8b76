"""Whether a document's files in ``output/`` still hold: built, stale, failed or not built.

This is what the files themselves can tell: the text that each was made from. That the text is the
same does not prove that layout and program are; a record of what was made of what knows that, and
may take the place of ``FileHistory``.
"""

from enum import StrEnum
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from loftespdf.inspecting.fingerprint import fingerprint_in
from loftespdf.model.document import PledgeDocument

#: A signed file is somebody's own: building never touches it.
_SIGNED = "-undertecknad.pdf"


class Built(StrEnum):
    """How the files of a document stand. The value is the Swedish word."""

    BUILT = "byggd"
    STALE = "inaktuell"
    FAILED = "misslyckad"
    NOT_BUILT = "inte byggd"


class History(Protocol):
    """What is known of what was built."""

    def files(self, name: str) -> tuple[str, ...]:
        """Return the names of the files there are of a document ("grastorp/2021"), sorted."""

    def state(self, name: str, document: PledgeDocument | None) -> Built:
        """Tell how they stand; ``document`` is None when it cannot be read."""


class FileHistory(Struct, frozen=True):
    """What the files below ``output`` tell by themselves."""

    output: Path

    def files(self, name: str) -> tuple[str, ...]:
        """Return the names of the files there are of a document, sorted; hidden ones are ours."""
        return tuple(path.name for path in self._paths(name))

    def state(self, name: str, document: PledgeDocument | None) -> Built:
        """Compare the text of each file, by its fingerprint, with today's."""
        if document is None:
            return Built.FAILED
        paths = self._paths(name)
        if not paths:
            return Built.NOT_BUILT
        # A web fragment carries no fingerprint: of such a file nothing can be told.
        known = {fingerprint_in(path.read_bytes()) for path in paths} - {None}
        return Built.BUILT if known <= {document.fingerprint} else Built.STALE

    def _paths(self, name: str) -> list[Path]:
        return sorted(
            path
            for path in (self.output / name).glob("*")
            if path.is_file() and not path.name.startswith(".") and not path.name.endswith(_SIGNED)
        )
