"""Offsets in a text as lines and columns from 1, counted as editors count them."""

from bisect import bisect_right
from re import compile as pattern

from loftespdf.model.problem import Place

_LINE_END = pattern(r"\r\n|\r|\n")


class Lines:
    """A text cut in lines; ``file`` is its name in places."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._starts)

    def number(self, offset: int) -> int:
        """Return the line, from 1, that holds the character at ``offset``."""
        return bisect_right(self._starts, offset)

    def start(self, offset: int) -> int:
        """Return the offset where the line around ``offset`` begins."""
        return self.start_of(self.number(offset))

    def start_of(self, number: int) -> int:
        """Return the offset where line ``number`` begins."""
        return self._starts[number - 1]

    def text_of(self, number: int) -> str:
        """Return line ``number`` without its end."""
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[self.start_of(number) : end].rstrip("\r\n")

    def end_at(self, offset: int) -> str:
        """Return the line end of the line around ``offset``; on the last line, of the first."""
        line = self.number(offset)
        match = _LINE_END.search(self.text, self.start_of(line)) or _LINE_END.search(self.text)
        return match[0] if match else "\n"

    def place(self, offset: int) -> Place:
        """Return the place of the character at ``offset``."""
        number = self.number(offset)
        return Place(self.file, number, offset - self.start_of(number) + 1)
