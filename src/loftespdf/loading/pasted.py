"""Signs that come along when lines are pasted from Word, and break a line without being seen.

A no-break space looks like a space and a bullet like a dash, but YAML takes both for letters. They
are told of only where reading stopped: inside a text they are what they seem to be.
"""

import re
from collections.abc import Iterator

from loftespdf.loading.lines import Lines
from loftespdf.loading.yaml_nodes import Tree
from loftespdf.model.problem import Message, Problem, say

_UNSEEN = "\u00a0\u00ad\u2000-\u200d\u202f\u2060\u3000"
_BLANK = re.compile(rf"[ ]*(?:- *)*(?P<sign>[{_UNSEEN}])|[ ]*(?:- +)*[\w ]+:(?P<after>[{_UNSEEN}])")
_BULLET = re.compile(r"[ ]*(?P<sign>[•·●▪◦‣–—])[\s\u00a0]")
_BREAK = re.compile("(?P<sign>[\u2028\u2029\x85])")


def pasted(lines: Lines, tree: Tree) -> Iterator[Problem]:
    """Yield a problem for each line of an unreadable file that such a sign has spoilt."""
    told = {problem.place.line or 0 for problem in tree.problems}
    near = {line - up for line in told for up in (0, 1)}  # the parser stops on it or right after
    for number in range(1, lines.count + 1):
        if not tree.is_whole and number in near and number not in tree.inner_lines:
            yield from _of_line(number, lines)


def _of_line(number: int, lines: Lines) -> Iterator[Problem]:
    text = lines.text_of(number)
    for found, words in (
        (_BLANK.match(text), _blank),
        (_BULLET.match(text), _bullet),
        (_BREAK.search(text), _break),
    ):
        if found:
            at = found.start(found.lastgroup or 0)
            kind, what, instead = words(text[at])
            yield Problem(kind, what, lines.place(lines.start_of(number) + at), instead=instead)
            return


def _blank(sign: str) -> tuple[str, Message, Message]:
    return (
        "yaml-pasted-space",
        say(
            "här står ett osynligt tecken (U+{code}) i stället för ett vanligt mellanslag",
            code=f"{ord(sign):04X}",
        ),
        say("ta bort det, det har följt med när raden klistrats in, och skriv ett mellanslag"),
    )


def _bullet(sign: str) -> tuple[str, Message, Message]:
    return (
        "yaml-bullet",
        say("raden börjar med ”{sign}”, men i en lista står ett bindestreck", sign=sign),
        say("skriv ”- ” i stället: bindestreck och mellanslag"),
    )


def _break(sign: str) -> tuple[str, Message, Message]:
    return (
        "yaml-pasted-break",
        say("här står en osynlig radbrytning (U+{code})", code=f"{ord(sign):04X}"),
        say("ta bort den, den har följt med när raden klistrats in, eller skriv ett mellanslag"),
    )
