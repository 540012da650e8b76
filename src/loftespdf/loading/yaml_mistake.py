"""A place where YAML's parser gave up, and what stands around it."""

import re
from contextlib import suppress
from functools import cached_property

import yaml
from msgspec import Struct
from yaml.scanner import ScannerError
from yaml.tokens import Token

from loftespdf.loading.lines import Lines
from loftespdf.model.problem import Message, Problem, say

_LONGEST_SHOWN = 60
#: An escape above U+10FFFF, the last there is.
_NO_SIGN = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")
_OPENING = re.compile(r"(?P<dashes> *(?:- +)*)(?:[^\s:#'\"-][^:]*:(?:\s|$)|(?<=- )\S)")


class Mistake(Struct, frozen=True, dict=True):
    """Where the parser gave up: ``at``, while reading what began at ``since``; offsets."""

    text: str
    error: yaml.MarkedYAMLError
    lines: Lines

    @cached_property
    def at(self) -> int:
        """The offset where the parser stopped."""
        mark = self.error.problem_mark or self.error.context_mark
        return int(mark.index) if mark else 0

    @cached_property
    def since(self) -> int:
        """The offset where what it was reading had begun; ``at`` where it does not say."""
        mark = self.error.context_mark
        return int(mark.index) if mark else self.at

    @property
    def scanned(self) -> bool:
        """Whether single characters were wrong, rather than the order of whole pieces."""
        return isinstance(self.error, ScannerError)

    def character(self, offset: int) -> str:
        """The character at ``offset``, nothing at the end."""
        return self.text[offset : offset + 1]

    def line(self, offset: int) -> str:
        """The whole line around ``offset``."""
        return self.lines.text_of(self.lines.number(offset))

    def line_above(self, offset: int) -> int | None:
        """The number of the nearest line above with something on it."""
        numbers = range(self.lines.number(offset) - 1, 0, -1)
        return next((number for number in numbers if self.lines.text_of(number).strip()), None)

    @cached_property
    def token_before(self) -> Token | None:
        """The last whole piece before ``at``, where it ends on the same line."""
        last = None
        with suppress(yaml.MarkedYAMLError):  # it stops here again, if it was the scanner that did
            for token in yaml.scan(self.text, Loader=yaml.BaseLoader):
                if token.start_mark.index >= self.at:
                    break
                if token.end_mark.index > token.start_mark.index:
                    last = token
        if last and self.lines.number(last.end_mark.index) == self.lines.number(self.at):
            return last
        return None

    def problem(self, kind: str, offset: int, what: Message, instead: Message) -> Problem:
        """Make a problem placed at ``offset``."""
        return Problem(kind, what, self.lines.place(offset), instead=instead)

    def levels_above(self, offset: int) -> frozenset[int]:
        """The indents of the keys and lists that are open above ``offset``; 0 is the outermost."""
        levels: list[int] = []
        for number in range(self.lines.number(offset) - 1, 0, -1):
            if match := _OPENING.match(self.lines.text_of(number)):
                key, dash = len(match["dashes"]), indent(match["dashes"])
                nearest = min(levels, default=key + 1)
                levels += [level for level in (key, dash) if level < nearest]
            if 0 in levels:
                break
        return frozenset(levels)


def indent(line: str) -> int:
    """Return how many spaces the line begins with."""
    return len(line) - len(line.lstrip(" "))


def special_start(text: str, offset: int, lines: Lines) -> Problem:
    """Say that the text at ``offset`` begins with a sign that has a meaning of its own."""
    rest = lines.text_of(lines.number(offset))[offset - lines.start(offset) :]
    return Problem(
        "yaml-special-start",
        say(
            "en text kan inte börja med ”{sign}”, för tecknet betyder något särskilt",
            sign=text[offset],
        ),
        lines.place(offset),
        instead=say('sätt raka citattecken runt hela texten: "{text}"', text=quotable(rest)),
    )


def quotable(text: str) -> str:
    """Make a text fit between straight quotes, short enough to show."""
    return short(text).replace('"', "”")


def short(text: str) -> str:
    """Return the text on one line, cut where it is long."""
    text = text.strip()
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN].rstrip()} …"


def no_such_sign(text: str, error: Exception, lines: Lines) -> Problem:
    """Say that an escape is of no character there is. Raises ``error`` where there is none such."""
    match = _NO_SIGN.search(text)
    if match is None:
        raise error
    return Problem(
        "yaml-backslash",
        say("mellan raka citattecken har bakstreck (\\) en särskild betydelse"),
        lines.place(match.start()),
        instead=say(
            "skriv två bakstreck (\\\\), eller byt till enkla citattecken runt texten: '…'"
        ),
    )
