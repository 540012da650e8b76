"""Patterns of hyphenation, each read when a word first asks for it.

Pyphen takes all fifteen thousand of Swedish apart before the first word: half of a page's time. A
document meets a few hundred. The answers are Pyphen's own; another version than the one this was
checked against is left as it is.
"""

from collections.abc import Mapping
from pathlib import Path

import pyphen

_DIGITS = b"0123456789"
_CHECKED = "0.18.1"
#: What Pyphen reads in another way than digit, letter, digit: an alternative spelling, a character
#: by its number.
_UNUSUAL = ("/", "^^")

_Pattern = tuple[int, tuple[int, ...]]


def shorten_hyphenation() -> None:
    """Let dictionaries that are opened from now on read their patterns when they are met."""
    if pyphen.VERSION == _CHECKED:
        pyphen.HyphDict = Patterns


class Patterns(pyphen.HyphDict):  # type: ignore[misc]
    """A dictionary of Pyphen's; one of unusual patterns is read as Pyphen does."""

    def __init__(self, path: Path) -> None:
        patterns = _plain(path)
        if patterns is None:
            super().__init__(path)
            return
        self.patterns = _Later(patterns)
        self.maxlen = max(map(len, patterns))
        self.cache: dict[str, list[int]] = {}


def _plain(path: Path) -> Mapping[str, str] | None:
    """Return letters → pattern as it is written, or None where Pyphen has to read them itself."""
    encoding, _, rest = path.read_bytes().partition(b"\n")
    try:
        text = rest.decode(encoding.decode())
    except LookupError:
        return None
    lines = (line.strip() for line in text.split("\n"))
    written = [line for line in lines if line and not line.startswith(pyphen.ignored)]
    found = dict(zip(_without_digits(written), written, strict=True))
    is_told_once = len(found) == len(written)
    is_usual = not any(sign in text for sign in _UNUSUAL)
    return found if is_told_once and is_usual else None


def _without_digits(written: list[str]) -> list[str]:
    """As bytes, and all at once: letter by letter it takes ten times as long."""
    return "\n".join(written).encode().translate(None, _DIGITS).decode().split("\n")


class _Later:
    """Letters → where a pattern begins to count and how much, as Pyphen's own table."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self._written = written

    def get(self, letters: str) -> _Pattern | None:
        """Return the pattern of these letters, if there is one that counts."""
        written = self._written.get(letters)
        return None if written is None else _read(written)


def _read(written: str) -> _Pattern | None:
    values = [int(digit or "0") for digit, _ in pyphen.parse(written)]
    counting = [place for place, value in enumerate(values) if value]
    if not counting:
        return None
    start, end = counting[0], counting[-1] + 1
    return start, tuple(values[start:end])
