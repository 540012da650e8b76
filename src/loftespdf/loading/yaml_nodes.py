"""YAML text becomes a tree of nodes with places. Nothing is resolved, everything is bounded.

The tree is built from PyYAML's events: libyaml's when it is there (some ten times faster), the pure
Python ones otherwise. No constructor ever runs, so no tag can make an object. An alias is the very
node it names; its size counts each time, so that a file of nested aliases is refused by arithmetic
before anything is copied.
"""

import re
from contextlib import suppress

import yaml
from msgspec import Struct, field
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from loftespdf.loading.encoding import cleaned
from loftespdf.loading.lines import Lines
from loftespdf.model.problem import Message, Problem, say

MAX_NODES = 20_000
MAX_CHARACTERS = 4_000_000
MAX_DEPTH = 48

_NodeEvent = ScalarEvent | SequenceStartEvent | MappingStartEvent
_NULLS = ("", "~", "null")
#: YAML folds the blank line between two paragraphs after ``>`` into one line break, which Markdown
#: would join into one paragraph: an author who left a blank line meant two.
_FOLDED_BREAK = re.compile(r"(?<!\n)\n(?=[^\n])")
_FAST = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Node(Struct, eq=False):
    """Anything in the file. ``start`` and ``end`` are offsets in characters.

    ``size``, ``characters`` and ``depth`` count what the node holds with every alias written out.
    """

    start: int
    end: int
    size: int = 1
    characters: int = 0
    depth: int = 1


class Scalar(Node):
    """One value exactly as spelled; None for a plain ``null``, ``~`` or nothing."""

    text: str | None = None
    is_plain: bool = True


class Sequence(Node):
    """A list. ``is_flow`` for ``[a, b]``."""

    items: list[Node] = field(default_factory=list)
    is_flow: bool = False


class Mapping(Node):
    """A map, as pairs in the author's order: nothing is lost where a key stands twice."""

    pairs: list[tuple[Node, Node]] = field(default_factory=list)
    is_flow: bool = False


class Tree(Struct, frozen=True):
    """A file's content. ``root`` is None for an empty file, or where a problem ended the reading.

    ``inner_lines`` are the lines, from 1, that continue a quoted or block text: anything may begin
    them, also a tab.
    """

    root: Node | None
    is_whole: bool
    problems: tuple[Problem, ...]
    inner_lines: frozenset[int] = frozenset()


