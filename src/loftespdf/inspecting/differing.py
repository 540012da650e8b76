"""Where two texts part, and what is missing or too much there."""

import unicodedata
from functools import cached_property

from msgspec import Struct

from loftespdf.language.folding import tight

#: So many equal characters mean that the texts are together again.
_TOGETHER = 16
#: How much to show of a place where they never come together.
_SHOWN = 40


class Text:
    """A text with its tight form, and the way back from the one to the other."""

    def __init__(self, text: str) -> None:
        self._raw = unicodedata.normalize("NFC", text)
        self.tight = tight(text)

    @cached_property
    def _kept(self) -> list[int]:
        return [at for at, character in enumerate(self._raw) if tight(character)]

    def between(self, start: int, end: int) -> str:
        """Return the text, with its spaces, of tight characters ``start`` to ``end``."""
        if start >= end or start >= len(self._kept):
            return ""
        return self._raw[self._kept[start] : self._kept[min(end, len(self._kept)) - 1] + 1]

    def before(self, at: int, length: int) -> str:
        """Return some text that stands before a tight character."""
        return self.between(max(0, at - length), at)


class Difference(Struct, frozen=True):
    """The first difference: ``at`` counts tight characters of the wanted text."""

    at: int
    missing: str
    extra: str


def same_length(one: str, other: str) -> int:
    """Return how many characters two texts begin alike with."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def first_difference(wanted: Text, found: Text) -> Difference:
    """Return where ``found`` leaves ``wanted``, and what it lacks and has instead."""
    one, other = wanted.tight, found.tight
    at = same_length(one, other)
    if (end := _again(one, other, at)) is not None:
        return Difference(at, wanted.between(at, end), "")
    if (end := _again(other, one, at)) is not None:
        return Difference(at, "", found.between(at, end))
    return Difference(at, wanted.between(at, at + _SHOWN), found.between(at, at + _SHOWN))


def _again(longer: str, shorter: str, at: int) -> int | None:
    """Where ``longer`` goes on as ``shorter`` does at ``at``, or None."""
    if at == len(shorter):
        return len(longer)
    stands = longer.find(shorter[at : at + _TOGETHER], at)
    return stands if stands >= 0 else None
