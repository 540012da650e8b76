"""What the journal holds of a run, as JSON has it.

Of each record all this must be there, of these kinds; what a later version adds is passed over.
"""

from typing import Any

from msgspec import Struct

from loftespdf.model.file_format import Format
from loftespdf.model.problem import ExitCode, Severity

#: A file's signature (size, times in nanoseconds, inode, device) and its digest.
FileRecord = tuple[int, int, int, int, int, str]
#: Paths that were asked for, each with its digest, or None where there was nothing.
SetRecord = dict[str, str | None]


class MessageRecord(Struct, frozen=True, array_like=True):
    """A message and what fills it in, which may be messages too."""

    text: str
    values: "dict[str, MessageRecord | str | int | bool]"


class ProblemRecord(Struct, frozen=True):
    """A problem that was told; ``place`` is file, line and column."""

    kind: str
    what: MessageRecord
    place: tuple[str, int | None, int | None]
    path: str
    instead: MessageRecord | None
    severity: Severity


class ThemeRecord(Struct, frozen=True):
    """What reading the theme told, by the rules that were read then."""

    rules: str
    problems: tuple[ProblemRecord, ...]


NoteRecord = ThemeRecord | str | int


class DocumentRecord(Struct, frozen=True):
    """A document that was read: of what, under which rules, and the keys of what is made of it.

    ``inputs`` names a set; ``planned`` is layout → path → key.
    """

    environment: str
    rules: str
    inputs: str
    problems: tuple[ProblemRecord, ...]
    layouts: tuple[str, ...]
    planned: dict[str, dict[str, str]]
    lpo: str


class StoredRecord(Struct, frozen=True, array_like=True):
    """A file as it was left; without a signature only its digest is known."""

    signature: tuple[int, ...]
    digest: str


class ProductRecord(Struct, frozen=True):
    """What came of a product; ``asked`` names a set, and is empty where nothing was made.

    ``product`` is area, period, layout, format, sheet, edition and language.
    """

    product: tuple[str, str, str, Format, str | None, str | None, str | None]
    pages: int
    size: int
    seconds: float
    code: ExitCode
    problems: tuple[ProblemRecord, ...]
    details: dict[str, Any]
    key: str
    environment: str
    asked: str = ""
    stored: dict[str, StoredRecord] = {}