class _Stop(Exception):  # noqa: N818 - the reading stops, with its reason
    """Nothing after this point can be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


def compose(text: str, file: str) -> Tree:
    """Build the tree of a YAML text. ``file`` is its name in places.

    The parsers disagree on where a tab may stand, so they are shown a space for each; in print they
    are the same, and tabs that indent are told by who reads the lines (``yaml_reader``).
    """
    text = text.replace("\t", " ")
    with suppress(yaml.MarkedYAMLError):
        tree = _Composer(text, file).tree(_FAST)
        if tree.is_whole:
            return tree
    # The two parsers place and word their errors apart, so it is always the slow one that explains.
    try:
        return _Composer(text, file).tree(yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        from loftespdf.loading.yaml_syntax import explain  # noqa: PLC0415 - most files are right

        return Tree(None, is_whole=False, problems=(explain(text, error, file),))
    except (ValueError, OverflowError) as error:  # PyYAML's chr() of such an escape
        from loftespdf.loading.yaml_mistake import no_such_sign  # noqa: PLC0415 - as above

        return Tree(None, is_whole=False, problems=(no_such_sign(text, error, Lines(text, file)),))


class _Composer:
    """Builds one tree; the stack holds the collections that are open."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._lines = Lines(text, file)
        self._stack: list[Sequence | Mapping] = []
        self._keys: list[Node | None] = []
        self._anchors: dict[str, Node] = {}
        self._problems: list[Problem] = []
        self._inner_lines: set[int] = set()
        self._root: Node | None = None

    def tree(self, loader: type) -> Tree:
        is_whole = True
        try:
            for event in yaml.parse(self._text, Loader=loader):
                self._take(event)
        except _Stop as stop:
            self._problems.append(stop.problem)
            self._root, is_whole = None, False
        return Tree(self._root, is_whole, tuple(self._problems), frozenset(self._inner_lines))

    def _take(self, event: Event) -> None:
        match event:
            case AliasEvent():
                self._add(self._named(event), event)
            case ScalarEvent():
                self._add(self._begin(event, self._scalar(event)), event)
            case SequenceStartEvent() | MappingStartEvent():
                self._open(event)
            case CollectionEndEvent():
                self._close(event)
            case DocumentStartEvent() if self._root is not None:
                raise _Stop(
                    self._problem(
                        "yaml-two-documents",
                        _start(event),
                        say("här börjar ett nytt dokument (---) i samma fil"),
                        say("skriv bara ett löfte i varje fil, och ta bort raden med ---"),
                    )
                )
            case _:
                pass

    def _begin(self, event: _NodeEvent, node: Node) -> Node:
        """Note the node's anchor, and refuse a tag."""
        if event.anchor:
            self._anchors[event.anchor] = node
        if event.tag is not None:
            self._problems.append(_tag(event, self._lines))
        return node

    def _scalar(self, event: ScalarEvent) -> Scalar:
        is_plain = event.style in (None, "")
        start, end = _start(event), _end(event)
        if not is_plain:
            first, last = self._lines.number(start), self._lines.number(end)
            self._inner_lines.update(range(first + 1, last + 1))
        is_null = is_plain and event.value in _NULLS
        text = None if is_null else str(event.value)
        if text and event.style == ">":
            text = _FOLDED_BREAK.sub("\n\n", text)
        if text and event.style == '"':  # its escapes can write any sign at all
            text, problem = cleaned(text, self._lines.place(start))
            self._problems += [problem] if problem else []
        return Scalar(start, end, characters=len(text or ""), text=text, is_plain=is_plain)

    def _open(self, event: SequenceStartEvent | MappingStartEvent) -> None:
        kind = Sequence if isinstance(event, SequenceStartEvent) else Mapping
        start, end = _start(event), _end(event)
        node = kind(start, end, is_flow=bool(event.flow_style))
        self._begin(event, node)
        self._stack.append(node)
        self._keys.append(None)
        if len(self._stack) > MAX_DEPTH:
            raise _Stop(self._too_deep(start))

    def _close(self, event: CollectionEndEvent) -> None:
        node = self._stack.pop()
        self._keys.pop()
        node.end = _end(event)
        self._add(node, event)

    def _named(self, event: AliasEvent) -> Node:
        """Return the node an alias stands for."""
        node = self._anchors.get(event.anchor or "")
        start = _start(event)
        if node is None:
            from loftespdf.loading.yaml_mistake import special_start  # noqa: PLC0415 - as above

            raise _Stop(special_start(self._text, start, self._lines))
        if node in self._stack:
            raise _Stop(
                self._problem(
                    "yaml-endless",
                    start,
                    say(
                        "*{name} hänvisar till sig själv, så texten tar aldrig slut",
                        name=event.anchor,
                    ),
                    say("skriv ut texten i stället för *{name}", name=event.anchor),
                )
            )
        return node

    def _add(self, node: Node, event: Event) -> None:
        """Put a finished node where it belongs, and weigh what holds it."""
        if not self._stack:
            self._root = node
            return
        parent = self._stack[-1]
        parent.size += node.size
        parent.characters += node.characters
        parent.depth = max(parent.depth, node.depth + 1)
        self._weigh(parent, _start(event))
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif (key := self._keys[-1]) is None:
            self._keys[-1] = node
        else:
            parent.pairs.append((key, node))
            self._keys[-1] = None

    def _weigh(self, node: Node, offset: int) -> None:
        if node.depth > MAX_DEPTH:
            raise _Stop(self._too_deep(offset))
        if node.size > MAX_NODES or node.characters > MAX_CHARACTERS:
            raise _Stop(
                self._problem(
                    "yaml-explodes",
                    offset,
                    say("filen blir orimligt stor när allt i den skrivs ut"),
                    say(
                        "ta bort upprepningarna; ankare (&namn och *namn) behövs sällan i ett löfte"
                    ),
                )
            )

    def _too_deep(self, offset: int) -> Problem:
        return self._problem(
            "yaml-too-deep",
            offset,
            say("här ligger för många nivåer inuti varandra"),
            say("dra in raderna mindre, eller ta bort hakparenteser som inte behövs"),
        )

    def _problem(self, kind: str, offset: int, what: Message, instead: Message) -> Problem:
        return Problem(kind, what, self._lines.place(offset), instead=instead)


def _start(event: Event) -> int:
    return int(event.start_mark.index) if event.start_mark else 0


def _end(event: Event) -> int:
    return int(event.end_mark.index) if event.end_mark else 0


def _tag(event: _NodeEvent, lines: Lines) -> Problem:
    return Problem(
        "yaml-tag",
        say(
            "märket {tag} används inte här: en text som börjar med ! läses som ett kommando",
            tag=_spelled(str(event.tag)),
        ),
        lines.place(_start(event)),
        instead=say("ta bort märket, eller sätt citattecken runt hela texten om ! hör till den"),
    )


def _spelled(tag: str) -> str:
    """Write a tag as the user did: !!python/object and not its long name."""
    return tag.replace("tag:yaml.org,2002:", "!!", 1)
