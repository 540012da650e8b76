"""One YAML file as plain values with places: maps, lists and strings exactly as spelled.

What a string means, a date or a number, is for the field it stands in (``model/values.py``); only a
plain ``null``, ``~`` or nothing is None. All that is wrong with the file itself is told at once.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from loftespdf.loading import yaml_nodes
from loftespdf.loading.encoding import decode
from loftespdf.loading.lines import Lines
from loftespdf.loading.pasted import pasted
from loftespdf.loading.yaml_nodes import Node, Scalar, Sequence, Tree, compose
from loftespdf.model.document import YamlPath
from loftespdf.model.problem import Place, Problem, Severity, say

#: The largest YAML file that is read, in bytes.
MAX_BYTES = 2_000_000

Value = dict[str, "Value"] | list["Value"] | str | None

_TAB_FIRST = re.compile(r" *(?:- *)*\t[ \t]*\S")
_HASH = re.compile(r"(?::)?[ ]+#[^\s#]")
_GLUED = re.compile(r"([^\W\d_]\w*):[^\s/]")


class Note(Struct, frozen=True):
    """What is known of one path in a file.

    ``place`` is the value's, ``key_place`` its key's where it has one. ``is_empty`` where nothing
    stands. ``glued`` is the word before the colon of a plain text that begins like ``text:Hej``.
    ``is_damaged`` where the value could not be read and a problem already says so.
    """

    place: Place
    key_place: Place | None = None
    is_empty: bool = False
    glued: str | None = None
    is_damaged: bool = False


class YamlFile(Struct, frozen=True):
    """What a file holds, with a note for each path.

    ``is_whole`` is false where something of it is lost: the file could not be read to its end, and
    ``value`` is None, or another file has keys where this one has a word.
    """

    file: str
    value: Value = None
    notes: Mapping[YamlPath, Note] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    is_whole: bool = True


def read_yaml(content: bytes, file: str) -> YamlFile:
    """Read the bytes of a YAML file; ``file`` is its path in places, from the workspace."""
    text = decode(content, file)
    if isinstance(text, Problem):
        return YamlFile(file, problems=(text,), is_whole=False)
    return read_text(text, file)


def read_map(content: bytes, file: str) -> YamlFile:
    """Read a file that must hold keys (or nothing), as ``read_yaml``."""
    found = read_yaml(content, file)
    if found.value is None or isinstance(found.value, dict):
        return found
    problem = Problem(
        "not-a-map",
        say("filen består inte av nycklar"),
        Place(file, 1, 1),
        instead=say("skriv ”nyckel: värde”, med mellanslag efter kolonet, till exempel ”titel: …”"),
    )
    return YamlFile(file, problems=(*found.problems, problem), is_whole=False)


def read_text(text: str, file: str) -> YamlFile:
    """Read a YAML text, as ``read_yaml``."""
    lines, tree = Lines(text, file), compose(text, file)
    tabs = (*_tabs(lines, tree), *pasted(lines, tree))
    reader = _Reader(lines)
    value = reader.read(tree.root, (), None) if tree.root else None
    problems = (*tabs, *_not_because_of(tabs, tree), *reader.problems)
    return YamlFile(file, value, reader.notes, problems, tree.is_whole)


def _tabs(lines: Lines, tree: Tree) -> Iterator[Problem]:
    """Every line indented by tabs, save where a tab is part of a quoted or block text."""
    if "\t" not in lines.text:
        return
    for number in range(1, lines.count + 1):
        if number in tree.inner_lines or not _TAB_FIRST.match(lines.text_of(number)):
            continue
        offset = lines.start_of(number) + lines.text_of(number).index("\t")
        yield Problem(
            "yaml-tab",
            say("raden är indragen med tabb, men YAML räknar bara mellanslag"),
            lines.place(offset),
            instead=say("byt varje tabb mot mellanslag (två för varje steg)"),
        )


def _not_because_of(tabs: tuple[Problem, ...], tree: Tree) -> tuple[Problem, ...]:
    """The tree's problems that do not merely come from a line so spoilt, or right after it."""
    if tree.is_whole or not tabs:
        return tree.problems
    lines = {(tab.place.line or 0) + after for tab in tabs for after in (0, 1)}
    return tuple(problem for problem in tree.problems if problem.place.line not in lines)


class _Reader:
    """Turns nodes into values, noting places and what cannot be a value."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self.notes: dict[YamlPath, Note] = {}
        self.problems: list[Problem] = []

    def read(self, node: Node, path: YamlPath, key: Scalar | None) -> Value:
        """Return the node's value; ``key`` is the key it stands under, if any."""
        key_place = self._lines.place(key.start) if key else None
        self.notes[path] = Note(self._lines.place(node.start), key_place)
        match node:
            case Scalar():
                return self._scalar(node, path, key)
            case Sequence():
                numbered = enumerate(node.items)
                return [self.read(item, (*path, index), None) for index, item in numbered]
            case yaml_nodes.Mapping():
                return self._map(node, path)
            case _:
                raise TypeError(node)

    def _scalar(self, node: Scalar, path: YamlPath, key: Scalar | None) -> str | None:
        if node.text is None:
            self.notes[path] = replace(self.notes[path], is_empty=True)
            self._comment_after(key.end if key else node.end)
            return None
        if node.is_plain:
            match = _GLUED.match(node.text)
            self.notes[path] = replace(self.notes[path], glued=match[1] if match else None)
            self._comment_after(node.end)
        return unicodedata.normalize("NFC", node.text)

    def _map(self, node: yaml_nodes.Mapping, path: YamlPath) -> Value:
        pairs: dict[str, Value] = {}
        for key, value in node.pairs:
            if not isinstance(key, Scalar) or key.text is None:
                self.problems.append(_no_key(self._lines.place(key.start)))
                self.notes[path] = replace(self.notes[path], is_damaged=True)
                return None
            word = unicodedata.normalize("NFC", key.text)
            if word in pairs:
                first = self.notes[(*path, word)].key_place
                self.problems.append(_twice(word, self._lines.place(key.start), first))
            else:
                pairs[word] = self.read(value, (*path, word), key)
        return pairs

    def _comment_after(self, offset: int) -> None:
        """Tell of ``#trygghet`` after a space: it is a comment, and the word would be lost."""
        if match := _HASH.match(self._lines.text, offset):
            self.problems.append(_hash(self._lines.place(match.end() - 2)))


def _no_key(place: Place) -> Problem:
    return Problem(
        "yaml-no-key",
        say("här väntas en nyckel som ”text:”, men det står något annat"),
        place,
        instead=say(
            "börjar en text med klammer {{ eller hakparentes [, sätt raka citattecken runt hela "
            "texten"
        ),
    )


def _twice(key: str, place: Place, first: Place | None) -> Problem:
    return Problem(
        "yaml-duplicate-key",
        say(
            "”{key}” står två gånger på samma nivå, första gången på rad {line}",
            key=key,
            line=first.line if first else "",
        ),
        place,
        instead=say("behåll en av dem, eller kontrollera indraget"),
    )


def _hash(place: Place) -> Problem:
    return Problem(
        "yaml-hash",
        say("resten av raden läses som en anmärkning, för # med mellanslag före börjar en sådan"),
        place,
        instead=say(
            "hör # till texten: sätt raka citattecken runt hela texten; är det en anmärkning: "
            "skriv ett mellanslag efter #"
        ),
        severity=Severity.WARNING,
    )
